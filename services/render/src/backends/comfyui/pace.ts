/** How long a node takes, learnt from what it took. Values in, values out; all times in milliseconds. */

/** What the time of a picture depends on. */
export interface Work {
  recipe: string
  steps: number
  width: number
  height: number
}

/** What is known of a node's pace. */
export interface Pace {
  /** What the last pictures took on the GPU, newest last, by kind of work. */
  readonly took: ReadonlyMap<string, { work: Work; ms: readonly number[] }>
  /** What it takes besides the GPU, by recipe: what is prepared before, what is finished after. */
  readonly around: ReadonlyMap<string, readonly number[]>
  /** What loading a recipe's models took, when another's were loaded. */
  readonly loads: ReadonlyMap<string, readonly number[]>
}

/** A picture of ours that is on a node. */
export interface OnNode {
  recipe: string
  expectedMs: number
  /** When the node began with it, by the same clock as `now`; missing while it waits. */
  begunAt?: number | undefined
}

export const unknownPace: Pace = { took: new Map(), around: new Map(), loads: new Map() }

/** So many of the last times are kept; half of them may be odd. */
const kept = 9

/** A picture that should have been there by now takes at least so much longer. */
const leastLeftMs = 50

/** Adds what one picture took on the GPU, its models being loaded. */
export function withPicture(pace: Pace, work: Work, ms: number): Pace {
  const key = keyOf(work)
  return {
    ...pace,
    took: new Map(pace.took).set(key, { work, ms: [...(pace.took.get(key)?.ms ?? []), ms].slice(-kept) }),
  }
}

/** Forgets what a recipe took before, for what it takes now: a node that was slow once is not believed slow for ever. */
export const withMeasured = (pace: Pace, work: Work, ms: number): Pace => ({
  ...pace,
  took: new Map([...pace.took].filter(([, other]) => other.work.recipe !== work.recipe)).set(keyOf(work), {
    work,
    ms: [ms],
  }),
})

/** Adds what one picture took besides the GPU. */
export const withAround = (pace: Pace, recipe: string, ms: number): Pace => ({
  ...pace,
  around: added(pace.around, recipe, ms),
})

/** Adds what loading a recipe's models took. */
export const withLoad = (pace: Pace, recipe: string, ms: number): Pace => ({
  ...pace,
  loads: added(pace.loads, recipe, Math.max(0, ms)),
})

const added = (all: ReadonlyMap<string, readonly number[]>, recipe: string, ms: number) =>
  new Map(all).set(recipe, [...(all.get(recipe) ?? []), ms].slice(-kept))

/**
 * What such a picture takes on the GPU: the median of its like; before the first, that of the recipe's nearest other kind,
 * scaled by pixels and steps; before any, `assumedMs`.
 */
export function paintMs(pace: Pace, work: Work, assumedMs: number): number {
  const alike = pace.took.get(keyOf(work))
  if (alike) return medianOf(alike.ms)
  const cost = costOf(work)
  const nearest = [...pace.took.values()]
    .filter((other) => other.work.recipe === work.recipe)
    .toSorted((a, b) => Math.abs(Math.log(costOf(a.work) / cost)) - Math.abs(Math.log(costOf(b.work) / cost)))[0]
  return nearest ? (medianOf(nearest.ms) * cost) / costOf(nearest.work) : assumedMs
}

/** What loading takes before this recipe can be painted, after the one that is painted last before it. */
export const loadMs = (pace: Pace, recipe: string, before: string | undefined): number =>
  before === recipe ? 0 : medianOf(pace.loads.get(recipe) ?? [])

/** What is spent besides the GPU on one picture. */
export const aroundMs = (pace: Pace, recipe: string): number => medianOf(pace.around.get(recipe) ?? [])

/** How long all that is on the node will take yet: ours by what is expected of it, others' like a picture of ours each. */
export function waitMs(pace: Pace, own: readonly OnNode[], foreign: number, now: number): number {
  const ours = own.map(({ expectedMs, begunAt }) =>
    begunAt === undefined ? expectedMs : Math.max(leastLeftMs, expectedMs - (now - begunAt)),
  )
  return (
    ours.reduce((sum, ms) => sum + ms, 0) +
    Math.max(0, foreign) * medianOf([...pace.took.values()].flatMap(({ ms }) => ms))
  )
}

/** The median of pictures of a recipe; 0 before the first. */
export const usualMs = (pace: Pace, recipe: string): number =>
  medianOf([...pace.took.values()].flatMap(({ work, ms }) => (work.recipe === recipe ? ms : [])))

export const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const keyOf = ({ recipe, steps, width, height }: Work) => `${recipe} ${steps} ${width}x${height}`

/** Pixels times steps; reading the prompt and decoding the picture are worth some two steps. */
const costOf = ({ steps, width, height }: Work) => width * height * (steps + 2)
