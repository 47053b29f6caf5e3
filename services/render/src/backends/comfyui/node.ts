import { setTimeout as delay } from 'node:timers/promises'
import { Failure, toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import { type Cleaning, cleaning } from './cleaning.ts'
import { httpClient } from './client.ts'
import type { Access, DriveTiming } from './drive.ts'
import { type Inspected, inspect, modelsOn } from './inventory.ts'
import { missingFor, type Recipe } from './recipe.ts'
import { type Line, type LineTiming, openLine } from './socket.ts'

/** Milliseconds. */
export interface Timing extends LineTiming, DriveTiming {
  /** How long to wait before a lost line is opened again, at first; then twice as long, and so on. */
  reopenMs: number
  /** The longest of these waits. */
  longestReopenMs: number
  /** How often a node is looked at again that lacks something, and cleaned of what a killed house left. */
  refreshMs: number
  /** When it is served again after that failed. */
  retryMs: number
  /** When a recipe is tried again that could not be painted though it is whole: sooner at first, never later. */
  failedMs: number
  /** After so long without a picture the last one's words are driven out of the node's memory. */
  scrubMs: number
  /** How often it is measured how fast the node is while nobody paints. */
  measureMs: number
  /** The least time a picture is given. */
  leastDeadlineMs: number
}

/*
 * A node is
 * - away: no line to it. It is opened again and again, for ever.
 * - looked at: after every start, and from time to time while it lacks something: what it is, what it has, what leaks.
 * - out of service: it leaks, or has no recipe whole. Looked at again from time to time.
 * - warming: it paints a neutral picture by each recipe it has whole: first pictures take up to ten times as long.
 * - in service. It leaves service when the line is lost, and is back with the next line, unless it was started anew
 *   meanwhile: then, and when its memory ran out, it is warmed again.
 */
export interface Node {
  access: Access
  /** Why it takes no job now; empty when it is in service. */
  problem(): string
  /** What it can paint by, warm. */
  recipes(): readonly Recipe[]
  /** What recipes it cannot paint by lack. */
  missing(): readonly { recipe: string; parts: string[] }[]
  /** As last seen; undefined before the first time, and after a restart until it is seen again. */
  inspected(): Inspected | undefined
  /** Prompts on it, of whoever asked for them. */
  remaining(): number
  /** Has it warmed again: its memory ran out. */
  cool(): void
  /** Has it looked at and warmed again with one recipe: it did not take it, or could not paint it. */
  doubt(recipe: Recipe): void
  close(): Promise<void>
}

interface Options {
  name: string
  url: string
  recipes: readonly Recipe[]
  allowLeaks: boolean
  log: Log
  timing: Timing
  /** Paints a neutral picture by a recipe. */
  warm: (access: Access, recipe: Recipe, signal: AbortSignal) => Promise<void>
  /** Told when anything of it may have changed. */
  changed: () => void
}

/** Keeps the line to a node, and the node in service. */
export function keepNode({ name, url, recipes, allowLeaks, log, timing, warm, changed }: Options): Node {
  const closing = new AbortController()
  const http = httpClient(url)
  const tidy: Cleaning = cleaning(http, timing.asksMs, () => update())
  let line: Line | undefined
  /** The line as it is being opened, or how that failed. */
  let opening: Promise<Line>
  let away = 'cannot be reached'
  let trouble = ''
  let inspected: Inspected | undefined
  let missing = new Map<Recipe, string[]>()
  const warmed = new Set<Recipe>()
  /** What could not be painted although nothing lacks, and when it is tried again, by `performance.now()`. */
  const failed = new Map<Recipe, { because: string; tries: number; againAt: number }>()
  let isWarm = false
  /** It may have been started anew, and must be looked at and warmed. */
  let isNew = true
  let mustLook = true
  let remaining = 0
  let highestNumber = -1
  let told: string | undefined
  let isDue = false
  let wake = () => {}

  function problem(): string {
    if (closing.signal.aborted) return 'is being closed'
    if (!line) return away
    if (isNew || !inspected) return trouble || 'is being looked at'
    if (inspected.leaks.length > 0 && !allowLeaks)
      return `would keep what is painted: it ${inspected.leaks.join('; it ')}`
    if (tidy.isOverdue()) return 'holds on to a picture that it was told to forget'
    if (missing.size === recipes.length) return 'has no recipe whole'
    if (isWarm && warmed.size === 0) return 'could not paint any recipe'
    return isWarm ? '' : 'is being warmed'
  }

  /** Says what has become of it, once. */
  function update(): void {
    const now = problem()
    if (now !== told && !closing.signal.aborted) {
      const wasReady = told === ''
      told = now
      if (now === '')
        log.info(
          { node: name, version: inspected?.inventory.version, recipes: [...warmed].map((recipe) => recipe.name) },
          'node became ready',
        )
      else if (wasReady) log.warn({ node: name, problem: now }, 'node left service')
      else log.info({ node: name, problem: now }, 'node is not in service')
    }
    changed()
  }

  async function keepLine(): Promise<void> {
    let tries = 0
    while (!closing.signal.aborted) {
      const openedAt = performance.now()
      try {
        line = await opening
        update()
        stir()
        await ended(line.lost)
        away = 'lost its line'
      } catch (error) {
        const { code, message } = toFailure(error)
        // What cannot be reached may be starting anew; what does not answer has too much to do.
        if (code !== 'timeout') isNew = true
        away = message.replace(/^The node /, '')
      }
      line = undefined
      remaining = 0
      update()
      if (performance.now() - openedAt > timing.longestReopenMs) tries = 0
      await pause(Math.min(timing.longestReopenMs, tries++ === 0 ? 0 : timing.reopenMs * 2 ** tries))
      if (!closing.signal.aborted) opening = open()
    }
  }

  function open(): Promise<Line> {
    const opened = openLine(
      url,
      timing,
      (now) => {
        if (remaining === now) return
        remaining = now
        changed()
      },
      closing.signal,
    )
    opened.catch(() => {})
    return opened
  }

  async function keepService(): Promise<void> {
    while (!closing.signal.aborted) {
      isDue = false // first of all, or a call that came without a line would be heard for ever
      if (!line) {
        await woken()
        continue
      }
      if (isNew) {
        isNew = isWarm = false
        mustLook = true
        inspected = undefined
        warmed.clear()
        failed.clear()
        highestNumber = -1
        update()
      }
      try {
        await serve()
        trouble = ''
        update()
        const againMs = [...failed.values()].map(({ againAt }) => againAt - performance.now())
        await Promise.race([woken(), pause(Math.max(0, Math.min(timing.refreshMs, ...againMs)))])
      } catch (error) {
        trouble = toFailure(error).message
        update()
        await pause(timing.retryMs)
      }
    }
  }

  /** Does what there is to do on a node with a line: looks, cleans, warms. Throws when it must be done again. */
  async function serve(): Promise<void> {
    const { signal } = closing
    if (mustLook || missing.size > 0) {
      // Files come while a node runs; all else it must be started anew for.
      const known = mustLook ? undefined : inspected
      inspected = known
        ? { ...known, inventory: { ...known.inventory, models: await modelsOn(http, signal) } }
        : await inspect(http, signal)
      const { inventory } = inspected
      missing = new Map(
        recipes.flatMap((recipe) => {
          const parts = missingFor(recipe, inventory)
          return parts.length > 0 ? [[recipe, parts] as const] : []
        }),
      )
      for (const recipe of missing.keys()) warmed.delete(recipe)
      mustLook = false
    }
    await tidy.cleanAll(signal)
    if (inspected && inspected.leaks.length > 0 && !allowLeaks) return
    if (tidy.isOverdue()) throw new Failure('unavailable', 'holds on to a picture that it was told to forget')
    // The first recipe last: what was painted last is what is loaded.
    for (const recipe of recipes.toReversed()) {
      if (missing.has(recipe) || warmed.has(recipe) || (failed.get(recipe)?.againAt ?? 0) > performance.now()) continue
      update()
      try {
        await warm(access, recipe, signal)
        failed.delete(recipe)
        warmed.add(recipe)
      } catch (error) {
        if (signal.aborted || !line || isNew) throw error
        const { code, message } = toFailure(error)
        const tries = (failed.get(recipe)?.tries ?? 0) + 1
        const againMs = Math.min(timing.failedMs, timing.retryMs * 2 ** tries)
        failed.set(recipe, { because: message, tries, againAt: performance.now() + againMs })
        log.warn({ node: name, recipe: recipe.name, code }, 'node could not paint a recipe')
      }
      if (isNew) return stir()
    }
    // Its memory may have run out meanwhile; then it is due again.
    isWarm = recipes.every((recipe) => missing.has(recipe) || warmed.has(recipe) || failed.has(recipe))
  }

  const woken = () =>
    new Promise<void>((resolve) => {
      wake = resolve
      if (isDue) resolve()
    })
  /** Has the node served again, soon. */
  const stir = () => {
    isDue = true
    wake()
  }
  const pause = (ms: number) => delay(ms, undefined, { signal: closing.signal, ref: false }).catch(() => {})

  const access: Access = {
    http,
    cleaning: tidy,
    timing,
    async line(signal) {
      if (line && !line.lost.aborted) return line
      const { promise: left, reject } = Promise.withResolvers<never>()
      const leave = () => reject(signal.reason as Error)
      signal.addEventListener('abort', leave, { once: true })
      try {
        for (;;) {
          signal.throwIfAborted()
          const opened = await Promise.race([opening.catch(unreachable), left])
          if (!opened.lost.aborted) return opened
          await delay(1) // until another is being opened
        }
      } finally {
        signal.removeEventListener('abort', leave)
      }
    },
    posting() {
      const before = highestNumber
      return (number) => {
        highestNumber = Math.max(highestNumber, number)
        if (number > before) return
        // It counts from the beginning: it was started anew, faster than anybody could see.
        isNew = true
        stir()
      }
    },
  }

  function cool(): void {
    isWarm = false
    warmed.clear()
    update()
    stir()
  }

  function doubt(recipe: Recipe): void {
    warmed.delete(recipe)
    mustLook = true
    update()
    stir()
  }

  opening = open()
  const kept = Promise.all([keepLine(), keepService()])
  return {
    access,
    problem,
    recipes: () => [...recipes].filter((recipe) => warmed.has(recipe)),
    missing: () => [
      ...[...missing].map(([recipe, parts]) => ({ recipe: recipe.name, parts })),
      ...[...failed].map(([recipe, { because }]) => ({ recipe: recipe.name, parts: [`not painted: ${because}`] })),
    ],
    inspected: () => inspected,
    remaining: () => remaining,
    cool,
    doubt,
    async close() {
      closing.abort()
      line?.close()
      stir()
      await kept
      await tidy.settled()
    },
  }
}

const unreachable = (): never => {
  throw new Failure('unavailable', 'The node cannot be reached')
}

const ended = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
