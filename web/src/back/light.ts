import { newest, type Plate, viewOf } from './plates.ts'

/** How light and how warm the picture of a sentence is, or those of a sitting are on the mean. */
export interface Light {
  /** Of the plate or the sitting. */
  id: string
  /** -1 dark to 1 bright. */
  brightness: number
  /** -1 cold to 1 warm. */
  warmth: number
}

/** The light of a sitting's pictures, in order; none of a sentence without one, or of one just for the writer. */
export function lightOf(plates: readonly Plate[]): (Light & { number: number })[] {
  return plates.flatMap((plate) => {
    const version = newest(plate)
    const look = version.isPrivate ? undefined : viewOf(version)?.look
    return look ? [{ id: plate.id, number: plate.number, brightness: look.brightness, warmth: look.warmth }] : []
  })
}

/** The light of a whole sitting; undefined where no picture tells it. */
export function lightOfSitting(id: string, plates: readonly Plate[]): Light | undefined {
  const lights = lightOf(plates)
  if (lights.length === 0) return undefined
  const mean = (of: 'brightness' | 'warmth') => lights.reduce((sum, one) => sum + one[of], 0) / lights.length
  return { id, brightness: mean('brightness'), warmth: mean('warmth') }
}

/** Which way a value leans, in a word. */
export function leaning(value: number): 'more' | 'less' | 'even' {
  return value > 0.15 ? 'more' : value < -0.15 ? 'less' : 'even'
}

/** A soft SVG line through values of -1 to 1, in a box; it never rises above or falls below its own points. */
export function lineThrough(values: readonly number[], width: number, height: number): string {
  const points = values.map((value, at) => [xOf(at, values.length, width), yOf(value, height)] as const)
  return points
    .map(([x, y], at) => {
      const before = points[at - 1]
      if (!before) return `M${round(x)} ${round(y)}`
      const middle = round((before[0] + x) / 2)
      return `C${middle} ${round(before[1])} ${middle} ${round(y)} ${round(x)} ${round(y)}`
    })
    .join('')
}

/** Where the value at a place in a row lies. */
export const xOf = (at: number, count: number, width: number) => (count < 2 ? width / 2 : (at * width) / (count - 1))
/** Bright and warm lie above. */
export const yOf = (value: number, height: number) => ((1 - Math.max(-1, Math.min(1, value))) / 2) * height

const round = (value: number) => Math.round(value * 10) / 10
