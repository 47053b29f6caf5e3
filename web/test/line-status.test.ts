import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { LineStatus } from '../src/components/LineStatus.tsx'
import type { DeskState } from '../src/desk.ts'
import { advance, emptySession } from '../src/session.ts'
import type { ServerMessage } from '../src/wire.ts'

afterEach(() => void vi.unstubAllGlobals())

const written = advance(
  { ...emptySession, line: 'open' },
  { type: 'said', request: { type: 'write', id: 'a', text: 'Rain.' } },
)
const heard = (message: object) => advance(written, { type: 'heard', message: message as ServerMessage })
const says = (session: typeof written, onLine = true) => {
  vi.stubGlobal('navigator', { onLine })
  const state = { session, needsCode: false, agrees: { ai: true, keeping: true } } as unknown as DeskState
  return renderToStaticMarkup(createElement(LineStatus, { state }))
}

test('words that cannot be saved without a network are not said to be saved just now', () => {
  expect(says(written)).toBe('line.saving')
  expect(says(written, false)).toBe('line.lostUnsaved')
  // A house on the same machine needs no network.
  expect(says(heard({ type: 'kept', id: 'a', seq: 1 }), false)).toBe('line.saved')
})

test('what was refused for good is not being saved', () => {
  expect(says(heard({ type: 'problem', id: 'a', seq: 1, code: 'invalid', retry: false }))).toBe('')
  expect(says(heard({ type: 'problem', id: 'a', seq: 1, code: 'busy', retry: true }))).toBe('line.saving')
})
