import { type Kind, kinds } from '../src/lexicon/feelings.ts'
import { type Base, knownOf } from '../src/model/model.ts'
import type { Entry } from './corpus.ts'
import type { Example, HeadKind } from './fit.ts'
import { happenings, plainSentences, type PlainSentence } from './plain-sentences.ts'
import { goEmotions, readRows, type Row, semEval, xed } from './sets.ts'

/** Heads taught by the public sets: what each set says of a text, in the set's own words. */
export const publicNames = [
  ...Object.keys(goEmotions).map((label) => `goemotions:${label}`),
  ...['valence', 'arousal', 'dominance'].map((label) => `emobank:${label}`),
  ...semEval.chn.map((label) => `semeval:${label}`),
  ...xed.map((label) => `xed:${label}`),
]
export const publicKinds: HeadKind[] = publicNames.map((name) => (name.startsWith('emobank:') ? 'number' : 'yes'))

/** Heads taught by the corpus: the eleven groups, three numbers from -1 to 1, and whether the feeling is implied. */
export const ownNames = [...kinds, 'valence', 'arousal', 'dominance', 'implied']
export const ownKinds: HeadKind[] = [
  ...kinds.map((): HeadKind => 'share'),
  ...(['number', 'number', 'number', 'yes'] as const),
]

/** EmoBank's numbers about their mean, 3 of 1 to 5, in units of about one. */
export const emobankScale = 0.35

/** A row of a public set as an example: text, and what is said of it by head. */
interface Said {
  text: string
  says: Record<string, number>
}

/** What the training splits of the public sets in a folder teach. */
export function* publicExamples(folder: string, base: Base): Generator<Example> {
  for (const { text, says } of publicRows(folder)) {
    const { encoded, grams } = knownOf(base, text)
    const targets = new Float32Array(publicNames.length)
    const weights = new Float32Array(publicNames.length)
    for (const [name, value] of Object.entries(says)) {
      const k = publicNames.indexOf(name)
      targets[k] = value
      weights[k] = 1
    }
    yield { input: encoded, grams, targets, weights }
  }
}

function* publicRows(folder: string): Generator<Said> {
  for (const row of readRows(folder, 'goemotions/train.tsv'))
    yield said(row, 'goemotions', Object.keys(goEmotions), labelled(row))
  for (const row of readRows(folder, 'emobank/train.tsv'))
    yield {
      text: row['text']!,
      says: {
        'emobank:valence': (Number(row['V']) - 3) / emobankScale,
        'emobank:arousal': (Number(row['A']) - 3) / emobankScale,
        'emobank:dominance': (Number(row['D']) - 3) / emobankScale,
      },
    }
  for (const language of ['eng', 'chn'] as const)
    for (const row of readRows(folder, `semeval2025_t11/${language}.train.tsv`))
      yield said(row, 'semeval', semEval[language], (label) => Number(row[label]) > 0)
  // Lines of films, out of their scenes: every third is enough of them.
  for (const file of ['en', 'en_neutral'])
    for (const [i, row] of readRows(folder, `xed/${file}.tsv`).entries())
      if (i % 3 === 0) yield said(row, 'xed', xed, labelled(row))
}

const labelled = (row: Row) => {
  const labels = row['labels']!.split(',')
  return (label: string) => labels.includes(label)
}

const said = (row: Row, set: string, labels: readonly string[], has: (label: string) => boolean): Said => ({
  text: row['text']!,
  says: Object.fromEntries(labels.map((label) => [`${set}:${label}`, Number(has(label))])),
})

/** What a first group counts beside others that would be accepted. */
const otherGroup = 0.6

/** What an entry of the corpus teaches. */
export function ownTargets({ groups, valence, arousal, dominance, told }: Entry) {
  const targets = new Float32Array(ownNames.length)
  const weights = new Float32Array(ownNames.length).fill(1)
  const all = 1 + otherGroup * (groups.length - 1)
  for (const [i, group] of groups.entries()) targets[kinds.indexOf(group)] = (i === 0 ? 1 : otherGroup) / all
  targets[kinds.length] = valence / 3
  targets[kinds.length + 1] = arousal / 3
  targets[kinds.length + 2] = dominance / 3
  targets[kinds.length + 3] = Number(told === 'i')
  if (told === '-') weights[kinds.length + 3] = 0
  return { targets, weights }
}

/** A text beside the corpus that teaches its heads as well. */
export interface Beside {
  text: string
  targets: Float32Array
  weights: Float32Array
}

/** What a made sentence, a seed and a line of Reddit count beside an entry of the corpus. */
const besideWeights = { plain: 0.3, seed: 0.7, reddit: 0.12 }
/** How pleasant each group is where a set tells the group only; missing where it may be either. */
const usualValence: Partial<Record<Kind, number>> = {
  joy: 0.6,
  love: 0.6,
  hope: 0.4,
  calm: 0.4,
  sadness: -0.6,
  fear: -0.6,
  anger: -0.6,
  disgust: -0.6,
  shame: -0.5,
  neutral: 0,
}

/** Feelings said outright, which the corpus has few of: made sentences, seeds, and GoEmotions' dev split, which no public head was taught on. */
export function besideTexts(folder: string): Beside[] {
  return [
    ...plainSentences().map(({ text, group, ...degrees }) => beside(text, group, besideWeights.plain, degrees)),
    ...happenings().map(({ text, group, ...degrees }) => beside(text, group, besideWeights.seed, degrees)),
    ...readRows(folder, 'authored_seed/seed.tsv').map((row) =>
      beside(row['text']!, row['emotion'] as Kind, besideWeights.seed),
    ),
    ...readRows(folder, 'goemotions/dev.tsv').flatMap((row) => {
      const label = row['labels']!
      return label.includes(',') ? [] : [beside(row['text']!, goEmotions[label]!, besideWeights.reddit)]
    }),
  ]
}

function beside(
  text: string,
  group: Kind,
  weight: number,
  degrees?: Pick<PlainSentence, 'valence' | 'arousal' | 'dominance'>,
): Beside {
  const targets = new Float32Array(ownNames.length)
  const weights = new Float32Array(ownNames.length)
  targets[kinds.indexOf(group)] = 1
  weights.fill(weight, 0, kinds.length)
  const usual = usualValence[group]
  if (degrees) {
    targets.set([degrees.valence, degrees.arousal, degrees.dominance], kinds.length)
    weights.fill(weight, kinds.length, kinds.length + 3)
  } else if (usual !== undefined) {
    targets[kinds.length] = usual
    weights[kinds.length] = weight
  }
  return { text, targets, weights }
}
