import { expect, test, vi } from 'vitest'
import { openLine } from '../src/socket.ts'
import type { ClientMessage, ServerMessage } from '../src/wire.ts'
import { type FakeGateway, fakeGateway } from './support.ts'

function lineTo(gateway: FakeGateway, greeting: () => ClientMessage[] = () => [], silenceMs = 5_000) {
  const heard: ServerMessage[] = []
  const states: string[] = []
  const onRefused = vi.fn<() => void>()
  const line = openLine({
    url: gateway.origin.replace('http', 'ws'),
    greeting,
    onMessage: (message) => heard.push(message),
    onState: (state) => states.push(state),
    onRefused,
    firstMs: 10,
    slowestMs: 50,
    silenceMs,
  })
  return { line, heard, states, onRefused, [Symbol.dispose]: () => line.close() }
}

test('what the house says is heard, and noise is passed over', async () => {
  await using gateway = await fakeGateway()
  gateway.answer = (_, say) => {
    say(['no message'])
    say({ type: 'from a later contract', id: 'a', seq: 1 })
    say({ type: 'kept', id: 'a', seq: 2 })
  }
  using page = lineTo(gateway, () => [{ type: 'resume', after: 0 }])
  await expect.poll(() => page.heard).toEqual([{ type: 'kept', id: 'a', seq: 2 }])
  expect(page.states).toEqual(['open'])
})

test('a lost line is opened again, and the greeting said again', async () => {
  await using gateway = await fakeGateway()
  let after = 0
  using page = lineTo(gateway, () => [{ type: 'resume', after }])
  await expect.poll(() => gateway.heard).toEqual([{ type: 'resume', after: 0 }])
  after = 7
  gateway.cut()
  await expect.poll(() => gateway.heard).toContainEqual({ type: 'resume', after: 7 })
  expect(page.states).toEqual(['open', 'lost', 'open'])
})

test('a line that is refused is tried again and again, and told of', async () => {
  await using gateway = await fakeGateway()
  gateway.isShut = true
  using page = lineTo(gateway)
  await expect.poll(() => page.onRefused.mock.calls.length).toBeGreaterThan(2)
  gateway.isShut = false
  await expect.poll(() => page.states.at(-1)).toBe('open')
})

test('a line that stays silent after a sentence is given up and opened anew', async () => {
  await using gateway = await fakeGateway()
  using page = lineTo(gateway, () => [], 30)
  await expect.poll(() => page.states).toEqual(['open'])
  page.line.send({ type: 'write', id: 'a', text: 'x' })
  await expect.poll(() => page.states.slice(0, 3)).toEqual(['open', 'lost', 'open'])
})

test('nothing is said on a line that is not open', async () => {
  await using gateway = await fakeGateway()
  using page = lineTo(gateway, () => [{ type: 'resume', after: 0 }])
  page.line.send({ type: 'stop', id: 'early' })
  await expect.poll(() => gateway.heard).toEqual([{ type: 'resume', after: 0 }])
})

test('a closed line stays closed', async () => {
  await using gateway = await fakeGateway()
  const page = lineTo(gateway, () => [{ type: 'resume', after: 0 }])
  await expect.poll(() => gateway.heard).toHaveLength(1)
  page.line.close()
  page.line.wake()
  using other = lineTo(gateway, () => [{ type: 'resume', after: 1 }])
  await expect.poll(() => gateway.heard).toHaveLength(2)
  expect(gateway.heard[1]).toEqual({ type: 'resume', after: 1 })
  expect(page.states).toEqual(['open'])
  expect(other.states).toEqual(['open'])
})
