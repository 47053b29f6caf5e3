import type { Person, Reading, Scene } from '@aiw/proto'
import type { ConceptTitles } from './clients.ts'
import type { PersonMessage, Wish } from './messages.ts'

/**
 * Which person of a scene is meant, without their place in it: a revised sentence is read anew, and whoever was left out
 * of its pictures stays left out. Emotion tells every relation once, and those without a relation by their age.
 */
export type Who = Pick<Person, 'role' | 'age' | 'relation'>

export const whoIs = ({ role, age, relation }: Person): Who => ({ role, age, relation })

const isSame = (a: Who, b: Who) => a.role === b.role && a.relation === b.relation && (a.relation || a.age === b.age)

const isThere = ({ presence }: Person) => presence !== 'PRESENCE_ABSENT'

/** A wish as a client asks for it, people by their `index` in the scene; who is not in it is not told. */
export function viewOf(wish: Wish, scene: Scene | undefined): Record<string, unknown> | undefined {
  const { viewpoint, moment, through, without, as, beside } = wish
  const placeOf = (who: Who) => scene?.people.findIndex((one) => isSame(who, one)) ?? -1
  const viewer = through ? placeOf(through) : -1
  const view = {
    viewpoint,
    moment,
    through: viewer >= 0 ? viewer : undefined,
    without: without?.map(placeOf).filter((place) => place >= 0),
    as: as?.map(({ who, relation }) => ({ person: placeOf(who), relation })).filter(({ person }) => person >= 0),
    beside,
  }
  const told = Object.entries(view).filter(([, it]) => it !== undefined)
  return told.length > 0 ? Object.fromEntries(told) : undefined
}

/**
 * The scene as it is to be painted. Where nobody is there, the writer is not seen either: it is seen through their eyes.
 * Who looks is the first other person of the scene, as render has it, and there even where the sentence misses them.
 */
export function sceneFor(scene: Scene, wish: Wish, isRelation: (key: string) => boolean = () => true): Scene {
  const { viewpoint: wished, moment, through, without = [], as = [] } = wish
  const viewer = through && wished === 'other_eyes' ? scene.people.find((one) => isSame(through, one)) : undefined
  const isSeen = (one: Person) => one !== viewer && !without.some((who) => isSame(who, one))
  const corrected = (one: Person): Person => {
    const relation = as.find(({ who }) => isSame(who, one))?.relation
    if (relation === undefined || one.role !== 'ROLE_OTHER') return one
    return { ...one, relation: isRelation(relation) ? relation : '', age: 'AGE_UNSPECIFIED' }
  }
  const seen = scene.people.filter(isSeen).map(corrected)
  const isDeserted = seen.some((one) => one.role === 'ROLE_CROWD' && !isThere(one))
  // Whoever looks through other eyes sees the writer, unless the writer is left out: then they see all the others.
  const isAlone = wished === 'other_eyes' && without.some(({ role }) => role === 'ROLE_SELF')
  const viewpoint = isAlone ? 'own_eyes' : (wished ?? (isDeserted ? 'own_eyes' : undefined))
  const first = viewer && !isAlone ? [{ ...corrected(viewer), presence: 'PRESENCE_PRESENT' } as const] : []
  return {
    ...scene,
    people: [...first, ...seen],
    ...(viewpoint && { viewpoint: `VIEWPOINT_${viewpoint.toUpperCase() as Uppercase<typeof viewpoint>}` }),
    ...(moment && { moment: `MOMENT_${moment.toUpperCase() as Uppercase<typeof moment>}` }),
  }
}

/**
 * The scene of a reading with no night in it where there are signs of concern: it is evening there. How dark the picture
 * may be is held in `taste/look.ts`.
 */
export const lightScene = (scene: Scene, concern: Reading['concern']): Scene =>
  concern?.signs.length && scene.timeOfDay === 'TIME_OF_DAY_NIGHT' ? { ...scene, timeOfDay: 'TIME_OF_DAY_DUSK' } : scene

/** Through whose eyes a scene is seen that is seen through other eyes, if anybody is there to look. */
export const viewerOf = ({ viewpoint, people }: Scene): Person | undefined =>
  viewpoint === 'VIEWPOINT_OTHER_EYES'
    ? people.find((one) => isThere(one) && one.role !== 'ROLE_SELF' && one.role !== 'ROLE_CROWD')
    : undefined

const unnamed = {
  self: { en: 'you', zh: '你' },
  other: { en: 'somebody', zh: '某个人' },
  crowd: { en: 'people', zh: '人们' },
}
const ages = {
  AGE_CHILD: { en: 'a child', zh: '一个孩子' },
  AGE_OLD: { en: 'somebody old', zh: '一位老人' },
} as const

/** The people of a scene as the page is told of them, by the places they are meant by. */
export function peopleOf(scene: Scene, titles: ConceptTitles): PersonMessage[] {
  return scene.people.map(({ role: said, relation, age, presence }, index) => {
    const role = said === 'ROLE_SELF' ? 'self' : said === 'ROLE_CROWD' ? 'crowd' : 'other'
    const known = titles.get(relation)
    const plain = relation.replaceAll('_', ' ')
    const nameless = role === 'other' && age in ages ? ages[age as keyof typeof ages] : unnamed[role]
    return {
      index,
      role,
      relation,
      presence: presence === 'PRESENCE_ABSENT' ? 'absent' : 'present',
      title: relation ? { en: known?.['en'] ?? plain, zh: known?.['zh'] ?? plain } : nameless,
    }
  })
}
