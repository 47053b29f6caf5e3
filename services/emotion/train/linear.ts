import type { Linear } from '../src/linear.ts'
import type { Traits } from '../src/traits.ts'
import { seeded } from './random.ts'

/** One text: its traits, and which output is right (or how right each is, summing to 1). */
export interface Taught {
  traits: Traits
  target: number[]
}

export interface Teaching {
  epochs: number
  step: number
  /** How strongly a weight is drawn to zero, by trait. */
  decay: (trait: string) => number
  seed: number
}

/** Multinomial logistic regression by AdaGrad over named traits. The same rows and seed give the same weights. */
export function fitLinear(rows: Taught[], outputs: string[], { epochs, step, decay, seed }: Teaching): Linear {
  const random = seeded(seed)
  const names = new Map<string, number>()
  for (const { traits } of rows) for (const name of traits.keys()) if (!names.has(name)) names.set(name, names.size)
  const count = outputs.length
  const weights = new Float64Array(names.size * count)
  const squares = new Float64Array(weights.length).fill(1e-6)
  const decays = Float64Array.from(names.keys(), decay)
  const sparse = rows.map(({ traits, target }) => ({
    ids: Int32Array.from(traits.keys(), (name) => names.get(name)!),
    values: Float64Array.from(traits.values()),
    target,
  }))
  const order = sparse.map((_, i) => i)
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order)
    for (const i of order) {
      const { ids, values, target } = sparse[i]!
      const sums = new Float64Array(count)
      for (let j = 0; j < ids.length; j++)
        for (let k = 0; k < count; k++) sums[k]! += weights[ids[j]! * count + k]! * values[j]!
      const top = Math.max(...sums)
      let all = 0
      for (let k = 0; k < count; k++) all += sums[k] = Math.exp(sums[k]! - top)
      for (let j = 0; j < ids.length; j++)
        for (let k = 0; k < count; k++) {
          const at = ids[j]! * count + k
          const slope = (sums[k]! / all - target[k]!) * values[j]! + decays[ids[j]!]! * weights[at]!
          squares[at]! += slope * slope
          weights[at]! -= (step * slope) / Math.sqrt(squares[at]!)
        }
    }
  }
  const table: Linear['weights'] = {}
  for (const [name, id] of names) {
    const row = Array.from(weights.subarray(id * count, id * count + count), (value) => Math.round(value * 100) / 100)
    if (row.some((value) => Math.abs(value) >= 0.03)) table[name] = row
  }
  return { outputs, weights: table }
}
