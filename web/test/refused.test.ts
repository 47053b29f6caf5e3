import { expect, test } from 'vitest'
import { gatewayAt } from '../src/api.ts'
import { openDesk } from '../src/open-desk.ts'
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
