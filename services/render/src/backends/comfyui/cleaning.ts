import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from '@stable-canvas/comfyui-client'
import { cancel, find, findLeftBehind, forget, greyPixel, upload } from './requests.ts'
import { ownMark } from './socket.ts'

/** What has to be cleaned away on a node: noted before anything is sent there, struck out when it is seen to be gone. */
export interface Cleaning {
  /** Notes a prompt that is about to be posted. */
  notePrompt(prompt: string): void
  /** Notes a picture that is about to be uploaded; returns the name to give it. */
  noteUpload(): string
  /**
   * Cleans what nobody needs any more: stops a prompt, unless it `hasEnded`, and has it forgotten; greys a picture. Begins
   * `after` that has resolved, which must not reject. Resolves when the node was told so, or half a second passed; the rest
   * goes on behind. Never rejects: what fails is tried again by `cleanAll`.
   */
  release(noted: string, hasEnded?: boolean, after?: Promise<void>): Promise<void>
  /** Cleans all that is due, and what houses like this one left in the history when they were killed. Throws as `find`. */
  cleanAll(signal: AbortSignal): Promise<void>
  /** Whether something should have been gone by now, and is not. */
  isOverdue(): boolean
  /** Has `settled` wait for something more. */
  track<T>(work: Promise<T>): Promise<T>
  /** Resolves when nothing is being cleaned any more. */
  settled(): Promise<void>
}

interface Debt {
  kind: 'prompt' | 'upload'
  /** Somebody needs it, or it is being cleaned away. */
  isBusy: boolean
  isOverdue: boolean
}

/** How long somebody waits for the node to be told; milliseconds. It is told in any case. */
const tellMs = 500

/**
 * Keeps a node clean. `asksMs`: when it is asked whether something is gone, in milliseconds after one another.
 * `changed` is called when `isOverdue` may have changed.
 */
export function cleaning(http: Client, asksMs: readonly number[], changed: () => void): Cleaning {
  const debts = new Map<string, Debt>()
  /** Names of pictures that are grey now: they are used again, or a node would fill with grey pixels. */
  const greyed: string[] = []
  const busy = new Set<Promise<unknown>>()

  const strike = (noted: string) => {
    debts.delete(noted)
    changed()
  }

  async function clean(noted: string, hasEnded: boolean, told: () => void): Promise<void> {
    const debt = debts.get(noted)
    if (!debt) return
    debt.isBusy = true
    for (const ms of asksMs) {
      await delay(ms)
      try {
        if (await isGone(noted, debt.kind, hasEnded, told)) return strike(noted)
        told()
      } catch {
        // The node does not answer, or not well. It is asked again.
      }
    }
    debt.isBusy = false
    debt.isOverdue = true
    changed()
  }

  /** Tells the node to let go of something, and whether it has. */
  async function isGone(noted: string, kind: Debt['kind'], hasEnded: boolean, told: () => void): Promise<boolean> {
    if (kind === 'upload') {
      await upload(http, noted, greyPixel)
      greyed.push(noted)
      return true
    }
    if (hasEnded) return forget(http, noted)
    // Also what was cancelled before: of a prompt that is just being taken out of the queue, ComfyUI forgets it.
    await cancel(http, noted)
    told()
    const { where } = await find(http, noted)
    return where === 'nowhere' || (where !== 'waiting' && where !== 'running' && (await forget(http, noted)))
  }

  async function cleanAll(signal: AbortSignal): Promise<void> {
    for (const prompt of await findLeftBehind(http, signal))
      if (!debts.has(prompt)) debts.set(prompt, { kind: 'prompt', isBusy: false, isOverdue: true })
    for (const [noted, { isBusy }] of debts) {
      signal.throwIfAborted()
      if (!isBusy) await clean(noted, false, () => {})
    }
  }

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => busy.delete(tracked))
    busy.add(tracked)
    return tracked
  }

  const note = (noted: string, kind: Debt['kind']) => void debts.set(noted, { kind, isBusy: true, isOverdue: false })
  return {
    notePrompt: (prompt) => note(prompt, 'prompt'),
    noteUpload() {
      const name = greyed.pop() ?? `${ownMark}${randomUUID()}.png`
      note(name, 'upload')
      return name
    },
    async release(noted, hasEnded = false, after = Promise.resolve()) {
      const { promise: told, resolve: tell } = Promise.withResolvers<void>()
      void track(after.then(() => clean(noted, hasEnded, tell))).finally(tell)
      await Promise.race([told, delay(tellMs)])
    },
    cleanAll,
    track,
    isOverdue: () => debts.values().some(({ isOverdue }) => isOverdue),
    async settled() {
      while (busy.size > 0) await Promise.allSettled(busy)
    },
  }
}
