import { expect, test } from 'vitest'
import { gatewayAt } from '../src/api.ts'
import { openDesk } from '../src/open-desk.ts'
import { unnotedIn } from '../src/unnoted.ts'
import { fakeGateway } from './support.ts'

/** A house that makes one writer and knows them from then on, and what the browser keeps from page to page. */
async function setUp() {
  const gateway = await fakeGateway()
  const kept = new Map<string, string>()
  const browser = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage
  const here = (writer: string) => (gateway.routes['GET /v1/writers/me'] = { body: { writer, recovery: false } })
  Object.assign(gateway.routes, {
    'GET /v1/writers/me': { status: 401, body: { code: 'unauthenticated' } },
    'GET /v1/sittings': { body: { sittings: [] } },
    'POST /v1/writers': () => {
      here('w')
      return { status: 201, body: { code: 'CODE-1', writer: 'w' } }
    },
    'POST /v1/writers/me/code': { body: { code: 'CODE-2' } },
    'POST /v1/writers/me/recovery': { status: 201, body: { code: 'CARD-1' } },
    'POST /v1/sign-in': () => {
      here('handed out')
      return { body: { writer: 'handed out' } }
    },
    'POST /v1/sign-out': { status: 204 },
    'DELETE /v1/writers/me': { status: 202, body: { id: 'r', day: '2026-11-27' } },
  })
  const pages: { close: () => void }[] = []
  /** The page, opened once more. */
  const open = async (storage = browser) => {
    const desk = openDesk(gatewayAt(gateway.origin), { firstMs: 5, slowestMs: 20, unnoted: unnotedIn(storage) })
    pages.push(desk)
    await desk.open()
    return desk
  }
  return {
    open,
    kept,
    isMissed: async () => (await open()).state().codeIsMissed,
    async [Symbol.asyncDispose]() {
      for (const page of pages) page.close()
      await gateway[Symbol.asyncDispose]()
    },
  }
}

test('a code that was never noted is missed from the first reload on, until it is said to be kept', async () => {
  await using at = await setUp()
  const first = await at.open()
  await first.enter()
  expect(first.state(), 'it stands on the page').toMatchObject({ code: 'CODE-1', codeIsMissed: false })
  expect([...at.kept.values()], 'neither the code is kept nor whose it is').toEqual(['yes'])
  const second = await at.open()
  expect(second.state()).toMatchObject({ code: undefined, codeIsMissed: true })
  const third = await at.open()
  second.noteCode()
  third.wake()
  expect(third.state().codeIsMissed, 'in the other tab, too').toBe(false)
  expect(await at.isMissed()).toBe(false)
})

test('a new code is missed like the first one; a card that is kept serves as well', async () => {
  await using at = await setUp()
  const desk = await at.open()
  await desk.enter()
  desk.noteCode()
  await desk.makeCode()
  expect(await at.isMissed()).toBe(true)
  desk.noteCard()
  expect(await at.isMissed(), 'an offer that was declined is no card').toBe(true)
  await desk.makeCard()
  desk.noteCard()
  expect(await at.isMissed()).toBe(false)
})

test.each(['signOut', 'erase'] as const)('after %s nothing of it is remembered', async (leave) => {
  await using at = await setUp()
  const desk = await at.open()
  await desk.enter()
  await desk[leave]()
  expect(at.kept.size).toBe(0)
})

test.each(['makeCode', 'makeCard'] as const)(
  'what %s brings after its writer has left is shown to nobody',
  async (make) => {
    await using at = await setUp()
    const desk = await at.open()
    await desk.enter()
    const made = desk[make]()
    await Promise.all([desk.signOut(), made])
    expect(desk.state()).toMatchObject({ code: undefined, card: undefined })
    expect(at.kept.size).toBe(0)
  },
)

test('who came in with a code has it; where the browser forbids to keep anything, nothing is said and nothing breaks', async () => {
  await using at = await setUp()
  const desk = await at.open()
  await desk.enter()
  await desk.signIn('CODE-3')
  expect(await at.isMissed()).toBe(false)
  const forbidding = new Proxy({} as Storage, {
    get() {
      throw new Error('SecurityError')
    },
  })
  const without = await at.open(forbidding)
  await without.makeCode()
  without.noteCode()
  expect((await at.open(forbidding)).state().codeIsMissed).toBe(false)
})
