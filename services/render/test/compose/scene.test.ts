import type { Scene } from '@aiw/proto'
import { describe, expect, test } from 'vitest'
import { compose, stageFor } from '../../src/backends/painter/compose.ts'
import { golden, gone, jobOf, nobody, present, self, settings, somebody } from './support.ts'

const named = (job: Parameters<typeof stageFor>[0], name: string) =>
  stageFor(job).props.filter((prop) => prop.name === name)
const seeds = [1, 2, 3, 5, 8, 13, 21, 34]

describe('what is absent', () => {
  test.each(seeds)('leaves one bird and nobody in the golden scene (seed %i)', (seed) => {
    expect(named(golden(seed), 'bird')).toHaveLength(1)
    expect(named(golden(seed), 'person')).toHaveLength(0)
  })

  test.each(settings)('is not drawn in %s, though the setting would show it', (setting) => {
    const words = ['tree', 'bench', 'house', 'street_lamp', 'table', 'chair']
    for (const seed of seeds.slice(0, 3)) {
      const motifs = words.map(gone)
      const { props } = stageFor(
        jobOf({ setting: `SETTING_${setting}` as Scene['setting'], motifs, people: [nobody] }, {}, seed),
      )
      // A forest is its trees.
      const banned = words.filter((word) => setting !== 'FOREST' || word !== 'tree')
      expect(props.filter(({ name }) => banned.includes(name))).toEqual([])
    }
  })

  test('is not drawn where the scene says both that it is there and that it is not', () => {
    expect(named(jobOf({ motifs: [present('dog'), gone('dog')] }), 'dog')).toEqual([])
  })

  test('leaves a place in the picture where nothing stands', () => {
    for (const seed of seeds) {
      const { open, props } = stageFor(golden(seed))
      expect(open).toBeDefined()
      const inside = props.filter(
        ({ name, x, y }) =>
          name === 'person' ||
          (((x - open!.x) / open!.rx) ** 2 + ((y - open!.y) / open!.ry) ** 2 < 0.5 &&
            name !== 'bird' &&
            name !== 'post'),
      )
      expect(inside).toEqual([])
    }
  })

  test('leaves an empty seat where people are missed', () => {
    const seats = seeds.filter((seed) =>
      stageFor(golden(seed)).props.some(({ name }) => ['bench', 'boat', 'swing', 'chair'].includes(name)),
    )
    expect(seats.length).toBeGreaterThan(seeds.length / 2)
  })
})

describe('how many', () => {
  test.each(['bird', 'boat', 'chair', 'dog', 'house', 'cup', 'flower'])('one %s is one', (concept) => {
    for (const seed of seeds) expect(named(jobOf({ motifs: [present(concept)] }, {}, seed), concept)).toHaveLength(1)
  })

  test('two are two, few are three to five, many are a flock', () => {
    for (const seed of seeds) {
      expect(named(jobOf({ motifs: [present('bird', 'QUANTITY_TWO')] }, {}, seed), 'bird')).toHaveLength(2)
      const few = named(jobOf({ motifs: [present('bird', 'QUANTITY_FEW')] }, {}, seed), 'bird').length
      expect(few).toBeGreaterThanOrEqual(3)
      expect(few).toBeLessThanOrEqual(5)
      expect(
        named(jobOf({ motifs: [present('bird', 'QUANTITY_MANY')] }, {}, seed), 'bird').length,
      ).toBeGreaterThanOrEqual(12)
    }
  })

  test('two sisters are two, beside the writer; so many friends leave room for everybody', () => {
    const sisters = somebody({ relation: 'sister', quantity: 'QUANTITY_TWO' })
    const peopleIn = (people: Scene['people']) =>
      stageFor(jobOf({ setting: 'SETTING_FIELD', people })).brief.people.map(({ role, relation }) => relation || role)
    expect(peopleIn([self, sisters])).toEqual(['self', 'sister', 'sister'])
    const many = somebody({ relation: 'friend', quantity: 'QUANTITY_MANY' })
    const mother = somebody({ relation: 'mother' })
    expect(peopleIn([self, many, mother])).toEqual(['self', 'friend', 'mother', ...Array(5).fill('friend')])
  })

  test('a crowd is many figures', () => {
    const job = jobOf({ setting: 'SETTING_TOWN', people: [somebody({ role: 'ROLE_CROWD' })] })
    expect(named(job, 'person').length).toBeGreaterThan(12)
  })
})

describe('who is seen', () => {
  const people = [self, somebody({ relation: 'mother' })]
  const figures = (viewpoint: Scene['viewpoint']) =>
    named(jobOf({ setting: 'SETTING_ROAD', people, viewpoint }), 'person')

  test('through own eyes the writer is not in the picture', () => {
    expect(figures('VIEWPOINT_OWN_EYES')).toHaveLength(1)
    expect(figures('VIEWPOINT_OBSERVER')).toHaveLength(2)
  })

  test('through the other’s eyes the writer is near and the other is not seen', () => {
    const [writer, ...others] = figures('VIEWPOINT_OTHER_EYES')
    expect(others).toEqual([])
    expect(writer!.height).toBeGreaterThan(1.3 * figures('VIEWPOINT_OBSERVER')[0]!.height)
  })

  test('from afar the writer is small', () => {
    expect(figures('VIEWPOINT_FAR')[0]!.height).toBeLessThan(0.5 * figures('VIEWPOINT_OBSERVER')[0]!.height)
  })

  test('a child is smaller than a grown-up, and relations say who is a child', () => {
    const [mother, son] = named(
      jobOf({
        setting: 'SETTING_FIELD',
        people: [somebody({ relation: 'mother' }), somebody({ relation: 'son', age: 'AGE_UNSPECIFIED' })],
      }),
      'person',
    )
    expect(son!.height).toBeLessThan(0.8 * mother!.height)
  })
})

describe('where and when', () => {
  const at = (job: Parameters<typeof stageFor>[0]) =>
    stageFor(job).props.map(({ name, x, y }) => [name, Math.round(x), Math.round(y)])

  test.each(settings)('light, weather, time and moment move nothing in %s', (setting) => {
    const scene = { setting: `SETTING_${setting}` as Scene['setting'], motifs: [present('dog'), present('bird')] }
    const now = at(jobOf({ ...scene, moment: 'MOMENT_NOW' }))
    expect(at(jobOf({ ...scene, moment: 'MOMENT_LATER' }))).toEqual(now)
    expect(at(jobOf({ ...scene, timeOfDay: 'TIME_OF_DAY_DUSK', weather: 'WEATHER_CLOUD' }))).toEqual(now)
    expect(at(jobOf(scene, { brightness: -0.9, warmth: 0.9, energy: 1 }))).toEqual(now)
  })

  test('before, now and later differ in their light', () => {
    const picture = (moment: Scene['moment']) => compose(jobOf({ setting: 'SETTING_FIELD', moment })).rgba
    expect(picture('MOMENT_BEFORE')).not.toEqual(picture('MOMENT_NOW'))
    expect(picture('MOMENT_LATER')).not.toEqual(picture('MOMENT_NOW'))
  })

  test('another seed is another composition', () => {
    const layouts = seeds.map((seed) => JSON.stringify(at(golden(seed))))
    expect(new Set(layouts).size).toBe(seeds.length)
  })

  test('things choose the setting where none is named', () => {
    expect(stageFor(jobOf({ motifs: [present('bed')] })).brief.setting).toBe('SETTING_ROOM')
    expect(stageFor(jobOf({ motifs: [present('sailboat')] })).brief.setting).toBe('SETTING_SEA')
    expect(stageFor(jobOf({ motifs: [present('bed')], setting: 'SETTING_FIELD' })).brief.setting).toBe('SETTING_FIELD')
  })

  test('birds are in the air, boats on water, chairs on the ground', () => {
    for (const seed of seeds) {
      const stage = stageFor(
        jobOf(
          { setting: 'SETTING_SEA', motifs: [present('bird', 'QUANTITY_TWO'), present('boat'), present('chair')] },
          {},
          seed,
        ),
      )
      const seen = (name: string) => stage.props.find((prop) => prop.name === name)!
      expect(seen('bird').y).toBeLessThan(stage.horizon)
      expect(stage.sheet.matterAt(seen('boat').x, seen('boat').y - 2)).toBe(4)
      expect(stage.sheet.matterAt(seen('chair').x, seen('chair').y - 2)).toBe(6)
    }
  })

  test('a lamp stands on a table in a room, and on a post outside', () => {
    const lamps = { motifs: [present('lamp', 'QUANTITY_FEW')] }
    const namesIn = (setting: Scene['setting']) => stageFor(jobOf({ ...lamps, setting })).props.map(({ name }) => name)
    expect(namesIn('SETTING_RIVER')).toContain('street_lamp')
    expect(namesIn('SETTING_RIVER')).not.toContain('lamp')
    expect(namesIn('SETTING_ROOM')).toContain('lamp')
  })
})
