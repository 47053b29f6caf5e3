import type { Scene } from '@aiw/proto'
import { describe, expect, test } from 'vitest'
import { compose } from '../../src/backends/painter/compose.ts'
import { matter } from '../../src/backends/painter/composition.ts'
import { golden, jobOf, present, self, settings, somebody } from './support.ts'

const times = ['DAWN', 'DAY', 'DUSK', 'NIGHT'] as const
const weathers = ['UNSPECIFIED', 'CLEAR', 'CLOUD', 'RAIN', 'SNOW', 'FOG', 'STORM'] as const

/** What share of the picture is of each kind. */
function shares(map: Uint8Array): number[] {
  const counts = Array.from({ length: 16 }, () => 0)
  for (const kind of map) counts[kind]!++
  return counts.map((count) => count / map.length)
}

/** Mean red, green and blue. */
function mean(rgba: Uint8ClampedArray): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0]
  for (let i = 0; i < rgba.length; i += 4) for (let c = 0; c < 3; c++) sum[c]! += rgba[i + c]!
  return sum.map((value) => (4 * value) / rgba.length) as [number, number, number]
}

test('the same job gives the same bytes, whatever was composed in between', () => {
  const first = compose(golden(7))
  compose(jobOf({ setting: 'SETTING_TOWN', people: [self] }, {}, 99))
  const second = compose(golden(7))
  expect(Buffer.from(second.rgba).equals(Buffer.from(first.rgba))).toBe(true)
  expect(Buffer.from(second.matter).equals(Buffer.from(first.matter))).toBe(true)
  expect({ ...second, rgba: 0, matter: 0 }).toEqual({ ...first, rgba: 0, matter: 0 })
})

describe.each(settings)('%s', (setting) => {
  test('composes at every hour and in every weather, opaque and fully mapped', () => {
    for (const [i, time] of times.entries()) {
      for (const weather of weathers.filter((_, j) => (i + j) % 2 === 0 || j === 0)) {
        const scene: Partial<Scene> = {
          setting: `SETTING_${setting}` as Scene['setting'],
          timeOfDay: `TIME_OF_DAY_${time}` as Scene['timeOfDay'],
          weather: `WEATHER_${weather}` as Scene['weather'],
          motifs: [present('bird'), present('boat'), present('cup'), present('house')],
          people: [self, somebody({ age: 'AGE_CHILD' })],
        }
        const {
          rgba,
          matter: map,
          width,
          height,
          horizon,
          focus,
        } = compose({ ...jobOf(scene, {}, 3), width: 256, height: 192 })
        expect([rgba.length, map.length]).toEqual([4 * width * height, width * height])
        expect(rgba.filter((_, i) => i % 4 === 3 && i % 404 === 3).every((alpha) => alpha === 255)).toBe(true)
        expect(Math.max(...shares(map).keys())).toBe(15)
        expect(horizon).toBeLessThanOrEqual(height)
        expect(focus.length).toBeGreaterThan(0)
        const ground = setting === 'ROOM' ? [matter.floor, matter.wall] : [matter.grass, matter.earth, matter.stone]
        expect(ground.reduce((sum, kind) => sum + shares(map)[kind]!, 0)).toBeGreaterThan(0.03)
        // Never black, never blank.
        const [red, green, blue] = mean(rgba)
        expect(red + green + blue).toBeGreaterThan(75)
        expect(red + green + blue).toBeLessThan(735)
      }
    }
  })
})

test('a night is darker and bluer than its day', () => {
  const of = (timeOfDay: Scene['timeOfDay']) => mean(compose(jobOf({ setting: 'SETTING_FIELD', timeOfDay })).rgba)
  const [dayRed, , dayBlue] = of('TIME_OF_DAY_DAY')
  const [nightRed, , nightBlue] = of('TIME_OF_DAY_NIGHT')
  expect(nightRed).toBeLessThan(0.6 * dayRed)
  expect(nightBlue / nightRed).toBeGreaterThan(dayBlue / dayRed)
})

test('brightness lightens and warmth yellows, step by step', () => {
  const steps = [-1, -0.5, 0, 0.5, 1]
  const lights = steps.map((brightness) =>
    mean(compose(jobOf({ setting: 'SETTING_RIVER' }, { brightness })).rgba).reduce((a, b) => a + b),
  )
  expect(lights).toEqual(lights.toSorted((a, b) => a - b))
  const yellows = steps
    .map((warmth) => mean(compose(jobOf({ setting: 'SETTING_RIVER' }, { warmth })).rgba))
    .map(([red, , blue]) => red - blue)
  expect(yellows).toEqual(yellows.toSorted((a, b) => a - b))
})

test('nothing of a dissolved picture stands out as it did', () => {
  const job = (abstraction: number) =>
    jobOf({ setting: 'SETTING_SEA', motifs: [present('lighthouse')] }, { abstraction })
  const contrast = (abstraction: number) => {
    const { rgba } = compose(job(abstraction))
    const empty = compose(jobOf({ setting: 'SETTING_SEA' }, { abstraction })).rgba
    return rgba.reduce((sum, value, i) => sum + Math.abs(value - empty[i]!), 0)
  }
  expect(contrast(1)).toBeLessThan(contrast(0))
})

test('any size is composed', () => {
  for (const [width, height] of [
    [256, 256],
    [1024, 256],
    [256, 1024],
    [64 * 17, 64 * 9],
  ] as const)
    expect(compose({ ...golden(3), width, height }).matter).toHaveLength(width * height)
})
