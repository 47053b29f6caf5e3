import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let paused = false

/** Whether the neutral page stands before everything: clocks stop then, and nothing listens. */
export const isPaused = (): boolean => paused

/** Puts the neutral page up, or takes it away. */
export function setPaused(next: boolean): void {
  if (paused === next) return
  paused = next
  for (const changed of listeners) changed()
}

/** Calls `changed` whenever the neutral page comes or goes; gives back how to stop that. */
export function watchPaused(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** `isPaused` for components. */
export function usePaused(): boolean {
  return useSyncExternalStore(watchPaused, isPaused)
}
