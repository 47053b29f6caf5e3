import { drawLook, learn, noBelief } from '../src/taste/belief.ts'
import { aspects, comfortLeaning, comfortRound, farthest, type Leaning, numbersOffered } from '../src/taste/leaning.ts'
import { type Chance, chanceOf } from '../src/taste/random.ts'

// Writers whose taste is known, so that it can be told whether it was found. Only the first kind has a taste of the model's own
// family; none of them has one that was drawn from the model's prior.

export const someStyles = ['impressionist', 'pointillist', 'swirl', 'watercolour', 'ink']

/** Where a look lies, each aspect from -1 to 1. */
const placeOf = ({ brightness, warmth, blur, abstraction }: Omit<Leaning, 'style'>) => [
  brightness / farthest,
  warmth / farthest,
  (2 * blur) / farthest - 1,
  (2 * abstraction) / farthest - 1,
]

export const kinds = ['quadratic', 'peaked', 'stepped', 'mixed'] as const
export type Kind = (typeof kinds)[number]

/** A writer of a kind, with a best look anywhere in what is offered. */
export function writerOf(kind: Kind, chance: Chance) {
  const liking = likingOf(kind, chance)
  const likes = (look: Leaning) => liking(placeOf(look), someStyles.indexOf(look.style))
  const all = Float64Array.from(someStyles.flatMap((_, style) => places.map((place) => liking(place, style)))).sort()
  const most = all.at(-1)!
  const average = all.reduce((sum, one) => sum + one) / all.length
  return {
    /** How much a look is liked, 0 to 1 or thereabouts. */
    likes,
    /** The share of what is offered that is liked better than a look. */
    worseThan: (look: Leaning) => {
      const liked = likes(look) + 1e-9
      let [from, to] = [0, all.length]
      while (from < to) {
        const middle = (from + to) >> 1
        if (all[middle]! > liked) to = middle
        else from = middle + 1
      }
      return 1 - from / all.length
    },
    /** What is lost with a look, of the way from the best one to the average: 0 the best, 1 the average. */
    lost: (look: Leaning) => (most - likes(look)) / (most - average),
  }
}

const places = numbersOffered.map(placeOf)

function likingOf(kind: Kind, chance: Chance): (place: readonly number[], style: number) => number {
  const between = (least: number, most: number) => least + (most - least) * chance.even()
  const best = aspects.map(() => between(-1, 1))
  const weights = aspects.map(() => between(0.05, 0.25))
  const styles = someStyles.map(() => between(-0.2, 0.2))
  const favourite = Math.floor(chance.even() * someStyles.length)
  const level = between(0.6, 0.9)
  const sum = (place: readonly number[], of: (away: number, i: number) => number) => {
    let all = 0
    for (let i = 0; i < place.length; i++) all += of(place[i]! - best[i]!, i)
    return all
  }
  switch (kind) {
    case 'quadratic':
      return (place, style) => level - sum(place, (d, i) => weights[i]! * d * d) + styles[style]!
    case 'peaked':
      // Hardly anything pleases but what is near.
      return (place, style) =>
        0.15 + 0.6 * Math.exp(-sum(place, (d) => d * d) / (2 * 0.9 ** 2)) + (style === favourite ? 0.2 : 0)
    case 'stepped':
      // Each aspect is right or wrong, the style is right or wrong, and nothing between.
      return (place, style) =>
        0.1 + sum(place, (d) => (Math.abs(d) < 0.7 ? 0.15 : 0)) + (style === favourite ? 0.25 : 0)
    case 'mixed':
      // How abstract it should be depends on the style, the other way round from one to the next: the model has no word for that.
      return (place, style) => {
        const turned = place.with(3, style % 2 === 0 ? place[3]! : -place[3]!)
        return level - sum(turned, (d, i) => weights[i]! * d * d) + styles[style]!
      }
  }
}

/** How a writer fares. */
export interface Following {
  kind: Kind
  /** Standard deviation of a rating, on its scale of 0 to 1. */
  noise: number
  seed: string
  /** Whether the first eight pictures are those of the comfort round; else they are drawn from the start. */
  hasComfortRound: boolean
  ratings: number
  /** After so many ratings their taste is another one. */
  changesAfter?: number
}

/**
 * A writer rates pictures one after the other, and the house learns. For each number of ratings from 0: the share of what is
 * offered that they like better than the look that is chosen then, and what is lost with it.
 */
export function follow({ kind, noise, seed, hasComfortRound, ratings, changesAfter }: Following) {
  const chance = chanceOf(`writer ${kind} ${seed}`)
  let writer = writerOf(kind, chance)
  let belief = noBelief(someStyles)
  const steps: { worse: number; lost: number }[] = []
  for (let n = 0; n <= ratings; n++) {
    if (n === changesAfter) writer = writerOf(kind, chance)
    const chosen = drawLook(belief, someStyles, chanceOf(`look ${seed} ${n}`))
    steps.push({ worse: writer.worseThan(chosen), lost: writer.lost(chosen) })
    const look = hasComfortRound && n < comfortRound.length ? comfortLeaning(n, someStyles) : chosen
    const liked = Math.min(1, Math.max(0, writer.likes(look) + noise * chance.normal()))
    belief = learn(belief, [{ look, liked, sd: 0.15 }])
  }
  return steps
}
