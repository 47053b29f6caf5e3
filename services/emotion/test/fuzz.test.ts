import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concepts } from '../src/lexicon/concepts.ts'
import { read } from '../src/read.ts'

const known = new Set(concepts().map(({ key }) => key))
const words = [
  'no',
  'not',
  "n't",
  'there would be',
  'the',
  'chair',
  'is gone',
  'I',
  'never',
  '没有',
  '只有',
  '一只鸟',
  '椅子',
  '我',
  '不在了',
  '以为',
  '会',
  '，',
  '.',
  ' ',
  '\u200B',
  '🐦',
  '<b>',
  'مرحبا',
  '\u202E',
  '\uD800',
  '7',
  '!',
]
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2_000 }),
  fc.string({ unit: 'grapheme', maxLength: 2_000 }),
  fc.array(fc.constantFrom(...words), { maxLength: 300 }).map((parts) => parts.join(' ')),
  fc.array(fc.constantFrom(...words), { maxLength: 300 }).map((parts) => parts.join('')),
)

test('any text is read without failing, into a scene of known concepts only', () => {
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 2 }), (it, before) => {
      const { scene, feeling, specificity } = read(it, { before })
      for (const { concept } of scene!.motifs) expect(known).toContain(concept)
      for (const value of [feeling!.valence, feeling!.arousal, feeling!.confidence, specificity])
        expect(Number.isFinite(value)).toBe(true)
    }),
    { seed: 20_261_123, numRuns: 400 },
  )
})

test.each([
  ['one letter', 'a'],
  ['one Chinese character', '会'],
  ['Chinese that names and denies', '他的椅子还在没人来'],
  ['Chinese of doctors and telephones', '医生手机电话没人'],
  ['English that names and denies', 'his chair is not there '],
  ['pictures', '🐦'],
  ['marks', '!?'],
  ['HTML', '<div class="a">'],
])('2,000 characters of %s take under 20 ms', (_name, piece) => {
  const long = piece.repeat(2_000).slice(0, 2_000)
  read(long)
  // Of the processor, and the best of several: the machine's other work is not the reader's.
  const times = Array.from({ length: 7 }, () => {
    const before = process.threadCpuUsage()
    read(long)
    return process.threadCpuUsage(before).user / 1_000
  })
  expect(Math.min(...times)).toBeLessThan(20)
})
