import type { Scene } from '@aiw/proto'
import { describe, expect, test } from 'vitest'
import { compose, stageFor } from '../../src/backends/painter/compose.ts'
import { jobOf, present, self, somebody } from './support.ts'

const seeds = [1, 2, 3, 5, 8, 13]
const people = [self, somebody({ relation: 'daughter', age: 'AGE_CHILD' })]

function seenIn(scene: Partial<Scene>, seed: number) {
  const stage = stageFor(jobOf(scene, {}, seed))
  return { ...stage, of: (name: string) => stage.props.filter((prop) => prop.name === name) }
}

describe('what is small or bright is seen with those it is told of', () => {
  test('lanterns hang before everything, a little over the heads', () => {
    for (const seed of seeds) {
      const motifs = [present('lantern', 'QUANTITY_TWO'), present('market')]
      const { of, height, width, props } = seenIn({ setting: 'SETTING_TOWN', people, motifs }, seed)
      const lanterns = of('lantern')
      expect(lanterns).toHaveLength(2)
      for (const { x, y, height: size, depth } of lanterns) {
        expect(size).toBeGreaterThan(0.11 * height)
        expect(y - size).toBeGreaterThan(0)
        expect(y).toBeLessThan(0.7 * height)
        expect(Math.abs(x - 0.5 * width)).toBeLessThan(0.5 * width)
        expect(props.filter((prop) => prop.depth > depth + 0.1)).toEqual([])
      }
    }
  })

  test('a balloon flies over whoever had it, a sky lantern in the sky', () => {
    for (const seed of seeds) {
      const { of, width, horizon } = seenIn(
        { setting: 'SETTING_FIELD', people: [self], motifs: [present('balloon'), present('sky_lantern')] },
        seed,
      )
      const [[balloon], [lantern], [person]] = [of('balloon'), of('sky_lantern'), of('person')] as const
      expect(Math.abs(balloon!.x - person!.x)).toBeLessThan(0.15 * width)
      expect(lantern!.y).toBeLessThan(horizon)
    }
  })

  test.each(['apple', 'book', 'letter', 'ball'])('so does a %s', (word) => {
    for (const seed of seeds) {
      const { of, width } = seenIn({ setting: 'SETTING_FIELD', people, motifs: [present(word)] }, seed)
      const distances = of('person').map(({ x }) => Math.abs(x - of(word)[0]!.x))
      expect(Math.min(...distances)).toBeLessThan(0.3 * width)
    }
  })
})

describe('fruit', () => {
  test('is of its own colour, and small', () => {
    const picture = (word: string) =>
      compose(jobOf({ setting: 'SETTING_GARDEN', people, motifs: [present(word)] })).rgba
    expect(picture('plum')).not.toEqual(picture('orange'))
    for (const word of ['plum', 'pear', 'apple', 'lemon', 'grape'])
      for (const seed of seeds) {
        const { of, height } = seenIn({ setting: 'SETTING_GARDEN', people, motifs: [present(word)] }, seed)
        expect(of(word)[0]!.height).toBeLessThan(0.07 * height)
      }
  })

  test('hangs in the tree that it is of', () => {
    for (const seed of seeds) {
      const motifs = [present('fruit', 'QUANTITY_MANY'), present('tree')]
      const { of } = seenIn({ setting: 'SETTING_GARDEN', people, motifs }, seed)
      const [tree] = of('tree').filter(({ asked }) => asked)
      expect(of('fruit').length).toBeGreaterThan(12)
      for (const { x, y } of of('fruit')) {
        expect(Math.abs(x - tree!.x)).toBeLessThan(0.5 * tree!.width)
        expect(y).toBeLessThan(tree!.y - 0.25 * tree!.height)
        expect(y).toBeGreaterThan(tree!.y - tree!.height)
      }
    }
  })
})

describe('in snow', () => {
  test('a village is some houses', () => {
    for (const seed of seeds) {
      const village = { motifs: [present('village')], weather: 'WEATHER_SNOW' } as const
      const of = (setting: Scene['setting']) =>
        seenIn({ ...village, motifs: [...village.motifs], setting }, seed).of('village')
      expect(of('SETTING_FIELD').length).toBeGreaterThanOrEqual(4)
      expect(of('SETTING_TOWN')).toEqual([])
    }
  })

  test('the ground is the brightest of a night', () => {
    const lights = (weather: Scene['weather']) => {
      const { rgba, width, height } = compose(
        jobOf({ setting: 'SETTING_FIELD', timeOfDay: 'TIME_OF_DAY_NIGHT', weather }, { brightness: -0.2 }, 3),
      )
      const mean = (from: number, to: number) => {
        let sum = 0
        for (let i = from * width * 4; i < to * width * 4; i++) sum += i % 4 === 3 ? 0 : rgba[i]!
        return sum / ((to - from) * width * 3)
      }
      return { sky: mean(0, Math.round(height * 0.25)), ground: mean(Math.round(height * 0.75), height) }
    }
    const snow = lights('WEATHER_SNOW')
    expect(snow.ground).toBeGreaterThan(1.25 * snow.sky)
    expect(snow.ground).toBeGreaterThan(1.8 * lights('WEATHER_CLOUD').ground)
  })
})
