import type { LookChange, Person, Wish } from '../wire.ts'

const asTheHouseHasIt = { style: null, brightness: null, warmth: null, blur: null, abstraction: null }

/** The look of another picture as the writer has set it now, whatever was asked of the one before. */
export const asSet = (wish: Wish): LookChange => ({ ...asTheHouseHasIt, ...wish })

/** The look of the same picture when the sliders were moved: they say all of it, and its manner stays unless that was moved. */
export function asMoved(wish: Wish, from: Wish): LookChange {
  const { style, ...numbers } = asSet(wish)
  return style === null && from.style === undefined ? numbers : { style, ...numbers }
}

/**
 * Of the people of a sentence those who are in its picture, and those through whose eyes it may be seen: somebody who is said
 * not to be there may still look on.
 */
export function whoIsAsked(people: readonly Person[]): { inIt: Person[]; lookOn: Person[] } {
  return {
    inIt: people.filter(({ presence }) => presence === 'present'),
    lookOn: people.filter(({ role }) => role === 'other'),
  }
}
