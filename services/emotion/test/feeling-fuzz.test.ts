import { expect, test } from 'vitest'
import { quantile } from '../evaluate/metrics.ts'
import { read } from '../src/read.ts'
import { seeded } from '../train/random.ts'

/** What sentences are made of, and what they are not. */
const parts = [
  'I',
  'was',
  'not',
  'happy',
  'never',
  "don't",
  'HELP',
  'the chair',
  'is gone',
  '…',
  '!!!',
  '?',
  '.',
  ',',
  ' ',
  '\n',
  '\t',
  '我',
  '没有',
  '难过',
  '开心',
  '，',
  '。',
  '椅子',
  '難過',
  '們',
  '「',
  '」',
  '不',
  '了',
  '😀',
  '👩‍👩‍👧',
  '🏳️‍🌈',
  '🫠',
  '❤️',
  '\u200B',
  '\u202E',
  '\u2066',
  '\uFEFF',
  '\uD83D',
  '\uDC00',
  '\0',
  '\u0301',
  'مرحبا',
  'שלום',
  'Привет',
  'こんにちは',
  '안녕',
  'สวัสดี',
  'ᚠᚢᚦ',
  'Grüße',
  'ἄνθρωπος',
  '<script>alert(1)</script>',
  '&nbsp;',
  'function f() { return null }',
  'SELECT * FROM x',
  '{"a":[1,2]}',
  'https://a.b/c?d=e',
  '١٢٣',
  '½',
  '１２',
  '3.14',
  '-7',
  'e̊',
  'ﬁ',
  'ǅ',
  'İ',
  'ß',
]

test('ten thousand texts of anything are read without failing, into numbers that are numbers', () => {
  const random = seeded(20_261_127)
  const took: number[] = []
  const wrong: string[] = []
  for (let i = 0; i < 10_000; i++) {
    const many = i % 1_000 === 0 ? 400 : 1 + Math.floor(random.next() * 4)
    const glue = random.next() < 0.5 ? '' : ' '
    const text = Array.from({ length: many }, () => parts[Math.floor(random.next() * parts.length)]!)
      .join(glue)
      .slice(0, 2_000)
    const start = performance.now()
    const { feeling } = read(text)
    took.push(performance.now() - start)
    const { valence, arousal, dominance, confidence, emotions } = feeling!
    const sum = emotions.reduce((all, { score }) => all + score, 0)
    const isWhole =
      [valence, arousal, dominance].every((value) => Math.abs(value) <= 1) &&
      confidence >= 0 &&
      confidence <= 1 &&
      Math.abs(sum - 1) < 1e-6 &&
      emotions.every(({ score }) => score >= 0)
    if (!isWhole) wrong.push(text)
  }
  expect(wrong).toEqual([])
  // Generous, for a busy machine: bench/reader.ts measures.
  expect(quantile(took, 0.5)).toBeLessThan(10)
}, 90_000)

test.each([
  'Ich bin heute so traurig und weiß nicht, warum.',
  'Je suis très heureux de vous revoir.',
  'Estoy muy triste porque mi padre no está.',
  'Мне сегодня очень грустно.',
  '今日はとても悲しいです。',
  '오늘 너무 슬퍼요.',
  'أنا حزين جدا اليوم',
  'אני עצוב היום',
  '🐦🐦',
  '١٢٣',
  '',
])('what is neither English nor Chinese is neutral, with little confidence: %s', (text) => {
  const { valence, arousal, confidence, emotions } = read(text).feeling!
  expect([valence, arousal]).toEqual([0, 0])
  expect(confidence).toBeLessThan(0.1)
  expect(emotions.find(({ kind }) => kind === 'EMOTION_KIND_NEUTRAL')!.score).toBeGreaterThan(0.5)
})

test.each([
  ['我好難過，一直流淚', '我好难过，一直流泪'],
  ['媽媽走了以後，家裡很安靜', '妈妈走了以后，家里很安静'],
])('traditional Chinese is read as the same simplified: %s', (traditional, simplified) => {
  expect(read(traditional).feeling).toEqual(read(simplified).feeling)
})
