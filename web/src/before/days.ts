import type { Api } from '../api.ts'
import type { Desk, DeskState } from '../desk.ts'
import { isReached, minutesOf, writingClock } from './clock.ts'
import type { Programme } from '../wire-http.ts'

/** What a writer chose to write about. */
export interface Start {
  title: string
  text: string
}

/** Where a writer stands today in the programme of the site. */
export interface Today {
  /** Undefined until the house has told it, and whenever nobody is here. */
  progress: Omit<Programme, 'texts'> | undefined
  /** Whether this writer takes part: only then is counted. */
  isTaken: boolean
  /** Whole minutes written today. */
  minutes: number
  /** As long was written today as is asked. */
  isReached: boolean
  /** What they chose to write about, until they put it away. */
  start: Start | undefined
}

/** Keeps the time of whoever takes part in the programme, and tells the house. */
export interface Days {
  state: () => Today
  subscribe: (listener: () => void) => () => void
  /** Somebody wrote something, at the desk. */
  wrote: () => void
  /** Nobody writes any more: the desk is hidden or left. The house is told. */
  stop: () => Promise<void>
  /** Somebody takes part from now on, and writes about this, or about whatever they like. */
  take: (start?: Start) => void
  putStartAway: () => void
  /** Whether whoever is here was asked today how they are, before or after; and that they were. */
  wasAsked: (when: 'before' | 'after') => boolean
  noteAsked: (when: 'before' | 'after') => void
  /** Asks the house again. */
  look: () => Promise<void>
  close: () => void
}

interface Options {
  api: Pick<Api, 'programme' | 'writtenFor'>
  desk: Pick<Desk, 'state' | 'subscribe'>
  /** Of a clock that does not jump, milliseconds. */
  now?: () => number
  /** The writer's calendar day, as a word of any kind. */
  day?: () => string
  zone?: () => string
  tickMs?: number
  /** How often the house is told while somebody writes. */
  tellMs?: number
}

/** What was counted in one sitting by this page. */
interface Part {
  sitting: string | undefined
  /** What the clock showed as it began. */
  fromMs: number
  /** Seconds that the house had before. */
  base?: number
  /** Seconds that it has now. */
  told: number
}

const nobody: Today = { progress: undefined, isTaken: false, minutes: 0, isReached: false, start: undefined }

/** The desk's writer is there and known to the house. */
const isThere = ({ isKnown, needsCode, hasCard }: DeskState) =>
  isKnown === true && needsCode === false && hasCard !== undefined

export const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

export function openDays({
  api,
  desk,
  now = () => performance.now(),
  day = () => new Date().toDateString(),
  zone = zoneHere,
  tickMs = 1_000,
  tellMs = 15_000,
}: Options): Days {
  const listeners = new Set<() => void>()
  const clock = writingClock(now)
  let state = nobody
  let part: Part = { sitting: undefined, fromMs: 0, told: 0 }
  /** What the clock showed, and which day it was, as the house told how long was written today. */
  let asked = { ms: 0, day: '' }
  let wasThere = false
  let toldAt = 0
  let ticking: ReturnType<typeof setInterval> | undefined
  /** When somebody was asked how they are: days. */
  const askedOn = new Map<'before' | 'after', string>()
  /** Counts the writers: what was asked for an earlier one is dropped. */
  let writer = 0
  let telling: Promise<void> = Promise.resolve()

  function set(change: Partial<Today>) {
    const { progress, isTaken } = { ...state, ...change }
    const seconds = progress ? progress.done + (clock.elapsed() - asked.ms) / 1_000 : 0
    const next: Today = {
      ...state,
      ...change,
      minutes: isTaken ? minutesOf(seconds) : 0,
      isReached: isTaken && progress !== undefined && isReached(seconds, progress.minutes),
    }
    if ((Object.keys(next) as (keyof Today)[]).every((name) => next[name] === state[name])) return
    state = next
    for (const listener of listeners) listener()
  }

  async function look() {
    const mine = writer
    await tell()
    const found = await api.programme('en', zone()).catch(() => undefined)
    if (mine !== writer || !found) return
    const { texts: _, ...progress } = found
    asked = { ms: clock.elapsed(), day: day() }
    const hasBegun = progress.promised || progress.done > 0 || (progress.day ?? 0) > 1
    set({ progress, isTaken: progress.day !== null && (state.isTaken || hasBegun) })
  }

  /** Tells the house how long was written in this sitting, one call after the other. A house that is away is told later. */
  function tell(): Promise<void> {
    const mine = part
    const upTo = clock.elapsed()
    telling = telling.then(async () => {
      const { sitting } = mine
      if (sitting === undefined || !state.isTaken) return
      const here = Math.floor((upTo - mine.fromMs) / 1_000)
      if (here <= 0) return
      try {
        mine.base ??= await api.writtenFor(sitting, 0)
        if (mine.base + here > mine.told) mine.told = await api.writtenFor(sitting, mine.base + here)
      } catch {
        return
      }
    })
    return telling
  }

  function tick() {
    set({})
    if (clock.isRunning()) {
      if (now() - toldAt >= tellMs) {
        toldAt = now()
        void tell()
      }
    } else void stop()
    if (state.progress && day() !== asked.day) {
      // Midnight: another day of the programme, perhaps.
      asked = { ...asked, day: day() }
      void look()
    }
  }

  function stop(): Promise<void> {
    clearInterval(ticking)
    ticking = undefined
    clock.stop()
    set({})
    return tell()
  }

  function follow() {
    const is = isThere(desk.state())
    const { sitting } = desk.state().session
    if (is !== wasThere) {
      wasThere = is
      writer++
      askedOn.clear()
      clock.stop()
      part = { sitting, fromMs: clock.elapsed(), told: 0 }
      clearInterval(ticking)
      ticking = undefined
      set(nobody)
      if (is) void look()
      return
    }
    if (sitting === part.sitting) return
    // What was written before there was a sitting belongs to the one that began with it.
    if (part.sitting === undefined && sitting !== undefined) part = { ...part, sitting }
    else {
      void tell()
      part = { sitting, fromMs: clock.elapsed(), told: 0 }
    }
  }

  const unfollow = desk.subscribe(follow)
  follow()

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wrote() {
      clock.wrote()
      if (ticking !== undefined) return
      toldAt = now()
      ticking = setInterval(tick, tickMs)
    },
    stop,
    take: (start) => set({ isTaken: true, start }),
    putStartAway: () => set({ start: undefined }),
    wasAsked: (when) => askedOn.get(when) === day(),
    noteAsked: (when) => askedOn.set(when, day()),
    look,
    close() {
      unfollow()
      clearInterval(ticking)
    },
  }
}

const opened = new WeakMap<Desk, Days>()

/** The time of whoever sits at a desk. */
export function daysOf(desk: Desk): Days {
  const found = opened.get(desk) ?? openDays({ api: desk.api, desk })
  opened.set(desk, found)
  return found
}
