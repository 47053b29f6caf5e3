import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listed } from '../src/concern-lists.ts'
import { type Heads, sigmoid, sumHeads } from '../src/model/heads.ts'
import { headsInto, knownOf, loadBase, modelFolder } from '../src/model/model.ts'
import { type Weights, writeWeights } from '../src/model/weights.ts'
import { cut } from '../src/tokens.ts'
import { ownLanguage } from '../src/traits.ts'
import { concernBlocks, isOfConcern } from './concern-blocks.ts'
import { corpusFolder, readCorpus, translationsOf } from './corpus.ts'
import { type Example, fitHeads, type HeadKind } from './fit.ts'
import { plainSentences } from './plain-sentences.ts'
import { seeded } from './random.ts'
import { turns } from './turns.ts'

/*
 * Teaches the model that finds signs of concern the lists miss, and writes models/concern.bin. It learns from the corpus
 * (without the test authors and the blocks held out, concern-blocks.ts) and concern.tsv, on the encoding as it is.
 * From where on a sum counts is chosen on authors a model had not seen, so that lists and model together falsely call no
 * more than `falseShare` of their ordinary sentences. What it then finds: npm run evaluate -w services/emotion.
 *
 *   node services/emotion/train/concern.ts
 */

const falseShare = 0.014
/** What a sentence with a sign counts beside one without. */
const signCounts = 4
const teaching = { epochs: 12, step: 1e-3, decay: 0.3, gramStep: 0.05, gramDecay: 1e-3, drop: 0.3, units: 0 }
/** Of the made sentences, every so many. */
const plainEvery = 5
/** Models that have each not seen some of the authors. */
const folds = 4

/** The heads: is there any sign; where there is one, is it harm by somebody alone; where it is not, which is it. */
const ownSigns = {
  passive: 'SIGN_PASSIVE_IDEATION',
  active: 'SIGN_ACTIVE_IDEATION',
  plan: 'SIGN_PLAN_OR_MEANS',
  preparation: 'SIGN_PREPARATION',
  self_harm: 'SIGN_SELF_HARM',
}
const names = ['any', 'SIGN_HARM_BY_OTHERS', ...Object.values(ownSigns)]
const kinds = names.map((_, k): HeadKind => (k < 2 ? 'yes' : 'share'))

interface Row extends Example {
  /** Which of the models below has not seen it: all of an author, or of a block of the files of concern; -1 for none. */
  fold: number
  language: 'en' | 'zh'
  isOrdinary: boolean
  hasSign: boolean
  isHarm: boolean
  isListed: boolean
  /** A figure of speech, somebody else or what is over: the model is not asked. */
  isExcepted: boolean
}

const splits = JSON.parse(readFileSync(join(corpusFolder, 'splits.json'), 'utf8')) as Record<'train' | 'dev', string[]>
const base = loadBase()
const corpus = readCorpus()
const learnt = corpus.filter((entry) => [...splits.train, ...splits.dev].includes(entry.author) && !isOfConcern(entry))
const authors = [...new Set(learnt.map(({ author }) => author))]
const blocks = concernBlocks(corpus).filter(({ isHeldOut }) => !isHeldOut)
const written = readFileSync(join(import.meta.dirname, 'concern.tsv'), 'utf8')
  .split('\n')
  .filter((line) => /^[012]\t/.test(line))

const rows = [
  ...[...learnt, ...translationsOf(learnt)].map(({ text, concern, author }) =>
    rowOf(text, concern, authors.indexOf(author) % folds, true),
  ),
  ...blocks.flatMap(({ entries }, i) =>
    [...entries, ...translationsOf(entries)].map(({ text, concern }) => rowOf(text, concern, i % folds, false)),
  ),
  ...written.map((line) => rowOf(line.slice(2), [[], ['own'], ['harm']][Number(line[0])]!, -1, false)),
  ...turns().map(({ text }) => rowOf(text, [], -1, false)),
  // A feeling said outright, and no more, is no sign.
  ...plainSentences()
    .filter((_, i) => i % plainEvery === 0)
    .map(({ text }) => rowOf(text, [], -1, false)),
]

function rowOf(text: string, concern: string[], fold: number, isOrdinary: boolean): Row {
  const words = cut(text)
  const { signs, isExcepted } = listed(words)
  const { encoded, grams } = knownOf(base, text)
  const hasSign = concern.length > 0
  const isHarm = hasSign && concern.every((sign) => sign === 'harm')
  const own = Object.keys(ownSigns).map((label) => Number(concern.includes(label)))
  const many = own.reduce((sum, value) => sum + value, 0)
  return {
    input: encoded,
    grams,
    targets: Float32Array.of(Number(hasSign), Number(isHarm), ...own.map((value) => value / Math.max(1, many))),
    weights: Float32Array.of(hasSign ? signCounts : 1, Number(hasSign), ...own.map(() => Number(many > 0))),
    fold,
    language: ownLanguage(words.tokens),
    isOrdinary,
    hasSign,
    isHarm,
    isListed: signs.size > 0,
    isExcepted,
  }
}

const fit = (taught: Row[]): Heads => fitHeads(taught, names, kinds, teaching, seeded(1))

/** Each row read by a model that has seen neither its author nor its block. */
const unseen = new Map<Row, Float32Array>()
for (let out = 0; out < folds; out++) {
  const heads = fit(rows.filter(({ fold }) => fold !== out))
  for (const row of rows) if (row.fold === out) unseen.set(row, sumHeads(heads, row.input, row.grams))
}

const thresholds = { en: threshold('en'), zh: threshold('zh') }

function threshold(language: 'en' | 'zh'): number {
  const mine = [...unseen].filter(([row]) => row.language === language)
  const ordinary = mine.filter(([row]) => row.isOrdinary && !row.hasSign)
  const byLists = ordinary.filter(([row]) => row.isListed).length
  const falsely = ordinary.filter(([row]) => !row.isListed && !row.isExcepted).map(([, [any]]) => any!)
  const least = falsely.toSorted((a, b) => b - a)[Math.round(falseShare * ordinary.length) - byLists]!
  const tell = (what: string, of: typeof mine) => {
    const found = of.filter(([row, [any]]) => row.isListed || (!row.isExcepted && any! > least)).length
    say(`  ${what}: ${((100 * found) / of.length).toFixed(1)} % of ${of.length}`)
  }
  say(`${language}, read by models that had not seen the author or block:`)
  tell(
    'signs of the normal files',
    mine.filter(([row]) => row.isOrdinary && row.hasSign),
  )
  tell(
    'signs of the files of concern',
    mine.filter(([row]) => !row.isOrdinary && row.hasSign),
  )
  tell('falsely of ordinary sentences', ordinary)
  tell(
    'falsely of look-alikes',
    mine.filter(([row]) => !row.isOrdinary && !row.hasSign),
  )
  const signs = mine.filter(([row]) => row.hasSign)
  for (const isHarm of [true, false]) {
    const of = signs.filter(([row]) => row.isHarm === isHarm)
    const called = of.filter(([, [, harm]]) => sigmoid(harm!) >= 0.5).length
    say(`  called harm by somebody, of ${isHarm ? 'that' : 'danger from oneself'}: ${called} of ${of.length}`)
  }
  return least
}

const weights: Weights = { tensors: {}, facts: { thresholds } }
headsInto(weights, 'concern', fit(rows))
writeWeights(join(modelFolder, 'concern.bin'), weights)

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
