import { expect, test } from 'vitest'
import { gatewayAt } from '../src/api.ts'
import { openDesk } from '../src/open-desk.ts'
import { written } from '../src/session.ts'
import { nowhere, type Waiting } from '../src/unsent.ts'
import { fakeGateway } from './support.ts'

// A page that is opened while the house is away, in a tab where something waits.

const away = { status: 503, body: { code: 'unavailable' } }
const mine: Waiting = { request: { type: 'write', id: 'a', text: 'by w' }, writer: 'w', sitting: 's0' }
const nobodys: Waiting = { request: { type: 'write', id: 'b', text: 'by nobody yet' } }

async function opened(waiting: Waiting[]) {
  const gateway = await fakeGateway()
  Object.assign(gateway.routes, {
    'GET /v1/styles': { body: { styles: [] } },
    'GET /v1/writers/me': away,
    'GET /v1/consents': { body: { consents: [] } },
    'GET /v1/sittings': { body: { sittings: [] } },
    'POST /v1/sittings': { status: 201, body: { id: 's1' } },
    'GET /v1/registration': { body: { open: true } },
  })
  gateway.answer = (message, say) => {
    if (message.type === 'write') say({ type: 'kept', id: message.id, seq: gateway.heard.length })
  }
  const laid: Waiting[][] = []
  const unsent = {
    ...nowhere,
    find: async () => waiting,
    keep: async (all: readonly Waiting[]) => void laid.push([...all]),
  }
  const desk = openDesk(gatewayAt(gateway.origin), { firstMs: 5, slowestMs: 10, silenceMs: 5_000, unsent })
  void desk.open().catch(() => undefined)
  return {
    gateway,
    desk,
    laid,
    texts: () => written(desk.state().session).map(({ text }) => text),
    async [Symbol.asyncDispose]() {
      desk.close()
      await gateway[Symbol.asyncDispose]()
    },
  }
}

test('what waits is shown before the house is back, stays whose it was, and is sent in order when it is', async () => {
  await using page = await opened([mine])
  await expect.poll(() => page.texts()).toEqual(['by w'])
  page.desk.write('written meanwhile', { language: 'en' })
  expect(page.laid.at(-1)?.[0]).toEqual(mine)
  page.gateway.routes['GET /v1/writers/me'] = { body: { writer: 'w', recovery: false } }
  await expect.poll(() => page.desk.state().session.sentences.every(({ kept }) => kept)).toBe(true)
  expect(page.texts()).toEqual(['by w', 'written meanwhile'])
  const sent = page.gateway.heard.flatMap((message) => (message.type === 'write' ? [message.text] : []))
  expect(sent).toEqual(['by w', 'written meanwhile'])
})

test('what turns out to be another writer’s goes from the page, is asked about and not sent', async () => {
  await using page = await opened([mine, nobodys])
  await expect.poll(() => page.texts()).toEqual(['by w', 'by nobody yet'])
  page.gateway.routes['GET /v1/writers/me'] = { body: { writer: 'other', recovery: false } }
  await expect.poll(() => page.desk.state().session.sentences[0]?.kept).toBe(true)
  expect(page.texts()).toEqual(['by nobody yet'])
  expect(page.desk.state().held).toEqual([mine])
  expect(page.laid.at(-1)).toEqual([mine])
})

test('where nobody is signed in any more it goes from the page and waits for its writer', async () => {
  await using page = await opened([mine])
  await expect.poll(() => page.texts()).toEqual(['by w'])
  page.gateway.routes['GET /v1/writers/me'] = { status: 401, body: { code: 'unauthenticated' } }
  await expect.poll(() => page.desk.state().needsCode).toBe('signed out')
  expect(page.texts()).toEqual([])
  expect(page.desk.state().held).toEqual([mine])
})

test('while the house is slow to tell who is here, what waits is shown, and what is written meanwhile takes none of it away', async () => {
  await using gateway = await fakeGateway()
  const api = gatewayAt(gateway.origin)
  const answer = Promise.withResolvers<{ writer: string; recovery: boolean }>()
  const laid: Waiting[][] = []
  const unsent = {
    ...nowhere,
    find: async () => [mine],
    keep: async (all: readonly Waiting[]) => void laid.push([...all]),
  }
  const desk = openDesk({ ...api, whoIsIt: () => answer.promise }, { firstMs: 5, slowestMs: 10, unsent })
  const opening = desk.open().catch(() => undefined)
  const texts = () => written(desk.state().session).map(({ text }) => text)
  await Promise.resolve()
  desk.write('at once', { language: 'en' })
  await expect.poll(texts).toContain('by w')
  desk.write('a little later', { language: 'en' })
  const found = laid.map((all) => all.some(({ request }) => request.id === mine.request.id))
  expect(found.length).toBeGreaterThan(1)
  expect(found).not.toContain(false)
  desk.close()
  answer.resolve({ writer: 'w', recovery: false })
  await opening
})
