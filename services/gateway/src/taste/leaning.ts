/** How far a picture's look leans away from what its sentence says and what is set: what a writer's taste is about. */
export interface Leaning {
  /** Added to the brightness: -0.5 darker to 0.5 brighter. */
  brightness: number
  /** Added to the warmth: -0.5 colder to 0.5 warmer. */
  warmth: number
  /** Added to the blur: 0 to 0.5. */
  blur: number
  /** 0 as it is to 0.5 half way from there to no thing to be recognised. */
  abstraction: number
  /** A name from `GET /v1/styles`. */
  style: string
}

/** What of a leaning is a number. */
export const aspects = ['brightness', 'warmth', 'blur', 'abstraction'] as const
export type Aspect = (typeof aspects)[number]

/** The furthest a taste may lean, whatever was rated. */
export const farthest = 0.5

/** The leanings that are offered: five steps each, from end to end. */
const steps: Record<Aspect, readonly number[]> = {
  brightness: [-0.5, -0.25, 0, 0.25, 0.5],
  warmth: [-0.5, -0.25, 0, 0.25, 0.5],
  blur: [0, 0.125, 0.25, 0.375, 0.5],
  abstraction: [0, 0.125, 0.25, 0.375, 0.5],
}

/** Every combination of steps, without style. */
export const numbersOffered: readonly Omit<Leaning, 'style'>[] = steps.brightness.flatMap((brightness) =>
  steps.warmth.flatMap((warmth) =>
    steps.blur.flatMap((blur) => steps.abstraction.map((abstraction) => ({ brightness, warmth, blur, abstraction }))),
  ),
)

/**
 * The eight looks of the comfort round. Their numbers are an orthogonal array, the half fraction 2^(4-1) of resolution IV
 * (Box, Hunter & Hunter, Statistics for Experimenters, ch. 6): every aspect is at either of its ends four times, every two
 * aspects in all four ways twice. `nth`: which of the site's styles, counted round.
 */
export const comfortRound: readonly (Omit<Leaning, 'style'> & { nth: number })[] = [
  { brightness: 0.5, warmth: 0.5, blur: 0, abstraction: 0, nth: 0 },
  { brightness: 0.5, warmth: -0.5, blur: 0, abstraction: 0.35, nth: 3 },
  { brightness: -0.5, warmth: 0.5, blur: 0.3, abstraction: 0, nth: 1 },
  { brightness: 0.5, warmth: -0.5, blur: 0.3, abstraction: 0, nth: 4 },
  { brightness: -0.5, warmth: -0.5, blur: 0, abstraction: 0, nth: 2 },
  { brightness: 0.5, warmth: 0.5, blur: 0.3, abstraction: 0.35, nth: 1 },
  { brightness: -0.5, warmth: 0.5, blur: 0, abstraction: 0.35, nth: 3 },
  { brightness: -0.5, warmth: -0.5, blur: 0.3, abstraction: 0.35, nth: 0 },
]

/** How picture `n` of the comfort round leans, 0 to 7, at a site with these styles. */
export function comfortLeaning(n: number, styles: readonly string[]): Leaning {
  const { nth, ...numbers } = comfortRound[n]!
  return { ...numbers, style: styles[nth % styles.length] ?? '' }
}
