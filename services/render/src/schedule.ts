import type { Backend, Offer } from './backends/backend.ts'

/** A picture that waits for a backend. */
export interface Waiting<P> {
  picture: P
  /** Milliseconds until it should be there; below 0 when it is late. */
  leftMs: number
  /** What could paint it now, with every way to do so. */
  choices: readonly (readonly [Backend, readonly Offer[]])[]
}

/** What is to become of a picture that waits. */
export interface Plan<P> {
  picture: P
  backend: Backend
  offer: Offer
  /** Whether the backend has room for it now; else it waits for room, and may be planned otherwise before there is any. */
  isNow: boolean
  /** Milliseconds until it will be there. */
  readyMs: number
}

/** Estimates are off by so much at times; a way that is expected to take all the time that is left is not in time. */
const slack = 1.15

/**
 * Plans pictures, in the order of their turns: each gets the best quality that comes in time, of equal ones the one that
 * comes first, and where nothing comes in time whatever comes first. What was given to a backend delays all that is planned
 * on it after, so that a long queue spreads by itself: over fast and slow nodes by their speed, to fewer steps, and to the
 * painter in the end. `room`: how many more pictures a backend takes now. A picture that nothing can paint is left out.
 */
export function plan<P>(waiting: readonly Waiting<P>[], room: (backend: Backend) => number): Plan<P>[] {
  const delays = new Map<Backend, number>()
  const taken = new Map<Backend, number>()
  const plans: Plan<P>[] = []
  for (const { picture, leftMs, choices } of waiting) {
    let best: Plan<P> | undefined
    for (const [backend, offers] of choices)
      for (const offer of offers) {
        const readyMs = offer.ms + (delays.get(backend) ?? 0)
        const isNow = (taken.get(backend) ?? 0) < room(backend)
        const other = { picture, backend, offer, isNow, readyMs }
        if (!best || isBetter(other, best, leftMs)) best = other
      }
    if (!best) continue
    const { backend, offer, isNow } = best
    delays.set(backend, (delays.get(backend) ?? 0) + offer.delayMs)
    if (isNow) taken.set(backend, (taken.get(backend) ?? 0) + 1)
    plans.push(best)
  }
  return plans
}

function isBetter(a: Plan<unknown>, b: Plan<unknown>, leftMs: number): boolean {
  const isInTime = a.readyMs * slack <= leftMs
  if (isInTime !== b.readyMs * slack <= leftMs) return isInTime
  if (isInTime && a.offer.quality !== b.offer.quality) return a.offer.quality > b.offer.quality
  return a.readyMs < b.readyMs
}
