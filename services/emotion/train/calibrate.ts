import { kinds } from '../src/lexicon/feelings.ts'
import { type Heads, softmax, sumHeads, valueAt } from '../src/model/heads.ts'
import { calibrationError, mean } from '../evaluate/metrics.ts'
import type { Entry } from './corpus.ts'
import type { Example } from './fit.ts'

/** What a reading's strongest share is worth: points of a rising line from share to how often such a reading was accepted. */
export interface Calibration {
  points: number[][]
  /** How the heads did on the entries it was made from, for people. Calibration: each judged by the others' line. */
  told: string
}

const folds = 5

/** Makes the line by isotonic regression: the likeliest that never falls. */
export function calibrate(heads: Heads, entries: Entry[], examples: Example[]): Calibration {
  const shares: number[] = []
  const right: boolean[] = []
  const valences: number[] = []
  for (const [i, { input, grams }] of examples.entries()) {
    const sums = sumHeads(heads, input, grams)
    const said = softmax(sums.subarray(0, kinds.length))
    valences.push(sums[kinds.length]!)
    const most = Math.max(...said)
    shares.push(most)
    right.push(entries[i]!.groups.includes(kinds[said.indexOf(most)]!))
  }
  const judged = shares.map((share, i) =>
    valueAt(
      isotonic(
        shares.filter((_, k) => k % folds !== i % folds),
        right.filter((_, k) => k % folds !== i % folds),
      ),
      share,
    ),
  )
  const signed = entries.flatMap(({ valence }, i) =>
    valence === 0 ? [] : [Math.sign(valence) === Math.sign(valences[i]!)],
  )
  const told = [
    `group accepted ${mean(right.map(Number)).toFixed(3)}`,
    `sign of valence ${mean(signed.map(Number)).toFixed(3)}`,
    `calibration error ${calibrationError(judged, right).toFixed(3)}`,
  ].join(', ')
  return { points: isotonic(shares, right), told }
}

/** Fewest readings that a point stands for, so that no point is one reading's luck. */
const fewest = 25

/** Points [share, accepted] of the rising line, by pooling neighbours that fall. */
export function isotonic(shares: number[], right: boolean[]): number[][] {
  const order = shares.map((_, i) => i).toSorted((a, b) => shares[a]! - shares[b]!)
  const pools: { share: number; right: number; many: number }[] = []
  for (const i of order) {
    pools.push({ share: shares[i]!, right: Number(right[i]), many: 1 })
    for (;;) {
      const last = pools.at(-1)!
      const before = pools.at(-2)
      if (!before || (before.many >= fewest && before.right / before.many < last.right / last.many)) break
      pools.pop()
      pools.pop()
      pools.push({
        share: before.share + last.share,
        right: before.right + last.right,
        many: before.many + last.many,
      })
    }
  }
  return pools.map((pool) => [round(pool.share / pool.many), round(pool.right / pool.many)])
}

const round = (value: number) => Math.round(value * 1000) / 1000
