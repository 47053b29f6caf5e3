import type { Scene } from '@aiw/proto'
import { describe, expect, test } from 'vitest'
import { stageFor } from '../../src/backends/painter/compose.ts'
import { briefOf } from '../../src/backends/painter/compose/brief.ts'
import { sunFalls } from '../../src/backends/painter/compose/settings/window.ts'
import { gone, jobOf, present, self, somebody } from './support.ts'

const seeds = Array.from({ length: 40 }, (_, i) => i * 7919 + 3)
const roomOf = (seed: number, scene: Partial<Scene> = {}) =>
  stageFor(jobOf({ setting: 'SETTING_ROOM', ...scene }, {}, seed))
const countOf = (stage: ReturnType<typeof stageFor>, name: string) =>
  stage.props.filter((prop) => prop.name === name).length

describe('another seed is another room', () => {
  const rooms = seeds.map((seed) => roomOf(seed, { people: [self] }))
  const shareWith = (has: (stage: (typeof rooms)[number]) => boolean) => rooms.filter(has).length / rooms.length

  test('with one window, two or none to be seen, wherever they are', () => {
    const windows = rooms.map((room) => countOf(room, 'window'))
    expect(new Set(windows)).toEqual(new Set([0, 1, 2]))
    const places = rooms.flatMap(({ props, width }) =>
      props.filter(({ name }) => name === 'window').map(({ x }) => x / width),
    )
    expect(Math.min(...places)).toBeLessThan(0.3)
    expect(Math.max(...places)).toBeGreaterThan(0.65)
  })

  test('seldom with a table, and from near as well as from across', () => {
    const tables = shareWith((room) => countOf(room, 'table') > 0)
    expect(tables).toBeGreaterThan(0.05)
    expect(tables).toBeLessThan(0.5)
    const heights = rooms.map(({ props, height }) => props.find(({ name }) => name === 'person')!.height / height)
    expect(Math.min(...heights)).toBeGreaterThan(0.33)
    expect(Math.max(...heights)).toBeGreaterThan(0.6)
    expect(shareWith(({ isCut }) => isCut)).toBeGreaterThan(0.2)
  })

  test('now and then with an armchair or a sofa to sit on, and something near before it all', () => {
    const seats = shareWith((room) => countOf(room, 'armchair') + countOf(room, 'sofa') > 0)
    expect(seats).toBeGreaterThan(0.05)
    expect(seats).toBeLessThan(0.5)
    const near = shareWith((room) => countOf(room, 'door frame') + countOf(room, 'near flowers') > 0)
    expect(near).toBeGreaterThan(0.05)
    expect(near).toBeLessThan(0.5)
    for (const seed of seeds) {
      const bare = roomOf(seed, { people: [self], motifs: ['chair', 'table', 'door'].map(gone) })
      expect(
        ['armchair', 'sofa', 'door frame', 'near flowers', 'table'].filter((name) => countOf(bare, name) > 0),
      ).toEqual([])
    }
  })

  test('with a window where one is spoken of, and with a table where something must lie on it', () => {
    for (const seed of seeds) {
      expect(countOf(roomOf(seed, { motifs: [present('window')] }), 'window')).toBeGreaterThan(0)
      expect(countOf(roomOf(seed, { motifs: [present('cup')] }), 'table')).toBe(1)
      expect(countOf(roomOf(seed, { motifs: [gone('window')] }), 'window')).toBe(0)
    }
  })

  test('in which whoever is named is seen, and whole where they rest', () => {
    for (const seed of seeds) {
      const people = [self, somebody({ relation: 'mother' })]
      for (const motifs of [[], [present('cup')], [present('bed')]]) {
        const room = roomOf(seed, { people, motifs })
        const figures = room.props.filter(({ name }) => name === 'person')
        expect(figures).toHaveLength(2)
        for (const { x, y, height } of figures) {
          expect(x).toBeGreaterThan(0.02 * room.width)
          expect(x).toBeLessThan(0.98 * room.width)
          expect(y - height).toBeGreaterThan(0)
        }
      }
    }
  })
})

describe('the sun lies on the floor', () => {
  const falls = (scene: Partial<Scene>, brightness = 0.4) =>
    sunFalls(briefOf(jobOf({ setting: 'SETTING_ROOM', ...scene }, { brightness })))

  test('of a bright picture by day', () => {
    expect(falls({})).toBe(true)
    expect(falls({ timeOfDay: 'TIME_OF_DAY_DAY', weather: 'WEATHER_CLEAR' })).toBe(true)
  })

  test.each([
    ['by night', { timeOfDay: 'TIME_OF_DAY_NIGHT' }, 0.4],
    ['in a dark picture', {}, -0.1],
    ['in rain', { weather: 'WEATHER_RAIN' }, 0.4],
    ['without a lamp', { motifs: [gone('lamp')] }, 0.4],
    ['without light', { motifs: [gone('light')] }, 0.4],
  ] as const)('not %s', (_, scene, brightness) => {
    expect(falls(scene as Partial<Scene>, brightness)).toBe(false)
  })
})
