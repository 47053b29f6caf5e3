import type { Age, Role } from '@aiw/proto'
import { compiled, formsOf, linesOf } from './lists.ts'

/** Somebody a word names. */
export interface Somebody {
  /** As in `Person.relation`. */
  relation: string
  age: Age
  role: Role
}

/** By words joined with one space, lower case. Plurals of regular words are not listed. */
export const englishPeople = new Map<string, Somebody>()
/** By simplified form. */
export const chinesePeople = new Map<string, Somebody>()

for (const line of linesOf('people.txt')) {
  const [key = '', en = '', zh = '', age = '', role = ''] = line.split('|').map((cell) => cell.trim())
  const somebody: Somebody = {
    relation: key === '-' ? '' : key,
    age: age ? (`AGE_${age.toUpperCase()}` as Age) : 'AGE_UNSPECIFIED',
    role: role === 'crowd' ? 'ROLE_CROWD' : 'ROLE_OTHER',
  }
  if (somebody.relation) englishPeople.set(key.replaceAll('_', ' '), somebody)
  for (const form of formsOf(en)) englishPeople.set(form.replaceAll('-', ' '), somebody)
  for (const form of formsOf(zh)) chinesePeople.set(form, somebody)
}
for (const line of linesOf('people-zh.txt')) {
  const [key = '', forms = '', age = ''] = line.split('|').map((cell) => cell.trim())
  const somebody: Somebody = {
    relation: key === '-' ? '' : key,
    age: age ? (`AGE_${age.toUpperCase()}` as Age) : 'AGE_UNSPECIFIED',
    role: 'ROLE_OTHER',
  }
  for (const form of formsOf(forms)) chinesePeople.set(form, somebody)
}
for (const [file, people] of [
  ['wordnet-en.txt', englishPeople],
  ['wordnet-zh.txt', chinesePeople],
] as const)
  for (const { key, isPerson, forms } of compiled(file)) {
    if (!isPerson) continue
    const somebody: Somebody = { relation: key, age: 'AGE_UNSPECIFIED', role: 'ROLE_OTHER' }
    for (const form of forms) if (!people.has(form)) people.set(form, somebody)
  }

const givenNames = new Set(linesOf('names-en.txt').flatMap(formsOf))

/** Whether a lower-case English word is a given name and nothing else. */
export const isGivenName = (word: string): boolean => givenNames.has(word)
