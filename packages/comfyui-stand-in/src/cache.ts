import type { GraphNode } from './graph.ts'
import type { Value } from './nodes.ts'

/** What a node gave, and what was shown of it. */
export interface Kept {
  values: Value[]
  ui: unknown
  node: GraphNode
}

/** Past this, what was used longest ago goes; stands for the RAM that runs low. */
const mostUnderPressure = 200

/**
 * What nodes gave, by their signatures. `classic` keeps what the last prompt used until the next one starts,
 * `pressure` keeps all while there is room, `none` nothing beyond a prompt.
 */
export function outputCache(kind: 'classic' | 'pressure' | 'none') {
  const kept = new Map<string, Kept>()
  return {
    /** Lets go of what the prompt that starts has no use for. */
    startPrompt(signatures: string[]): void {
      const used = new Set(signatures)
      const before = [...kept]
      for (const [signature, value] of before) {
        if (kind === 'pressure' && !used.has(signature)) continue
        kept.delete(signature)
        if (used.has(signature)) kept.set(signature, value)
      }
    },
    endPrompt(): void {
      if (kind === 'none') kept.clear()
    },
    get(signature: string): Kept | undefined {
      return kept.get(signature)
    },
    set(signature: string, value: Kept): void {
      kept.delete(signature)
      kept.set(signature, value)
      if (kind === 'pressure' && kept.size > mostUnderPressure) kept.delete(kept.keys().next().value!)
    },
    clear(): void {
      kept.clear()
    },
    all(): Kept[] {
      return [...kept.values()]
    },
  }
}

/** The kept outputs of one node. */
export type OutputCache = ReturnType<typeof outputCache>
