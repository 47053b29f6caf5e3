import type { LookChange, Wish } from '../wire.ts'

const asTheHouseHasIt = { style: null, brightness: null, warmth: null, blur: null, abstraction: null }

/** The look of another picture as the writer has set it now, whatever was asked of the one before. */
export const asSet = (wish: Wish): LookChange => ({ ...asTheHouseHasIt, ...wish })

/** The look of the same picture when the sliders were moved: they say all of it, and its manner stays unless that was moved. */
export function asMoved(wish: Wish, from: Wish): LookChange {
  const { style, ...numbers } = asSet(wish)
  return style === null && from.style === undefined ? numbers : { style, ...numbers }
}
