import { join } from 'node:path'
import type { Sign } from '@aiw/proto'
import { headsFrom, modelFolder, type Known } from './model/model.ts'
import { sigmoid, sumHeads } from './model/heads.ts'
import { readWeights } from './model/weights.ts'

/*
 * What the lists of concern miss, a sum may find: of what a sentence is about (the encoding that the feeling is read from,
 * too) and of its letters and words, each times a weight. The first head tells whether there is any sign, the second
 * whether it is harm by somebody, the others which it is. Taught by train/concern.ts, which also chose from where on the
 * first sum counts, for each language.
 */

const weights = readWeights(join(modelFolder, 'concern.bin'))
const heads = headsFrom(weights, 'concern')
const thresholds = weights.facts['thresholds'] as Record<'en' | 'zh', number>

/** After a sentence with a sign, so much less is enough: of log-odds. */
const goingOn = 0.75

/** Harm by somebody leaves things in the picture, so that it must be this sure. */
const harmFrom = 0.5

/** The one sign that the model sees in a text; `isGoingOn`, whether a sentence shortly before showed one, is asked only where it decides. */
export function signOf(known: Known, language: 'en' | 'zh', isGoingOn: () => boolean): Sign | undefined {
  const [any, harm, ...own] = sumHeads(heads, known.encoded, known.grams)
  const least = thresholds[language]
  if (any! < least && (any! < least - goingOn || !isGoingOn())) return undefined
  if (sigmoid(harm!) >= harmFrom) return 'SIGN_HARM_BY_OTHERS'
  return heads.names[2 + own.indexOf(Math.max(...own))] as Sign
}
