import type { Person } from '@aiw/proto'
import { describe, expect, test } from 'vitest'
import { compose, stageFor } from '../../src/backends/painter/compose.ts'
import { dressOf } from '../../src/backends/painter/compose/dress.ts'
import { handAt } from '../../src/backends/painter/compose/stage.ts'
import { jobOf, present, self, somebody } from './support.ts'

const seeds = [1, 2, 3, 5, 8, 13]
const mother = somebody({ relation: 'mother' })
const room = (words: readonly string[], people: Person[], seed = 1) =>
  jobOf({ setting: 'SETTING_ROOM', motifs: words.map((word) => present(word)), people }, {}, seed)
const propsOf = (words: readonly string[], people: Person[], seed = 1) => {
  const { props } = stageFor(room(words, people, seed))
  return (name: string) => props.filter((prop) => prop.name === name)
}

describe('in a room people rest on what there is to rest on', () => {
  test.each(['bed', 'hospital_bed', 'sofa'])('one lies on the %s', (word) => {
    for (const seed of seeds) {
      const of = propsOf([word], [self], seed)
      const [[person], [seat]] = [of('person'), of(word)] as const
      expect(of(word)).toHaveLength(1)
      expect(person!.width).toBeGreaterThan(person!.height)
      expect(Math.abs(person!.x - seat!.x)).toBeLessThan(0.1 * seat!.width)
      expect(person!.depth).toBeGreaterThan(seat!.depth)
    }
  })

  test('a second sits on the far edge of the bed', () => {
    for (const seed of seeds) {
      const of = propsOf(['bed'], [self, mother], seed)
      const [bed] = of('bed')
      expect(of('person').filter(({ depth }) => depth > bed!.depth)).toHaveLength(1)
      const [sitting] = of('person').filter(({ depth }) => depth < bed!.depth)
      expect(Math.abs(sitting!.x - bed!.x)).toBeLessThan(bed!.width / 2)
    }
  })

  test('two or three sit on a sofa side by side, behind its back', () => {
    for (const people of [
      [self, mother],
      [self, mother, somebody({ relation: 'son', age: 'AGE_CHILD' })],
    ]) {
      const of = propsOf(['sofa'], people)
      const [sofa] = of('sofa')
      expect(of('person')).toHaveLength(people.length)
      for (const { x, depth } of of('person')) {
        expect(depth).toBeLessThan(sofa!.depth)
        expect(Math.abs(x - sofa!.x)).toBeLessThan(sofa!.width / 2)
      }
    }
  })

  test.each(['chair', 'armchair', 'wheelchair'])('one sits in the %s and the other stands beside it', (word) => {
    const of = propsOf([word], [self, mother])
    const [seat] = of(word)
    expect(of(word)).toHaveLength(1)
    const distances = of('person').map(({ x }) => Math.abs(x - seat!.x) / seat!.width)
    expect(distances.filter((distance) => distance < 0.2)).toHaveLength(1)
    expect(distances).toHaveLength(2)
  })

  test('a chair each is drawn up to a table that is asked for', () => {
    for (const people of [[self], [self, mother]]) {
      const of = propsOf(['desk'], people)
      const [table] = of('table')
      expect(of('chair')).toHaveLength(people.length)
      for (const person of of('person')) {
        expect(Math.abs(person.x - table!.x)).toBeLessThan(table!.width / 2)
        expect(person.depth).toBeGreaterThan(table!.depth)
      }
    }
  })

  test('whose bed it was is missed: it stays empty, and who is left sits behind it', () => {
    const of = propsOf(['bed'], [self, { ...mother, presence: 'PRESENCE_ABSENT' }])
    expect(of('person').map(({ depth }) => depth < of('bed')[0]!.depth)).toEqual([true])
  })

  test('an empty chair stays empty', () => {
    const of = propsOf(['empty_chair'], [self])
    expect(Math.abs(of('person')[0]!.x - of('empty_chair')[0]!.x)).toBeGreaterThan(of('empty_chair')[0]!.width / 2)
  })
})

test('nobody wears a hat in a room', () => {
  const hats = (setting: 'SETTING_ROOM' | 'SETTING_ROAD') => {
    const stage = stageFor(jobOf({ setting, weather: 'WEATHER_SNOW' }))
    return Array.from({ length: 12 }, (_, i) => {
      let hat: unknown
      handAt(stage, `figure ${i}`, { x: 9, y: 9, size: 9 }, (hand) => {
        hat = dressOf(hand, { role: 'self', age: 'adult', relation: '' }).hat
      })
      return hat
    }).filter((hat) => hat !== undefined)
  }
  expect(hats('SETTING_ROOM')).toEqual([])
  expect(hats('SETTING_ROAD')).not.toEqual([])
})

describe('the room’s own table', () => {
  test.each(['bed', 'sofa', 'piano'])('gives way to a %s', (word) => {
    for (const seed of seeds) expect(propsOf([word], [self], seed)('table')).toEqual([])
  })

  test('stands clear of a sofa where it is asked for', () => {
    for (const seed of seeds) {
      const of = propsOf(['sofa', 'table'], [self], seed)
      const [[table], [sofa]] = [of('table'), of('sofa')] as const
      expect(Math.abs(table!.x - sofa!.x)).toBeGreaterThan(0.4 * (table!.width + sofa!.width))
    }
  })
})

test('snow outside a window lies on what grows there', () => {
  const greens = (weather: 'WEATHER_SNOW' | 'WEATHER_CLOUD') => {
    const { rgba } = compose(jobOf({ setting: 'SETTING_ROOM', weather, motifs: [present('window')] }))
    let count = 0
    for (let i = 0; i < rgba.length; i += 4)
      if (rgba[i + 1]! > rgba[i]! + 10 && rgba[i + 1]! > rgba[i + 2]! + 10) count++
    return count
  }
  expect(greens('WEATHER_SNOW')).toBeLessThan(0.2 * greens('WEATHER_CLOUD'))
})

test('people sit down to a meal, which lies before them on the table', () => {
  for (const people of [[self], [self, mother]]) {
    const of = propsOf(['cooked_fish'], people)
    const [[table], [fish]] = [of('table'), of('cooked_fish')] as const
    expect(of('chair')).toHaveLength(people.length)
    expect(Math.abs(fish!.x - table!.x)).toBeLessThan(table!.width / 2)
    expect(fish!.y).toBeLessThan(table!.y - 0.9 * table!.height)
    expect(of('lamp')).toEqual([])
  }
})
