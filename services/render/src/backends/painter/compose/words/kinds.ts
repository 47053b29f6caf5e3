import type { Setting, TimeOfDay, Weather } from '@aiw/proto'

/** Where a thing belongs. "scene" things are drawn by sky, weather or setting themselves. */
export type Kind = 'air' | 'water' | 'ground' | 'top' | 'wall' | 'scene'

/** What a concept says about the rest of the picture, where the scene leaves it open. */
export interface Hint {
  setting?: Exclude<Setting, 'SETTING_UNSPECIFIED'>
  time?: Exclude<TimeOfDay, 'TIME_OF_DAY_UNSPECIFIED'>
  weather?: Exclude<Weather, 'WEATHER_UNSPECIFIED'>
  season?: 'spring' | 'summer' | 'autumn' | 'winter'
}

/** A row of words: the drawing they lead to, where it belongs, its height in metres, the words, and what they hint at. */
export type Row = readonly [drawing: string, kind: Kind, metres: number, concepts: string, hint?: Hint]

/** Whether a thing lies on a table or hangs on a wall. */
export const isIndoors = ({ kind }: { kind: Kind }) => kind === 'top' || kind === 'wall'
