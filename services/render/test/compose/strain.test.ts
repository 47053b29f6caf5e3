import type { Look, Person, Scene } from '@aiw/proto'
import { describe, expect, test } from 'vitest'
import { compose, stageFor } from '../../src/backends/painter/compose.ts'
import { jobOf, present, self, somebody } from './support.ts'

const seeds = [1, 2, 3, 5, 8, 13, 21, 34]
/** As gateway's table of feelings has them. */
const anger = { brightness: -0.6, warmth: 0, energy: 0.95 }
const grief = { brightness: -0.6, warmth: -0.6, energy: 0.15 }
const joy = { brightness: 0.6, warmth: 0.6, energy: 0.75 }
const husband = somebody({ relation: 'husband' })

function propsOf(scene: Partial<Scene>, look: Partial<Look>, seed: number) {
  const { props, width, height } = stageFor(jobOf(scene, look, seed))
  return { of: (name: string) => props.filter((prop) => prop.name === name), width, height }
}

/** How far apart two people are, in widths of the picture. */
function distance(
  scene: Partial<Scene>,
  look: Partial<Look>,
  seed: number,
  people: Person[] = [self, husband],
): number {
  const { of, width } = propsOf({ ...scene, people }, look, seed)
  const [one, other] = of('person')
  return Math.abs(one!.x - other!.x) / width
}

describe('where there is anger or fear people keep away from each other', () => {
  test.each(['ROOM', 'FIELD', 'ROAD', 'TOWN', 'GARDEN'] as const)('in %s', (setting) => {
    const place = { setting: `SETTING_${setting}` } as const
    for (const seed of seeds) {
      expect(distance(place, anger, seed)).toBeGreaterThan(0.25)
      expect(distance(place, joy, seed)).toBeLessThan(0.22)
    }
  })

  test.each(['bed', 'sofa', 'bench', 'armchair', 'table'])('nor do they rest together on a %s', (word) => {
    for (const seed of seeds) {
      expect(distance({ setting: 'SETTING_ROOM', motifs: [present(word)] }, anger, seed)).toBeGreaterThan(0.2)
    }
  })

  test('a thrown plate sets no table: it lies on the floor', () => {
    for (const seed of seeds) {
      const scene = { setting: 'SETTING_ROOM', motifs: [present('plate')], people: [self, husband] } as const
      const angry = propsOf({ ...scene, motifs: [...scene.motifs], people: [...scene.people] }, anger, seed)
      const [plate] = angry.of('plate')
      expect(plate!.y).toBeGreaterThan(0.7 * angry.height)
      expect(angry.of('chair').length).toBeLessThan(2)
      // Nor where a writer has gentle pictures, which are never as dark or as stirred.
      const gentle = { brightness: -0.25, energy: 0.35 }
      expect(
        propsOf({ ...scene, motifs: [...scene.motifs], people: [...scene.people] }, gentle, seed).of('chair'),
      ).toEqual([])
      expect(
        propsOf({ ...scene, motifs: [...scene.motifs], people: [...scene.people] }, joy, seed).of('chair'),
      ).toHaveLength(2)
    }
  })

  test('a chair is overturned, but none that is said to be gone', () => {
    const scene = { setting: 'SETTING_ROOM', people: [self] } as const
    for (const seed of seeds) {
      const of = (look: Partial<Look>) => propsOf({ ...scene, people: [self] }, look, seed).of('chair')
      expect(of(anger)).toHaveLength(1)
      expect(of(joy)).toEqual([])
      expect(propsOf({ ...scene, people: [self] }, anger, seed).of('near flowers')).toEqual([])
    }
    const gone = { ...present('chair'), presence: 'PRESENCE_ABSENT' } as const
    expect(propsOf({ ...scene, people: [self], motifs: [gone] }, anger, 1).of('chair')).toEqual([])
  })
})

test('grief parts nobody', () => {
  for (const seed of seeds) expect(distance({ setting: 'SETTING_FIELD' }, grief, seed)).toBeLessThan(0.22)
})

test('a look brought lighter or darker than what is felt moves nobody and nothing', () => {
  const boxes = (scene: Partial<Scene>, look: Partial<Look>, seed: number) =>
    stageFor(jobOf({ people: [self, husband], motifs: [present('plate')], ...scene }, look, seed)).props.map(
      ({ name, x, y, width, height }) => ({ name, x, y, width, height }),
    )
  for (const felt of [anger, grief, joy])
    for (const setting of ['SETTING_ROOM', 'SETTING_FIELD', 'SETTING_TOWN'] as const)
      for (const seed of seeds.slice(0, 2)) {
        const asFelt = boxes({ setting }, felt, seed)
        for (const dialled of [{ brightness: 0.8 }, { brightness: -0.8, warmth: 1 }])
          expect(boxes({ setting, felt }, { ...felt, ...dialled }, seed)).toEqual(asFelt)
      }
})

test('in a room anger is of stronger contrast, and redder, than grief', () => {
  const seen = (look: Partial<Look>, seed: number) => {
    const { rgba } = compose(jobOf({ setting: 'SETTING_ROOM', people: [self, husband] }, look, seed))
    let [sum, squares, red] = [0, 0, 0]
    for (let i = 0; i < rgba.length; i += 4) {
      const light = 0.3 * rgba[i]! + 0.6 * rgba[i + 1]! + 0.1 * rgba[i + 2]!
      sum += light
      squares += light * light
      red += rgba[i]! - rgba[i + 1]!
    }
    const n = rgba.length / 4
    const mean = sum / n
    return { contrast: Math.sqrt(squares / n - mean * mean) / mean, red: red / n / mean }
  }
  const [angry, sad] = [anger, grief].map((look) => {
    const all = seeds.map((seed) => seen(look, seed))
    const mean = (of: (one: (typeof all)[number]) => number) => all.reduce((sum, one) => sum + of(one), 0) / all.length
    return { contrast: mean(({ contrast }) => contrast), red: mean(({ red }) => red) }
  })
  expect(angry!.contrast).toBeGreaterThan(1.3 * sad!.contrast)
  expect(angry!.red).toBeGreaterThan(sad!.red + 0.1)
})
