import type { Picture } from '../wire.ts'
import { newest, type Plate, type Version, viewOf } from './plates.ts'

/** What is seen at once in the film of a sitting. */
export interface Frame {
  version: Version
  picture: Picture
}

/** The film of a sitting: each sentence that has a picture, in its newest wording. Nothing private, nothing put away. */
export function framesOf(plates: readonly Plate[]): Frame[] {
  return plates.flatMap((plate) => {
    const version = newest(plate)
    const view = viewOf(version)
    return view && !version.isPrivate ? [{ version, picture: view.picture }] : []
  })
}

/** How long one picture dissolves into the next, in milliseconds. */
export const dissolveMs = 3_200
/** Pictures never change faster than this, in milliseconds, whoever holds down a key: nothing flashes. */
export const leastMs = 600

/** How long a picture stands before the next dissolves over it, in milliseconds: time to look, and to read slowly. */
export function dwellMs(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const reading = ((text.length - han) / 12 + han / 4) * 1_000
  return Math.min(20_000, 5_000 + dissolveMs + reading)
}
