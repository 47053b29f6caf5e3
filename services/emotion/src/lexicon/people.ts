import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Age, Role } from '@aiw/proto'

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

for (const line of readFileSync(join(import.meta.dirname, 'people.txt'), 'utf8').split('\n')) {
  if (line === '' || line.startsWith('#')) continue
  const [key = '', en = '', zh = '', age = '', role = ''] = line.split('|').map((cell) => cell.trim())
  const somebody: Somebody = {
    relation: key === '-' ? '' : key,
    age: age ? (`AGE_${age.toUpperCase()}` as Age) : 'AGE_UNSPECIFIED',
    role: role === 'crowd' ? 'ROLE_CROWD' : 'ROLE_OTHER',
  }
  if (somebody.relation) englishPeople.set(key.replaceAll('_', ' '), somebody)
  for (const form of en.split(',')) if (form.trim()) englishPeople.set(form.trim(), somebody)
  for (const form of zh.split(',')) if (form.trim()) chinesePeople.set(form.trim(), somebody)
}
