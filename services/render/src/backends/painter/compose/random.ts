/** A stream of numbers in [0, 1). */
export type Random = () => number

/**
 * The stream of one subject of one picture (mulberry32). Every subject has its own, so that drawing more clouds
 * does not move a house.
 */
export function randomOf(seed: number, subject: string): Random {
  let state = seed >>> 0
  for (let i = 0; i < subject.length; i++) state = Math.imul(state ^ subject.charCodeAt(i), 0x01000193) >>> 0
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A number from `low` to `high`. */
export const between = (r: Random, low: number, high: number): number => low + (high - low) * r()

/** One of a list that is not empty. */
export const pick = <T>(r: Random, list: readonly T[]): T =>
  list[Math.min(list.length - 1, Math.floor(r() * list.length))]!

/** Smooth noise in [0, 1] over a line: value noise of 256 lattice points. */
export function noiseOf(seed: number, subject: string): (x: number) => number {
  const r = randomOf(seed, subject)
  const lattice = Float32Array.from({ length: 256 }, () => r())
  return (x) => {
    const i = Math.floor(x)
    const f = x - i
    const t = f * f * (3 - 2 * f)
    return lattice[i & 255]! * (1 - t) + lattice[(i + 1) & 255]! * t
  }
}

/** `x` held between `low` and `high`. */
export const clamp = (x: number, low: number, high: number): number => Math.max(low, Math.min(high, x))
