import { Path2D } from '@napi-rs/canvas'
import { type Matter, matter } from '../../composition.ts'
import type { Colour } from '../colour.ts'
import type { Hand } from '../stage.ts'

/** What a drawing is told besides the hand. */
export interface Circumstance {
  /** In the air, on water, or standing on something. */
  where: 'air' | 'water' | 'ground'
  /** Which of several of its kind: 0 is the first. */
  nth: number
}

/** One hand drawing: foot at 0,0, height 1, up negative. */
export interface Drawing {
  /** Width against height. */
  width: number
  draw(hand: Hand, circumstance: Circumstance): void
}

const paths = new Map<string, Path2D>()

/** A path from its text, kept for a while. */
export function shape(d: string): Path2D {
  let path = paths.get(d)
  if (!path) {
    // Some texts carry chance and never come again.
    if (paths.size >= 1_500) paths.clear()
    path = new Path2D(d)
    paths.set(d, path)
  }
  return path
}

/** Fills a shape from its side in shadow to its side in light. */
export function form(hand: Hand, d: string, colour: Colour, kind: Matter = matter.thing, from = -0.4, to = 0.4): void {
  hand.sheet.fill(shape(d), hand.body(colour, from, to), kind)
}

/** Fills a shape in one tone: 0 shadow to 1 light. */
export function flat(hand: Hand, d: string, colour: Colour, t: number, kind: Matter = matter.thing, alpha = 1): void {
  hand.sheet.fill(shape(d), hand.tone(colour, t), kind, alpha)
}

/** One stroke of the brush along a path. */
export function line(
  hand: Hand,
  d: string,
  colour: Colour,
  t: number,
  width: number,
  kind: Matter = matter.thing,
): void {
  hand.sheet.stroke(shape(d), hand.tone(colour, t), Math.max(width, 1.4 / hand.size), kind)
}

/** A plane of a box, lit if it faces the light: `face` -1 left, 0 towards us, 1 right, 2 top. */
export function plane(hand: Hand, d: string, colour: Colour, face: -1 | 0 | 1 | 2, kind: Matter = matter.thing): void {
  const t = face === 2 ? 0.95 : face === 0 ? 0.55 : face === hand.light ? 0.9 : 0.15
  flat(hand, d, colour, t, kind)
}
