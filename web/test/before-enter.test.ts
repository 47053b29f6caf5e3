import { expect, test } from 'vitest'
import { gatewayAt } from '../src/api.ts'
import { openDesk } from '../src/open-desk.ts'
import { fakeGateway } from './support.ts'

/** A house that knows nobody yet. */
async function house() {
  const gateway = await fakeGateway()
  Object.assign(gateway.routes, {
    'GET /v1/registration': { body: { open: true } },
    'GET /v1/styles': { body: { styles: [] } },
    'GET /v1/writers/me': { status: 401, body: { code: 'unauthenticated' } },
    'POST /v1/writers': { status: 201, body: { code: 'CODE-1', writer: 'w' } },
    'POST /v1/sittings': { status: 201, body: { id: 's1' } },
  })
  gateway.answer = (message, say) => {
    if (message.type === 'write') say({ type: 'kept', id: message.id, seq: 1 })
  }
  const desk = openDesk(gatewayAt(gateway.origin), { firstMs: 5, slowestMs: 20, silenceMs: 5_000 })
  const made = () => gateway.calls.filter((call) => call === 'POST /v1/writers').length
  return {
    gateway,
    desk,
    made,
    [Symbol.asyncDispose]: async () => {
      desk.close()
      await gateway[Symbol.asyncDispose]()
    },
  }
}

test('somebody new can be made a writer before they write, and is made one once', async () => {
  await using found = await house()
  const { desk, gateway, made } = found
  void desk.open()
  await Promise.all([desk.enter(), desk.enter()])
  expect(desk.state()).toMatchObject({ isKnown: true, code: 'CODE-1', session: { sentences: [] } })
  await desk.enter()
  desk.write('One bird.', { language: 'en' })
  await expect.poll(() => desk.state().session.sentences[0]?.kept).toBe(true)
  expect(made()).toBe(1)
  expect(gateway.calls.filter((call) => call === 'POST /v1/sittings')).toHaveLength(1)
})

test('a first sentence that is written at the same moment makes no second writer', async () => {
  await using found = await house()
  const { desk, made } = found
  void desk.open()
  desk.write('One bird.', { language: 'en' })
  await desk.enter()
  await expect.poll(() => desk.state().session.sentences[0]?.kept).toBe(true)
  expect(made()).toBe(1)
})

test('a house that hands codes out says no, and can be asked again', async () => {
  await using found = await house()
  const { desk, gateway } = found
  gateway.routes['POST /v1/writers'] = { status: 403, body: { code: 'forbidden' } }
  void desk.open()
  await expect(desk.enter()).rejects.toMatchObject({ code: 'forbidden' })
  gateway.routes['POST /v1/writers'] = { status: 201, body: { code: 'CODE-2', writer: 'w' } }
  await desk.enter()
  expect(desk.state().code).toBe('CODE-2')
})
