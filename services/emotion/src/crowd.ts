import type { Somebody } from './lexicon/people.ts'
import type { Mention } from './mentions.ts'

/** Somebody of whom nothing is known. */
export const stranger: Somebody = { relation: '', age: 'AGE_UNSPECIFIED', role: 'ROLE_OTHER' }

/** Many people, or, where it is said outright, nobody. */
export function crowd(from: number, to: number, isNobody: boolean): Mention {
  return { somebody: { ...stranger, role: 'ROLE_CROWD' }, from, to, quantity: 'QUANTITY_MANY', isNobody }
}
