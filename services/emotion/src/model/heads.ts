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
  /** [input][unit], and [unit][head]: what is more than a sum. Empty where there is no such layer. */
  hidden: Float32Array
  hiddenBias: Float32Array
  hiddenOut: Float32Array
  /** [bucket][head]; empty where grams are not read. */
  grams: Int8Array
  /** By head. */
  gramScales: Float32Array
}

/** What each head says of a text, before any squashing. */
export function sumHeads(heads: Heads, input: Float32Array, grams: Grams): Float32Array {
  const count = heads.names.length
  const units = heads.hiddenBias.length
  const sums = new Float32Array(count)
  if (heads.grams.length > 0)
    for (const [i, bucket] of grams.buckets.entries()) addTimes(sums, grams.amounts[i]!, heads.grams, bucket * count)
  for (let k = 0; k < count; k++) sums[k] = sums[k]! * (heads.gramScales[k] ?? 0) + heads.bias[k]!
  const layer = heads.hiddenBias.slice()
  for (const [i, value] of input.entries()) {
    addTimes(sums, value, heads.dense, i * count)
    if (units > 0) addTimes(layer, value, heads.hidden, i * units)
  }
  for (let u = 0; u < units; u++) if (layer[u]! > 0) addTimes(sums, layer[u]!, heads.hiddenOut, u * count)
  return sums
}

/** Adds a row of weights, times a number. */
export function addTimes(sums: Float32Array, times: number, weights: Float32Array | Int8Array, at: number) {
  if (times === 0) return
  for (let k = 0; k < sums.length; k++) sums[k]! += times * weights[at + k]!
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
