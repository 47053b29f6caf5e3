import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLogger } from '@aiw/kit/log'
import type { Reading } from '@aiw/proto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseOfEntry } from '../../evaluate/cases.ts'
import { scoresOf } from '../../evaluate/own.ts'
import { corpusFolder, readCorpus } from '../../train/corpus.ts'
import { read } from '../../src/read.ts'
import { withBetter } from '../../src/readers/better.ts'
import { ownOnnxFolder } from '../../src/readers/choose.ts'
import { onnxReader } from '../../src/readers/onnx.ts'

// The transformer that comes with AIW, as the service has it unless it is told otherwise.

const silent = createLogger('test', 'silent')
const call = { signal: new AbortController().signal, log: silent }
let reader: Awaited<ReturnType<typeof onnxReader>>
let reads: (text: string, explain?: boolean) => Promise<Reading>

beforeAll(async () => {
  reader = await onnxReader(ownOnnxFolder, 30_000, silent)
  const corrected = withBetter(read, reader, { timeoutMs: 30_000, log: silent })
  reads = async (text, explain = false) => corrected(text, { explain }, call)
})
afterAll(() => reader.close())

const splits = JSON.parse(readFileSync(join(corpusFolder, 'splits.json'), 'utf8')) as Record<string, string[]>
const ofSplits = (...names: string[]) => {
  const authors = names.flatMap((name) => splits[name]!)
  return readCorpus().filter(({ author }) => authors.includes(author))
}

test.each([
  ['My name was not on the list, again.', -1],
  ['They gave my desk to the new one while I was in hospital.', -1],
  ['女儿的房间还是那样，没人敢动。', -1],
  // The embedded reader alone takes this one for sad.
  ['妈妈把鸡腿夹到我碗里。', 1],
])('%s', async (text, sign) => {
  const { feeling, reader: name } = await reads(text)
  expect(name).toBe(reader.name)
  expect(Math.sign(feeling!.valence)).toBe(sign)
})

test('sees signs of concern that the embedded reader alone does not, in authors who taught neither', async () => {
  const shown = ofSplits('test', 'plain').filter(({ concern }) => concern.length > 0)
  let [byBoth, byOne] = [0, 0]
  for (const { text } of shown) {
    if ((await reads(text)).concern!.signs.length > 0) byBoth++
    if (read(text).concern!.signs.length > 0) byOne++
  }
  expect(shown).toHaveLength(82)
  expect(byBoth).toBeGreaterThanOrEqual(72)
  expect(byBoth).toBeGreaterThanOrEqual(byOne + 4)
})

test('of languages it does not know it is not asked; what is no sentence it is not sure of', async () => {
  for (const text of ['Minä olen täällä tänään', 'Минуту назад', 'ㅋㅋㅋ 그래', 'مرحبا بك'])
    expect(await reads(text)).toEqual(read(text))
  for (const text of ['0x3f 88 1,2 3,4', 'function f(x) { return x[0] ?? {} }', 'qwrt zxcv bnmp'])
    expect((await reader.read(text, [], call.signal)).confidence).toBeLessThan(0.4)
})

test('tells which words moved what both say', async () => {
  const text = 'They gave my desk away while I was ill.'
  const { because, feeling } = await reads(text, true)
  expect(feeling!.valence).toBeLessThan(0)
  expect(because.length).toBeGreaterThan(0)
  for (const { start, end } of because) expect(text.slice(start, end).trim()).not.toBe('')
})

/** Sentences of authors who taught it nothing, every second. Floors lie some five in a hundred below what was measured on all: so few sentences err by four. */
test.each([
  ['plain', 'en', 0.85, 0.8, 0.94],
  ['plain', 'zh', 0.78, 0.75, 0.85],
  ['test', 'en', 0.68, 0.59, 0.86],
  ['test', 'zh', 0.7, 0.59, 0.78],
] as const)(
  'authors of "%s", %s: sign of valence, group and voice',
  async (split, language, sign, group, voice) => {
    const cases = ofSplits(split)
      .filter((entry) => entry.language === language)
      .filter((_, i) => i % 2 === 0)
      .map(caseOfEntry)
    const readings = new Map<string, Reading>()
    for (const { text } of cases) readings.set(text, await reads(text))
    const scores = scoresOf(cases, (text) => readings.get(text)!)
    expect(scores['sign of valence'].value).toBeGreaterThan(sign)
    expect(scores['group accepted'].value).toBeGreaterThan(group)
    expect(scores.voice.value).toBeGreaterThan(voice)
    expect(scores['false cards'].value).toBeLessThan(0.04)
  },
  60_000,
)
