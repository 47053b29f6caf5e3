import type { Look, Scene } from '@aiw/proto'
import { expect, test } from 'vitest'
import { altFor } from '../src/alt.ts'
import { someReading } from './support.ts'

const look: Look = { style: '', brightness: 0.6, warmth: 0.6, energy: 0.3, blur: 0, abstraction: 0 }
const golden = { ...someReading.scene!, setting: 'SETTING_UNSPECIFIED', timeOfDay: 'TIME_OF_DAY_UNSPECIFIED' } as Scene
const titles = new Map([
  ['bird', { en: 'bird', zh: '鸟' }],
  ['mother', { en: 'mother', zh: '妈妈' }],
])
const kitchen: Scene = {
  ...golden,
  setting: 'SETTING_ROOM',
  weather: 'WEATHER_RAIN',
  motifs: [
    { concept: 'tea_cup', presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_FEW' },
    { concept: 'window', presence: 'PRESENCE_ABSENT', quantity: 'QUANTITY_UNSPECIFIED' },
  ],
  people: [
    {
      role: 'ROLE_OTHER',
      age: 'AGE_ADULT',
      relation: 'mother',
      presence: 'PRESENCE_PRESENT',
      quantity: 'QUANTITY_ONE',
    },
  ],
}

test.each([
  ['the golden scene', golden, 'en', 'one bird; nobody is there; in bright, warm colours.'],
  ['the golden scene', golden, 'zh', '一只鸟；没有人在；明亮、温暖的色调。'],
  ['a kitchen', kitchen, 'en', 'mother and a few tea cups in a room in the rain; no window; in bright, warm colours.'],
  ['a kitchen', kitchen, 'zh', '下着雨，屋里，妈妈和几个tea cup；没有window；明亮、温暖的色调。'],
  [
    'winter',
    { ...golden, season: 'SEASON_WINTER' },
    'en',
    'one bird in winter; nobody is there; in bright, warm colours.',
  ],
  ['winter', { ...golden, season: 'SEASON_WINTER' }, 'zh', '冬天，一只鸟；没有人在；明亮、温暖的色调。'],
] as const)('%s is described (%s)', (_name, scene, language, end) => {
  expect(altFor(scene, look, language, titles).endsWith(end)).toBe(true)
})

test('people are counted', () => {
  const sisters: Scene = {
    ...kitchen,
    people: [{ ...kitchen.people[0]!, relation: 'sister', quantity: 'QUANTITY_TWO' }],
  }
  expect(altFor(sisters, look, 'en', titles)).toContain('two sisters and a few tea cups')
  const children: Scene = {
    ...kitchen,
    people: [{ ...kitchen.people[0]!, relation: 'child', quantity: 'QUANTITY_FEW' }],
  }
  expect(altFor(children, look, 'en', titles)).toContain('a few children and')
  expect(altFor(children, look, 'zh', new Map([['child', { en: 'child', zh: '孩子' }]]))).toContain('几个孩子和')
})

const seenBy: Scene = { ...kitchen, motifs: [], viewpoint: 'VIEWPOINT_OTHER_EYES' }
test.each([
  ['en', 'a figure close by in a room in the rain; as mother might see it; in bright, warm colours.'],
  ['zh', '下着雨，屋里，近处的一个人；或许是妈妈眼中的样子；明亮、温暖的色调。'],
] as const)('through other eyes the writer is seen, and not whose eyes they are (%s)', (language, end) => {
  expect(altFor(seenBy, look, language, titles).endsWith(end)).toBe(true)
})

test('the distance and the moment of a picture are told', () => {
  const far: Scene = { ...golden, viewpoint: 'VIEWPOINT_FAR', moment: 'MOMENT_LATER' }
  expect(altFor(far, look, 'en', titles)).toContain('seen from far away; some time later; in bright')
  expect(altFor(far, look, 'zh', titles)).toContain('从远处望去；在那之后；明亮')
})

test('a picture in which nothing can be named is not described by its things', () => {
  const alt = altFor(golden, { ...look, abstraction: 0.9 }, 'en', titles)
  expect(alt).toContain('fields of colour')
  expect(alt).not.toContain('bird')
})
