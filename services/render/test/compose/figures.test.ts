import type { Scene } from '@aiw/proto'
import { expect, test } from 'vitest'
import { compose, stageFor } from '../../src/backends/painter/compose.ts'
import { briefOf } from '../../src/backends/painter/compose/brief.ts'
import type { Someone } from '../../src/backends/painter/compose/brief.ts'
import { dressOf } from '../../src/backends/painter/compose/dress.ts'
import { handAt } from '../../src/backends/painter/compose/stage.ts'
import { matter } from '../../src/backends/painter/composition.ts'
import { jobOf, present, self, somebody } from './support.ts'

const seeds = [1, 2, 3, 5, 8, 13]

/** What many of the same kind wear in a place. */
function dressesIn(scene: Partial<Scene>, someone: Someone) {
  const stage = stageFor(jobOf(scene))
  return Array.from({ length: 24 }, (_, i) => {
    let dress: ReturnType<typeof dressOf> | undefined
    handAt(stage, `figure ${i}`, { x: 9, y: 9, size: 9 }, (hand) => {
      dress = dressOf(hand, someone)
    })
    return dress!
  })
}

const unnamed = { role: 'other', age: 'adult', relation: '' } as const

test.each([{ weather: 'WEATHER_SNOW' }, { setting: 'SETTING_SEA' }] as const)(
  'on snow and sand nobody wears what is as pale: %o',
  (scene) => {
    for (const relation of ['', 'mother', 'father'])
      for (const { top, bottom } of dressesIn(scene, { ...unnamed, relation }))
        expect(Math.max(top[0], bottom[0])).toBeLessThan(0.85)
  },
)

test('who writes, and who is only somebody, wears what anybody may wear; a mother or a father need not', () => {
  const place = { setting: 'SETTING_FIELD' } as const
  for (const someone of [{ ...unnamed, role: 'self' } as const, unnamed])
    for (const { skirt, hairdo } of dressesIn(place, someone)) expect([skirt, hairdo]).toEqual([false, 'crop'])
  expect(dressesIn(place, { ...unnamed, relation: 'mother' }).every(({ skirt }) => skirt)).toBe(true)
  expect(dressesIn(place, { ...unnamed, relation: 'father' }).some(({ skirt }) => skirt)).toBe(false)
})

/** Whether pixels of a figure lie left, right, above and below in the box of a person. */
function boxOf(scene: Partial<Scene>, seed: number) {
  const job = { ...jobOf(scene, {}, seed), width: 512, height: 320 }
  const { props } = stageFor(job)
  const composition = compose(job)
  const box = { top: 320, bottom: 0, count: 0 }
  for (let i = 0; i < composition.matter.length; i++) {
    if (composition.matter[i] !== matter.figure) continue
    const y = (i / 512) | 0
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y)
    box.count++
  }
  return { box, person: props.find(({ name }) => name === 'person')! }
}

test.each(['ROAD', 'SEA', 'TOWN'] as const)('somebody fills their place from foot to crown: %s', (setting) => {
  for (const seed of seeds) {
    const { box, person } = boxOf({ setting: `SETTING_${setting}`, people: [somebody({ relation: 'father' })] }, seed)
    expect(box.count).toBeGreaterThan(60)
    expect(box.top).toBeLessThan(person.y - 0.4 * person.height)
    expect(box.bottom).toBeLessThan(person.y + 0.1 * person.height)
  }
})

test('in a hospital or a school neither is seen through the window: there is a bench, there are chairs', () => {
  const names = (concept: string) =>
    briefOf(jobOf({ setting: 'SETTING_ROOM', motifs: [present(concept)], people: [self] })).things.map(
      ({ word, count }) => [word.drawing, count],
    )
  expect(names('hospital')).toEqual([['bench', 1]])
  expect(names('empty_classroom')).toEqual([['empty_chair', 4]])
  for (const seed of seeds) {
    const scene = { setting: 'SETTING_ROOM', motifs: [present('hospital')], people: [self] } as const
    const { props } = stageFor(jobOf({ ...scene, motifs: [...scene.motifs], people: [...scene.people] }, {}, seed))
    const [bench, person] = ['bench', 'person'].map((name) => props.find((prop) => prop.name === name)!)
    expect(Math.abs(bench!.x - person!.x)).toBeLessThan(bench!.width / 2)
  }
})

test('what is eaten outside stands on a table', () => {
  for (const setting of ['SETTING_GARDEN', 'SETTING_TOWN', 'SETTING_FIELD'] as const)
    for (const seed of seeds) {
      const { props } = stageFor(jobOf({ setting, motifs: [present('cake')], people: [self] }, {}, seed))
      const [table, cake] = ['table', 'cake'].map((name) => props.find((prop) => prop.name === name)!)
      expect(Math.abs(table!.x - cake!.x)).toBeLessThan(table!.width / 2)
      expect(cake!.y).toBeLessThan(table!.y - 0.6 * table!.height)
      expect(cake!.depth).toBeGreaterThan(table!.depth)
    }
})
