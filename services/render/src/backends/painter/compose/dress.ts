import type { Someone } from './brief.ts'
import { type Colour, mix, shift } from './colour.ts'
import { garments, paints } from './paints.ts'
import { pick } from './random.ts'
import type { Hand } from './stage.ts'

/** What somebody wears, as far as a few dabs show it. */
export interface Dress {
  top: Colour
  bottom: Colour
  hair: Colour
  hat: Colour | undefined
  skirt: boolean
}

const feminine = /mother|woman|sister|wife|daughter|girl|aunt|grandma|bride|mom|nurse|niece|queen/
const masculine = /father|^man|brother|husband|son$|boy|uncle|grandf|groom|dad|boss|nephew|grandpa/

/** Clothes by season, age and relation, and for the rest by chance. */
export function dressOf(hand: Hand, figure: Someone): Dress {
  const { r, brief } = hand
  const roll = r()
  const skirt = feminine.test(figure.relation) || (!masculine.test(figure.relation) && roll < 0.5)
  const isCold = brief.season === 'winter'
  let top: Colour = figure.role === 'self' ? pick(r, [paints.navy, paints.blue, paints.teal]) : pick(r, garments)
  if (/doctor|nurse|bride/.test(figure.relation)) top = paints.linen
  const bottom =
    skirt && roll < 0.35 ? top : pick(r, [paints.coat, paints.brown, paints.navy, paints.cream, paints.grey])
  const hair =
    figure.age === 'old' ? paints.grey : pick(r, [paints.hair, paints.brown, shift(paints.hair, -0.08), paints.ochre])
  const hats: (Colour | undefined)[] =
    brief.season === 'summer'
      ? [paints.straw, undefined, paints.straw, undefined]
      : isCold
        ? [paints.coat, paints.red, paints.brown, undefined]
        : [undefined, undefined, paints.brown]
  // Nobody keeps a hat on in a room.
  const mayHaveHat = brief.setting !== 'SETTING_ROOM' && !(figure.age === 'child' && roll < 0.5)
  return {
    top: isCold ? mix(top, paints.coat, 0.35) : top,
    bottom,
    hair,
    hat: mayHaveHat ? pick(r, hats) : undefined,
    skirt,
  }
}
