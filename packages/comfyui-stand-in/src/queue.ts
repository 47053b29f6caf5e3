import type { Graph } from './graph.ts'

/** A prompt as the queue holds it: priority, id, graph, what came beside it, the output nodes to run. */
export type Item = [number: number, id: string, graph: Graph, extra: Record<string, unknown>, outputs: string[]]

/** What is kept of a prompt that ended. */
export interface HistoryEntry {
  prompt: Item
  outputs: Record<string, unknown>
  status: { status_str: 'success' | 'error'; completed: boolean; messages: [string, unknown][] }
  meta: Record<string, unknown>
}

/** Past this the oldest entry of the history goes. */
const mostHistory = 10_000

/** What waits, what runs, what was. `changed` is called whenever the number of unfinished prompts may have changed. */
export function promptQueue(changed: () => void) {
  let pending: Item[] = []
  let running: Item | undefined
  let wake: (() => void) | undefined
  const history = new Map<string, HistoryEntry>()

  return {
    history,
    get running(): Item[] {
      return running ? [running] : []
    },
    get pending(): Item[] {
      return pending
    },
    get remaining(): number {
      return pending.length + (running ? 1 : 0)
    },

    put(item: Item): void {
      pending.push(item)
      changed()
      wake?.()
    },

    /** Waits for the next prompt: the lowest number, and of equal ones the lowest id. Undefined when it was only woken. */
    async take(): Promise<Item | undefined> {
      if (pending.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      wake = undefined
      const next = pending.toSorted(([a, idA], [b, idB]) => a - b || (idA < idB ? -1 : 1))[0]
      if (!next) return undefined
      pending.splice(pending.indexOf(next), 1)
      running = next
      changed()
      return next
    },

    /** Wakes whoever waits in `take`, for what is not a prompt. */
    wake(): void {
      wake?.()
    },

    done(entry: HistoryEntry): void {
      running = undefined
      if (history.size > mostHistory) history.delete(history.keys().next().value!)
      history.set(entry.prompt[1], entry)
      changed()
    },

    clear(): void {
      pending = []
      changed()
    },

    /** Takes a prompt that waits out. Whether it was there. */
    remove(id: string): boolean {
      const at = pending.findIndex((item) => item[1] === id)
      if (at < 0) return false
      if (pending.length === 1) this.clear()
      else pending.splice(at, 1)
      changed()
      return true
    },
  }
}

/** The queue of one node. */
export type PromptQueue = ReturnType<typeof promptQueue>
