import type { Someone } from './brief.ts'
import { emojiFor, groupReason, personFor } from './emoji.ts'
import { reasonAgainst } from './unpaintable.ts'
import { entries, masses } from './words.ts'
import type { Hint, Kind } from './words/kinds.ts'

/** How a concept is drawn. */
export interface Word {
  /** The name of a hand drawing, or of a drawing of the vector set after "emoji:". */
  drawing: string
  kind: Kind
  /** Real height, which decides the drawn one together with importance and distance. */
  metres: number
  hint?: Hint
  /** Seen through the window rather than in the room. */
  isOutdoor?: boolean
  /** People instead of a thing: they are drawn as figures, never from the vector set. */
  person?: Someone | readonly Someone[]
  isCrowd?: boolean
  /** The word alone means many of them. */
  isMass?: boolean
}

const other = (relation: string, age: Someone['age'] = 'adult'): Someone => ({ role: 'other', age, relation })

const persons = new Map<string, Someone | readonly Someone[]>(
  Object.entries({
    family: [other('mother'), other('child', 'child'), other('father')],
    couple: [other('man'), other('woman')],
    parent: [other('mother'), other('father')],
    parents: [other('mother'), other('father')],
    friends: [other('friend'), other('friend')],
    grandparents: [other('grandmother', 'old'), other('grandfather', 'old')],
    twins: [other('child', 'child'), other('child', 'child')],
  }),
)
for (const [age, words] of Object.entries({
  child:
    'child kid son daughter baby boy girl toddler grandchild grandson granddaughter pupil student_child infant niece nephew',
  adult:
    'person man woman mother father mom dad brother sister friend husband wife boss doctor nurse teacher colleague stranger neighbour neighbor partner lover bride groom guest cook farmer police_officer student singer artist worker soldier mechanic pilot judge health_worker office_worker patient aunt uncle cousin girlfriend boyfriend ex therapist classmate roommate driver twin parent_in_law mother_in_law father_in_law headteacher coach carer firefighter postman shopkeeper waiter waitress baker fisherman gardener sailor musician priest lawyer painter dancer chef engineer monk nun manager leader owner client customer enemy hero',
  old: 'grandparent grandmother grandfather grandma grandpa older_person old_man old_woman elder older_adult',
}))
  for (const word of words.split(' ')) persons.set(word, other(word, age as Someone['age']))

const crowds = new Set([
  'crowd',
  'people',
  'audience',
  'team',
  'class',
  'passenger',
  'tourist',
  'passers-by',
  'visitors',
])

const known = new Map<string, Word | undefined>()

/** How a concept is drawn; undefined where it cannot be painted (`reasonAgainst` says why). */
export function wordFor(concept: string): Word | undefined {
  if (known.has(concept)) return known.get(concept)
  const word = lookUp(concept)
  if (known.size < 5_000) known.set(concept, word)
  return word
}

function lookUp(concept: string): Word | undefined {
  const named = persons.get(concept)
  if (named) return { drawing: 'person', kind: 'ground', metres: 1.7, person: named }
  if (crowds.has(concept)) return { drawing: 'person', kind: 'ground', metres: 1.7, isCrowd: true, person: [] }
  if (reasonAgainst(concept) !== undefined) return undefined
  const entry = entries.get(concept) ?? entries.get(singular(concept))
  if (entry) return { ...entry, isMass: masses.has(entry.drawing) }
  // "empty_cup" shows a cup: that nobody drinks from it is in the rest of the picture.
  if (concept.startsWith('empty_')) return wordFor(concept.slice('empty_'.length))
  const somebody = personFor(concept)
  if (somebody) return { drawing: 'person', kind: 'ground', metres: 1.7, person: somebody }
  return emojiFor(concept)
}

const singular = (concept: string): string => concept.replace(/ies$/, 'y').replace(/s$/, '')

/** Whether a concept leads to a drawing, to people, or to something of the setting, the sky or the weather. */
export const paintable = (concept: string): boolean => wordFor(concept) !== undefined

/** Why a concept is not painted; undefined for what is. */
export function reasonNotPainted(concept: string): string | undefined {
  if (paintable(concept)) return undefined
  return reasonAgainst(concept) ?? groupReason(concept) ?? 'This house has no drawing and no word for it.'
}
