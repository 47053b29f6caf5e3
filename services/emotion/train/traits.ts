import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mentionsOf } from '../src/mentions.ts'
import { modelFolder } from '../src/model/model.ts'
import { cut } from '../src/tokens.ts'
import { ownLanguage, type Traits, traitsOf } from '../src/traits.ts'
import { corpusFolder, type Entry, readCorpus } from './corpus.ts'
import { fitLinear, type Taught } from './linear.ts'

/*
 * Teaches the models of voice and of specificity from the corpus and writes them to models/.
 *
 *   node services/emotion/train/traits.ts
 */

const { train, dev } = JSON.parse(readFileSync(join(corpusFolder, 'splits.json'), 'utf8')) as Record<
  'train' | 'dev',
  string[]
>
const entries = readCorpus().filter(({ author }) => [...train, ...dev].includes(author))

const voices: Entry['voice'][] = ['first', 'third', 'nobody']
/** How specific a degree of the corpus is, over-general to one moment in detail. */
const degrees = [0.02, 0.4, 0.65, 0.92, 0.98]
/** What a short sentence counts beside an entry of the corpus. */
const shortTimes = 10

/** A single word counts where so many entries have it, so that no author's story is learnt. */
const fewestOfWord = 8

/** What is known of a text by its form; and by single words, which are held closer to zero. */
const isWord = (trait: string) => trait.startsWith('w ') || (trait.startsWith('^') && !/^\^[-x]/.test(trait))

function rowsOf(language: Entry['language']) {
  const mine = entries.filter((entry) => entry.language === language)
  const rows = mine.map((entry) => {
    const words = cut(entry.text)
    return { entry, traits: traitsOf(words, mentionsOf(words.tokens), entry.text) }
  })
  const frequency = new Map<string, number>()
  for (const { traits } of rows) for (const name of traits.keys()) frequency.set(name, (frequency.get(name) ?? 0) + 1)
  const known = (traits: Traits): Traits =>
    new Map([...traits].filter(([name]) => !isWord(name) || frequency.get(name)! >= fewestOfWord))
  return rows.map(({ entry, traits }) => ({ entry, traits: known(traits) }))
}

/** Pairs of short sentences that say much the same, over-general and not; the corpus has few as short. */
const contrasts = shortSentences('contrasts.tsv')
/** Short sentences by who tells them, of which the corpus has few as well. */
const tellers = shortSentences('voices.tsv')

/** The lines of a file of short sentences, each behind a digit that says what it is. */
function shortSentences(file: string) {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => /^\d\t/.test(line))
    .map((line) => ({ is: line[0]!, words: cut(line.slice(2)), text: line.slice(2) }))
}

/** What short sentences in a language teach, by their form only. */
function shortRows(
  sentences: typeof contrasts,
  language: Entry['language'],
  targetOf: (is: string) => number[],
): Taught[] {
  const rows = sentences
    .filter(({ words }) => ownLanguage(words.tokens) === language)
    .map(({ is, words, text }) => {
      const traits = traitsOf(words, mentionsOf(words.tokens), text)
      for (const name of traits.keys()) if (isWord(name)) traits.delete(name)
      return { traits, target: targetOf(is) }
    })
  return Array.from({ length: shortTimes }, () => rows).flat()
}

const teaching = { epochs: 20, step: 0.05, seed: 1, decay: (trait: string) => (isWord(trait) ? 0.05 : 0.004) }

const byLanguage = { en: rowsOf('en'), zh: rowsOf('zh') }
write('voice', (language) =>
  fitLinear(
    [
      ...shortRows(tellers, language, (is) => voices.map((_, k) => Number('130'[k] === is))),
      ...byLanguage[language].map(({ entry, traits }) => ({
        traits,
        target: voices.map((voice) => Number(voice === entry.voice)),
      })),
    ],
    voices,
    teaching,
  ),
)
write('specificity', (language) =>
  fitLinear(
    [
      ...shortRows(contrasts, language, (is) => (is === '1' ? [0.2, 0.8] : [0.98, 0.02])),
      ...byLanguage[language].map(({ entry, traits }) => ({
        traits,
        target: [1 - degrees[entry.specificity]!, degrees[entry.specificity]!],
      })),
    ],
    ['general', 'specific'],
    teaching,
  ),
)

/** One line a trait, so that a change can be read. */
function write(name: string, fit: (language: Entry['language']) => ReturnType<typeof fitLinear>) {
  const parts = (['en', 'zh'] as const).map((language) => {
    const { outputs, weights } = fit(language)
    const lines = Object.entries(weights)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([trait, row]) => `${JSON.stringify(trait)}: ${JSON.stringify(row)}`)
    return `  "${language}": {\n    "outputs": ${JSON.stringify(outputs)},\n    "weights": {\n${lines.join(',\n')}\n    }\n  }`
  })
  writeFileSync(join(modelFolder, `${name}.json`), `{\n${parts.join(',\n')}\n}\n`)
}
