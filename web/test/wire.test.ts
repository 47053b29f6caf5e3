import { expect, test } from 'vitest'
import { parseServerMessage, problemFrom } from '../src/wire.ts'

test.each([
  ['no text', new ArrayBuffer(2)],
  ['no JSON', '{'],
  ['no object', '[1]'],
  ['nothing', 'null'],
  ['no known type', '{"type":"toast","id":"a","seq":1}'],
  ['no id', '{"type":"kept","seq":1}'],
  ['no number', '{"type":"kept","id":"a","seq":"1"}'],
])('a frame that is %s is no message', (_, frame) => {
  expect(parseServerMessage(frame)).toBeUndefined()
})

test('a frame of the contract is a message', () => {
  expect(parseServerMessage('{"type":"kept","id":"a","seq":1}')).toEqual({ type: 'kept', id: 'a', seq: 1 })
})

test('a problem without a code we know is ours, and not worth a second try', () => {
  expect(problemFrom({ code: 'toast' })).toEqual({ code: 'internal', retry: false })
  expect(problemFrom('<html>')).toEqual({ code: 'internal', retry: false })
})

test('a problem says itself whether to try again, or else its code does', () => {
  expect(problemFrom({ code: 'busy' }).retry).toBe(true)
  expect(problemFrom({ code: 'busy', retry: false }).retry).toBe(false)
  expect(problemFrom({ code: 'invalid' }).retry).toBe(false)
})
