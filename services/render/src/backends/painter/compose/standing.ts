import { matter } from '../composition.ts'
import { type Girth, type Point, cloth, drawHead, outline, ribbon, skin, sleeve } from './body.ts'
import { type Colour, mix } from './colour.ts'
import type { Dress } from './dress.ts'
import type { Figure } from './figures.ts'
import { paints } from './paints.ts'
import { between } from './random.ts'
import type { Hand } from './stage.ts'
import { type Stance, armsOf, drawArm, drawTop, headOf, isBefore, stanceOf, stickSide, stickTop } from './stance.ts'

/** Somebody of height 1 who stands or walks. */
export function drawStanding(hand: Hand, figure: Figure, dress: Dress): void {
  const stance = stanceOf(hand, figure, dress)
  const arms = armsOf(hand, stance)
  const { light } = hand
  const far = (light * -1) as -1 | 1
  if (dress.skirt || dress.isLong) drawFeet(hand, stance)
  else drawTrousers(hand, stance)
  // What is before the body, seen from behind, is drawn first.
  for (const side of [far, light] as const) if (isBefore(stance, arms, side)) drawArm(hand, stance, side, arms)
  if (dress.skirt) drawSkirt(hand, stance)
  drawTop(hand, stance)
  for (const side of [far, light] as const) if (!isBefore(stance, arms, side)) drawArm(hand, stance, side, arms)
  if (arms === 'behind') {
    const [x, y] = stance.at(0.004, stance.hipY - 0.02)
    skin(hand, x, y, 0.026, 0.019, 0.6)
  }
  drawHead(hand, headOf(stance), stance.at(0, stance.neckY), dress)
  const stick = stickSide(stance)
  if (stick !== 0) drawStick(hand, stance, stick)
}

/** Two legs: one carries, the other rests or has just left the ground. */
function drawTrousers(hand: Hand, stance: Stance): void {
  const { at, hipY, kneeY, weight, dir, dress, figure, hip } = stance
  const isWalking = figure.pose === 'walk'
  const isChild = figure.age === 'child'
  const free = -weight
  const scale = isChild ? 1.12 : 1
  const leg = (points: readonly Girth[], isLit: boolean, sole: Point, turn: number) => {
    const girths = points.map(([x, y, w]): Girth => [...at(x, y), w * scale])
    // The foot, which the trouser leg breaks over.
    hand.sheet.dab(
      sole[0],
      sole[1],
      0.03 * scale,
      0.015,
      hand.tone(dress.shoes, isLit ? 0.5 : 0.1),
      matter.figure,
      1,
      turn,
    )
    sleeve(hand, girths, dress.bottom, isLit)
  }
  const h = hip * 0.5
  if (dir === 0) {
    const carrying = (): void =>
      leg(
        [
          [weight * h, hipY - 0.02, 0.1],
          [weight * h * 1.02, hipY * 0.78, 0.088],
          [weight * h * 0.98, kneeY, 0.07],
          [weight * h * 0.86, kneeY * 0.5, 0.062],
          [weight * h * 0.78, -0.022, 0.056],
        ],
        weight === hand.light,
        [at(weight * h * 0.9, 0)[0] + weight * 0.006, -0.011],
        weight * 0.12,
      )
    const resting = (): void => {
      const lift = isWalking ? 0.075 : 0.012
      leg(
        [
          [free * h, hipY - 0.02, 0.098],
          [free * h * 1.3, hipY * 0.78, 0.086],
          [free * h * (isWalking ? 1.05 : 1.62), kneeY * (isWalking ? 1.03 : 1), 0.069],
          [free * h * (isWalking ? 0.8 : 1.72), kneeY * 0.5 - lift * 0.5, 0.06],
          [free * h * (isWalking ? 0.62 : 1.78), -0.024 - lift, 0.053],
        ],
        free === hand.light,
        [at(free * h * (isWalking ? 0.6 : 1.85), 0)[0] + (isWalking ? 0 : free * 0.012), -0.011 - lift * 0.8],
        isWalking ? 1.45 : free * 0.3,
      )
    }
    carrying()
    resting()
    return
  }
  const stride = isWalking ? between(hand.r, 0.11, 0.15) : 0.042
  // Behind and before, in the direction they are turned to.
  leg(
    [
      [dir * 0.012, hipY - 0.02, 0.096],
      [dir * stride * 0.5, hipY * 0.74, 0.084],
      [dir * stride * (isWalking ? 1.0 : 1.15), kneeY, 0.066],
      [dir * stride * 1.05, kneeY * 0.5, 0.058],
      [dir * stride, -0.024, 0.052],
    ],
    hand.light === dir,
    [at(dir * (stride + 0.022), 0)[0], -0.012],
    isWalking ? dir * -0.2 : 0,
  )
  leg(
    [
      [-dir * 0.008, hipY - 0.02, 0.1],
      [-dir * stride * 0.2, hipY * 0.74, 0.088],
      [-dir * stride * 0.5, kneeY, 0.07],
      [-dir * stride * 0.95, kneeY * 0.52, 0.06],
      [-dir * stride * 1.15, isWalking ? -0.055 : -0.024, 0.052],
    ],
    hand.light !== dir,
    [at(-dir * (stride * 1.15 - 0.02), 0)[0], isWalking ? -0.024 : -0.012],
    isWalking ? dir * 0.75 : 0,
  )
}

/** What is seen of the legs below a skirt or a long coat. */
function drawFeet(hand: Hand, stance: Stance): void {
  const { weight, dir, figure, dress, at, kneeY } = stance
  const isWalking = figure.pose === 'walk'
  const isCold = hand.brief.season === 'winter'
  const colour: Colour = dress.skirt ? (isCold ? mix(paints.coat, dress.shoes, 0.5) : paints.skin) : dress.bottom
  const width = dress.skirt ? 0.036 : 0.058
  for (const side of [-weight, weight]) {
    const isFree = side !== weight
    const reach = dir === 0 ? side * (isFree ? 0.056 : 0.03) : (isFree ? dir : -dir) * (isWalking ? 0.1 : 0.03)
    const lift = isWalking && (dir === 0 ? isFree : !isFree) ? 0.045 : isFree ? 0.008 : 0
    const [x] = at(reach, 0)
    const turn = dir === 0 ? (lift > 0.02 ? 1.4 : side * 0.3) : lift > 0.02 ? dir * 0.7 : 0
    hand.sheet.dab(
      x + dir * 0.02,
      -0.011 - lift * 0.8,
      0.027,
      0.014,
      hand.tone(dress.shoes, 0.25),
      matter.figure,
      1,
      turn,
    )
    sleeve(
      hand,
      [
        [...at(reach * 0.7, kneeY * 1.05), width * 1.3],
        [...at(reach * 0.95, kneeY * 0.55), width * 1.15],
        [x, -0.02 - lift, width * 0.8],
      ],
      colour,
      side === hand.light,
    )
  }
}

function drawSkirt(hand: Hand, stance: Stance): void {
  const { at, waist, hip, waistY, hipY, dress, figure, weight, dir } = stance
  const { r } = hand
  const isChild = figure.age === 'child'
  const isWalking = figure.pose === 'walk'
  const hem = isChild ? -0.235 : figure.age === 'old' ? -0.12 : -between(r, 0.1, 0.2)
  const flare = (isChild ? 0.15 : 0.122) + (hem + 0.2) * 0.25 + (isWalking ? 0.012 : 0)
  const free = -weight
  // It hangs from the hip that carries, and swings out over the knee of the other leg, or behind who walks.
  const swing = isWalking && dir !== 0 ? -dir * 0.035 : free * 0.014
  const edge = (side: -1 | 1, y: number, half: number, drift: number): Point => at(side * half + drift, y)
  const path = outline([
    edge(-1, waistY - 0.005, waist * 0.96, 0),
    edge(-1, waistY - 0.005, waist * 0.96, 0),
    edge(1, waistY - 0.005, waist * 0.96, 0),
    edge(1, waistY - 0.005, waist * 0.96, 0),
    edge(1, hipY, hip * 1.1, 0),
    edge(1, (hipY + hem) / 2, (hip + flare) / 2 + 0.004, swing * 0.5),
    edge(1, hem, flare, swing),
    edge(1, hem + 0.012, flare * 0.85, swing),
    edge(1, hem + 0.024, flare * 0.3, swing),
    edge(-1, hem + 0.02, flare * 0.3, swing),
    edge(-1, hem + 0.014, flare * 0.85, swing),
    edge(-1, hem, flare, swing),
    edge(-1, (hipY + hem) / 2, (hip + flare) / 2 + 0.004, swing * 0.5),
    edge(-1, hipY, hip * 1.1, 0),
  ])
  const fold = (from: number, to: number, width: number): Girth[] => [
    [...at(from, hipY - 0.02), width * 0.3],
    [...at((from + to) / 2 + swing * 0.4, (hipY + hem) / 2), width * 0.8],
    [...at(to + swing, hem + 0.02), width * 1.4],
  ]
  const folds = [
    fold(free * 0.02, free * flare * 0.4, 0.016),
    fold(-hand.light * 0.04, -hand.light * flare * 0.62, 0.02),
    fold(weight * 0.03, weight * flare * 0.25, 0.012),
    fold(hand.light * 0.03, hand.light * flare * 0.7, 0.01),
  ]
  const [cx] = at(swing * 0.5, (hipY + hem) / 2)
  cloth(hand, path, dress.bottom, [cx - flare, waistY, cx + flare, hem], folds)
}

function drawStick(hand: Hand, stance: Stance, side: -1 | 1): void {
  const [x, y] = stickTop(stance, side)
  hand.sheet.fill(
    ribbon([
      [x, y - 0.012, 0.016],
      [x + side * 0.016, y / 2, 0.013],
      [x + side * 0.03, 0, 0.012],
    ]),
    hand.tone(paints.woodDark, 0.35),
    matter.figure,
  )
}
