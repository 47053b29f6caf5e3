import type { Traits } from './traits.ts'

/** A small linear model over named traits: what each adds to each of its outputs. */
export interface Linear {
  outputs: string[]
  /** By trait; what is not in it adds nothing. */
  weights: Record<string, number[]>
}

/** What the traits of a text add up to, by output. */
export function sumTraits({ outputs, weights }: Linear, traits: Traits): number[] {
  const sums = outputs.map(() => 0)
  for (const [name, value] of traits) {
    const row = weights[name]
    if (row) for (let k = 0; k < sums.length; k++) sums[k]! += row[k]! * value
  }
  return sums
}
