import { expect, test } from 'vitest'
import { gatewayAt } from '../src/api.ts'
import { openDesk } from '../src/open-desk.ts'
import { written } from '../src/session.ts'
import { type FakeGateway, fakeGateway } from './support.ts'

// One browser has one cookie and may have two tabs.

const writing = { language: 'en', isPrivate: false, wish: {} } as const
const before = { id: 'old', kind: 'write', text: 'before', private: false, pictures: [], done: true }

/** A house where nobody is signed in. */
async function house() {
  const gateway = await fakeGateway()
  Object.assign(gateway.routes, {
    'GET /v1/styles': { body: { styles: [] } },
    'GET /v1/writers/me': { status: 401, body: { code: 'unauthenticated' } },
  })
  return gateway
}

/** From now on the browser's cookie is of a writer with a sitting. */
function signIn(gateway: FakeGateway) {
  gateway.routes['GET /v1/writers/me'] = { body: { writer: 'w' } }
  gateway.routes['GET /v1/sittings'] = {
    body: { sittings: [{ id: 's0', startedAt: '2026-11-20T10:00:00.000Z', language: 'en', sentences: 1 }] },
  }
  gateway.routes['GET /v1/sittings/s0'] = { body: { id: 's0', language: 'en', seq: 9, sentences: [before] } }
}

function deskAt(gateway: FakeGateway) {
  const desk = openDesk(gatewayAt(gateway.origin), { firstMs: 5, slowestMs: 20, silenceMs: 5_000 })
  return Object.assign(desk, { [Symbol.dispose]: () => desk.close() })
}

const texts = (desk: ReturnType<typeof deskAt>) => written(desk.state().session).map(({ text }) => text)

test('when somebody else signs in in another tab, this page is put away, and nothing of it goes to them', async () => {
  await using gateway = await house()
  signIn(gateway)
  using desk = deskAt(gateway)
  await desk.open()
  await expect.poll(() => desk.state().session.line).toBe('open')
  gateway.routes['GET /v1/writers/me'] = { body: { writer: 'somebody else' } }
  // Whatever is asked in the name of the first is refused.
  await expect(desk.api.settings()).rejects.toMatchObject({ code: 'unauthenticated' })
  gateway.isShut = true
  gateway.cut()
  await expect.poll(() => desk.state()).toMatchObject({ isKnown: false, needsCode: 'signed out', isDeleted: false })
  expect(texts(desk)).toEqual([])
  desk.write('Not for them', writing)
  expect(gateway.calls).not.toContain('POST /v1/sittings')
})

test('another tab tells who is here: somebody else takes the page away, and a page that was nobody’s is theirs', async () => {
  await using gateway = await house()
  using desk = deskAt(gateway)
  await desk.open()
  expect(desk.state().isKnown).toBe(false)
  signIn(gateway)
  desk.isNow('w')
  await expect.poll(() => texts(desk)).toEqual(['before'])
  desk.isNow('w')
  expect(desk.state().isKnown).toBe(true)
  desk.isNow('somebody else')
  expect(desk.state()).toMatchObject({ isKnown: false, needsCode: 'signed out' })
  expect(texts(desk)).toEqual([])
})
