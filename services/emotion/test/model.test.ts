import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { encodedLength } from '../src/model/encoder.ts'
import { gramsOf } from '../src/model/grams.ts'
import { softmax, valueAt } from '../src/model/heads.ts'
import { knownOf, loadBase } from '../src/model/model.ts'
import { cutPieces, unknown } from '../src/model/pieces.ts'
import { plain } from '../src/model/plain.ts'
import { quantize, readWeights, writeWeights } from '../src/model/weights.ts'
import { fitHeads } from '../train/fit.ts'
import { seeded } from '../train/random.ts'

const base = loadBase()
const piecesOf = (text: string) => cutPieces(base.vocabulary, plain(text))

describe('a text is made plain', () => {
  test.each([
    ['Don’t', "Don't"],
    ['ＡＢＣ', 'ABC'],
    ['我很難過', '我很难过'],
    ['a\u200Bb\u202E', 'ab'],
    ['ﬁne', 'fine'],
  ])('%s is %s', (raw, text) => expect(plain(raw).text).toBe(text))

  test('and every letter knows where it came from', () => {
    const raw = 'ﬁn\u200Be 🐦!'
    const { text, at } = plain(raw)
    expect(text).toBe('fine 🐦!')
    expect([...at]).toEqual([0, 0, 1, 3, 4, 5, 5, 7, 8])
    expect(raw.slice(at[3]!, at[4]!)).toBe('e')
  })

  test('half a letter outside the basic plane does no harm', () => expect(plain('a\uD800b').text).toBe('a\uFFFDb'))
})

describe('a text is cut into pieces', () => {
  test('whole words where there are', () => {
    expect(piecesOf('the chair')).toHaveLength(2)
    expect(piecesOf('  the \n chair ')).toEqual(piecesOf('the chair'))
  })

  test('what no piece fits is unknown, letter by letter', () => {
    expect(piecesOf('ᚠᚢ').filter((id) => id === unknown)).toHaveLength(2)
    expect(piecesOf('🫠').filter((id) => id === unknown).length).toBeLessThanOrEqual(1)
  })

  test('traditional characters are those of the simplified', () =>
    expect(piecesOf('我很難過')).toEqual(piecesOf('我很难过')))
})

describe('grams', () => {
  const bucketsOf = (text: string) => new Set(gramsOf(text).buckets)

  test('have length 1 and lie inside the table', () => {
    const { buckets, amounts } = gramsOf('I could not stop looking at the sea. 海很安静')
    expect(Math.hypot(...amounts)).toBeCloseTo(1, 5)
    for (const bucket of buckets) expect(bucket).toBeLessThan(2 ** 16)
  })

  test('tell a word from the same word denied, and a sentence from its end on', () => {
    const plainWord = bucketsOf('happy')
    const shared = (text: string) => [...plainWord].filter((bucket) => bucketsOf(text).has(bucket)).length
    expect(shared('not happy')).toBeLessThan(shared('happy now'))
    expect(shared('not now, happy')).toBeGreaterThan(shared('not happy'))
  })

  test('of nothing are none', () => expect(gramsOf(' \u200B').buckets).toHaveLength(0))
})

test('a text is encoded the same way each time, into so many numbers', () => {
  const { encoded } = knownOf(base, 'His chair has been empty since March.')
  expect(encoded).toHaveLength(encodedLength(base.encoder))
  expect(knownOf(base, 'His chair has been empty since March.').encoded).toEqual(encoded)
  expect(encoded.every(Number.isFinite)).toBe(true)
  for (const text of ['', '🐦', '字'.repeat(2_000)])
    expect(knownOf(base, text).encoded.every(Number.isFinite)).toBe(true)
})

test('texts of one meaning in two languages are encoded alike, others are not', () => {
  const of = (text: string) => knownOf(base, text).encoded.subarray(base.encoder.width)
  const apart = (a: string, b: string) => {
    const [x, y] = [of(a), of(b)]
    return 1 - x.reduce((sum, value, i) => sum + value * y[i]!, 0) / (Math.hypot(...x) * Math.hypot(...y))
  }
  expect(apart('I am sad', '我很难过')).toBeLessThan(apart('I am sad', '公交车来了'))
})

describe('weights', () => {
  test('come back from a file as they went, and the same ones make the same bytes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'aiw-weights-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const weights = { tensors: { a: Int8Array.of(-1, 2, 3), b: Float32Array.of(0.5, -2) }, facts: { names: ['x'] } }
    writeWeights(join(folder, '1'), weights)
    writeWeights(join(folder, '2'), weights)
    expect(readWeights(join(folder, '1'))).toEqual(weights)
    expect(readFileSync(join(folder, '1'))).toEqual(readFileSync(join(folder, '2')))
  })

  test('in 8 bits are within half a step', () => {
    const { table, scales } = quantize(Float32Array.of(1, -0.5, 0.013, 0, 0, 0), 3)
    expect(table[2]! * scales[0]!).toBeCloseTo(0.013, 2)
    expect(table.slice(3)).toEqual(Int8Array.of(0, 0, 0))
  })
})

test('shares sum to 1, however great the numbers', () => {
  expect(softmax([1_000, 1_000]).map((it) => it.toFixed(2))).toEqual(['0.50', '0.50'])
})

test('a line of points is straight between them and level beyond', () => {
  const line = [
    [0.2, 0.1],
    [0.4, 0.5],
  ]
  expect([0, 0.2, 0.3, 0.4, 1].map((x) => Number(valueAt(line, x).toFixed(2)))).toEqual([0.1, 0.1, 0.3, 0.5, 0.5])
})

test('heads learn what they are taught, the same from the same seed', () => {
  const examples = ['glad', 'sorry', 'so glad', 'so sorry'].map((text) => ({
    input: Float32Array.of(text.includes('glad') ? 1 : -1, 0.3),
    grams: gramsOf(text),
    targets: Float32Array.of(
      Number(text.includes('glad')),
      Number(text.includes('sorry')),
      text.includes('glad') ? 1 : -1,
    ),
    weights: Float32Array.of(1, 1, 1),
  }))
  const teach = () =>
    fitHeads(
      examples,
      ['joy', 'sadness', 'valence'],
      ['share', 'share', 'number'],
      { epochs: 200, step: 0.02, decay: 0, gramStep: 0.1, gramDecay: 0, drop: 0, units: 4 },
      seeded(3),
    )
  const heads = teach()
  expect(teach()).toEqual(heads)
  expect(heads.dense[2]).toBeGreaterThan(0)
})
