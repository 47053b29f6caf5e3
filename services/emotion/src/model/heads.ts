import { type Grams, bucketBits } from './grams.ts'

/*
 * Heads turn what is known of a text into what it feels like. Each is a sum: of the text's numbers, each times a
 * weight, and of its grams, each times a weight in 8 bits.
 */

/** Several heads that read the same numbers. */
export interface Heads {
  names: string[]
  /** [input][head]. */
  dense: Float32Array
  bias: Float32Array
  /** [bucket][head]; empty where grams are not read. */
  grams: Int8Array
  /** By head. */
  gramScales: Float32Array
}

/** What each head says of a text, before any squashing. */
export function sumHeads({ names, dense, bias, grams: table, gramScales }: Heads, input: Float32Array, grams: Grams) {
  const count = names.length
  const sums = new Float32Array(count)
  for (const [i, bucket] of grams.buckets.entries()) {
    if (table.length === 0) break
    const amount = grams.amounts[i]!
    const at = bucket * count
    for (let k = 0; k < count; k++) sums[k]! += amount * table[at + k]!
  }
  for (let k = 0; k < count; k++) sums[k] = sums[k]! * (gramScales[k] ?? 0) + bias[k]!
  for (let i = 0; i < input.length; i++) {
    const value = input[i]!
    if (value === 0) continue
    for (let k = 0; k < count; k++) sums[k]! += value * dense[i * count + k]!
  }
  return sums
}

/** Entries in a table of grams for so many heads. */
export const gramTableLength = (heads: number) => (1 << bucketBits) * heads

/** Shares that sum to 1. */
export function softmax(values: ArrayLike<number>): number[] {
  const most = Math.max(...Array.from(values))
  const powers = Array.from(values, (value) => Math.exp(value - most))
  const sum = powers.reduce((all, power) => all + power, 0)
  return powers.map((power) => power / sum)
}

/** 0 to 1. */
export const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))

/** Where a line of points stands at `x`: straight between points, level beyond them. */
export function valueAt(points: number[][], x: number): number {
  const after = points.findIndex(([at]) => at! >= x)
  if (after === 0) return points[0]![1]!
  if (after < 0) return points.at(-1)![1]!
  const [x0, y0] = points[after - 1] as [number, number]
  const [x1, y1] = points[after] as [number, number]
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0)
}
