import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import splits from '../corpus/splits.json' with { type: 'json' }
import { corpusFolder, isAuthored, parseCorpus, readCorpus, translationsOf } from '../train/corpus.ts'
import { duplicateAt, nearDuplicates } from '../train/duplicates.ts'
import { parseTurns, turns } from '../train/turns.ts'

const good =
  '奶奶走后，她的椅子没有人坐。\t-2 -2 -1\tsadness+love\ti\t2\t0\tgrandmother!, nobody\tempty_chair, cup*two\troom/-/-\t-'

describe('the corpus is read strictly', () => {
  test('a line is read into its labels', () => {
    const [entry] = parseCorpus(`# a gardener\n${good}\n`, 'zh-9.tsv')
    expect(entry).toMatchObject({
      language: 'zh',
      author: 'zh-9',
      topic: 'a gardener',
      where: 'zh-9.tsv:2',
      valence: -2,
      groups: ['sadness', 'love'],
      told: 'i',
      specificity: 2,
      voice: 'nobody',
      setting: 'room',
      concern: [],
    })
    expect(entry!.people.map(({ key, isAbsent }) => [key, isAbsent])).toEqual([
      ['grandmother', true],
      ['nobody', true],
    ])
    expect(entry!.motifs.map(({ key, quantity }) => [key, quantity])).toEqual([
      ['empty_chair', 'one'],
      ['cup', 'two'],
    ])
  })

  test.each([
    ['a column too few', good.replace('\t-2 -2 -1', '')],
    ['a degree beyond 3', good.replace('-2 -2 -1', '-4 -2 -1')],
    ['half a degree', good.replace('-2 -2 -1', '-2 -1.5 -1')],
    ['a group that is none', good.replace('sadness', 'gloom')],
    ['a group twice', good.replace('sadness+love', 'love+love')],
    ['a relation that is none', good.replace('grandmother', 'gran')],
    ['a motif with a blank', good.replace('empty_chair', 'empty chair')],
    ['a setting that is none', good.replace('room/', 'kitchen/')],
    ['a sign that is none', good.replace(/-$/, 'sadness')],
  ])('%s is refused, with file and line', (_name, line) => {
    expect(() => parseCorpus(`# topic\n${good}\n${line}`, 'zh-9.tsv')).toThrow(/^zh-9\.tsv:3: /)
  })
})

describe('the corpus as it is', () => {
  const entries = readCorpus()

  test('every author belongs to one split', () => {
    const authors = readdirSync(corpusFolder)
      .filter(isAuthored)
      .map((file) => file.replace('.tsv', ''))
    expect(Object.values(splits).flat().toSorted()).toEqual(authors.toSorted())
    expect(entries.length).toBeGreaterThan(4_000)
  })

  test('only what teaches is translated, and every translation is of an entry, into the other language', () => {
    const files = readdirSync(corpusFolder).filter((file) => /\.(?:en|zh)\.tsv$/.test(file))
    const lines = files.flatMap((file) => readFileSync(join(corpusFolder, file), 'utf8').trim().split('\n').slice(1))
    const translations = translationsOf(entries)
    expect(translations).toHaveLength(lines.length)
    expect(translations.length).toBeGreaterThan(15_000)
    expect(translations.filter(({ author }) => !splits.train.includes(author))).toEqual([])
    const alike = translations.filter(({ author, language }) => author.startsWith(language))
    expect(alike.map(({ where }) => where)).toEqual([])
  })

  test('turns are there in both languages, and a line that is none is refused with file and line', () => {
    const of = (language: string) => turns().filter((turn) => turn.language === language).length
    expect(of('en')).toBeGreaterThan(3_000)
    expect(of('zh')).toBe(of('en'))
    const line = 'No soup.\t没有汤。\tsadness\t-1 -1 -1\ti\t2\t0'
    expect(parseTurns(line).map(({ text, valence, groups }) => [text, valence, groups])).toEqual([
      ['No soup.', -1, ['sadness']],
      ['没有汤。', -1, ['sadness']],
    ])
    expect(() => parseTurns(`# a line\n\n${line}\ti`)).toThrow(/^turns\.tsv:3: has 8 columns/)
    expect(() => parseTurns(line.replace('sadness', 'gloom'))).toThrow(/^turns\.tsv:1: "gloom"/)
  })

  // Set phrases ("好人没好报", "Nobody gets it.") are everybody's.
  const isOwnWords = ({ text, language }: (typeof entries)[number]) => text.length > (language === 'zh' ? 10 : 30)

  test('no text is nearly one of another split', () => {
    const keptApart = turns(join(import.meta.dirname, '../evaluate'))
    const splitOf = (entry: (typeof entries)[number]) =>
      Object.entries(splits).find(([, authors]) => authors.includes(entry.author))?.[0] ??
      (keptApart.includes(entry) ? 'turns kept apart' : 'train')
    const ownWords = [...entries, ...translationsOf(entries), ...turns(), ...keptApart].filter(isOwnWords)
    const crossing = nearDuplicates(ownWords.map(({ text }) => text))
      .map(({ a, b }) => [ownWords[a]!, ownWords[b]!] as const)
      .filter(([a, b]) => splitOf(a) !== splitOf(b))
    expect(crossing.map(([a, b]) => `${a.where} ${b.where}`)).toEqual([])
  })
})

test('texts with little changed are found, others are not', () => {
  const texts = [
    'The kettle was still warm when I came home and nobody was there.',
    'the kettle was still warm when I came home, and nobody was there',
    'The kettle was cold when I left for work.',
    '奶奶的椅子还在窗边，没有人坐。',
    '奶奶的椅子还在窗边没有人坐',
    '爷爷的杯子在桌上。',
  ]
  expect(nearDuplicates(texts).map(({ a, b }) => [a, b])).toEqual([
    [0, 1],
    [3, 4],
  ])
  for (const { alike } of nearDuplicates(texts)) expect(alike).toBeGreaterThanOrEqual(duplicateAt)
})
