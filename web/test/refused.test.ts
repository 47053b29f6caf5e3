import { expect, test } from 'vitest'
import { gatewayAt } from '../src/api.ts'
import { openDesk } from '../src/open-desk.ts'
import { isOnItsWay } from '../src/unkept.ts'
import { nowhere, type Waiting } from '../src/unsent.ts'
import { fakeGateway } from './support.ts'

test('a sentence that the house refused for good is not said again by itself, and goes when its writer takes it back', async () => {
  await using gateway = await fakeGateway()
  Object.assign(gateway.routes, {
    'GET /v1/writers/me': { status: 401, body: { code: 'unauthenticated' } },
    'POST /v1/writers': { status: 201, body: { writer: 'w1', code: 'CODE-1' } },
    'POST /v1/sittings': { status: 201, body: { id: 's1' } },
    'GET /v1/sittings/s1': { body: { id: 's1', seq: 0, sentences: [] } },
  })
  gateway.answer = ({ type, ...message }, say) => {
    if (type === 'write' && 'id' in message)
      say({ type: 'problem', id: message.id, seq: 0, code: 'invalid', retry: false })
  }
  const desk = openDesk(gatewayAt(gateway.origin), { firstMs: 5, slowestMs: 20 })
  await desk.open()
  const id = desk.write('One bird', { language: 'en', isPrivate: false, wish: {} })
  const first = () => desk.state().session.sentences[0]
  await expect.poll(() => first()).toMatchObject({ problem: { code: 'invalid' }, text: 'One bird' })
  gateway.cut()
  await expect.poll(() => gateway.heard.filter(({ type }) => type === 'resume')).toHaveLength(2)
  await desk.deleteSentence(id)
  expect(first()).toBeUndefined()
  expect(gateway.heard.map(({ type }) => type)).toEqual(['resume', 'write', 'resume'])
  desk.close()
})

test('a new sitting can be begun over what was refused, which waits to be asked about, also after a reload', async () => {
  await using gateway = await fakeGateway()
  const sittings = [{ id: 's1', startedAt: '2026-11-20T10:00:00.000Z', language: 'en', sentences: 1 }]
  const kept = { id: 'old', kind: 'write', text: 'just mine', private: true, pictures: [], done: true }
  Object.assign(gateway.routes, {
    'GET /v1/writers/me': { body: { writer: 'w1', recovery: false } },
    'GET /v1/sittings': { body: { sittings } },
    'POST /v1/sittings': { status: 201, body: { id: 's2' } },
    'GET /v1/sittings/s1': { body: { id: 's1', seq: 3, sentences: [kept] } },
    'GET /v1/sittings/s2': { body: { id: 's2', seq: 0, sentences: [] } },
  })
  let isRefusing = true
  gateway.answer = ({ type, ...message }, say) => {
    if (!('id' in message) || type === 'stop') return
    const { id } = message
    say(isRefusing ? { type: 'problem', id, seq: 4, code: 'invalid', retry: false } : { type: 'kept', id, seq: 4 })
  }
  let laidBy: readonly Waiting[] = []
  const unsent = {
    ...nowhere,
    find: async () => [...laidBy],
    keep: async (all: readonly Waiting[]) => void (laidBy = all),
  }
  const open = () => openDesk(gatewayAt(gateway.origin), { firstMs: 5, slowestMs: 20, unsent })
  const first = open()
  await first.open()
  first.revise('old', 'just mine, anew')
  await expect.poll(() => first.state().session.sentences.at(-1)).toMatchObject({ problem: { code: 'invalid' } })
  expect(isOnItsWay(first.state().session)).toBe(false)

  first.newSitting()
  expect(first.state().session.sentences).toEqual([])
  // No new version of anything here, and as private as what it was one of.
  const words = { type: 'write', text: 'just mine, anew', private: true }
  expect(first.state().held).toMatchObject([{ request: words }])
  isRefusing = false
  first.write('fresh', { language: 'en' })
  await expect.poll(() => first.state().session).toMatchObject({ sitting: 's2', sentences: [{ kept: true }] })
  first.close()

  // The desk lies as it was left.
  sittings.unshift({ ...sittings[0]!, id: 's2' })
  const second = open()
  await second.open()
  expect(second.state()).toMatchObject({ session: { sitting: 's2', sentences: [] }, held: [{ request: words }] })
  await expect.poll(() => second.state().session.line).toBe('open')
  second.takeHeld()
  await expect.poll(() => second.state().session.sentences).toMatchObject([{ text: 'just mine, anew', kept: true }])
  expect(gateway.heard.filter(({ type }) => type === 'write')).toMatchObject([{ text: 'fresh' }, words])
  second.close()
})
