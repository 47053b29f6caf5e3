import type { Motif, Person, Reading, Scene } from '@aiw/proto'

/** A scene in one line: "-cup" is a cup that is not there, "bird 1" one bird, "@mother" a person. */
export const told = ({ motifs, people }: Scene): string => [...motifs.map(motif), ...people.map(person)].join(', ')

const counts = { UNSPECIFIED: '', ONE: ' 1', TWO: ' 2', FEW: ' few', MANY: ' many' }
const sign = ({ presence }: Motif | Person) => (presence === 'PRESENCE_ABSENT' ? '-' : '')

const motif = (it: Motif) =>
  `${sign(it)}${it.concept}${counts[it.quantity.replace('QUANTITY_', '') as keyof typeof counts]}`

const person = (it: Person) =>
  `${sign(it)}@${it.relation || it.role.replace('ROLE_', '').toLowerCase()}${it.age === 'AGE_OLD' ? ' old' : ''}`

/** The kind of feeling that is strongest, lower case. */
export function strongest({ feeling }: Reading): string {
  const [first] = feeling!.emotions.toSorted((a, b) => b.score - a.score)
  return first!.kind.replace('EMOTION_KIND_', '').toLowerCase()
}
