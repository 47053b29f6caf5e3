import { further } from './words/further.ts'
import { indoors } from './words/indoors.ts'
import type { Hint, Kind } from './words/kinds.ts'
import { landAndSky } from './words/land-and-sky.ts'
import { outdoors } from './words/outdoors.ts'

/** A concept as drawn. */
export interface Entry {
  drawing: string
  kind: Kind
  metres: number
  hint?: Hint
  /** Seen through the window rather than in the room. */
  isOutdoor?: boolean
}

const outside = new Set(outdoors.map(([drawing]) => drawing))

/** Every concept that a chosen drawing or the setting itself shows. The first row that names a word wins. */
export const entries: ReadonlyMap<string, Entry> = new Map(
  [...outdoors, ...indoors, ...landAndSky, ...further]
    .toReversed()
    .flatMap(([drawing, kind, metres, concepts, hint]) => {
      const isOutdoor =
        (outside.has(drawing) && (metres >= 0.9 || kind === 'water')) || (kind === 'ground' && metres > 2.3)
      const entry: Entry = { drawing, kind, metres, isOutdoor, ...(hint && { hint }) }
      return concepts.split(' ').map((concept): [string, Entry] => [concept, entry])
    }),
)

/** Drawings of which the bare word means a mass of them. */
export const masses: ReadonlySet<string> = new Set([
  'grass',
  'wheat',
  'lavender',
  'poppy',
  'leaf',
  'flower',
  'tulip',
  'water_lily',
  'sunflower',
])
