import type { Person } from '@aiw/proto'

/** Somebody as a figure: who it is stays out of the prompt. */
export interface Figure {
  role: 'self' | 'other'
  age: 'child' | 'adult' | 'old'
  who: 'woman' | 'man' | 'person'
  /** Stands close to the writer. */
  isClose: boolean
  /** What shows from far: "white coat"; empty for everyday clothes. */
  garb: keyof typeof garbs | ''
}

const list = (words: string) => new Set(words.split(' '))

const women = list(
  'woman girl mother mom grandmother grandma wife girlfriend daughter granddaughter sister aunt niece mother_in_law bride old_woman waitress nun queen',
)
const men = list(
  'man boy father dad grandfather grandpa husband boyfriend son grandson brother uncle nephew father_in_law groom old_man waiter monk postman fisherman king',
)
const childish = list(
  'child kid son daughter baby infant toddler grandchild grandson granddaughter pupil student_child boy girl nephew niece',
)
const aged = /^(grand(mother|father|parent|ma|pa)|old_|elder)/

/** What some people are known by from behind and from far. */
export const garbs = {
  coat: list('doctor nurse health_worker'),
  dress: list('bride'),
  apron: list('baker cook chef waiter waitress shopkeeper'),
  straw: list('farmer gardener fisherman'),
} as const

/** People that one word stands for. */
const groups: Record<string, readonly string[]> = {
  family: ['mother', 'child', 'father'],
  couple: ['man', 'woman'],
  parent: ['mother', 'father'],
  parents: ['mother', 'father'],
  friends: ['friend', 'friend'],
  grandparents: ['grandmother', 'grandfather'],
  twins: ['child', 'child'],
}

const crowds = list('crowd people audience team class passenger tourist passers-by visitors')

const singles = list(
  'person friend partner lover husband wife boss doctor nurse teacher headteacher colleague classmate roommate stranger neighbour neighbor guest cook farmer police_officer student singer artist worker soldier firefighter mechanic pilot judge health_worker office_worker patient cousin ex therapist driver twin parent_in_law coach carer shopkeeper baker gardener sailor musician priest lawyer painter dancer chef engineer manager leader owner client customer enemy hero grandparent older_person elder older_adult',
)

const close = list('friend partner lover spouse twin cousin classmate roommate')

/** A word of an emoji that shows somebody: "woman_running". */
const emoji = /(?:^|_)(wom[ae]n|m[ae]n|person|people|boy|girl)(?:_|$)/

/** The figure that a relation or a word for a person shows. */
export function figureOf(relation: string, role: Figure['role'] = 'other', age?: Figure['age']): Figure {
  const word = emoji.exec(relation)?.[1]?.replace('women', 'woman').replace('men', 'man') ?? relation
  const garb = (Object.keys(garbs) as (keyof typeof garbs)[]).find((key) => garbs[key].has(relation)) ?? ''
  return {
    role,
    age:
      age ??
      (childish.has(relation) || word === 'boy' || word === 'girl' ? 'child' : aged.test(relation) ? 'old' : 'adult'),
    isClose: close.has(relation),
    who: women.has(word) ? 'woman' : men.has(word) ? 'man' : 'person',
    garb,
  }
}

/** The figure of a person of a scene. */
export function figureOfPerson({ role, age, relation }: Pick<Person, 'role' | 'age' | 'relation'>): Figure {
  const told = { AGE_CHILD: 'child', AGE_ADULT: 'adult', AGE_OLD: 'old' } as const
  return figureOf(relation, role === 'ROLE_SELF' ? 'self' : 'other', told[age as keyof typeof told])
}

/** The figures a concept stands for: none for things. */
export function figuresFor(concept: string): readonly Figure[] | undefined {
  if (crowds.has(concept)) return undefined
  const members = Object.hasOwn(groups, concept) ? groups[concept] : undefined
  if (members) return members.map((member) => figureOf(member))
  const isPerson =
    women.has(concept) || men.has(concept) || childish.has(concept) || singles.has(concept) || emoji.test(concept)
  return isPerson ? [figureOf(concept)] : undefined
}

/** Whether a word is one for people, whom a scene may hold or miss. */
export const isPeople = (word: string): boolean => figuresFor(word) !== undefined || crowds.has(word)

/** Whether a concept means many people without a name. */
export const isCrowd = (concept: string): boolean => crowds.has(concept)
