import { expect, test } from 'vitest'
import { langOf, runsOf } from '../src/script.ts'

test.each([
  ['Only one bird.', undefined, 'en'],
  ['Nur ein Vogel.', 'de', 'de'],
  ['只有一只鸟。', 'en', 'zh-Hans'],
  ['我用 AI 写了一句话', undefined, 'zh-Hans'],
  ['She said 你好 and went home', 'zh', 'en'],
  ['…', undefined, 'en'],
  ['母は窓のそばで待っている。', 'en', 'ja'],
  ['カーテン', undefined, 'ja'],
])('%s, read as %s, is shown as %s', (text, read, lang) => {
  expect(langOf(text, read)).toBe(lang)
})

test('Chinese within English has its own language, with its punctuation', () => {
  expect(runsOf('In the end there was only one bird / 最后，只有一只鸟。 And then?')).toEqual([
    { text: 'In the end there was only one bird / ' },
    { text: '最后，只有一只鸟。', lang: 'zh-Hans' },
    { text: ' And then?' },
  ])
})

test('Japanese within English is Japanese, its Chinese characters, too', () => {
  expect(runsOf('She said 母は待っている。 and smiled at us all')).toEqual([
    { text: 'She said ' },
    { text: '母は待っている。', lang: 'ja' },
    { text: ' and smiled at us all' },
  ])
})

test('no character is lost or moved, whatever is mixed', () => {
  for (const text of ['', ' ', '“quoted” 你 “好”', 'a鸟b鸟c', '鸟\n\nbird bird bird', 'aーb カーc'])
    expect(
      runsOf(text)
        .map((run) => run.text)
        .join(''),
    ).toBe(text)
})
