import { expect, test } from 'vitest'
import { gatewayAt } from '../src/api.ts'
import { putAwayOf } from '../src/back/plates.ts'
import { remembering } from '../src/put-away.ts'
import { fakeGateway } from './support.ts'

function tab() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage & { kept: Map<string, string> }
}

async function setUp() {
  const gateway = await fakeGateway()
  gateway.routes['GET /v1/ratings?sitting=s'] = { body: { ratings: [] } }
  gateway.routes['POST /v1/sign-out'] = { status: 204 }
  const session = tab()
  const open = () => remembering(gatewayAt(gateway.origin), session, 20)
  const posts = () => gateway.calls.filter((call) => call === 'POST /v1/ratings').length
  return { gateway, session, open, posts, [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose]() }
}

const away = { status: 503, body: { code: 'unavailable' } }

test('what was put away stays away after a reload, and is told until the house has heard it', async () => {
  await using at = await setUp()
  at.gateway.routes['POST /v1/ratings'] = away
  await at.open().api.rate({ picture: 'p', rejected: 'frightening' })
  await expect.poll(() => at.posts()).toBeGreaterThan(1)
  const reloaded = at.open()
  expect([...putAwayOf(await reloaded.api.ratings('s'))]).toEqual(['p'])
  at.gateway.routes['POST /v1/ratings'] = { status: 204 }
  await reloaded.tell()
  expect(at.session.kept.size).toBe(0)
  expect(await reloaded.api.ratings('s')).toEqual([])
})

test('what the house refuses for good is not told again, and what is no putting away is told once', async () => {
  await using at = await setUp()
  at.gateway.routes['POST /v1/ratings'] = { status: 404, body: { code: 'not_found' } }
  const { api, tell } = at.open()
  await api.rate({ picture: 'p', hidden: true })
  await tell()
  expect([at.posts(), at.session.kept.size]).toEqual([1, 0])
  await expect(api.rate({ picture: 'p', gotIt: 1 })).rejects.toMatchObject({ code: 'not_found' })
  expect([at.posts(), at.session.kept.size]).toEqual([2, 0])
})

test('whoever leaves takes along what was not told', async () => {
  await using at = await setUp()
  at.gateway.routes['POST /v1/ratings'] = away
  const { api, tell } = at.open()
  await api.rate({ picture: 'p', hidden: true })
  const told = tell()
  await api.signOut()
  await told
  expect(at.session.kept.size).toBe(0)
})
