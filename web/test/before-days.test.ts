import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Days, openDays } from '../src/before/days.ts'
import type { Programme } from '../src/wire-http.ts'
import type { DeskState } from '../src/desk.ts'
import { emptySession } from '../src/session.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const second = 1_000
const texts = { instruction: '', place: '', promise: '', starts: [], after: '', thirdPerson: '', imagineFirst: '' }
const fresh: Programme = {
  version: '1',
  days: 4,
  minutes: 15,
  texts,
  day: 1,
  done: 0,
  promised: false,
  finished: 0,
}
const there: Partial<DeskState> = { isKnown: true, needsCode: false, hasCard: false }

/** A desk whose writer and sitting are set by hand, and a house that keeps clocks. */
async function at(programme: Partial<Programme> = {}, first: Partial<DeskState> = there) {
  const listeners = new Set<() => void>()
  let state = { session: emptySession, needsCode: false, ...first } as DeskState
  const kept: Record<string, number> = {}
  const house = { programme: { ...fresh, ...programme }, isAway: false, asked: 0, day: 'Monday' }
  const days: Days = openDays({
    api: {
      programme: async () => {
        house.asked++
        if (house.isAway) throw new Error('away')
        return house.programme
      },
      writtenFor: async (sitting, seconds) => {
        if (house.isAway) throw new Error('away')
        return (kept[sitting] = Math.max(kept[sitting] ?? 0, seconds))
      },
    },
    desk: {
      state: () => state,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    now: () => Date.now(),
    day: () => house.day,
    zone: () => 'Europe/Berlin',
  })
  const set = (change: Partial<DeskState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const sit = (sitting: string | undefined) => set({ session: { ...emptySession, ...(sitting && { sitting }) } })
  /** Writes for so many seconds, a key every second. */
  const write = async (seconds: number) => {
    for (let key = 0; key < seconds; key++) {
      days.wrote()
      await vi.advanceTimersByTimeAsync(second)
    }
  }
  await vi.advanceTimersByTimeAsync(0)
  return { days, house, kept, set, sit, write, [Symbol.dispose]: () => days.close() }
}

test('who does not take part is not counted and sees no clock', async () => {
  using desk = await at()
  desk.sit('s1')
  await desk.write(90)
  await desk.days.stop()
  expect(desk.days.state()).toMatchObject({ isTaken: false, minutes: 0, isReached: false })
  expect(desk.kept).toEqual({})
})

test('who takes part is counted in the sitting they write in, also before it has begun', async () => {
  using desk = await at()
  desk.days.take({ title: 'A worry', text: 'Where?' })
  await desk.write(20)
  desk.sit('s1')
  await desk.write(45)
  await desk.days.stop()
  expect(desk.kept).toEqual({ s1: 65 })
  expect(desk.days.state()).toMatchObject({ isTaken: true, minutes: 1, start: { title: 'A worry' } })
  desk.days.putStartAway()
  expect(desk.days.state().start).toBeUndefined()
})

test('a clock goes on from what the house has, and a new sitting has one of its own', async () => {
  using desk = await at({ promised: true, done: 300 })
  desk.kept['s1'] = 300
  desk.sit('s1')
  await desk.write(30)
  await desk.days.stop()
  desk.sit('s2')
  await desk.write(10)
  await desk.days.stop()
  expect(desk.kept).toEqual({ s1: 330, s2: 10 })
  expect(desk.days.state().minutes).toBe(5)
})

test('the house is told while somebody writes, and again after it was away', async () => {
  using desk = await at({ promised: true })
  desk.sit('s1')
  await desk.write(16)
  expect(desk.kept['s1']).toBeGreaterThanOrEqual(14)
  desk.house.isAway = true
  await desk.write(30)
  desk.house.isAway = false
  await desk.days.stop()
  expect(desk.kept).toEqual({ s1: 46 })
})

test('the minutes asked for are reached with the last second, told once, and nothing stops', async () => {
  using desk = await at({ promised: true, done: 890 })
  desk.sit('s1')
  await desk.write(9)
  expect(desk.days.state()).toMatchObject({ minutes: 14, isReached: false })
  let changes = 0
  desk.days.subscribe(() => changes++)
  await desk.write(2)
  expect(desk.days.state()).toMatchObject({ minutes: 15, isReached: true })
  await desk.write(30)
  expect(changes).toBe(1)
})

test('somebody who only thinks is counted for a minute, and then the house is told', async () => {
  using desk = await at({ promised: true })
  desk.sit('s1')
  await desk.write(1)
  await vi.advanceTimersByTimeAsync(600 * second)
  expect(desk.kept).toEqual({ s1: 60 })
})

test('when all days are done nothing is counted any more', async () => {
  using desk = await at({ promised: true, day: null, finished: 4 })
  desk.sit('s1')
  await desk.write(70)
  expect(desk.days.state()).toMatchObject({ isTaken: false, minutes: 0 })
  expect(desk.kept).toEqual({})
})

test('after midnight the house is asked which day it is', async () => {
  using desk = await at({ promised: true, day: 1, done: 880 })
  desk.sit('s1')
  await desk.write(10)
  Object.assign(desk.house, { day: 'Tuesday', programme: { ...fresh, promised: true, day: 2, done: 0 } })
  await desk.write(2)
  expect(desk.days.state()).toMatchObject({ progress: { day: 2 }, minutes: 0, isReached: false })
  await desk.write(60)
  expect(desk.days.state().minutes).toBe(1)
})

test('whoever leaves takes everything along: the next one is nobody until the house knows them', async () => {
  using desk = await at({ promised: true, done: 120 })
  desk.days.take({ title: 'A worry', text: '' })
  desk.days.noteAsked('before')
  expect(desk.days.wasAsked('before')).toBe(true)
  desk.set({ isKnown: false, hasCard: undefined })
  expect(desk.days.state()).toEqual({
    progress: undefined,
    isTaken: false,
    minutes: 0,
    isReached: false,
    start: undefined,
  })
  expect(desk.days.wasAsked('before')).toBe(false)
  Object.assign(desk.house, { programme: fresh })
  desk.set(there)
  await vi.advanceTimersByTimeAsync(0)
  expect(desk.days.state()).toMatchObject({ progress: { done: 0 }, isTaken: false })
})

test('whoever was asked how they are is asked again on another day', async () => {
  using desk = await at()
  desk.days.noteAsked('after')
  expect([desk.days.wasAsked('after'), desk.days.wasAsked('before')]).toEqual([true, false])
  desk.house.day = 'Tuesday'
  expect(desk.days.wasAsked('after')).toBe(false)
})
