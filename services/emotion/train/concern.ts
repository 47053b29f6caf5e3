import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listed } from '../src/concern-lists.ts'
import { bucketBits, type Grams, gramsOf } from '../src/model/grams.ts'
import { modelFolder } from '../src/model/model.ts'
import { writeWeights } from '../src/model/weights.ts'
import { cut } from '../src/tokens.ts'
import { ownLanguage } from '../src/traits.ts'
import { corpusFolder, readCorpus } from './corpus.ts'
import { seeded } from './random.ts'

/*
 * Teaches the model that finds signs of concern the lists miss, from the corpus (without the test split) and
 * concern.tsv, and writes models/concern.bin. Prints, for each language, how lists and model do on authors held out.
 *
 *   node services/emotion/train/concern.ts
 */

/** Share of the sentences without a sign that the model may call one, beside what the lists do. */
const falseShare = 0.012
const epochs = 25
const step = 0.3
const decay = 3e-4
/** What a sentence with a sign counts: there are few. */
const signCounts = 8

interface Row {
  author: string
  language: 'en' | 'zh'
  grams: Grams
  /** By output: towards oneself, by somebody. */
  target: [number, number]
  isListed: boolean
  /** A figure of speech, somebody else or what is over: the model is not asked. */
  isExcepted: boolean
}

const { test } = JSON.parse(readFileSync(join(corpusFolder, 'splits.json'), 'utf8')) as { test: string[] }

const fromCorpus = readCorpus()
  .filter(({ author }) => !test.includes(author))
  .map(({ text, author, concern }) =>
    rowOf(text, author, [Number(concern.some((sign) => sign !== 'harm')), Number(concern.includes('harm'))]),
  )
const written = readFileSync(join(import.meta.dirname, 'concern.tsv'), 'utf8')
  .split('\n')
  .filter((line) => /^[012]\t/.test(line))
  .map((line) => rowOf(line.slice(2), '', [Number(line.startsWith('1')), Number(line.startsWith('2'))]))

function rowOf(text: string, author: string, target: Row['target']): Row {
  const words = cut(text)
  const { signs, isExcepted } = listed(words)
  return {
    author,
    language: ownLanguage(words.tokens),
    grams: gramsOf(words.text),
    target,
    isListed: signs.size > 0,
    isExcepted,
  }
}

interface Model {
  weights: Float64Array
  bias: number[]
}

function fit(rows: Row[]): Model {
  const random = seeded(1)
  const weights = new Float64Array(2 << bucketBits)
  const squares = new Float64Array(weights.length).fill(1e-4)
  const bias = [-2, -2]
  const biasSquares = [1e-4, 1e-4]
  const order = [...rows]
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order)
    for (const { grams, target } of order)
      for (let k = 0; k < 2; k++) {
        const z = sumOf({ weights, bias }, grams, k)
        const error = (1 / (1 + Math.exp(-z)) - target[k]!) * (target[k] ? signCounts : 1)
        biasSquares[k]! += error * error
        bias[k]! -= (step * 0.1 * error) / Math.sqrt(biasSquares[k]!)
        for (const [i, bucket] of grams.buckets.entries()) {
          const at = bucket * 2 + k
          const slope = error * grams.amounts[i]! + decay * weights[at]!
          squares[at]! += slope * slope
          weights[at]! -= (step * slope) / Math.sqrt(squares[at]!)
        }
      }
  }
  return { weights, bias }
}

function sumOf({ weights, bias }: Model, { buckets, amounts }: Grams, k: number): number {
  let sum = bias[k]!
  for (const [i, bucket] of buckets.entries()) sum += weights[bucket * 2 + k]! * amounts[i]!
  return sum
}

/** Each author read by a model that never saw them: from where on a sum counts, and how that does. */
function threshold(language: 'en' | 'zh'): number {
  const mine = fromCorpus.filter((row) => row.language === language)
  const others = written.filter((row) => row.language === language)
  const sums = new Map<Row, number>()
  for (const author of new Set(mine.map((row) => row.author))) {
    const model = fit([...mine.filter((row) => row.author !== author), ...others])
    for (const row of mine)
      if (row.author === author) sums.set(row, Math.max(sumOf(model, row.grams, 0), sumOf(model, row.grams, 1)))
  }
  const hasSign = ({ target }: Row) => target[0] + target[1] > 0
  const without = mine.filter((row) => !hasSign(row))
  const falsely = without.filter((row) => !row.isListed && !row.isExcepted).map((row) => sums.get(row)!)
  const least = falsely.toSorted((a, b) => b - a)[Math.round(falseShare * without.length)]!
  const isFound = (row: Row) => row.isListed || (!row.isExcepted && sums.get(row)! > least)
  const share = (rows: Row[], is: (row: Row) => boolean) =>
    `${((100 * rows.filter(is).length) / rows.length).toFixed(1)} % of ${rows.length}`
  const signs = mine.filter(hasSign)
  process.stdout.write(
    `${language}: lists ${share(signs, (row) => row.isListed)}, with the model ${share(signs, isFound)}; falsely ${share(without, isFound)}\n`,
  )
  return least
}

const thresholds = { en: threshold('en'), zh: threshold('zh') }
const { weights, bias } = fit([...fromCorpus, ...written])
const most = [0, 1].map((k) =>
  weights.reduce((top, value, i) => (i % 2 === k ? Math.max(top, Math.abs(value)) : top), 0),
)
const scales = most.map((value) => value / 127)
writeWeights(join(modelFolder, 'concern.bin'), {
  tensors: { table: Int8Array.from(weights, (value, i) => Math.round(value / scales[i % 2]!)) },
  facts: { scales, bias, thresholds },
})
