import { useSyncExternalStore } from 'react'

/**
 * Where on the page the writer is: the part of the address after `#/`, as names between slashes; empty is the desk. The browser's
 * own way back works, a reload stays, and nothing of it reaches the house.
 */
export type Place = readonly string[]

/** The place of an address's hash. */
export const placeOf = (hash: string): Place =>
  hash.startsWith('#/')
    ? hash
        .slice(2)
        .split('/')
        .filter((name) => name !== '')
    : []

/** Goes to a place: `go('back', sitting)`; without names to the desk. */
export function go(...names: string[]): void {
  location.hash = `/${names.join('/')}`
}

/** Goes to a place when something is done, unless the writer has gone elsewhere meanwhile. Rejects as that does. */
export async function goAfter(done: Promise<unknown>, ...names: string[]): Promise<void> {
  const { hash } = location
  await done
  if (location.hash === hash) go(...names)
}

/** Where the writer is now. */
export function usePlace(): Place {
  return placeOf(useSyncExternalStore(watch, () => location.hash))
}

function watch(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
