import { matter } from '../composition.ts'
import { type Girth, type Point, cloth, drawHead, outline, skin, sleeve } from './body.ts'
import { type Colour, mix } from './colour.ts'
import type { Dress } from './dress.ts'
import type { Figure } from './figures.ts'
import { paints } from './paints.ts'
import type { Hand } from './stage.ts'
import { type Stance, drawArm, drawTop, headOf, isBefore, stanceOf } from './stance.ts'

/** How much lower the hips are than of who stands. */
const drops = { sit: 0.22, 'sit-ground': 0.435 }

/** Somebody of height 1 (standing) who sits, their feet at 0,0: from behind, or turned to a side. */
export function drawSitting(hand: Hand, figure: Figure, dress: Dress): void {
  const isOnGround = figure.pose === 'sit-ground'
  const isResting = isOnGround && hand.r() < 0.5
  const lean = isOnGround ? (isResting ? -0.085 : 0.05) : figure.turn === 0 ? 0 : -0.02
  const stance = stanceOf(hand, figure, dress, drops[isOnGround ? 'sit-ground' : 'sit'], lean)
  const sides = [(hand.light * -1) as -1 | 1, hand.light] as const
  if (stance.dir === 0 || !isOnGround) {
    if (stance.dir === 0) drawLegsBehind(hand, stance)
    for (const side of sides) if (isBefore(stance, 'lap', side)) drawArm(hand, stance, side, 'lap')
    if (stance.dir !== 0) drawLap(hand, stance)
    else drawSeat(hand, stance)
    drawTop(hand, stance)
    for (const side of sides) if (!isBefore(stance, 'lap', side)) drawArm(hand, stance, side, 'lap')
  } else {
    drawOnGround(hand, stance, isResting)
    drawTop(hand, stance)
    drawGroundArm(hand, stance, isResting)
  }
  drawHead(hand, headOf(stance), stance.at(0, stance.neckY), dress)
}

/** Bare, in stockings or in trousers. */
const legColour = ({ brief }: Hand, { skirt, bottom, shoes }: Dress): Colour =>
  skirt ? (brief.season === 'winter' ? mix(paints.coat, shoes, 0.5) : paints.skin) : bottom

const legWidth = ({ dress, figure }: Stance): number => (dress.skirt ? 0.7 : 1) * (figure.age === 'child' ? 1.1 : 1)

/** From behind: two shins in the shade of the seat. */
function drawLegsBehind(hand: Hand, stance: Stance): void {
  const { dress, weight } = stance
  const w = legWidth(stance)
  const colour = mix(legColour(hand, dress), paints.coat, 0.35)
  for (const side of [-1, 1] as const) {
    const foot = side * (side === weight ? 0.05 : 0.075)
    hand.sheet.dab(foot + side * 0.008, -0.012, 0.026, 0.014, hand.tone(dress.shoes, 0.1), matter.figure)
    sleeve(
      hand,
      [
        [side * 0.06, -0.26, 0.075 * w],
        [side * 0.062, -0.14, 0.06 * w],
        [foot, -0.025, 0.048 * w],
      ],
      colour,
      false,
    )
  }
}

/** From behind: hips on a seat, and a skirt that hangs over it. */
function drawSeat(hand: Hand, { at, hip, hipY, waist, waistY, dress, figure }: Stance): void {
  const child = figure.age === 'child' ? 0.9 : 1
  const wide = hip * (dress.skirt ? 1.42 : 1.2)
  const low = hipY + (dress.skirt ? 0.14 : 0.035) * child
  cloth(
    hand,
    outline([
      at(-waist, waistY),
      at(waist, waistY),
      at(wide, hipY - 0.02),
      at(wide * 0.98, low),
      at(0, low + 0.006),
      at(-wide * 0.98, low),
      at(-wide, hipY - 0.02),
    ]),
    dress.bottom,
    [-wide, at(0, waistY)[1], wide, at(0, low)[1]],
  )
}

/** From the side: thighs along the seat, shins down from the knee. */
function drawLap(hand: Hand, stance: Stance): void {
  const { at, hipY, waistY, hip, waist, dress, dir, figure } = stance
  const w = legWidth(stance)
  const [, seat] = at(0, hipY)
  const isChild = figure.age === 'child'
  const knee = dir * (isChild ? 0.2 : 0.235)
  const legs: [number, number, boolean][] = [
    [knee * 1.04, knee * 1.18, hand.light === dir],
    [knee * 0.97, knee * 0.82, hand.light !== dir],
  ]
  for (const [kneeX, footX, isLit] of legs) {
    hand.sheet.dab(footX + dir * 0.028, -0.013, 0.036, 0.014, hand.tone(dress.shoes, isLit ? 0.5 : 0.15), matter.figure)
    sleeve(
      hand,
      [
        ...(dress.skirt
          ? []
          : ([
              [0, seat - 0.012, 0.1 * w],
              [kneeX * 0.55, seat - 0.03, 0.092 * w],
            ] as Girth[])),
        [kneeX, seat - 0.022, 0.078 * w],
        [kneeX + dir * 0.012, seat * 0.72, 0.07 * w],
        [(kneeX + footX) / 2, seat * 0.45, 0.062 * w],
        [footX, -0.024, 0.046 * w],
      ],
      legColour(hand, dress),
      isLit,
    )
  }
  const hips: Point[] = [at(-dir * waist, waistY), at(dir * waist, waistY)]
  if (dress.skirt) {
    const hem = isChild ? seat * 0.55 : seat * 0.32
    cloth(
      hand,
      outline([
        ...hips,
        [knee * 0.7, seat - 0.07],
        [knee * 1.16, seat - 0.055],
        [knee * 1.28, seat * 0.8],
        [knee * 1.3, hem],
        [knee * 1.3, hem],
        [knee * 0.72, hem + 0.012],
        [knee * 0.72, hem + 0.012],
        [knee * 0.6, seat + 0.05],
        [-dir * hip * 0.9, seat + 0.045],
        [-dir * hip * 1.08, seat - 0.02],
      ]),
      dress.bottom,
      [Math.min(-dir * hip, knee * 1.3), seat - 0.1, Math.max(-dir * hip, knee * 1.3), hem],
      [
        [
          [knee * 1.02, seat - 0.03, 0.006],
          [knee * 1.0, seat * 0.7, 0.014],
          [knee * 0.98, hem, 0.018],
        ],
        [
          [knee * 0.1, seat + 0.02, 0.006],
          [knee * 0.6, seat - 0.005, 0.012],
          [knee * 0.9, seat - 0.02, 0.004],
        ],
      ],
    )
    return
  }
  cloth(
    hand,
    outline([
      ...hips,
      [dir * hip * 1.2, seat - 0.05],
      [dir * hip * 1.1, seat + 0.04],
      [-dir * hip * 0.9, seat + 0.042],
      [-dir * hip * 1.1, seat - 0.02],
    ]),
    dress.bottom,
    [-hip * 1.1, seat - 0.1, hip * 1.2, seat + 0.04],
  )
}

/** On the ground: knees drawn up, or legs stretched out by somebody who leans back; a skirt lies around them. */
function drawOnGround(hand: Hand, stance: Stance, isResting: boolean): void {
  const { at, dir, dress, hip, hipY, waist, waistY } = stance
  const w = legWidth(stance)
  const [, seat] = at(0, hipY)
  const colour = legColour(hand, dress)
  const leg = (knee: Point, foot: Point, isLit: boolean) => {
    hand.sheet.dab(
      foot[0] + dir * 0.022,
      foot[1] + 0.008,
      0.034,
      0.015,
      hand.tone(dress.shoes, isLit ? 0.5 : 0.15),
      matter.figure,
      1,
      dir * (foot[0] * dir > 0.4 ? -0.9 : 0),
    )
    sleeve(
      hand,
      [
        [dir * 0.01, seat - 0.006, 0.098 * w],
        [knee[0] * 0.6, seat + (knee[1] - seat) * 0.66, 0.09 * w],
        [knee[0], knee[1], 0.076 * w],
        [knee[0] + (foot[0] - knee[0]) * 0.5 + dir * 0.004, (knee[1] + foot[1]) / 2, 0.064 * w],
        [foot[0], foot[1] - 0.006, 0.048 * w],
      ],
      colour,
      isLit,
    )
  }
  if (isResting) {
    leg([dir * 0.235, -0.205], [dir * 0.35, -0.024], hand.light === dir)
    leg([dir * 0.25, -0.075], [dir * 0.47, -0.026], hand.light !== dir)
  } else {
    leg([dir * 0.225, -0.245], [dir * 0.3, -0.022], hand.light === dir)
    leg([dir * 0.205, -0.225], [dir * 0.25, -0.016], hand.light !== dir)
  }
  if (dress.skirt) {
    const peak: Point = isResting ? [dir * 0.24, -0.235] : [dir * 0.215, -0.295]
    const end = dir * (isResting ? 0.43 : 0.3)
    cloth(
      hand,
      outline([
        at(-dir * waist, waistY),
        at(dir * waist, waistY),
        [dir * 0.1, peak[1] * 0.62],
        peak,
        peak,
        [(peak[0] + end) / 2 + dir * 0.03, peak[1] * 0.5],
        [end, -0.03],
        [end, 0.004],
        [dir * 0.1, 0.014],
        [-dir * 0.13, 0.01],
        [-dir * 0.17, -0.012],
        [-dir * hip * 1.1, seat - 0.05],
      ]),
      dress.bottom,
      [Math.min(-dir * 0.17, end), peak[1], Math.max(-dir * 0.17, end), 0],
      [
        [
          [peak[0], peak[1] + 0.03, 0.006],
          [peak[0] - dir * 0.05, peak[1] * 0.5, 0.016],
          [peak[0] - dir * 0.1, -0.01, 0.02],
        ],
        [
          [peak[0] + dir * 0.01, peak[1] + 0.06, 0.004],
          [peak[0] + dir * 0.04, peak[1] * 0.45, 0.014],
          [peak[0] + dir * 0.02, -0.004, 0.012],
        ],
      ],
    )
    return
  }
  cloth(
    hand,
    outline([
      at(-dir * waist, waistY),
      at(dir * waist, waistY),
      [dir * 0.11, seat - 0.02],
      [dir * 0.1, 0.006],
      [-dir * 0.09, 0.006],
      [-dir * hip * 1.1, seat - 0.02],
    ]),
    dress.bottom,
    [-0.1, seat - 0.1, 0.1, 0],
  )
}

/** Around the knees, or on the ground behind. */
function drawGroundArm(hand: Hand, stance: Stance, isResting: boolean): void {
  const { at, dir, shoulder, shoulderY, dress, figure } = stance
  const wide = figure.age === 'child' ? 0.056 : dress.skirt ? 0.047 : 0.054
  const [sx, sy] = at(-dir * shoulder * 0.25, shoulderY + 0.02)
  const elbow: Point = isResting ? [sx - dir * 0.055, sy + 0.17] : [sx + dir * 0.055, sy + 0.175]
  const end: Point = isResting ? [sx - dir * 0.07, -0.02] : [dir * 0.215, -0.16]
  skin(hand, end[0] + dir * (isResting ? -0.008 : 0.012), end[1] + 0.006, 0.02, 0.015, hand.light === -dir ? 0.85 : 0.5)
  sleeve(
    hand,
    [
      [sx, sy - 0.012, wide * 0.86],
      [(sx + elbow[0]) / 2, (sy + elbow[1]) / 2, wide],
      [elbow[0], elbow[1], wide * 0.86],
      [(elbow[0] + end[0]) / 2, (elbow[1] + end[1]) / 2, wide * 0.76],
      [end[0], end[1], wide * 0.62],
    ],
    dress.top,
    hand.light === -dir,
  )
}
