import type { Grams } from '../src/model/grams.ts'
import { gramTableLength, type Heads, softmax, sigmoid } from '../src/model/heads.ts'
import { quantize } from '../src/model/weights.ts'
import type { Random } from './random.ts'

/** What one text teaches. */
export interface Example {
  input: Float32Array
  grams: Grams
  /** By head: what it should say, and how much that counts; 0 where the text's set says nothing of it. */
  targets: Float32Array
  weights: Float32Array
}

/** How a head is taught: one of several that sum to 1, yes or no, or a number. */
export type HeadKind = 'share' | 'yes' | 'number'

/** How long and how strongly to teach. */
export interface Teaching {
  epochs: number
  /** Step of the dense weights (Adam), and how strongly they are drawn to zero. */
  step: number
  decay: number
  /** Step of the grams (AdaGrad), and how strongly they are drawn to zero; a step of 0 leaves grams out. */
  gramStep: number
  gramDecay: number
  /** Share of the inputs that is left out of each step. */
  drop: number
}

const batch = 32

/** Teaches heads. All heads of kind "share" together sum to 1. The same random numbers give the same heads. */
export function fitHeads(examples: Example[], names: string[], kinds: HeadKind[], teaching: Teaching, random: Random) {
  const width = examples[0]!.input.length
  const count = names.length
  const { mean, spread } = spreadOf(examples, width)
  const dense = adam(width * count)
  const bias = adam(count)
  const withGrams = teaching.gramStep > 0
  const grams = new Float32Array(withGrams ? gramTableLength(count) : 0)
  const gramSquares = new Float32Array(grams.length)
  const shares = kinds.flatMap((kind, k) => (kind === 'share' ? [k] : []))
  const order = examples.map((_, i) => i)
  const steps = teaching.epochs * Math.ceil(examples.length / batch)
  const input = new Float32Array(width)
  let taken = 0
  for (let epoch = 0; epoch < teaching.epochs; epoch++) {
    random.shuffle(order)
    for (let from = 0; from < order.length; from += batch) {
      const many = Math.min(batch, order.length - from)
      for (let i = from; i < from + many; i++) {
        const example = examples[order[i]!]!
        for (let j = 0; j < width; j++)
          input[j] =
            teaching.drop > 0 && random.next() < teaching.drop
              ? 0
              : (example.input[j]! - mean[j]!) / spread[j]! / (1 - teaching.drop)
        const sums = bias.values.slice()
        for (let j = 0; j < width; j++) addTimes(sums, input[j]!, dense.values, j * count)
        if (withGrams)
          for (const [g, bucket] of example.grams.buckets.entries())
            addTimes(sums, example.grams.amounts[g]!, grams, bucket * count)
        const errors = errorsOf(sums, example, kinds, shares)
        for (let k = 0; k < count; k++) bias.slopes[k]! += errors[k]! / many
        for (let j = 0; j < width; j++) {
          const value = input[j]! / many
          if (value !== 0) for (let k = 0; k < count; k++) dense.slopes[j * count + k]! += value * errors[k]!
        }
        if (withGrams) stepGrams(grams, gramSquares, example.grams, errors, teaching)
      }
      taken++
      const rate = Math.min(1, taken / 100) * (1 - taken / (steps + 1))
      stepAdam(dense, taken, teaching.step * rate, teaching.decay)
      stepAdam(bias, taken, teaching.step * rate, 0)
    }
  }
  return settled(names, dense.values, bias.values, grams, mean, spread)
}

/** The weights as a reader uses them: for inputs as they come, grams in 8 bits. */
function settled(
  names: string[],
  dense: Float32Array,
  bias: Float32Array,
  grams: Float32Array,
  mean: Float32Array,
  spread: Float32Array,
): Heads {
  const count = names.length
  const plain = new Float32Array(dense.length)
  const offset = bias.slice()
  for (let j = 0; j < mean.length; j++)
    for (let k = 0; k < count; k++) {
      plain[j * count + k] = dense[j * count + k]! / spread[j]!
      offset[k]! -= plain[j * count + k]! * mean[j]!
    }
  // Scaled by head, so turned to one row for each head and back.
  const byHead = quantize(transposed(grams, count), Math.max(1, grams.length / count))
  const rows = grams.length / count
  const table = new Int8Array(grams.length)
  for (let k = 0; k < count; k++) for (let b = 0; b < rows; b++) table[b * count + k] = byHead.table[k * rows + b]!
  return { names, dense: plain, bias: offset, grams: table, gramScales: byHead.scales }
}

function transposed(values: Float32Array, count: number): Float32Array {
  const rows = values.length / count
  const turned = new Float32Array(values.length)
  for (let b = 0; b < rows; b++) for (let k = 0; k < count; k++) turned[k * rows + b] = values[b * count + k]!
  return turned
}

function errorsOf(sums: Float32Array, { targets, weights }: Example, kinds: HeadKind[], shares: number[]) {
  const errors = new Float32Array(sums.length)
  const said = shares.length > 0 ? softmax(shares.map((k) => sums[k]!)) : []
  for (const [i, k] of shares.entries()) errors[k] = (said[i]! - targets[k]!) * weights[k]!
  for (const [k, kind] of kinds.entries()) {
    if (kind === 'yes') errors[k] = (sigmoid(sums[k]!) - targets[k]!) * weights[k]!
    else if (kind === 'number') errors[k] = (sums[k]! - targets[k]!) * weights[k]!
  }
  return errors
}

function stepGrams(
  grams: Float32Array,
  squares: Float32Array,
  { buckets, amounts }: Grams,
  errors: Float32Array,
  { gramStep, gramDecay }: Teaching,
) {
  const count = errors.length
  for (const [g, bucket] of buckets.entries()) {
    const amount = amounts[g]!
    const at = bucket * count
    for (let k = 0; k < count; k++) {
      const slope = errors[k]! * amount
      if (slope === 0) continue
      const full = slope + gramDecay * grams[at + k]!
      squares[at + k]! += full * full
      grams[at + k]! -= (gramStep * full) / (Math.sqrt(squares[at + k]!) + 1e-3)
    }
  }
}

function spreadOf(examples: Example[], width: number) {
  const mean = new Float32Array(width)
  const spread = new Float32Array(width)
  for (const { input } of examples) for (let j = 0; j < width; j++) mean[j]! += input[j]! / examples.length
  for (const { input } of examples)
    for (let j = 0; j < width; j++) spread[j]! += (input[j]! - mean[j]!) ** 2 / examples.length
  for (let j = 0; j < width; j++) spread[j] = Math.sqrt(spread[j]!) + 1e-3
  return { mean, spread }
}

interface Adam {
  values: Float32Array
  slopes: Float32Array
  first: Float32Array
  second: Float32Array
}

function adam(length: number): Adam {
  const zeros = () => new Float32Array(length)
  return { values: zeros(), slopes: zeros(), first: zeros(), second: zeros() }
}

function stepAdam({ values, slopes, first, second }: Adam, taken: number, step: number, decay: number) {
  const a = 1 - 0.9 ** taken
  const b = 1 - 0.99 ** taken
  for (let i = 0; i < values.length; i++) {
    const slope = slopes[i]!
    const m = (first[i] = 0.9 * first[i]! + 0.1 * slope)
    const v = (second[i] = 0.99 * second[i]! + 0.01 * slope * slope)
    values[i]! -= step * (m / a / (Math.sqrt(v / b) + 1e-7) + decay * values[i]!)
    slopes[i] = 0
  }
}

function addTimes(sums: Float32Array, times: number, weights: Float32Array, at: number) {
  if (times === 0) return
  for (let k = 0; k < sums.length; k++) sums[k]! += times * weights[at + k]!
}
