import { describe, expect, test } from 'vitest'
import type { Session } from '../src/session.ts'
import {
  advance,
  emptySession,
  keptIds,
  onStage,
  painting,
  strip,
  troubleOf,
  unanswered,
  written,
} from '../src/session.ts'
import { isRefused, unkept } from '../src/unkept.ts'
import type { KeptSentence, Picture, ServerMessage } from '../src/wire.ts'

let seq = 0

const picture = (id: string): Picture => ({ id, url: `/v1/pictures/${id}`, width: 1024, height: 640, alt: `of ${id}` })

type Said = ServerMessage extends infer One ? (One extends ServerMessage ? Omit<One, 'seq'> : never) : never

const hears = (session: Session, message: Said, at = ++seq) =>
  advance(session, { type: 'heard', message: { ...message, seq: at } as ServerMessage })

const writes = (session: Session, id: string, text = `words of ${id}`, isPrivate = false) =>
  advance(session, {
    type: 'said',
    request: { type: 'write', id, text, ...(isPrivate && { private: true }) },
  })

const asksAgain = (session: Session, id: string, of: string) =>
  advance(session, { type: 'said', request: { type: 'again', id, of } })

const paints = (session: Session, id: string, pictureId = `p-${id}`) =>
  hears(hears(session, { type: 'picture', id, picture: picture(pictureId) }), { type: 'done', id })

const keeps = (session: Session, id: string) => hears(session, { type: 'kept', id })

const starts = (...ids: string[]) => ids.reduce((session, id) => keeps(writes(session, id), id), emptySession)

const kept = (id: string, rest: Partial<KeptSentence> = {}): KeptSentence => ({
  id,
  kind: 'write',
  text: `words of ${id}`,
  private: false,
  pictures: [],
  done: true,
  ...rest,
})

describe('the stage', () => {
  test('is empty before the first sentence', () => {
    expect(onStage(emptySession)).toBeUndefined()
  })

  test('shows a preview until the picture is there', () => {
    const begun = hears(starts('a'), { type: 'preview', id: 'a', image: 'data:1' })
    expect(onStage(begun)).toMatchObject({ src: 'data:1', picture: undefined, words: { id: 'a' } })
    expect(onStage(paints(begun, 'a'))).toMatchObject({ src: '/v1/pictures/p-a', picture: { id: 'p-a' } })
  })

  test('keeps the picture before until the next has something to show', () => {
    const session = keeps(writes(paints(starts('a'), 'a'), 'b'), 'b')
    expect(onStage(session)?.sentence.id).toBe('a')
    expect(onStage(hears(session, { type: 'preview', id: 'b', image: 'data:b' }))?.sentence.id).toBe('b')
  })

  test('a late picture goes to the strip in its place and never over a newer one', () => {
    const session = paints(paints(starts('a', 'b'), 'b'), 'a')
    expect(onStage(session)?.sentence.id).toBe('b')
    expect(strip(session).map(({ sentence }) => sentence.id)).toEqual(['a', 'b'])
  })

  test('a late preview is not shown over a newer picture', () => {
    const session = hears(paints(starts('a', 'b'), 'b'), { type: 'preview', id: 'a', image: 'data:a' })
    expect(onStage(session)?.src).toBe('/v1/pictures/p-b')
  })

  test('shows what was chosen from the strip, with its words, until something newer comes', () => {
    const chosen = advance(paints(paints(starts('a', 'b'), 'a'), 'b'), { type: 'chose', picture: 'p-a' })
    expect(onStage(chosen)).toMatchObject({ picture: { id: 'p-a' }, words: { text: 'words of a' } })
    const writing = keeps(writes(chosen, 'c'), 'c')
    expect(onStage(writing)?.picture?.id).toBe('p-a')
    expect(onStage(paints(writing, 'c'))?.picture?.id).toBe('p-c')
  })

  test('a picture that was on its way when another was chosen does not push it aside', () => {
    const session = advance(paints(starts('a', 'b'), 'a'), { type: 'chose', picture: 'p-a' })
    expect(onStage(paints(session, 'b'))?.picture?.id).toBe('p-a')
  })

  test('another picture of an old sentence is shown with the words of that sentence', () => {
    const session = paints(asksAgain(paints(paints(starts('a', 'b'), 'a'), 'b'), 'c', 'a'), 'c')
    expect(onStage(session)).toMatchObject({ picture: { id: 'p-c' }, words: { text: 'words of a' } })
  })

  test('what was begun of a stopped picture goes, and the one before comes back', () => {
    const begun = hears(keeps(writes(paints(starts('a'), 'a'), 'b'), 'b'), {
      type: 'preview',
      id: 'b',
      image: 'data:b',
    })
    expect(onStage(advance(begun, { type: 'stopped', ids: ['b'] }))?.picture?.id).toBe('p-a')
  })
})

describe('events that come twice, late or out of order', () => {
  test('change nothing the second time', () => {
    const once = paints(starts('a'), 'a')
    const twice = [
      { type: 'kept', id: 'a' } as const,
      { type: 'preview', id: 'a', image: 'data:late' } as const,
      { type: 'progress', id: 'a', done: 0.2 } as const,
      { type: 'picture', id: 'a', picture: picture('p-a') } as const,
      { type: 'done', id: 'a' } as const,
    ].reduce((session, message) => hears(session, message, 1), once)
    expect(twice).toEqual(once)
  })

  test('an answer that is repeated with its old number is still heard', () => {
    const session = hears({ ...writes(emptySession, 'a'), seq: 90 }, { type: 'kept', id: 'a' }, 3)
    expect(session.sentences[0]?.kept).toBe(true)
    expect(session.seq).toBe(90)
  })

  test('an older preview does not replace a newer one', () => {
    const session = hears(starts('a'), { type: 'preview', id: 'a', image: 'data:2' }, 50)
    expect(onStage(hears(session, { type: 'preview', id: 'a', image: 'data:1' }, 49))?.src).toBe('data:2')
  })

  test('about a sentence this page does not know are counted and otherwise left alone', () => {
    const session = hears(emptySession, { type: 'kept', id: 'from another page' }, 7)
    expect(session).toEqual({ ...emptySession, seq: 7 })
  })
})

describe('what is said again after a lost line', () => {
  test('is every request that was never answered, in order and as it was said', () => {
    const session = writes(asksAgain(writes(starts('a'), 'b', '  two\nlines ', true), 'c', 'a'), 'd')
    expect(unanswered(session)).toEqual([
      { type: 'write', id: 'b', text: '  two\nlines ', private: true },
      { type: 'again', id: 'c', of: 'a' },
      { type: 'write', id: 'd', text: 'words of d' },
    ])
  })

  test('is nothing that was kept or refused', () => {
    const refused = hears(writes(starts('a'), 'b'), { type: 'problem', id: 'b', code: 'invalid', retry: false })
    expect(unanswered(refused)).toEqual([])
    expect(refused.sentences[1]).toMatchObject({ kept: false, done: true, problem: { code: 'invalid' } })
    expect(refused.sentences.map(isRefused)).toEqual([false, true])
  })

  test('is what the house may keep a little later', () => {
    const busy = hears(writes(emptySession, 'a'), { type: 'problem', id: 'a', code: 'busy', retry: true })
    expect(unanswered(busy)).toMatchObject([{ id: 'a' }])
    expect(busy.sentences[0]).toMatchObject({ done: false })
    expect(busy.sentences.map(isRefused)).toEqual([false])
  })

  test('a refused version of what is private stays private, and waits as such', () => {
    const mine = keeps(writes(emptySession, 'a', 'mine', true), 'a')
    const revised = advance(mine, { type: 'said', request: { type: 'revise', id: 'b', of: 'a', text: 'still mine' } })
    expect(revised.sentences[1]).toMatchObject({ private: true })
    const refused = hears(revised, { type: 'problem', id: 'b', code: 'not_found', retry: false })
    expect(unkept(refused)).toEqual([{ type: 'write', id: 'b', text: 'still mine', private: true }])
  })

  test('keeps its place when it is said anew', () => {
    const session = advance(writes(writes(emptySession, 'a'), 'b'), {
      type: 'said again',
      of: 'a',
      request: { type: 'write', id: 'c', text: 'words of a' },
    })
    expect(session.sentences.map(({ id }) => id)).toEqual(['c', 'b'])
  })
})

describe('a sitting that is loaded', () => {
  test('is shown whole, and what is not kept yet stays at its end', () => {
    const session = advance(writes(emptySession, 'new'), {
      type: 'loaded',
      sitting: {
        id: 's',
        seq: 40,
        sentences: [
          kept('a', { pictures: [picture('p')], reading: { language: 'zh' } }),
          { id: 'b', kind: 'again', of: 'a', private: false, pictures: [picture('q')], done: true },
          kept('c', { private: true }),
        ],
      },
    })
    expect(session).toMatchObject({ sitting: 's', seq: 40 })
    expect(written(session).map(({ id }) => id)).toEqual(['a', 'c', 'new'])
    expect(session.sentences[0]).toMatchObject({ language: 'zh', kept: true })
    expect(strip(session).map((hung) => [hung.picture.id, hung.words.id])).toEqual([
      ['p', 'a'],
      ['q', 'a'],
    ])
    expect(unanswered(session).map(({ id }) => id)).toEqual(['new'])
  })

  test('takes back nothing that was heard meanwhile', () => {
    const session = advance(paints(starts('a'), 'a'), {
      type: 'loaded',
      sitting: { id: 's', seq: 1, sentences: [kept('a', { done: false })] },
    })
    expect(session.sentences[0]).toMatchObject({ done: true, pictures: [{ id: 'p-a' }] })
  })

  test('has no picture any more that was deleted meanwhile; one that was painted since the house was asked stays', () => {
    const before = paints(paints(starts('a', 'b'), 'a'), 'b')
    const asked = keptIds(before)
    const session = advance(paints(before, 'b', 'late'), {
      type: 'loaded',
      known: asked,
      sitting: { id: 's', seq: 1, sentences: [kept('a', { pictures: [picture('p-a')] }), kept('b')] },
    })
    expect(strip(session).map((hung) => hung.picture.id)).toEqual(['p-a', 'late'])
  })
})

describe('what is said of a picture that did not come', () => {
  const fails = (session: Session, id: string) =>
    hears(hears(session, { type: 'problem', id, code: 'unavailable', retry: true }), { type: 'done', id })
  const trouble = (session: Session, id: string) =>
    troubleOf(
      session,
      session.sentences.find((sentence) => sentence.id === id)!,
    )

  test('is its problem, until another picture of the sentence is asked for', () => {
    const failed = fails(starts('a'), 'a')
    expect(trouble(failed, 'a')).toEqual({ code: 'unavailable', retry: true })
    const asked = asksAgain(failed, 'b', 'a')
    expect(trouble(asked, 'a')).toBeUndefined()
    expect(trouble(fails(keeps(asked, 'b'), 'b'), 'a')?.code).toBe('unavailable')
    expect(trouble(paints(asked, 'b'), 'a')).toBeUndefined()
  })

  test('is the problem of another picture of another picture of it, too', () => {
    const twice = asksAgain(paints(keeps(asksAgain(paints(starts('a'), 'a'), 'b', 'a'), 'b'), 'b'), 'c', 'b')
    expect(trouble(fails(keeps(twice, 'c'), 'c'), 'a')?.code).toBe('unavailable')
    const only = paints(asksAgain(asksAgain(starts('a'), 'b', 'a'), 'c', 'b'), 'c')
    expect(trouble(hears(only, { type: 'done', id: 'a' }), 'a')).toBeUndefined()
  })

  test('is that it was stopped, where there is no other picture', () => {
    const stopped = hears(starts('a'), { type: 'done', id: 'a' })
    expect(trouble(stopped, 'a')?.code).toBe('cancelled')
    expect(
      trouble(hears(asksAgain(paints(starts('a'), 'a'), 'b', 'a'), { type: 'done', id: 'b' }), 'a'),
    ).toBeUndefined()
  })

  test('is nothing for a private sentence, nor once a refused one is kept after all', () => {
    const hidden = hears(keeps(writes(emptySession, 'a', 'mine', true), 'a'), { type: 'done', id: 'a' })
    expect(trouble(hidden, 'a')).toBeUndefined()
    const refused = hears(writes(emptySession, 'a'), { type: 'problem', id: 'a', code: 'unavailable', retry: true })
    expect(trouble(refused, 'a')?.code).toBe('unavailable')
    expect(trouble(keeps(refused, 'a'), 'a')).toBeUndefined()
  })
})

test('only what is kept, wanted and unfinished is being painted', () => {
  const session = advance(paints(keeps(writes(writes(starts('a', 'b', 'c'), 'd'), 'e', 'mine', true), 'e'), 'b'), {
    type: 'stopped',
    ids: ['c'],
  })
  expect(painting(session).map(({ id }) => id)).toEqual(['a'])
})

test('a help card stays away once it was put away, even when it is said again', () => {
  const card = { title: 'Here', text: 'for you', contacts: [] }
  const helped = hears(starts('a'), { type: 'help', id: 'a', card })
  const away = hears(advance(helped, { type: 'put help away', id: 'a' }), { type: 'help', id: 'a', card })
  expect(helped.sentences[0]?.helpIsAway).toBeUndefined()
  expect(away.sentences[0]?.helpIsAway).toBe(true)
})

describe('how a sentence is seen', () => {
  const people = [
    { index: 1, role: 'other', relation: 'mother', presence: 'present', title: { en: 'mother', zh: '妈妈' } },
  ]
  const reading = { type: 'reading', id: 'a', language: 'en', voice: 'first_person', people } as unknown as Said
  const asks = (session: Session, request: object) =>
    advance(session, { type: 'said', request: { type: 'again', of: 'a', ...request } as never })
  const viewOf = (session: Session, id: string) => session.sentences.find((one) => one.id === id)!.view

  test('its people and who tells it are known once it is read, and stay when the sitting is loaded', () => {
    const read = hears(starts('a'), reading)
    expect(read.sentences[0]).toMatchObject({ people, voice: 'first_person', language: 'en' })
    const loaded = advance(read, {
      type: 'loaded',
      sitting: { id: 's', seq: 9, sentences: [kept('a', { reading: {} })] },
    })
    expect(loaded.sentences[0]).toMatchObject({ people, voice: 'first_person' })
  })

  test('what is asked goes over what was asked before; second opinions are not handed on', () => {
    let session = asks(starts('a'), { id: 'b', moment: 'later', without: [1], beside: true })
    expect(viewOf(session, 'b')).toEqual({ moment: 'later', without: [1], beside: true })
    session = asks(session, { id: 'c', of: 'b', through: 2 })
    expect(viewOf(session, 'c')).toEqual({ moment: 'later', without: [1], viewpoint: 'other_eyes', through: 2 })
    session = asks(session, { id: 'd', of: 'c', viewpoint: 'far' })
    expect(viewOf(session, 'd')).toEqual({ moment: 'later', without: [1], viewpoint: 'far' })
    expect(viewOf(session, 'a')).toBeUndefined()
  })

  test('as the house keeps it, it is known after a reload', () => {
    const sentences = [kept('a'), kept('b', { kind: 'again', of: 'a', view: { beside: true } })]
    const session = advance(emptySession, { type: 'loaded', sitting: { id: 's', seq: 9, sentences } })
    expect(viewOf(session, 'b')).toEqual({ beside: true })
  })
})
