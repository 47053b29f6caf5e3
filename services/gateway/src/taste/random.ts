import { createHash } from 'node:crypto'

/** Draws numbers that look like chance and are the same again for the same seed. */
export interface Chance {
  /** Evenly from 0 to below 1. */
  even(): number
  /** From the normal distribution: mean 0, standard deviation 1. */
  normal(): number
}

/** Chance from a seed of any length. Good enough for drawing looks, not for anything secret (mulberry32; Box and Muller 1958). */
export function chanceOf(seed: string): Chance {
  let state = createHash('sha256').update(seed).digest().readUInt32LE()
  const even = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    even,
    normal: () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even()),
  }
}
