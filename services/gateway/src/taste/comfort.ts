import type { Look, Scene } from '@aiw/proto'
import { chooseLook, noMood } from '../look.ts'
import { type Effective, wishOf, withinLimits } from '../settings.ts'
import { aspects, comfortLeaning, type Leaning } from './leaning.ts'
import { leaningOf, leant } from './look.ts'

/** The scene of the comfort round: a garden by day, nobody there. It says nothing of anybody. */
const scene: Scene = {
  setting: 'SETTING_GARDEN',
  timeOfDay: 'TIME_OF_DAY_DAY',
  weather: 'WEATHER_CLEAR',
  season: 'SEASON_UNSPECIFIED',
  motifs: [
    { concept: 'tree', presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_ONE' },
    { concept: 'flower', presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_MANY' },
  ],
  people: [],
  viewpoint: 'VIEWPOINT_OWN_EYES',
  moment: 'MOMENT_NOW',
}

/** A calm sentence that is a little pleasant, of something particular. */
const reading = { feeling: { valence: 0.15, arousal: -0.3, confidence: 1 }, specificity: 0.9 }

const seed = 20_240_912

/** How many pictures there are in the comfort round. */
export const comfortPictures = 8

/**
 * What picture `n` of the comfort round is painted from, 0 to 7, and how it leans away from what is set for the writer, within
 * the limits.
 */
export function comfortPainting(
  n: number,
  styles: readonly string[],
  settings: Effective,
): { scene: Scene; look: Look; seed: number; leaning: Leaning } {
  const { style, ...numbers } = comfortLeaning(n, styles)
  const set = wishOf(settings)
  const plain = chooseLook(reading, noMood, set)
  const wished = chooseLook(reading, noMood, {
    ...Object.fromEntries(aspects.map((name) => [name, leant(name, set[name] ?? 0, numbers[name])])),
    style: settings.style.fixed ? settings.style.value : style,
  })
  const { look } = withinLimits(wished, settings)
  return { scene, look, seed, leaning: leaningOf(look, plain.look) }
}
