import { aspects, farthest, type Leaning, numbersOffered } from './leaning.ts'
import { cholesky, dot, solveLower, solveUpper } from './linear.ts'
import type { Chance } from './random.ts'

// What is believed about one writer's taste. How much a picture is liked, 0 to 1, is taken to be a quadratic function of how
// its look leans, plus something for its style, plus noise: Bayesian linear regression (Bishop, Pattern Recognition and
// Machine Learning, 2006, section 3.3), kept in information form (precision, and precision times mean), so that evidence
// only adds and forgetting only draws back towards the site's prior. A quadratic is the least that has a best place in the
// middle; it need not be true to find a look that is liked: see test/taste-simulation.test.ts for writers it is not true of.
// The next look is chosen by Thompson sampling (Thompson, Biometrika 25, 1933; Russo et al., A Tutorial on Thompson Sampling,
// Foundations and Trends in Machine Learning 11, 2018): draw one taste from the belief, and take the look it likes best.

/** What a writer let us know about pictures. */
export type Evidence =
  /** A picture was liked so much, 0 to 1; `sd`: how far off that may be, as a standard deviation. */
  | { look: Leaning; liked: number; sd: number }
  /** A picture was chosen over another one. */
  | { look: Leaning; over: Leaning }

/** As JSON: about 3 KB. */
export interface Belief {
  version: 1
  /** Styles by the order of their features. */
  styles: string[]
  /** The lower triangle of the precision matrix. */
  precision: number[]
  /** Precision times mean. */
  information: number[]
  /** How much evidence it has seen. */
  seen: number
}

/** Before anything is known. Mean and standard deviation of what a feature may add to how much a picture is liked. */
const prior = {
  constant: { mean: 0.6, sd: 0.25 },
  straight: { mean: 0, sd: 0.25 },
  /** Of blur and abstraction: pictures stay as the house has them, sharp and plain, until there is a reason. */
  softening: { mean: -0.2, sd: 0.25 },
  /** Tastes have a best place oftener than a worst. */
  bent: { mean: -0.12, sd: 0.12 },
  crossed: { mean: 0, sd: 0.06 },
  style: { mean: 0, sd: 0.2 },
  /** What the house paints in by itself is left for a reason only. */
  houseStyle: { mean: 0.05, sd: 0.2 },
}

/** How much of what was known is still believed after one more piece of evidence: half after 8. */
const remembered = 0.92
/** How far off a choice between two pictures may be, as a standard deviation. */
const choiceSd = 0.2
/**
 * How far a drawn taste strays from what is believed, of a true draw. Fewer strange pictures, and less lost, for a little less
 * found (Chapelle & Li, An Empirical Evaluation of Thompson Sampling, 2011, section 3: posterior reshaping).
 */
const daring = 0.2

const pairs = aspects.flatMap((_, i) => aspects.slice(i + 1).map((__, j) => [i, i + 1 + j] as const))
const numbered = 1 + 2 * aspects.length + pairs.length

/** The numbers of a leaning as features, each aspect brought to -1..1. */
function numbersOf({ brightness, warmth, blur, abstraction }: Omit<Leaning, 'style'>): number[] {
  const x = [brightness / farthest, warmth / farthest, (2 * blur) / farthest - 1, (2 * abstraction) / farthest - 1]
  return [1, ...x, ...x.map((one) => one * one), ...pairs.map(([i, j]) => x[i]! * x[j]!)]
}

/** The features of all that can be chosen from, one after the other. */
const grid = Float64Array.from(numbersOffered.flatMap(numbersOf))

const featuresOf = (look: Leaning, styles: readonly string[]): number[] => [
  ...numbersOf(look),
  ...styles.map((style) => (style === look.style ? 1 : 0)),
]

const priors = (styles: readonly string[]) => [
  prior.constant,
  ...aspects.map((name) => (name === 'blur' || name === 'abstraction' ? prior.softening : prior.straight)),
  ...aspects.map(() => prior.bent),
  ...pairs.map(() => prior.crossed),
  ...styles.map((_, i) => (i === 0 ? prior.houseStyle : prior.style)),
]

/** What is believed of somebody who has not said anything yet, at a site with these styles. */
export function noBelief(styles: readonly string[]): Belief {
  const known = priors(styles)
  return {
    version: 1,
    styles: [...styles],
    precision: known.flatMap(({ sd }, i) => [...Array.from({ length: i }, () => 0), sd ** -2]),
    information: known.map(({ mean, sd }) => mean * sd ** -2),
    seen: 0,
  }
}

/** The belief with the styles that are new at the site; what is known stays. */
function withStyles(belief: Belief, styles: readonly string[]): Belief {
  const fresh = [...new Set(styles)].filter((style) => !belief.styles.includes(style))
  if (fresh.length === 0) return belief
  const all = [...belief.styles, ...fresh]
  const { precision, information } = noBelief(all)
  return {
    ...belief,
    styles: all,
    precision: [...belief.precision, ...precision.slice(belief.precision.length)],
    information: [...belief.information, ...information.slice(belief.information.length)],
  }
}

/** Learns from what was said at once; what was learned before counts a little less from now on. */
export function learn(belief: Belief, said: readonly Evidence[]): Belief {
  if (said.length === 0) return belief
  const before = withStyles(
    belief,
    said.flatMap(looksOf).map(({ style }) => style),
  )
  const faded: Belief = {
    ...before,
    seen: before.seen + 1,
    precision: before.precision.map((value) => remembered * value),
    information: before.information.map((value) => remembered * value),
  }
  // What is forgotten goes back to what is believed of anybody.
  for (const [i, { mean, sd }] of priors(before.styles).entries()) {
    faded.precision[(i * (i + 3)) / 2]! += (1 - remembered) * sd ** -2
    faded.information[i]! += (1 - remembered) * mean * sd ** -2
  }
  return said.reduce(add, faded)
}

const looksOf = (evidence: Evidence) => ('over' in evidence ? [evidence.look, evidence.over] : [evidence.look])

function add(belief: Belief, evidence: Evidence): Belief {
  const features = featuresOf(evidence.look, belief.styles)
  if (!('over' in evidence)) return adding(belief, features, evidence.sd ** -2, evidence.liked * evidence.sd ** -2)

  // A choice says on which side of a line the taste lies. The normal distribution nearest to what is believed then is found by
  // its moments (Opper 1998; in this form in Herbrich, Minka & Graepel, TrueSkill, 2006), and its share is added.
  const others = featuresOf(evidence.over, belief.styles)
  const apart = features.map((value, i) => value - others[i]!)
  if (apart.every((value) => value === 0)) return belief
  const { mean, lower } = solved(belief)
  const spread = solveLower(lower, apart, apart.length)
  const variance = dot(spread, spread)
  const scale = Math.sqrt(variance + choiceSd ** 2)
  const t = dot(mean, apart) / scale
  const v = hazard(t)
  const w = v * (v + t)
  const gained = w / scale ** 2 / (1 - (w * variance) / scale ** 2)
  return adding(belief, apart, gained, gained * dot(mean, apart) + (v / scale) * (1 + gained * variance))
}

/** Adds `precision` and `information` in one direction. */
function adding(belief: Belief, direction: readonly number[], precision: number, information: number): Belief {
  const added = belief.precision.slice()
  for (let i = 0, at = 0; i < direction.length; i++)
    for (let j = 0; j <= i; j++, at++) added[at]! += precision * direction[i]! * direction[j]!
  return {
    ...belief,
    precision: added,
    information: belief.information.map((value, i) => value + information * direction[i]!),
  }
}

function solved({ precision, information }: Belief) {
  const size = information.length
  const full = new Float64Array(size * size)
  for (let i = 0, at = 0; i < size; i++)
    for (let j = 0; j <= i; j++, at++) full[i * size + j] = full[j * size + i] = precision[at]!
  const lower = cholesky(full, size)
  return { lower, mean: solveUpper(lower, solveLower(lower, information, size), size) }
}

/** The look that one taste, drawn from what is believed, likes best; in one of these styles, at least one. */
export function drawLook(belief: Belief, styles: readonly string[], chance: Chance): Leaning {
  const whole = withStyles(belief, styles)
  const { mean, lower } = solved(whole)
  const strayed = solveUpper(
    lower,
    mean.map(() => chance.normal()),
    mean.length,
  )
  const drawn = mean.map((value, i) => value + daring * strayed[i]!)
  return likedBest(drawn, whole.styles, styles)
}

/** The look that is liked best by what is believed on the whole; in one of these styles, at least one. */
export function bestLook(belief: Belief, styles: readonly string[]): Leaning {
  const whole = withStyles(belief, styles)
  return likedBest(solved(whole).mean, whole.styles, styles)
}

/** Style and numbers add up, so that each can be chosen for itself. */
function likedBest(taste: Float64Array, known: readonly string[], offered: readonly string[]): Leaning {
  const styleOf = (name: string) => taste[numbered + known.indexOf(name)]!
  const style = offered.reduce((best, name) => (styleOf(name) > styleOf(best) ? name : best))
  let [best, most] = [0, -Infinity]
  for (let i = 0, at = 0; i < numbersOffered.length; i++) {
    let liked = 0
    for (let j = 0; j < numbered; j++, at++) liked += grid[at]! * taste[j]!
    if (liked > most) [best, most] = [i, liked]
  }
  return { ...numbersOffered[best]!, style }
}

/** The density of the normal distribution at t over its mass below t; steady where both are nearly nothing. */
function hazard(t: number): number {
  if (t < -5) return -t - 1 / t
  return Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI) / massBelow(t)
}

/** The mass of the normal distribution below t, to 1.5e-7 (Abramowitz & Stegun 7.1.26). */
function massBelow(t: number): number {
  const x = Math.abs(t) / Math.SQRT2
  const k = 1 / (1 + 0.3275911 * x)
  const tail =
    k * (0.254829592 + k * (-0.284496736 + k * (1.421413741 + k * (-1.453152027 + k * 1.061405429)))) * Math.exp(-x * x)
  return t > 0 ? 1 - tail / 2 : tail / 2
}
