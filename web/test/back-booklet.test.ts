import { describe, expect, test } from 'vitest'
import { type Booklet, alter, emptyBooklet, itemsOf, leavesOf, move, settingOf, toggle } from '../src/back/booklet.ts'
import { bookletFile } from '../src/back/booklet-file.ts'
import { setLeaves } from '../src/back/booklet-leaves.ts'
import { platesOf } from '../src/back/plates.ts'
import type { KeptSentence } from '../src/wire.ts'

function kept(id: string, text: string, change: Partial<KeptSentence> = {}): KeptSentence {
  const picture = { id: `p-${id}`, url: `/v1/pictures/p-${id}`, width: 1024, height: 640, alt: `Picture of ${id}` }
  return { id, kind: 'write', text, private: false, pictures: [picture], done: true, ...change }
}

const item = (sentence: string) => ({ sitting: 's', sentence, picture: `p-${sentence}` })
const bookletOf = (...sentences: string[]): Booklet => ({ ...emptyBooklet(), items: sentences.map(item) })
const order = ({ items }: Booklet) => items.map(({ sentence }) => sentence)

function madeOf(sentences: KeptSentence[], booklet: Booklet) {
  const leaves = leavesOf(booklet, new Map([['s', platesOf(sentences)]]))
  return setLeaves(leaves, { title: booklet.title, when: 'November', colophon: ['Made by AI.'] })
}

describe('choosing', () => {
  test('a whole sitting goes in without what is just for the writer, in its newest words', () => {
    const plates = platesOf([
      kept('a', 'First.'),
      kept('b', 'Mine.', { private: true }),
      kept('c', 'Second.', { kind: 'revise', of: 'a' }),
    ])
    expect(itemsOf('s', plates)).toEqual([item('c')])
  })

  test('sentences come and go, and change places', () => {
    const booklet = bookletOf('a', 'b', 'c')
    expect(order(toggle(booklet, item('b')))).toEqual(['a', 'c'])
    expect(order(toggle(booklet, item('d')))).toEqual(['a', 'b', 'c', 'd'])
    expect(order(move(booklet, item('c'), item('b')))).toEqual(['a', 'c', 'b'])
    expect(order(move(booklet, item('a'), item('b')))).toEqual(['b', 'a', 'c'])
    expect(order(move(booklet, item('a'), item('d')))).toEqual(['a', 'b', 'c'])
  })

  test('a leaf moves past the one that is seen beside it, though one that was deleted lies between', () => {
    const booklet = bookletOf('a', 'gone', 'b')
    expect(order(move(booklet, item('b'), item('a')))).toEqual(['b', 'a', 'gone'])
    expect(order(move(booklet, item('a'), item('b')))).toEqual(['gone', 'b', 'a'])
  })

  test('a caption and a picture can be given and taken, and leave nothing empty behind', () => {
    const booklet = alter(bookletOf('a'), 0, { caption: 'By the river' })
    expect(booklet.items).toEqual([{ ...item('a'), caption: 'By the river' }])
    expect(alter(booklet, 0, { caption: '', picture: '' }).items).toEqual([{ sitting: 's', sentence: 'a' }])
  })

  test('the house can name it: its id is a UUID', () => {
    expect(emptyBooklet().id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

describe('setting', () => {
  test('a cover, each sentence with its picture, and who made what', () => {
    const sets = madeOf([kept('a', 'One bird.'), kept('b', 'Two.')], { ...bookletOf('a', 'b'), title: 'Birds' })
    expect(sets).toMatchObject([
      { kind: 'cover', title: 'Birds', when: 'November', picture: { id: 'p-a' } },
      { kind: 'plate', number: 1, picture: { id: 'p-a' }, words: { text: 'One bird.', setting: 'large' } },
      { kind: 'plate', number: 2, picture: { id: 'p-b' } },
      { kind: 'colophon', lines: ['Made by AI.'] },
    ])
  })

  test('what was deleted meanwhile is left out, and what was hidden has no picture', () => {
    const booklet = bookletOf('a', 'gone', 'b')
    const plates = platesOf([kept('a', 'One.'), kept('b', 'Two.')], new Set(['p-b']))
    const leaves = leavesOf(booklet, new Map([['s', plates]]))
    expect(leaves.map(({ version, view }) => [version.id, view?.picture.id])).toEqual([
      ['a', 'p-a'],
      ['b', undefined],
    ])
  })

  test.each([
    ['One bird.', 'large'],
    ['一只鸟。'.repeat(30), 'ordinary'],
    ['word '.repeat(150), 'small'],
    ['字'.repeat(900), 'own'],
  ])('a text is set as large as there is room for it (%#)', (text, setting) => {
    expect(settingOf(text)).toBe(setting)
  })

  test('a long text stands on a leaf of its own beside its picture', () => {
    const sets = madeOf([kept('a', 'long '.repeat(300))], bookletOf('a'))
    expect(
      sets.map((set) => (set.kind === 'plate' ? [set.number, set.picture?.id, set.words?.setting] : set.kind)),
    ).toEqual(['cover', [1, 'p-a', undefined], [2, undefined, 'own'], 'colophon'])
  })
})

describe('the file', () => {
  const data = 'data:image/webp;base64,UklGRg=='
  const sentences = [kept('a', '<script>alert("&")</script> 一只鸟'), kept('b', 'Two.')]
  const booklet = { ...bookletOf('a', 'b'), title: `"Birds" & <b>more</b>` }
  const file = () =>
    bookletFile({
      sets: madeOf(sentences, alter(booklet, 1, { caption: "<img src=x onerror='alert(1)'>" })),
      pictures: new Map([
        ['p-a', data],
        ['p-b', data],
      ]),
      css: '.leaf { color: black } /* </style> */',
      language: 'en',
    })

  test('has everything in it, runs nothing and fetches nothing', () => {
    const html = file()
    expect(html).toContain(`default-src 'none'`)
    expect(html.split(data)).toHaveLength(4)
    expect(html).not.toMatch(/<script|<link|https?:|\/v1\//i)
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, where]) => where)).toEqual([data, data, data])
  })

  test('what was written is text in it, never markup', () => {
    const html = file()
    expect(html).not.toMatch(/<(?:b>|img src=x)/)
    expect(html.split('</style>')).toHaveLength(2)
    expect(html).toContain('&#60;script&#62;alert(&#34;&#38;&#34;)&#60;/script&#62;')
    expect(html).toContain('<span lang="zh-Hans">一只鸟</span>')
  })
})
