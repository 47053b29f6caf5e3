import { expect, test } from 'vitest'
import { type Belief, bestLook, drawLook, type Evidence, learn, noBelief } from '../src/taste/belief.ts'
import { aspects, comfortLeaning, comfortRound, type Leaning } from '../src/taste/leaning.ts'
import { chanceOf } from '../src/taste/random.ts'
import { follow, type Following, someStyles } from './taste-writers.ts'

const look = (over: Partial<Leaning> = {}): Leaning => ({
  brightness: 0,
  warmth: 0,
  blur: 0,
  abstraction: 0,
  style: 'impressionist',
  ...over,
})
const rated = (liked: number, over: Partial<Leaning> = {}): Evidence => ({ look: look(over), liked, sd: 0.15 })
const after = (...said: Evidence[]): Belief => said.reduce((belief, one) => learn(belief, [one]), noBelief(someStyles))
const again = <T>(times: number, one: T): T[] => Array.from({ length: times }, () => one)

test('what is rated well is leant towards, what is rated badly is left', () => {
  const bright = bestLook(after(rated(0.95, { brightness: 0.5 }), rated(0.1, { brightness: -0.5 })), someStyles)
  expect(bright.brightness).toBeGreaterThan(0)
  const dark = bestLook(after(rated(0.1, { brightness: 0.5 }), rated(0.95, { brightness: -0.5 })), someStyles)
  expect(dark.brightness).toBeLessThan(0)
  expect(bestLook(after(rated(0.95, { style: 'ink' }), rated(0.4)), someStyles).style).toBe('ink')
  expect(bestLook(after(rated(0.1, { style: 'ink' }), rated(0.2)), someStyles).style).not.toMatch('ink')
})

test('a choice between two pictures teaches which way, and the surer the oftener', () => {
  const over = (one: Partial<Leaning>, other: Partial<Leaning>): Evidence => ({ look: look(one), over: look(other) })
  const soft = over({ blur: 0.5 }, { blur: 0 })
  expect(bestLook(after(...again(4, soft)), someStyles).blur).toBeGreaterThan(
    bestLook(after(...again(4, over({ blur: 0 }, { blur: 0.5 }))), someStyles).blur,
  )
  expect(bestLook(after(over({ style: 'swirl' }, {})), someStyles).style).toBe('swirl')
  // The same picture twice says nothing.
  expect(bestLook(after(over({}, {})), someStyles)).toEqual(bestLook(noBelief(someStyles), someStyles))
  // However sure a belief is, and however wrong it was, it stays a number.
  const wrong = after(...again(200, soft), ...again(3, over({ blur: 0 }, { blur: 0.5 })))
  expect([...wrong.precision, ...wrong.information].every(Number.isFinite)).toBe(true)
})

test('the same is drawn again from the same belief and seed, and survives being written down', () => {
  const belief = after(rated(0.9, { warmth: 0.25 }), rated(0.3, { abstraction: 0.5, style: 'ink' }))
  const drawn = drawLook(belief, someStyles, chanceOf('one'))
  expect(drawLook(JSON.parse(JSON.stringify(belief)) as Belief, someStyles, chanceOf('one'))).toEqual(drawn)
  const others = Array.from({ length: 20 }, (_, i) => JSON.stringify(drawLook(belief, someStyles, chanceOf(`${i}`))))
  expect(new Set(others).size).toBeGreaterThan(1)
  expect(JSON.stringify(belief).length).toBeLessThan(6_000)
})

test('a style that is new at the site may be drawn, one that is gone is not; what was learned stays', () => {
  const belief = after(rated(0.95, { style: 'ink', warmth: 0.5 }), rated(0.2, { warmth: -0.5 }))
  expect(bestLook(belief, ['impressionist', 'fresco']).style).toMatch(/impressionist|fresco/)
  const more = learn(belief, [rated(1, { style: 'fresco', warmth: 0.5 }), rated(1, { style: 'fresco' })])
  expect(more.styles).toEqual([...someStyles, 'fresco'])
  expect(bestLook(more, [...someStyles, 'fresco']).style).toBe('fresco')
  expect(bestLook(more, someStyles)).toMatchObject({ style: 'ink', warmth: expect.any(Number) })
  expect(bestLook(more, someStyles).warmth).toBeGreaterThan(0)
})

test('a look never leans farther than half, whatever was rated', () => {
  const belief = after(...again(60, rated(1, { brightness: 0.5, warmth: -0.5, blur: 0.5, abstraction: 0.5 })))
  for (let i = 0; i < 50; i++)
    for (const aspect of aspects)
      expect(Math.abs(drawLook(belief, someStyles, chanceOf(`${i}`))[aspect])).toBeLessThanOrEqual(0.5)
})

test('the comfort round shows every style and both ends of everything, evenly', () => {
  const round = comfortRound.map((_, n) => comfortLeaning(n, someStyles))
  expect(new Set(round.map(({ style }) => style))).toEqual(new Set(someStyles))
  for (const [i, one] of aspects.entries()) {
    const ends = [...new Set(round.map((picture) => picture[one]))]
    expect(ends).toHaveLength(2)
    for (const other of aspects.slice(i + 1))
      for (const end of ends)
        expect(new Set(round.filter((picture) => picture[one] === end).map((picture) => picture[other])).size).toBe(2)
  }
  expect(comfortLeaning(4, ['only'])).toMatchObject({ style: 'only' })
})

/** Means over so many writers: at each step how many are in the top quarter, and what they lose. */
function fare(length: number, writers: Omit<Following, 'seed'>) {
  const runs = Array.from({ length }, (_, seed) => follow({ ...writers, seed: `${seed}` }))
  const mean = (n: number, of: (step: { worse: number; lost: number }) => number) =>
    runs.reduce((sum, run) => sum + of(run[n]!), 0) / runs.length
  return {
    inTopQuarter: (n: number) => mean(n, ({ worse }) => Number(worse <= 0.25)),
    lost: (n: number) => mean(n, ({ lost }) => lost),
  }
}

test.each([0.05, 0.2])('within 12 ratings of noise %d, 9 of 10 writers see a look of their top quarter', (noise) => {
  const { inTopQuarter, lost } = fare(200, { kind: 'quadratic', noise, hasComfortRound: true, ratings: 16 })
  expect(inTopQuarter(12)).toBeGreaterThanOrEqual(0.9)
  expect(lost(4)).toBeLessThan(lost(0))
  expect(lost(12)).toBeLessThan(lost(4))
  expect(lost(16)).toBeLessThan(lost(8))
})

test('writers with a taste of another kind than the model’s are found, too', () => {
  for (const kind of ['peaked', 'stepped'] as const) {
    const { inTopQuarter, lost } = fare(100, { kind, noise: 0.1, hasComfortRound: true, ratings: 16 })
    expect(inTopQuarter(12)).toBeGreaterThanOrEqual(0.85)
    expect(lost(16)).toBeLessThan(0.5 * lost(0))
  }
})

test('a writer whose taste changes is followed', () => {
  const { inTopQuarter, lost } = fare(200, {
    kind: 'quadratic',
    noise: 0.1,
    hasComfortRound: true,
    ratings: 48,
    changesAfter: 24,
  })
  expect(inTopQuarter(24)).toBeLessThan(0.5)
  expect(inTopQuarter(48)).toBeGreaterThanOrEqual(0.9)
  expect(lost(48)).toBeLessThan(0.4 * lost(24))
})
