import type { Person, Scene } from '@aiw/proto'
import { expect, test } from 'vitest'
import type { Wish } from '../src/messages.ts'
import { lightScene, peopleOf, sceneFor, viewerOf, viewOf, whoIs } from '../src/scene.ts'
import { someReading } from './support.ts'

const person = (over: Partial<Person>): Person => ({
  role: 'ROLE_OTHER',
  age: 'AGE_UNSPECIFIED',
  relation: '',
  presence: 'PRESENCE_PRESENT',
  quantity: 'QUANTITY_ONE',
  ...over,
})
const self = person({ role: 'ROLE_SELF' })
const mother = person({ relation: 'mother', age: 'AGE_ADULT' })
const sister = person({ relation: 'sister' })
const father = person({ relation: 'father', presence: 'PRESENCE_ABSENT' })
const scene: Scene = { ...someReading.scene!, people: [self, mother, sister, father] }

const painted = (wish: Wish, of = scene) => {
  const { people, viewpoint } = sceneFor(of, wish)
  return { people: people.map(({ role, relation }) => relation || role), viewpoint }
}

test.each<[what: string, wish: Wish, people: string[], viewpoint: string]>([
  ['as it is', {}, ['ROLE_SELF', 'mother', 'sister', 'father'], 'VIEWPOINT_UNSPECIFIED'],
  ['without somebody', { without: [whoIs(mother)] }, ['ROLE_SELF', 'sister', 'father'], 'VIEWPOINT_UNSPECIFIED'],
  [
    'through the eyes of the second',
    { viewpoint: 'other_eyes', through: whoIs(sister) },
    ['sister', 'ROLE_SELF', 'mother', 'father'],
    'VIEWPOINT_OTHER_EYES',
  ],
  [
    'through the eyes of somebody who is left out',
    { viewpoint: 'other_eyes', through: whoIs(sister), without: [whoIs(sister), whoIs(mother)] },
    ['sister', 'ROLE_SELF', 'father'],
    'VIEWPOINT_OTHER_EYES',
  ],
  [
    'through other eyes without the writer',
    { viewpoint: 'other_eyes', through: whoIs(sister), without: [whoIs(self)] },
    ['mother', 'father'],
    'VIEWPOINT_OWN_EYES',
  ],
  [
    'from afar, when somebody’s eyes were asked for before',
    { viewpoint: 'far', through: whoIs(sister) },
    ['ROLE_SELF', 'mother', 'sister', 'father'],
    'VIEWPOINT_FAR',
  ],
])('a scene is painted %s', (_what, wish, people, viewpoint) => {
  expect(painted(wish)).toEqual({ people, viewpoint })
})

test('who is said not to be there looks on all the same when asked to', () => {
  const through = sceneFor(scene, { viewpoint: 'other_eyes', through: whoIs(father) })
  expect(viewerOf(through)).toMatchObject({ relation: 'father', presence: 'PRESENCE_PRESENT' })
})

test('where nobody is there it is seen through own eyes, unless that nobody is left out', () => {
  const nobody = person({ role: 'ROLE_CROWD', presence: 'PRESENCE_ABSENT' })
  const deserted = { ...scene, people: [self, nobody] }
  expect(painted({}, deserted).viewpoint).toBe('VIEWPOINT_OWN_EYES')
  expect(painted({ without: [whoIs(nobody)] }, deserted).viewpoint).toBe('VIEWPOINT_UNSPECIFIED')
})

test('somebody is taken for somebody else; a relation nobody knows is not painted', () => {
  const as = [{ who: whoIs(mother), relation: 'aunt' }]
  expect(sceneFor(scene, { as }, (key) => key === 'aunt').people[1]).toMatchObject({ relation: 'aunt' })
  expect(sceneFor(scene, { as }, () => false).people[1]).toMatchObject({ relation: '', role: 'ROLE_OTHER' })
})

test('people are told with their places, and by the names of the house where it has one', () => {
  const child = person({ age: 'AGE_CHILD' })
  const titles = new Map([['mother', { en: 'mother', zh: '妈妈' }]])
  const told = peopleOf({ ...scene, people: [self, mother, child, { ...father, relation: 'step_father' }] }, titles)
  expect(told).toEqual([
    { index: 0, role: 'self', relation: '', presence: 'present', title: { en: 'you', zh: '你' } },
    { index: 1, role: 'other', relation: 'mother', presence: 'present', title: { en: 'mother', zh: '妈妈' } },
    { index: 2, role: 'other', relation: '', presence: 'present', title: { en: 'a child', zh: '一个孩子' } },
    {
      index: 3,
      role: 'other',
      relation: 'step_father',
      presence: 'absent',
      title: { en: 'step father', zh: 'step father' },
    },
  ])
})

test('a wish is told by places again; who is not in the scene is not', () => {
  const gone = { role: 'ROLE_OTHER', age: 'AGE_UNSPECIFIED', relation: 'boss' } as const
  const wish: Wish = { viewpoint: 'other_eyes', through: whoIs(sister), without: [gone, whoIs(mother)], beside: true }
  expect(viewOf(wish, scene)).toEqual({ viewpoint: 'other_eyes', through: 2, without: [1], beside: true })
  expect(viewOf({ look: { warmth: 1 } }, scene)).toBeUndefined()
})

test('where there are signs of concern there is no night', () => {
  const night = { ...scene, timeOfDay: 'TIME_OF_DAY_NIGHT' } as const
  expect(lightScene(night, { signs: ['SIGN_ACTIVE_IDEATION'] })).toEqual({ ...night, timeOfDay: 'TIME_OF_DAY_DUSK' })
  expect(lightScene(night, { signs: [] })).toBe(night)
  expect(lightScene(scene, { signs: ['SIGN_ACTIVE_IDEATION'] })).toBe(scene)
})
