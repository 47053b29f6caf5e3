import { expect, test } from 'vitest'
import { gatewayAt } from '../src/api.ts'
import { openDesk } from '../src/open-desk.ts'
import { unanswered, written } from '../src/session.ts'
import type { ClientMessage, KeptSentence } from '../src/wire.ts'
import { type FakeGateway, fakeGateway } from './support.ts'

const stranger = { status: 401, body: { code: 'unauthenticated' } }
const en = { language: 'en' } as const

async function house() {
  const gateway = await fakeGateway()
  Object.assign(gateway.routes, {
    'GET /v1/styles': { body: { styles: [{ name: 'impressionist', title: { en: 'Impressionist', zh: '印象派' } }] } },
    'GET /v1/writers/me': stranger,
    'POST /v1/writers': { status: 201, body: { code: 'CODE-1', writer: 'w' } },
    'POST /v1/sittings': { status: 201, body: { id: 's1' } },
    'GET /v1/sittings': { body: { sittings: [] } },
    'POST /v1/sign-out': { status: 204 },
  })
  let seq = 0
  gateway.answer = (message, say) => {
    if (message.type === 'write') say({ type: 'kept', id: message.id, seq: ++seq })
  }
  return gateway
}

function knows(gateway: FakeGateway, sentences: KeptSentence[]) {
  gateway.routes['GET /v1/writers/me'] = { body: { writer: 'w' } }
  gateway.routes['GET /v1/sittings'] = {
    body: { sittings: [{ id: 's0', startedAt: '2026-11-20T10:00:00.000Z', language: 'en', sentences: 1 }] },
  }
  gateway.routes['GET /v1/sittings/s0'] = { body: { id: 's0', language: 'en', seq: 9, sentences } }
}

const earlier: KeptSentence = { id: 'old', kind: 'write', text: 'before', private: false, pictures: [], done: true }

function deskAt(gateway: FakeGateway, api = gatewayAt(gateway.origin)) {
  const desk = openDesk(api, { firstMs: 5, slowestMs: 20, silenceMs: 5_000 })
  return Object.assign(desk, { [Symbol.dispose]: () => desk.close() })
}

const texts = (desk: ReturnType<typeof deskAt>) => written(desk.state().session).map(({ text }) => text)
const writesHeard = (gateway: FakeGateway) =>
  gateway.heard.filter((message): message is Extract<ClientMessage, { type: 'write' }> => message.type === 'write')

test('a first sentence makes a writer and a sitting, shows the code and is kept', async () => {
  await using gateway = await house()
  using desk = deskAt(gateway)
  await desk.open()
  expect(gateway.calls).not.toContain('POST /v1/writers')
  desk.write('One bird', { ...en, isPrivate: true, wish: { warmth: 0.5 } })
  await expect.poll(() => desk.state().session.sentences[0]?.kept).toBe(true)
  expect(desk.state()).toMatchObject({ code: 'CODE-1', isKnown: true, session: { sitting: 's1', line: 'open' } })
  expect(gateway.heard).toMatchObject([
    { type: 'resume', after: 0 },
    { type: 'write', text: 'One bird', private: true, look: { warmth: 0.5 } },
  ])
})

test('two sentences in a row make one writer and one sitting, and arrive in order', async () => {
  await using gateway = await house()
  using desk = deskAt(gateway)
  void desk.open()
  desk.write('one', en)
  desk.write('two', en)
  await expect.poll(() => unanswered(desk.state().session)).toEqual([])
  expect(gateway.calls.filter((call) => call.startsWith('POST'))).toEqual(['POST /v1/writers', 'POST /v1/sittings'])
  expect(writesHeard(gateway).map(({ text }) => text)).toEqual(['one', 'two'])
})

test('a page that is opened again shows the newest sitting and resumes after it', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  using desk = deskAt(gateway)
  await desk.open()
  expect(texts(desk)).toEqual(['before'])
  await expect.poll(() => gateway.heard).toEqual([{ type: 'resume', after: 9 }])
})

test('a sentence sent while the sitting is still being found goes to its end', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  using desk = deskAt(gateway)
  void desk.open()
  desk.write('after', en)
  await expect.poll(() => desk.state().session.sentences.at(-1)?.kept).toBe(true)
  expect(texts(desk)).toEqual(['before', 'after'])
  expect(gateway.calls).not.toContain('POST /v1/sittings')
})

test('a sentence written while the house is away waits, and is kept once it is back', async () => {
  await using gateway = await house()
  gateway.routes['POST /v1/sittings'] = { status: 503, body: { code: 'unavailable', retry: true } }
  using desk = deskAt(gateway)
  await desk.open()
  desk.write('patience', en)
  await expect.poll(() => gateway.calls.filter((call) => call === 'POST /v1/sittings').length).toBeGreaterThan(2)
  expect(desk.state().session.line).toBe('lost')
  gateway.routes['POST /v1/sittings'] = { status: 201, body: { id: 's1' } }
  await expect.poll(() => desk.state().session.sentences[0]?.kept).toBe(true)
  expect(gateway.calls.filter((call) => call === 'POST /v1/writers')).toHaveLength(1)
})

test('after a lost line what was not answered is said again with the same id, and what was kept is not', async () => {
  await using gateway = await house()
  using desk = deskAt(gateway)
  await desk.open()
  desk.write('kept', en)
  await expect.poll(() => desk.state().session.sentences[0]?.kept).toBe(true)
  const answer = gateway.answer
  gateway.answer = () => gateway.cut()
  desk.write('lost', en)
  await expect.poll(() => writesHeard(gateway).length).toBeGreaterThan(1)
  gateway.answer = answer
  await expect.poll(() => unanswered(desk.state().session)).toEqual([])
  const ids = new Set(writesHeard(gateway).map(({ id }) => id))
  expect([...ids]).toEqual(desk.state().session.sentences.map(({ id }) => id))
  expect(writesHeard(gateway).filter(({ text }) => text === 'kept')).toHaveLength(1)
})

test('a sentence the house cannot keep just now is asked for again until it can', async () => {
  await using gateway = await house()
  const answer = gateway.answer
  let refusals = 0
  gateway.answer = (message, say) => {
    if (message.type !== 'write') return
    if (++refusals > 2) answer(message, say)
    else say({ type: 'problem', id: message.id, seq: 0, code: 'unavailable', title: '', detail: '', retry: true })
  }
  using desk = deskAt(gateway)
  await desk.open()
  desk.write('a full disk', en)
  await expect.poll(() => desk.state().session.sentences[0]?.kept).toBe(true)
  expect(new Set(writesHeard(gateway).map(({ id }) => id)).size).toBe(1)
})

test('a sentence that was refused for good is sent anew, in its place, when the writer wishes', async () => {
  await using gateway = await house()
  const answer = gateway.answer
  gateway.answer = (message, say) => {
    if (message.type !== 'write') return
    say({ type: 'problem', id: message.id, seq: 0, code: 'internal', title: '', detail: '', retry: false })
    say({ type: 'done', id: message.id, seq: 0 })
  }
  using desk = deskAt(gateway)
  await desk.open()
  desk.write('once more', { ...en, isPrivate: true, wish: { blur: 0.5 } })
  await expect.poll(() => desk.state().session.sentences[0]?.done).toBe(true)
  gateway.answer = answer
  desk.resend(desk.state().session.sentences[0]!.id)
  await expect.poll(() => desk.state().session.sentences[0]?.kept).toBe(true)
  expect(texts(desk)).toEqual(['once more'])
  const [first, second] = writesHeard(gateway)
  expect(second).toEqual({ ...first, id: second?.id })
  expect(second).toMatchObject({ private: true, look: { blur: 0.5 } })
})

test('stop is said for everything being painted, and again when the line was lost', async () => {
  await using gateway = await house()
  using desk = deskAt(gateway)
  await desk.open()
  desk.write('slow', en)
  await expect.poll(() => desk.state().session.sentences[0]?.kept).toBe(true)
  const { id } = desk.state().session.sentences[0]!
  desk.stop()
  await expect.poll(() => gateway.heard.at(-1)).toEqual({ type: 'stop', id })
  gateway.cut()
  await expect
    .poll(() => gateway.heard.slice(-2))
    .toEqual([
      { type: 'resume', after: 1 },
      { type: 'stop', id },
    ])
})

test('another picture is asked for with what is said of its look and nothing more', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  using desk = deskAt(gateway)
  await desk.open()
  await expect.poll(() => desk.state()).toMatchObject({ styles: [{}], session: { line: 'open' } })
  desk.again('old', { blur: 0.4, style: null })
  await expect.poll(() => gateway.heard).toHaveLength(2)
  expect(gateway.heard[1]).toEqual({
    type: 'again',
    id: expect.any(String),
    of: 'old',
    look: { blur: 0.4, style: null },
  })
})

test('what is written from another page of the same sitting appears here', async () => {
  await using gateway = await house()
  knows(gateway, [])
  gateway.answer = (message, say) => {
    if (message.type === 'resume') say({ type: 'kept', id: 'old', seq: 10 })
  }
  using desk = deskAt(gateway)
  gateway.routes['GET /v1/sittings/s0'] = () => ({
    body: { id: 's0', seq: 9, sentences: gateway.heard.length > 0 ? [earlier] : [] },
  })
  await desk.open()
  await expect.poll(() => texts(desk)).toEqual(['before'])
})

test('a new sitting begins with its first sentence, and hears nothing of the one before', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  using desk = deskAt(gateway)
  await desk.open()
  desk.newSitting()
  expect(texts(desk)).toEqual([])
  expect(gateway.calls).not.toContain('POST /v1/sittings')
  desk.write('fresh', en)
  await expect.poll(() => desk.state().session).toMatchObject({ sitting: 's1', sentences: [{ kept: true }] })
})

test('another sitting is opened only once it is there, and what waits is asked about', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  gateway.answer = () => undefined
  using desk = deskAt(gateway)
  await desk.open()
  desk.write('not kept yet', en)
  gateway.routes['GET /v1/sittings/s7'] = { status: 503, body: { code: 'unavailable' } }
  await expect(desk.openSitting('s7')).rejects.toMatchObject({ code: 'unavailable' })
  expect(texts(desk)).toEqual(['before', 'not kept yet'])
  // The sitting that lies here is opened already.
  await desk.openSitting('s0')
  expect(texts(desk)).toEqual(['before', 'not kept yet'])
  expect(desk.state().held).toEqual([])

  gateway.routes['GET /v1/sittings/s7'] = { body: { id: 's7', seq: 3, sentences: [{ ...earlier, text: 'of s7' }] } }
  await desk.openSitting('s7')
  expect(texts(desk)).toEqual(['of s7'])
  expect(desk.state().held).toMatchObject([{ request: { text: 'not kept yet' }, sitting: 's0' }])
})

test('when the house has forgotten the writer the page asks for the code, and sends what waited', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  using desk = deskAt(gateway)
  await desk.open()
  await expect.poll(() => desk.state().session.line).toBe('open')
  gateway.routes['GET /v1/writers/me'] = stranger
  gateway.isShut = true
  gateway.cut()
  await expect.poll(() => desk.state().needsCode).toBe('signed out')
  desk.write('not lost', en)
  gateway.isShut = false
  gateway.routes['POST /v1/sign-in'] = { body: { writer: 'w' } }
  gateway.routes['GET /v1/writers/me'] = { body: { writer: 'w' } }
  await desk.signIn('CODE-1')
  await expect.poll(() => unanswered(desk.state().session)).toEqual([])
  expect(texts(desk)).toEqual(['before', 'not lost'])
})

test('a wrong code changes nothing', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  gateway.routes['POST /v1/sign-in'] = stranger
  using desk = deskAt(gateway)
  await desk.open()
  await expect(desk.signIn('nobody')).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(texts(desk)).toEqual(['before'])
})

test('leaving clears the desk even where the house cannot be told', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  gateway.routes['POST /v1/sign-out'] = { status: 503, body: { code: 'unavailable' } }
  using desk = deskAt(gateway)
  await desk.open()
  await expect(desk.signOut()).rejects.toMatchObject({ code: 'unavailable' })
  expect(desk.state()).toMatchObject({ isKnown: false, code: undefined, session: { sentences: [] } })
})

test('where codes are handed out the page asks for one first, and sends what was written meanwhile', async () => {
  await using gateway = await house()
  gateway.routes['GET /v1/registration'] = { body: { open: false } }
  using desk = deskAt(gateway)
  await desk.open()
  expect(desk.state().needsCode).toBe('handed out')
  desk.write('already here', en)
  expect(gateway.calls).not.toContain('POST /v1/writers')
  knows(gateway, [])
  gateway.routes['POST /v1/sign-in'] = { body: { writer: 'w' } }
  await desk.signIn('CODE-1')
  await expect.poll(() => desk.state()).toMatchObject({ needsCode: false, session: { sentences: [{ kept: true }] } })
})

test('what the writer agrees to is known from the beginning, and anew with each decision', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  const texts = { en: { sha256: 'e', markdown: '# AI' }, zh: { sha256: 'z', markdown: '# AI' } }
  let given = true
  gateway.routes['GET /v1/consents'] = () => ({
    body: {
      consents: [
        { purpose: 'ai', given, decided: true, texts },
        { purpose: 'keeping', given: false, decided: true, texts },
      ],
    },
  })
  gateway.routes['PUT /v1/consents'] = () => {
    given = false
    return { body: { purpose: 'ai', given } }
  }
  using desk = deskAt(gateway)
  await desk.open()
  await expect.poll(() => desk.state().agrees).toEqual({ ai: true, keeping: false })
  await desk.decide({ purpose: 'ai', given: false, language: 'en', sha256: 'e' })
  expect(desk.state().agrees).toEqual({ ai: false, keeping: false })
  await desk.signOut()
  expect(desk.state().agrees, 'of nobody').toEqual({ ai: true, keeping: true })
})

test('what a writer deletes or keeps private is so on the page at once; what the house refuses stays as it was', async () => {
  await using gateway = await house()
  const picture = { id: 'p', url: '/p', width: 1, height: 1, alt: 'A bird' }
  knows(gateway, [
    { ...earlier, pictures: [picture] },
    { ...earlier, id: 'other' },
  ])
  gateway.routes['PATCH /v1/sittings/s0/sentences/old'] = { body: { private: true } }
  gateway.routes['DELETE /v1/pictures/p'] = { status: 204 }
  gateway.routes['DELETE /v1/sittings/s0/sentences/old'] = { status: 204 }
  using desk = deskAt(gateway)
  await desk.open()
  const first = () => desk.state().session.sentences[0]
  await desk.setPrivate('old', true)
  expect(first()).toMatchObject({ id: 'old', private: true })
  await desk.deletePicture('p')
  expect(first()).toMatchObject({ id: 'old', pictures: [] })
  await desk.deleteSentence('old')
  expect(first()).toMatchObject({ id: 'other' })
  await expect(desk.deleteSentence('other')).rejects.toMatchObject({ code: 'not_found' })
  expect(first()).toMatchObject({ id: 'other' })
})

test('erasing clears the desk and hands over the receipt; that the line ends before is no news', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  const receipt = { id: 'r', day: '2026-11-27', sentences: 1 }
  gateway.routes['DELETE /v1/writers/me'] = () => {
    gateway.routes['GET /v1/writers/me'] = stranger
    gateway.isShut = true
    gateway.cut()
    return { status: 202, body: receipt }
  }
  const api = gatewayAt(gateway.origin)
  const slow = {
    ...api,
    async erase() {
      const told = await api.erase()
      // Time enough for a line that ends to be missed, and opened again.
      for (let calls = 0; calls < 20; calls++) await api.whoIsIt()
      return told
    },
  }
  using desk = deskAt(gateway, slow)
  await desk.open()
  await expect.poll(() => desk.state().session.line).toBe('open')
  const lines = new Set<string>()
  desk.subscribe(() => lines.add(desk.state().session.line))
  expect(await desk.erase()).toEqual(receipt)
  expect(desk.state()).toMatchObject({ isKnown: false, needsCode: false, session: { sentences: [], line: 'closed' } })
  expect([...lines]).toEqual(['closed'])
})

test('what could not be erased or deleted lies here as before, and its line is open again', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  const busy = { status: 503, body: { code: 'unavailable' } }
  Object.assign(gateway.routes, { 'DELETE /v1/writers/me': busy, 'DELETE /v1/sittings/s0': busy })
  using desk = deskAt(gateway)
  await desk.open()
  for (const act of [desk.erase, () => desk.deleteSitting('s0')]) {
    await expect(act()).rejects.toMatchObject({ code: 'unavailable' })
    await expect.poll(() => desk.state().session.line).toBe('open')
  }
  expect(texts(desk)).toEqual(['before'])
  desk.write('after', en)
  await expect.poll(() => unanswered(desk.state().session)).toEqual([])
})

test('the sitting that lies here is deleted on another page: the page says so and lays a fresh one', async () => {
  await using gateway = await house()
  knows(gateway, [earlier])
  using desk = deskAt(gateway)
  await desk.open()
  await expect.poll(() => desk.state().session.line).toBe('open')
  gateway.routes['GET /v1/sittings/s0'] = { status: 404, body: { code: 'not_found' } }
  gateway.isShut = true
  gateway.cut()
  await expect.poll(() => desk.state()).toMatchObject({ isDeleted: true, isKnown: true, needsCode: false })
  expect(texts(desk)).toEqual([])
})
