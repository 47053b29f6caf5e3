import { join } from 'node:path'
import type { Sign } from '@aiw/proto'
import { gramsOf } from './model/grams.ts'
import { modelFolder } from './model/model.ts'
import { readWeights } from './model/weights.ts'

/*
 * What the lists of concern miss, a sum over letters and words may find: two outputs, of danger from oneself and of harm
 * by somebody. Taught by train/concern.ts, which also chose from where on a sum counts, for each language.
 */

const { tensors, facts } = readWeights(join(modelFolder, 'concern.bin'))
const table = tensors['table'] as Int8Array
const { scales, bias, thresholds } = facts as {
  scales: number[]
  bias: number[]
  thresholds: Record<'en' | 'zh', number>
}

/** After a sentence with a sign, less is enough. */
const goingOn = 0.75

/** The sign of a text, lower case, beyond what lists find; the two signs stand for all of their kind. */
export function signOfGrams(text: string, language: 'en' | 'zh', isGoingOn: boolean): Sign | undefined {
  const [self = 0, other = 0] = sumConcern(text)
  const least = thresholds[language] - (isGoingOn ? goingOn : 0)
  if (Math.max(self, other) < least) return undefined
  return self >= other ? 'SIGN_PASSIVE_IDEATION' : 'SIGN_HARM_BY_OTHERS'
}

function sumConcern(text: string): number[] {
  const { buckets, amounts } = gramsOf(text)
  const sums = scales.map(() => 0)
  for (const [i, bucket] of buckets.entries())
    for (let k = 0; k < sums.length; k++) sums[k]! += amounts[i]! * table[bucket * sums.length + k]!
  return sums.map((sum, k) => sum * scales[k]! + bias[k]!)
}
