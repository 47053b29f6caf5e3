/** A source of numbers: each call gives the next one, 0 (included) to 1 (not included). */
export type Random = () => number

/** Mulberry32: integer arithmetic only, so the same seed gives the same numbers on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Smooth noise over the plane, 0 to 1, with a period of 64; neighbouring lattice points are 1 apart. */
export function noiseFrom(seed: number): (x: number, y: number) => number {
  const random = randomFrom(seed)
  const lattice = new Float32Array(64 * 64)
  for (let i = 0; i < lattice.length; i++) lattice[i] = random()
  return (x, y) => {
    const xi = Math.floor(x)
    const yi = Math.floor(y)
    const fx = x - xi
    const fy = y - yi
    const u = fx * fx * (3 - 2 * fx)
    const v = fy * fy * (3 - 2 * fy)
    const above = (yi & 63) << 6
    const below = ((yi + 1) & 63) << 6
    const left = xi & 63
    const right = (xi + 1) & 63
    const top = lattice[above | left]! * (1 - u) + lattice[above | right]! * u
    const bottom = lattice[below | left]! * (1 - u) + lattice[below | right]! * u
    return top * (1 - v) + bottom * v
  }
}

/** Directions in a full turn of the tables `cosine` and `sine`. */
export const turn = 1024
const rounded = (value: number) => Math.round(value * 1048576) / 1048576
/** Rounded, so that a last bit that differs between mathematical libraries makes no difference. */
export const cosine = Float64Array.from({ length: turn }, (_, i) => rounded(Math.cos((i * 2 * Math.PI) / turn)))
export const sine = Float64Array.from({ length: turn }, (_, i) => rounded(Math.sin((i * 2 * Math.PI) / turn)))
