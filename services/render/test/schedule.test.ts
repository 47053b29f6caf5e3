import { expect, test } from 'vitest'
import type { Backend, Offer } from '../src/backends/backend.ts'
import { plan, type Waiting } from '../src/schedule.ts'

/** A backend of that name, and what it offers: pairs of quality and milliseconds, with `waitMs` before it. */
function backend(name: string, ways: [number, number][], { slots = 2, waitMs = 0 } = {}) {
  const offers = ways.map(([quality, ms]): Offer => ({ way: `${quality}`, quality, ms: ms + waitMs, delayMs: ms }))
  return { choice: [{ name, slots } as Backend, offers] as const }
}

/** What becomes of so many pictures: "who quality" in order, with a star where it starts at once. */
function planned(count: number, leftMs: number, ...backends: ReturnType<typeof backend>[]) {
  const choices = backends.map(({ choice }) => choice)
  const waiting = Array.from({ length: count }, (_, picture): Waiting<number> => ({ picture, leftMs, choices }))
  return plan(waiting, ({ slots }) => slots).map(
    ({ backend, offer, isNow }) => `${backend.name} ${offer.quality}${isNow ? '*' : ''}`,
  )
}

const painter = backend('painter', [[0, 500]])

test('the best quality that comes in time wins, not the fastest', () => {
  expect(
    planned(
      1,
      4_700,
      backend('gpu', [
        [1, 2_000],
        [0.6, 900],
      ]),
      painter,
    ),
  ).toEqual(['gpu 1*'])
})

test('steps and size step down when time is short, then the painter paints', () => {
  const gpu = backend('gpu', [
    [1, 2_000],
    [0.6, 900],
  ])
  expect(planned(1, 1_500, gpu, painter)).toEqual(['gpu 0.6*'])
  expect(planned(1, 800, gpu, painter)).toEqual(['painter 0*'])
})

test('when nothing comes in time, what comes first is taken', () => {
  expect(
    planned(
      1,
      -100,
      backend('gpu', [
        [1, 2_000],
        [0.6, 900],
      ]),
      painter,
    ),
  ).toEqual(['painter 0*'])
})

test('a queue spreads over nodes by their speed', () => {
  const fast = backend('fast', [[1, 500]], { slots: 9 })
  const slow = backend('slow', [[1, 1_500]], { slots: 9 })
  const given = planned(8, 60_000, fast, slow)
  expect(given.filter((one) => one.startsWith('fast'))).toHaveLength(6)
})

test('what a node has to do for others counts', () => {
  const idle = backend('idle', [[1, 1_000]])
  const taken = backend('taken', [[1, 600]], { waitMs: 2_000 })
  expect(planned(1, 4_700, taken, idle)).toEqual(['idle 1*'])
})

test('a long queue falls to fewer steps and then to the painter, and what does not fit waits', () => {
  const gpu = backend('gpu', [
    [1, 2_000],
    [0.6, 900],
  ])
  expect(planned(5, 4_700, gpu, backend('painter', [[0, 500]], { slots: 1 }))).toEqual([
    'gpu 1*',
    'gpu 1*',
    'painter 0*',
    'painter 0',
    'painter 0',
  ])
})

test('a better node that has no room is waited for while there is time', () => {
  const best = backend('best', [[1, 400]], { slots: 0 })
  const other = backend('other', [[0.5, 400]])
  expect(planned(1, 4_700, best, other)).toEqual(['best 1'])
  expect(planned(1, 420, best, other)).toEqual(['best 1'])
})

test('a picture that nothing can paint is left out', () => {
  expect(planned(2, 4_700)).toEqual([])
})
