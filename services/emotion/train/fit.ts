import type { Grams } from '../src/model/grams.ts'
import { addTimes, gramTableLength, type Heads, sigmoid, softmax } from '../src/model/heads.ts'
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
  /** Units of the hidden layer; 0 for none. */
  units: number
}

const batch = 32

/** Teaches heads. All heads of kind "share" together sum to 1. The same random numbers give the same heads. */
export function fitHeads(
  examples: Example[],
  names: string[],
  kinds: HeadKind[],
  teaching: Teaching,
  random: Random,
): Heads {
  const width = examples[0]!.input.length
  const count = names.length
  const { units } = teaching
  const { mean, spread } = spreadOf(examples, width)
  const dense = adam(width * count)
  const bias = adam(count)
  const hidden = adam(width * units, () => (random.next() - 0.5) * Math.sqrt(12 / width))
  const hiddenBias = adam(units)
  const hiddenOut = adam(units * count)
  const grams = new Float32Array(teaching.gramStep > 0 ? gramTableLength(count) : 0)
  const gramSquares = new Float32Array(grams.length)
  const shares = kinds.flatMap((kind, k) => (kind === 'share' ? [k] : []))
  const order = examples.map((_, i) => i)
  const steps = teaching.epochs * Math.ceil(examples.length / batch)
  const keep = 1 - teaching.drop
  const kept = () => (teaching.drop > 0 && random.next() < teaching.drop ? 0 : 1 / keep)
  const input = new Float32Array(width)
  const back = new Float32Array(units)
  let taken = 0
  for (let epoch = 0; epoch < teaching.epochs; epoch++) {
    random.shuffle(order)
    for (let from = 0; from < order.length; from += batch) {
      const many = Math.min(batch, order.length - from)
      for (let i = from; i < from + many; i++) {
        const example = examples[order[i]!]!
        const layer = hiddenBias.values.slice()
        const sums = bias.values.slice()
        for (let j = 0; j < width; j++) {
          input[j] = ((example.input[j]! - mean[j]!) / spread[j]!) * kept()
          addTimes(sums, input[j]!, dense.values, j * count)
          if (units > 0) addTimes(layer, input[j]!, hidden.values, j * units)
        }
        for (let u = 0; u < units; u++) {
          layer[u] = layer[u]! > 0 ? layer[u]! * kept() : 0
          addTimes(sums, layer[u]!, hiddenOut.values, u * count)
        }
        if (grams.length > 0)
          for (const [g, bucket] of example.grams.buckets.entries())
            addTimes(sums, example.grams.amounts[g]!, grams, bucket * count)
        const errors = errorsOf(sums, example, kinds, shares)
        for (let k = 0; k < count; k++) errors[k]! /= many
        addTimes(bias.slopes, 1, errors, 0)
        for (let u = 0; u < units; u++) {
          let slope = 0
          if (layer[u]! > 0)
            for (let k = 0; k < count; k++) {
              hiddenOut.slopes[u * count + k]! += layer[u]! * errors[k]!
              slope += hiddenOut.values[u * count + k]! * errors[k]!
            }
          back[u] = slope / keep
        }
        addTimes(hiddenBias.slopes, 1, back, 0)
        for (let j = 0; j < width; j++) {
          const value = input[j]!
          if (value === 0) continue
          for (let k = 0; k < count; k++) dense.slopes[j * count + k]! += value * errors[k]!
          for (let u = 0; u < units; u++) hidden.slopes[j * units + u]! += value * back[u]!
        }
        if (grams.length > 0) stepGrams(grams, gramSquares, example.grams, errors, many, teaching)
      }
      taken++
      const step = teaching.step * Math.min(1, taken / 100) * (1 - taken / (steps + 1))
      for (const weights of [dense, hidden, hiddenOut]) stepAdam(weights, taken, step, teaching.decay)
      for (const weights of [bias, hiddenBias]) stepAdam(weights, taken, step, 0)
    }
  }
  return {
    names,
    ...asTheyCome(dense.values, bias.values, mean, spread, 'dense', 'bias'),
    ...asTheyCome(hidden.values, hiddenBias.values, mean, spread, 'hidden', 'hiddenBias'),
    hiddenOut: hiddenOut.values,
    ...inEightBits(grams, count),
  } as Heads
}

/** One set of heads that says what all say on the mean. */
export function meanHeads(all: Heads[]): Heads {
  const { names } = all[0]!
  const count = names.length
  const meanOf = (of: (heads: Heads) => Float32Array) => {
    const each = all.map(of)
    return each[0]!.map((_, i) => each.reduce((sum, values) => sum + values[i]!, 0) / each.length)
  }
  const units = all[0]!.hiddenBias.length
  const inputs = all[0]!.dense.length / count
  const hidden = new Float32Array(all.length * units * inputs)
  for (const [h, heads] of all.entries())
    for (let j = 0; j < inputs; j++)
      for (let u = 0; u < units; u++) hidden[(j * all.length + h) * units + u] = heads.hidden[j * units + u]!
  const grams = meanOf((heads) => Float32Array.from(heads.grams, (value, i) => value * heads.gramScales[i % count]!))
  return {
    names,
    dense: meanOf((heads) => heads.dense),
    bias: meanOf((heads) => heads.bias),
    hidden,
    hiddenBias: Float32Array.from(all.flatMap((heads) => [...heads.hiddenBias])),
    hiddenOut: Float32Array.from(all.flatMap((heads) => [...heads.hiddenOut].map((value) => value / all.length))),
    ...inEightBits(grams, count),
  }
}

/** Weights for inputs as they come, where they were taught for inputs about 0. */
function asTheyCome(
  values: Float32Array,
  bias: Float32Array,
  mean: Float32Array,
  spread: Float32Array,
  name: string,
  biasName: string,
): Record<string, Float32Array> {
  const count = bias.length
  const plain = new Float32Array(values.length)
  const offset = bias.slice()
  for (let j = 0; j < mean.length; j++)
    for (let k = 0; k < count; k++) {
      plain[j * count + k] = values[j * count + k]! / spread[j]!
      offset[k]! -= plain[j * count + k]! * mean[j]!
    }
  return { [name]: plain, [biasName]: offset }
}

/** Grams in 8 bits, scaled by head. */
function inEightBits(grams: Float32Array, count: number): Pick<Heads, 'grams' | 'gramScales'> {
  if (grams.length === 0) return { grams: new Int8Array(0), gramScales: new Float32Array(count) }
  const rows = grams.length / count
  const { table: turned, scales } = quantize(transposed(grams, count), rows)
  const table = new Int8Array(grams.length)
  for (let k = 0; k < count; k++) for (let b = 0; b < rows; b++) table[b * count + k] = turned[k * rows + b]!
  return { grams: table, gramScales: scales }
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
  many: number,
  { gramStep, gramDecay }: Teaching,
) {
  const count = errors.length
  for (const [g, bucket] of buckets.entries()) {
    const amount = amounts[g]!
    const at = bucket * count
    for (let k = 0; k < count; k++) {
      const slope = errors[k]! * many * amount
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

function adam(length: number, first?: () => number): Adam {
  const zeros = () => new Float32Array(length)
  return { values: first ? zeros().map(first) : zeros(), slopes: zeros(), first: zeros(), second: zeros() }
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
