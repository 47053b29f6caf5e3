import { Path2D } from '@napi-rs/canvas'
import { matter } from '../composition.ts'
import type { Someone } from './brief.ts'
import { dressOf } from './dress.ts'
import { type Point, limb } from './body.ts'
import type { Colour } from './colour.ts'
import { garments, paints } from './paints.ts'
import { between, pick } from './random.ts'
import { drawSitting } from './sitting.ts'
import type { Hand } from './stage.ts'
import { drawStanding } from './standing.ts'

export type Pose = 'stand' | 'walk' | 'sit' | 'sit-ground'

export interface Figure extends Someone {
  pose: Pose
  /** -1 turned to the left of the picture, 0 seen from behind, 1 to the right. */
  turn: -1 | 0 | 1
  /** Where a hand is that is given to a neighbour, in heights of the figure. */
  holdsLeft?: Point
  holdsRight?: Point
  /** Holds an umbrella. */
  umbrella: boolean
}

/** Heights in metres. */
export const statureOf = (someone: Pick<Someone, 'age'>): number =>
  someone.age === 'child' ? 1.12 : someone.age === 'old' ? 1.56 : 1.7

const path = (d: string): Path2D => new Path2D(d)

/** A person of height 1 (standing) in strokes of light and shade, from behind or turned away; never a face. */
export function drawFigure(hand: Hand, figure: Figure): void {
  const dress = dressOf(hand, figure)
  if (figure.umbrella) {
    const child = figure.age === 'child'
    drawUmbrella(
      hand,
      0.03 * hand.light,
      child ? -1.1 : -1.06,
      pick(hand.r, [paints.coat, paints.navy, paints.teal, paints.red]),
    )
  }
  if (figure.pose === 'sit' || figure.pose === 'sit-ground') drawSitting(hand, figure, dress)
  else drawStanding(hand, figure, dress)
}

/** An open umbrella with its middle over x and its lower edge near y, in the hand's axes. */
export function drawUmbrella(hand: Hand, x: number, y: number, colour: Colour, half = 0.27): void {
  limb(
    hand,
    [
      [x, y + half * 0.1],
      [x, y + half * 1.6],
    ],
    0.016,
    paints.woodDark,
    0.3,
  )
  hand.sheet.fill(
    path(
      `M${x - half} ${y + half * 0.12} Q${x - half * 0.75} ${y - half * 0.62} ${x} ${y - half * 0.72} Q${x + half * 0.75} ${y - half * 0.62} ${x + half} ${y + half * 0.12} Q${x + half * 0.5} ${y - half * 0.06} ${x} ${y + half * 0.08} Q${x - half * 0.5} ${y - half * 0.06} ${x - half} ${y + half * 0.12} Z`,
    ),
    hand.body(colour, x - half, x + half),
    matter.figure,
  )
}

/** A far figure: two or three touches, as in a crowd across a street. */
export function drawFarFigure(hand: Hand, isChild = false): void {
  const { sheet, r } = hand
  const coat = pick(r, garments)
  const skirt = r() < 0.5
  const w = between(r, 0.11, 0.135)
  if (!skirt)
    for (const side of [-1, 1])
      limb(
        hand,
        [
          [side * 0.05, -0.48],
          [side * (0.05 + 0.05 * r()), 0],
        ],
        0.08,
        paints.coat,
        0.4,
      )
  if (skirt)
    sheet.fill(
      path(
        `M${-w * 0.6} -0.62 L${w * 0.6} -0.62 Q${w} -0.4 ${w * 1.2} -0.07 L${-w * 1.2} -0.07 Q${-w} -0.4 ${-w * 0.6} -0.62 Z`,
      ),
      hand.body(r() < 0.5 ? coat : pick(r, garments), -w, w),
      matter.figure,
    )
  sheet.fill(
    path(
      `M${-w * 0.9} -0.78 Q${-w * 0.4} -0.86 0 -0.86 Q${w * 0.4} -0.86 ${w * 0.9} -0.78 L${w * (skirt ? 0.66 : 0.86)} ${skirt ? -0.58 : -0.42} L${w * (skirt ? -0.66 : -0.86)} ${skirt ? -0.58 : -0.42} Z`,
    ),
    hand.body(coat, -w, w),
    matter.figure,
  )
  sheet.dab(
    0,
    -0.91,
    isChild ? 0.1 : 0.075,
    0.09,
    hand.tone(r() < 0.4 ? paints.straw : paints.hair, 0.5),
    matter.figure,
  )
}
