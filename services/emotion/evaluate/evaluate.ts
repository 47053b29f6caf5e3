import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createLogger } from '@aiw/kit/log'
import type { Reading } from '@aiw/proto'
import { headsFrom, loadBase, modelFolder } from '../src/model/model.ts'
import { readWeights } from '../src/model/weights.ts'
import { read } from '../src/read.ts'
import { withBetter } from '../src/readers/better.ts'
import { ownOnnxFolder } from '../src/readers/choose.ts'
import { onnxReader } from '../src/readers/onnx.ts'
import { corpusFolder, readCorpus } from '../train/corpus.ts'
import { turns } from '../train/turns.ts'
import { caseOfEntry, devCases } from './cases.ts'
import { concernScores, type Part } from './concern.ts'
import { ceilings, floors, type Scores, scoresOf } from './own.ts'
import { pairScores, readPairs } from './pairs.ts'
import { publicLines, publicTexts, remembered, saidByBoth, saidByHeads, type Says } from './public.ts'
import { saidByTransformer } from './transformer.ts'

/*
 * npm run evaluate -w services/emotion [-- --data DIR] [--split test|dev|train] [--onnx | --folder DIR]
 * Whole readings on the corpus (authors who tell sideways, then those who write plainly), on turns (turns.tsv) and on the development set; with a
 * folder of public sets, the model on those as well. With --onnx the readings are those of EMOTION_READER=onnx: corrected by the
 * transformer that comes with AIW, or by the model of a folder.
 */

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    split: { type: 'string', default: 'test' },
    onnx: { type: 'boolean', default: false },
    folder: { type: 'string' },
  },
})

const splits = JSON.parse(readFileSync(join(corpusFolder, 'splits.json'), 'utf8')) as Record<string, string[]>
if (!splits[values.split]) throw new Error(`no split "${values.split}": train, dev or test`)
const corpus = readCorpus()
const casesOf = (split: string) => corpus.filter(({ author }) => splits[split]!.includes(author)).map(caseOfEntry)
const blocks = [
  { name: `corpus, ${values.split}`, cases: casesOf(values.split) },
  { name: 'corpus, plain', cases: casesOf('plain') },
  { name: 'turns', cases: turns(import.meta.dirname).map(caseOfEntry) },
  { name: 'development', cases: devCases() },
]
const folder = values.folder ?? (values.onnx ? ownOnnxFolder : undefined)
const reads = folder ? await correctedReads(folder) : read
const columns = blocks.flatMap(({ name, cases }) =>
  (['en', 'zh'] as const).map((language) => ({
    head: `${name}, ${language}`,
    scores: scoresOf(
      cases.filter((it) => it.language === language),
      reads,
    ),
  })),
)

print(['', 'floor', ...columns.map(({ head }) => head)])
print(['---', '---', ...columns.map(() => '---')])
for (const [name, floor] of Object.entries(floors) as [keyof Scores, number][]) {
  const isCeiling = ceilings.includes(name)
  print([
    name,
    Number.isNaN(floor) ? '' : `${isCeiling ? '≤' : '≥'} ${floor.toFixed(2)}`,
    ...columns.map(({ scores }) => told(scores[name], floor, isCeiling)),
  ])
}
say('\n* below its floor, or above its ceiling. Figures with how many they are of.\n')

const pairs = pairScores(undefined, reads)
if (pairs)
  say(
    `${pairs.n} English-Chinese pairs of one meaning: cosine of feeling ${pairs.mean.toFixed(3)} on the mean, ${pairs.below} below 0.8; valence r ${pairs.valence.toFixed(3)}\n`,
  )

print(['signs of concern', '', 'seen', 'falsely', 'in a sitting', 'falsely', 'own danger called harm'])
print(['---', '---', '---', '---', '---', '---', '---'])
for (const { what, language, signs, falsely, signsInSitting, falselyInSitting, calledHarm } of concernScores(reads))
  print([what, language, ...[signs, falsely, signsInSitting, falselyInSitting, calledHarm].map(part)])
say('')

if (values.data) {
  const embedded = remembered(saidByHeads(loadBase(), headsFrom(readWeights(join(modelFolder, 'heads.bin')), 'public')))
  const transformer = folder ? await saidByTransformer(folder, publicTexts(values.data)) : undefined
  const models: Record<string, Says> = {
    embedded,
    ...(transformer && { transformer, both: saidByBoth(values.data, embedded, transformer) }),
  }
  print(['public sets, test splits', 'n', ...Object.keys(models), 'word lists, same run', 'published'])
  print(['---', '---', ...Object.keys(models).map(() => '---'), '---', '---'])
  const columns = Object.values(models).map((says) => publicLines(values.data!, says))
  for (const [i, { what, n, lists, published }] of columns[0]!.entries())
    print([what, String(n), ...columns.map((lines) => lines[i]!.ours), lists, published])
}

/** Readings as the service gives them when the transformer is always in time. */
async function correctedReads(folder: string): Promise<typeof read> {
  const log = createLogger('evaluate', 'silent')
  const reader = await onnxReader(folder, 60_000, log)
  const ofConcern = corpus.filter(({ author }) => [...splits['test']!, ...splits['plain']!].includes(author))
  const lines = [...blocks.flatMap(({ cases }) => cases), ...ofConcern]
  const texts = new Set([...lines.map(({ text }) => text), ...readPairs().flat()])
  const both = withBetter(read, reader, { timeoutMs: 60_000, log })
  const readings = new Map<string, Reading>()
  for (const text of texts) {
    const reading = await both(text, {}, { signal: new AbortController().signal, log })
    if (reading.reader !== reader.name && reading.language !== 'und') throw new Error('the model did not answer')
    readings.set(text, reading)
  }
  await reader.close()
  // What was written before changes the embedded reader's signs.
  return (text, options) => {
    const reading = readings.get(text)!
    const signs = new Set([...reading.concern!.signs, ...read(text, options).concern!.signs])
    return { ...reading, concern: { signs: [...signs] } }
  }
}

function told({ value, n }: Scores[keyof Scores], floor: number, isCeiling: boolean): string {
  if (n === 0 || Number.isNaN(value)) return ''
  const misses = isCeiling ? value > floor : value < floor
  return `${value.toFixed(3)}${misses ? ' *' : ''} (${n})`
}

function part(of?: Part): string {
  return of ? `${of.found} of ${of.of}` : ''
}

function print(cells: string[]) {
  say(`| ${cells.join(' | ')} |`)
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
