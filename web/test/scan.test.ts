import { decodeQR } from 'qr/decode.js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createCode } from '../../services/gateway/src/access-code.ts'
import { cardSeen, emptyRoom, pixelsOf, squaresOf } from '../../test/card.ts'
import { scanCode, type ScanState, type Seen } from '../src/scan.ts'

const code = createCode()
const card = pixelsOf(cardSeen(squaresOf(code)))
const menu = pixelsOf(cardSeen(squaresOf('https://example.org/menu')))
const room = pixelsOf(emptyRoom())

/** A camera with one track, as far as it is asked for. */
function fakeCamera() {
  const track = { readyState: 'live', stop: () => void (track.readyState = 'ended') }
  return { track, camera: { getTracks: () => [track] } as unknown as MediaStream }
}

/** Somebody who scans; the camera sees these pictures, and then the last of them. `onLook`: before each of them. */
function scanning(sees: (Seen | undefined)[], onLook = (_count: number) => {}) {
  const { track, camera } = fakeCamera()
  const leaving = new AbortController()
  const opening = Promise.withResolvers<MediaStream>()
  const states: ScanState[] = []
  let looks = 0
  const means = {
    bringReader: async () => decodeQR,
    open: vi.fn<() => Promise<MediaStream>>(() => opening.promise),
    show: vi.fn<(camera: MediaStream) => void>(),
    look: async () => {
      onLook(++looks)
      return sees[Math.min(looks, sees.length) - 1]
    },
    onState: (state: ScanState) => void states.push(state),
  }
  return {
    track,
    states,
    means,
    leave: () => leaving.abort(),
    allow: () => opening.resolve(camera),
    refuse: (name: string) => opening.reject(new DOMException('', name)),
    begin: () => scanCode(means, leaving.signal),
  }
}

test('a code is seen, however often nothing or something else was seen before, and the camera is off', async () => {
  const it = scanning([undefined, room, menu, room, card])
  it.allow()
  expect(await it.begin()).toBe(code.replaceAll('-', ''))
  expect(it.states).toEqual(['asking', 'looking', 'other'])
  expect(it.track.readyState).toBe('ended')
})

test.each([
  { side: 90 },
  { side: 300, turn: 0, lean: 0 },
  { turn: 90 },
  { turn: 200 },
  { turn: 45, lean: 0 },
  { side: 250, lean: 0.3 },
])('a card is read when it is held like %j', (held) => {
  expect(decodeQR(pixelsOf(cardSeen(squaresOf('ABCD-EFGH-JKMN-PQRS-TVWX'), held)))).toBe('ABCD-EFGH-JKMN-PQRS-TVWX')
})

test.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
] as const)('a browser that answers %s: %s', async (name, state) => {
  const it = scanning([card])
  it.refuse(name)
  expect(await it.begin()).toBeUndefined()
  expect(it.states).toEqual(['asking', state])
})

test('a camera that nobody shows a card goes off after two minutes', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const it = scanning([room], () => vi.advanceTimersByTime(30_000))
  it.allow()
  expect(await it.begin()).toBeUndefined()
  expect(it.states).toEqual(['asking', 'looking', 'late'])
  expect(it.track.readyState).toBe('ended')
})

test('whoever leaves while the browser asks is not filmed afterwards', async () => {
  const it = scanning([card])
  const done = it.begin()
  await expect.poll(() => it.means.open).toHaveBeenCalledOnce()
  it.leave()
  it.allow()
  expect(await done).toBeUndefined()
  expect(it.track.readyState).toBe('ended')
  expect(it.means.show).not.toHaveBeenCalled()
  expect(it.states).toEqual(['asking'])
})

test('whoever leaves while the camera looks has it off at that moment, and what it saw then counts no more', async () => {
  const it = scanning([room, card], (count) => {
    if (count < 2) return
    it.leave()
    expect(it.track.readyState).toBe('ended')
  })
  it.allow()
  expect(await it.begin()).toBeUndefined()
  expect(it.states).toEqual(['asking', 'looking'])
})

test('a camera that is taken away is told as gone', async () => {
  const it = scanning([room], (count) => {
    if (count === 3) it.track.stop()
  })
  it.allow()
  expect(await it.begin()).toBeUndefined()
  expect(it.states).toEqual(['asking', 'looking', 'gone'])
})

test('a camera that cannot be looked through is let go', async () => {
  const it = scanning([room], () => {
    throw new Error('no picture')
  })
  it.allow()
  expect(await it.begin()).toBeUndefined()
  expect(it.states.at(-1)).toBe('busy')
  expect(it.track.readyState).toBe('ended')
})

test('where what reads pictures cannot be brought, no camera is opened', async () => {
  const it = scanning([card])
  it.means.bringReader = () => Promise.reject(new Error('offline'))
  expect(await it.begin()).toBeUndefined()
  expect(it.states).toEqual(['asking', 'failed'])
  expect(it.means.open).not.toHaveBeenCalled()
})
