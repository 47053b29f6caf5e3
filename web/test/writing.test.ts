import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { advance, emptySession, type Session, type SessionEvent } from '../src/session.ts'
import { asMoved, asSet, whoIsAsked } from '../src/writing/asked.ts'
import { feltAs, warmthMatrix } from '../src/writing/felt.ts'
import { markedIn } from '../src/writing/marked.ts'
import { outcomesOf, threeOpinions } from '../src/writing/opinions.ts'
import { nextQuestion } from '../src/writing/question.ts'
import { nothingUnseen, ownPictureOf, seen } from '../src/writing/seen.ts'
import { useFeeling } from '../src/writing/use-feeling.ts'
import { changesFrom, wishFrom } from '../src/writing/use-settled.ts'
import { toldIn } from '../src/writing/voice.ts'
import type { Settings } from '../src/wire-http.ts'
import type { Person, Request, ServerMessage } from '../src/wire.ts'

afterEach(() => void vi.useRealTimers())

const said = (request: Request): SessionEvent => ({ type: 'said', request })
const heard = (message: object): SessionEvent => ({ type: 'heard', message: message as ServerMessage })
const after = (...events: SessionEvent[]): Session => events.reduce(advance, emptySession)
const picture = (id: string) => ({ id, url: `/${id}`, width: 16, height: 10, alt: id })

/** A sentence and its picture, kept and painted. */
const painted = (id: string, seq: number): SessionEvent[] => [
  said({ type: 'write', id, text: `Sentence ${id}.` }),
  heard({ type: 'kept', id, seq }),
  heard({ type: 'picture', id, seq: seq + 1, picture: picture(`of-${id}`) }),
  heard({ type: 'done', id, seq: seq + 2 }),
]
const again = (id: string, of: string, more: object = {}): SessionEvent[] => [
  said({ type: 'again', id, of, ...more }),
  heard({ type: 'kept', id, seq: 90 }),
]

test('a look is felt as the difference to what was painted, and as nothing where there is none', () => {
  expect(feltAs({ brightness: 0.4 }, { brightness: 0.4 })).toEqual({ filter: 'none', warmth: 0 })
  expect(feltAs({ brightness: 0.5 }, {}).filter).toBe('brightness(1.11)')
  expect(feltAs({}, { brightness: 0.5 }).filter).toBe('brightness(0.89)')
  expect(feltAs({ warmth: -0.5 }, {})).toEqual({ filter: 'url(#felt-warmth)', warmth: -0.5 })
  expect(feltAs({ blur: 1 }, {}).filter).toBe('blur(6px)')
  // What was painted veiled cannot be made clear by a filter, so nothing is blurred the other way.
  expect(feltAs({}, { blur: 1 })).toEqual({ filter: 'none', warmth: 0 })
  expect(feltAs({ abstraction: 1 }, {}).filter).toBe('blur(5px)')
})

test('warmth lifts red and lowers blue, and cold the other way round', () => {
  const factors = (warmth: number) => warmthMatrix(warmth).split(/\s+/).map(Number)
  const [warm, cold] = [factors(1), factors(-1)]
  expect([warm[0]! > 1, warm[12]! < 1, cold[0]! < 1, cold[12]! > 1]).toEqual([true, true, true, true])
  expect(factors(0)).toEqual([1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0])
})

test('a look that comes to rest where it was is no change', () => {
  vi.useFakeTimers()
  const rests: object[] = []
  let look!: ReturnType<typeof useFeeling>
  renderToStaticMarkup(
    createElement(() => {
      const onRest = (wish: object) => void rests.push(wish)
      look = useFeeling({ wish: { blur: 0.4 }, shown: undefined, onMove: () => undefined, onRest })
      return null
    }),
  )
  look.move({ blur: 0.5 })
  look.move({ blur: 0.4 })
  vi.runAllTimers()
  expect(rests).toEqual([])
  look.move({ blur: 0.5 })
  vi.runAllTimers()
  expect(rests).toEqual([{ blur: 0.5 }])
})

test('a picture that is put away is nowhere, and no older one takes its place until the next is there', () => {
  const session = after(...painted('s1', 1), ...painted('s2', 4))
  const unseen = { ...nothingUnseen, putAway: new Set(['of-s2']), blankBefore: 2 }
  const before = seen(session, unseen)
  expect(before.shown).toBeUndefined()
  expect(before.session.sentences.flatMap(({ pictures }) => pictures.map(({ id }) => id))).toEqual(['of-s1'])
  const next = [...again('a1', 's2'), heard({ type: 'picture', id: 'a1', seq: 99, picture: picture('new') })]
  expect(seen(next.reduce(advance, session), unseen).shown?.picture?.id).toBe('new')
  expect(seen(session, { ...unseen, blankBefore: 0 }).shown?.picture?.id).toBe('of-s1')
})

test('the picture of a sentence that is to be imagined waits, with every other picture of it', () => {
  const session = after(
    ...painted('s1', 1),
    ...painted('s2', 4),
    ...again('a1', 's2'),
    heard({ type: 'preview', id: 'a1', seq: 99, image: 'data:,' }),
  )
  const { session: visible, shown } = seen(session, { ...nothingUnseen, unimagined: new Set(['s2']) })
  expect(shown?.picture?.id).toBe('of-s1')
  expect(visible.sentences.map(({ pictures, preview }) => [pictures.length, preview])).toEqual([
    [1, undefined],
    [0, undefined],
    [0, undefined],
  ])
})

test('two wordings are compared by what was painted for each with one seed and view, not by later pictures', () => {
  const far = heard({ type: 'picture', id: 'a1', seq: 99, picture: picture('far') })
  const session = after(...painted('s1', 1), ...again('a1', 's1', { viewpoint: 'far', seed: 'new' }), far)
  expect(ownPictureOf(session, 's1')?.picture.id).toBe('of-s1')
  const without = advance(session, heard({ type: 'gone', id: 's1', seq: 100, picture: 'of-s1' }))
  expect(ownPictureOf(without, 's1')?.picture.id).toBe('far')
})

test('while a look is felt the picture that is there stays until the finished one comes', () => {
  const session = after(
    ...painted('s1', 1),
    ...again('a1', 's1', { look: { blur: 0.5 }, seed: 'same' }),
    heard({ type: 'preview', id: 'a1', seq: 99, image: 'data:,' }),
  )
  const unseen = { ...nothingUnseen, quiet: new Set(['a1']) }
  expect(seen(session, unseen).shown?.src).toBe('/of-s1')
  const done = advance(session, heard({ type: 'picture', id: 'a1', seq: 100, picture: picture('a') }))
  expect(seen(done, unseen).shown).toMatchObject({ src: '/a', sentence: { wish: { blur: 0.5 } } })
})

test('three opinions differ in place, abstraction and manner, stand beside each other and have seeds of their own', () => {
  const styles = [
    { name: 'house', title: {} },
    { name: 'ink', title: {} },
  ]
  const three = threeOpinions({ brightness: 0.2 }, styles)
  expect(three.map(({ ask }) => [ask.beside, ask.seed])).toEqual(Array(3).fill([true, 'new']))
  expect(three.map(({ ask }) => ask.viewpoint)).toEqual(['far', undefined, undefined])
  expect(three.map(({ wish }) => wish)).toEqual([
    { brightness: 0.2 },
    { brightness: 0.2, abstraction: 0.5 },
    { brightness: 0.2, style: 'ink' },
  ])
  expect(threeOpinions({ abstraction: 0.8, style: 'ink' }, styles, { view: { viewpoint: 'far' } })).toMatchObject([
    { ask: { viewpoint: 'observer' } },
    { wish: { abstraction: 0.3 } },
    { wish: { style: 'house' } },
  ])
  // What was learned of the writer may have painted it otherwise than the house would.
  expect(threeOpinions({}, styles, { style: 'ink' })[2]!.wish).toEqual({ style: 'house' })
})

test('an opinion is coming, there, or over: painted, failed or deleted elsewhere', () => {
  const session = after(
    ...painted('s1', 1),
    ...again('a1', 's1'),
    ...again('a2', 's1'),
    heard({ type: 'picture', id: 'a1', seq: 99, picture: picture('a') }),
    heard({ type: 'problem', id: 'a2', seq: 100, code: 'timeout', retry: true }),
  )
  expect(outcomesOf(session, ['a1', 'a2', 'gone']).map((one) => [one.picture?.id, one.isOver])).toEqual([
    ['a', false],
    [undefined, true],
    [undefined, true],
  ])
})

test('words are marked where they stand, and what does not fit the sentence is left out', () => {
  const text = 'The empty chair.'
  const word = (start: number, length: number, toward: 'brighter' | 'darker') => ({ text: '', start, length, toward })
  const pieces = markedIn(text, [
    word(10, 5, 'brighter'),
    word(4, 5, 'darker'),
    word(5, 3, 'darker'),
    word(12, 9, 'darker'),
  ])
  expect(pieces).toEqual([
    { text: 'The ' },
    { text: 'empty', toward: 'darker' },
    { text: ' ' },
    { text: 'chair', toward: 'brighter' },
    { text: '.' },
  ])
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  expect(markedIn(text, [])).toEqual([{ text }])
})

test('in which person is told counts each sentence as it was revised, and none that is private or unread', () => {
  const reading = (id: string, seq: number, voice: string) => heard({ type: 'reading', id, seq, voice })
  const session = after(
    ...painted('s1', 1),
    reading('s1', 10, 'first_person'),
    ...painted('s2', 4),
    reading('s2', 11, 'impersonal'),
    ...painted('s3', 7),
    said({ type: 'revise', id: 'r1', of: 's1', text: 'She went.' }),
    heard({ type: 'kept', id: 'r1', seq: 12 }),
    reading('r1', 13, 'third_person'),
    ...painted('s4', 14),
    reading('s4', 17, 'first_person'),
    heard({ type: 'private', id: 's4', seq: 18, private: true }),
  )
  expect(toldIn(session)).toEqual(['neither', 'they'])
  expect(toldIn(session, 1)).toEqual(['they'])
})

test('a question of the asked kind comes once', () => {
  const list = {
    version: '1',
    questions: [
      { id: 'a', when: 'end' as const, text: 'A?' },
      { id: 'b', when: 'pause' as const, text: 'B?' },
      { id: 'c', when: 'pause' as const, text: 'C?' },
    ],
  }
  expect(nextQuestion(list, 'pause', new Set())?.id).toBe('b')
  expect(nextQuestion(list, 'pause', new Set(['b']))?.id).toBe('c')
  expect(nextQuestion(list, 'pause', new Set(['b', 'c']))).toBeUndefined()
  expect(nextQuestion(list, 'end', new Set())?.id).toBe('a')
})

test('a wish is what the writer set, and changes what was moved; what is taken out is as the house has it', () => {
  const settings = {
    brightness: { value: 0.3, origin: 'writer' },
    warmth: { value: 0, origin: 'writer' },
    blur: { value: 0.4, origin: 'house' },
    abstraction: { value: 0.1, origin: 'study' },
    style: { value: 'ink', origin: 'house' },
  } as unknown as Settings['settings']
  const wish = wishFrom(settings)
  expect(wish).toEqual({ brightness: 0.3 })
  expect(wishFrom({ ...settings, style: { value: 'ink', origin: 'writer' } })).toEqual({
    brightness: 0.3,
    style: 'ink',
  })
  expect(changesFrom(wish, { ...wish, warmth: 0.2 })).toEqual({ warmth: 0.2 })
  expect(changesFrom({ ...wish, style: 'ink' }, { style: 'swirl' })).toEqual({ brightness: null, style: 'swirl' })
  expect(changesFrom(wish, wish)).toEqual({})
})

test('another picture is asked for as the writer has it set, and leaves to the house what they have not', () => {
  const nothing = { brightness: null, warmth: null, blur: null, abstraction: null }
  expect(asSet({})).toEqual({ style: null, ...nothing })
  expect(asSet({ blur: 0.4, style: 'ink' })).toEqual({ ...nothing, blur: 0.4, style: 'ink' })
  // The manner of the same picture stays, as long as the writer does not change it.
  expect(asMoved({ blur: 0.4 }, {})).toEqual({ ...nothing, blur: 0.4 })
  expect(asMoved({}, { style: 'ink' })).toEqual({ style: null, ...nothing })
  expect(asMoved({ style: 'ink' }, {})).toEqual({ ...nothing, style: 'ink' })
})

test('what was asked of a look is known of another picture of it, without what was taken back', () => {
  const write: Request = { type: 'write', id: 's1', text: 'Rain.', look: { blur: 0.4, style: 'ink' } }
  const session = after(said(write), ...again('a1', 's1', { look: { style: null, warmth: 0.2 } }))
  expect(session.sentences.map(({ wish }) => wish)).toEqual([
    { blur: 0.4, style: 'ink' },
    { blur: 0.4, warmth: 0.2 },
  ])
})

test('who is said not to be there may look on, and is not in the picture', () => {
  const person = (index: number, role: Person['role'], presence: Person['presence']): Person => {
    return { index, role, relation: '', presence, title: { en: '', zh: '' } }
  }
  const people = [person(0, 'self', 'present'), person(1, 'other', 'absent'), person(2, 'other', 'present')]
  const { inIt, lookOn } = whoIsAsked(people)
  expect(inIt.map(({ index }) => index)).toEqual([0, 2])
  expect(lookOn.map(({ index }) => index)).toEqual([1, 2])
})
