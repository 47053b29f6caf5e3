import { expect, test } from 'vitest'
import { isReached, minutesOf, usualPauseMs, writingClock } from '../src/before/clock.ts'

const second = 1_000
const minute = 60 * second

/** A clock whose time is moved by hand. */
function clockAt() {
  let at = 5_000
  const clock = writingClock(() => at)
  return { ...clock, pass: (ms: number) => (at += ms) }
}

test('nothing is counted before somebody writes', () => {
  const clock = clockAt()
  clock.pass(10 * minute)
  expect(clock.elapsed()).toBe(0)
  expect(clock.isRunning()).toBe(false)
})

test('writing is counted, and so is the thinking between two sentences', () => {
  const clock = clockAt()
  for (const ms of [200, 300, 40 * second, 500]) {
    clock.wrote()
    clock.pass(ms)
  }
  expect(clock.elapsed()).toBe(41 * second)
  expect(clock.isRunning()).toBe(true)
})

test('a long pause counts for a minute and no more, however long it is', () => {
  const clock = clockAt()
  clock.wrote()
  clock.pass(usualPauseMs)
  expect(clock.isRunning()).toBe(false)
  clock.pass(3 * 60 * minute)
  expect(clock.elapsed()).toBe(usualPauseMs)
  clock.wrote()
  clock.pass(second)
  expect(clock.elapsed()).toBe(usualPauseMs + second)
})

test('a page that is left counts up to that moment, and goes on when somebody writes again', () => {
  const clock = clockAt()
  clock.wrote()
  clock.pass(10 * second)
  clock.stop()
  clock.pass(minute)
  expect(clock.elapsed()).toBe(10 * second)
  clock.stop()
  clock.wrote()
  clock.pass(5 * second)
  expect(clock.elapsed()).toBe(15 * second)
})

test('it never goes back, not even where the time does', () => {
  const clock = clockAt()
  clock.wrote()
  clock.pass(10 * second)
  clock.wrote()
  clock.pass(-minute)
  expect(clock.elapsed()).toBe(10 * second)
})

test('14:59 is not 15 minutes', () => {
  expect([899, 899.99, 900].map((seconds) => isReached(seconds, 15))).toEqual([false, false, true])
  expect([0, 59.9, 60, 899].map(minutesOf)).toEqual([0, 0, 1, 14])
})
