import { type Girth, type Head, type Point, cloth, outline, ribbon, skin, sleeve } from './body.ts'
import { mix, shift } from './colour.ts'
import type { Dress } from './dress.ts'
import type { Figure } from './figures.ts'
import { matter } from '../composition.ts'
import { paints } from './paints.ts'
import { clamp } from './random.ts'
import type { Hand } from './stage.ts'

/** What the arms do. */
export type Arms = 'hanging' | 'folded' | 'pocket' | 'behind' | 'lap'

/** How somebody holds themselves: joints and widths for a height of 1. */
export interface Stance {
  figure: Figure
  dress: Dress
  /** -1 or 1 for who is turned to a side, 0 from behind. */
  dir: -1 | 0 | 1
  /** The leg that carries the weight: -1 left, 1 right. */
  weight: -1 | 1
  /** Half widths. */
  shoulder: number
  waist: number
  hip: number
  /** Heights. */
  neckY: number
  shoulderY: number
  waistY: number
  hipY: number
  kneeY: number
  /** Moves a point of somebody upright to where it is in this stance. */
  at: (x: number, y: number) => Point
}

const growths = {
  adult: { shoulder: 0.112, waist: 0.084, hip: 0.088, neckY: -0.85, shoulderY: -0.812, waistY: -0.615, hipY: -0.505 },
  child: { shoulder: 0.1, waist: 0.084, hip: 0.092, neckY: -0.792, shoulderY: -0.752, waistY: -0.555, hipY: -0.445 },
} as const

/** `drop`: how much lower the hips are than of who stands; `lean`: how far the shoulders are before them. */
export function stanceOf(hand: Hand, figure: Figure, dress: Dress, drop = 0, lean = 0): Stance {
  const { r } = hand
  const isChild = figure.age === 'child'
  const growth = growths[isChild ? 'child' : 'adult']
  const stoop = figure.age === 'old' ? 0.05 : 0
  const weight = r() < 0.5 ? -1 : 1
  // Who stoops from behind stoops a little to the side as well: else it is not to be seen.
  const dir = figure.turn
  const leaning = dir === 0 ? weight * 0.2 : dir
  const isSeated = drop > 0
  const isWalking = figure.pose === 'walk'
  const sway = isWalking ? 0.008 : isSeated ? 0.006 : 0.02
  const narrow = dir === 0 ? 1 : 0.74
  const slim = dress.skirt && !isChild
  return {
    figure,
    dress,
    dir,
    weight,
    shoulder: growth.shoulder * narrow * (slim ? 0.87 : 1),
    waist: growth.waist * (dir === 0 ? 1 : 0.9) * (slim ? 0.8 : 1),
    hip: growth.hip * (dir === 0 ? 1 : 0.88) * (slim ? 1.04 : 1),
    neckY: growth.neckY,
    shoulderY: growth.shoulderY,
    waistY: growth.waistY,
    hipY: growth.hipY,
    kneeY: growth.hipY * 0.53,
    at: (x, y) => {
      // From the foot to the hip the body goes out over the leg that carries it, and from there back again.
      const low = clamp(y / growth.hipY, 0, 1)
      const high = clamp((y - growth.hipY) / (growth.shoulderY - growth.hipY), 0, 1.2)
      const drift = weight * sway * (low - 1.35 * high)
      const over = leaning * (stoop * high * high + (isWalking ? 0.022 * high : 0)) + dir * lean * high
      // The shoulder over the carrying leg is the lower one.
      const tilt = x * weight * (high > 0 ? 0.07 * high : -0.05 * low) * (isWalking ? 0.5 : 1)
      return [x + drift + over, y + drop + stoop * 0.42 * high + tilt]
    },
  }
}

/** Where the head of somebody is. */
export function headOf({ figure, dir, at, neckY, weight }: Stance): Head {
  const isChild = figure.age === 'child'
  const [rx, ry] = isChild ? [0.073, 0.094] : [0.05, 0.069]
  const old = figure.age === 'old' ? 1 : 0
  const [x, y] = at(dir * 0.014 + weight * 0.003, neckY - ry * (isChild ? 0.92 : 1.02))
  return { x: x + dir * old * 0.018, y: y + old * 0.012, rx, ry, turn: dir }
}

export function armsOf({ r }: Hand, { figure, dress, dir }: Stance): Arms {
  const roll = r()
  if (figure.pose === 'walk' || figure.umbrella) return 'hanging'
  if (dir !== 0) return roll < 0.5 ? 'hanging' : 'folded'
  if (dress.skirt) return roll < 0.6 ? 'folded' : 'hanging'
  if (figure.age === 'old') return 'hanging'
  return roll < 0.28 ? 'behind' : roll < 0.55 ? 'pocket' : roll < 0.75 ? 'folded' : 'hanging'
}

/** On which side somebody old has their stick, if a hand is free for it. */
export function stickSide(stance: Stance): -1 | 0 | 1 {
  const { figure, dir, weight } = stance
  if (figure.age !== 'old' || figure.umbrella || (figure.pose !== 'stand' && figure.pose !== 'walk')) return 0
  const first = dir === 0 ? ((weight * -1) as -1 | 1) : dir
  const sides = [first, (first * -1) as -1 | 1]
  return sides.find((side) => !holds(stance, side)) ?? 0
}

/** Where the hand is on a stick. */
export const stickTop = ({ dir, shoulder, hipY, at }: Stance, side: -1 | 1): Point =>
  at(side * shoulder * (dir === 0 ? 1.16 : 0.9) + dir * 0.05, hipY + 0.015)

const holds = ({ figure }: Stance, side: -1 | 1) => (side < 0 ? figure.holdsLeft : figure.holdsRight)

/** Whether the body hides this arm in part. */
export function isBefore(stance: Stance, arms: Arms, side: -1 | 1): boolean {
  if (holds(stance, side)) return false
  // Of who is turned away the far arm is on the side that they look to.
  if (stance.dir !== 0) return side === stance.dir
  return arms === 'folded' || arms === 'lap' || (stance.figure.umbrella && side === 1)
}

export function drawArm(hand: Hand, stance: Stance, side: -1 | 1, arms: Arms): void {
  const { dir, shoulder, shoulderY, waistY, hipY, at, figure, dress, weight } = stance
  const isLit = side === hand.light
  const wide = figure.age === 'child' ? 0.056 : dress.skirt ? 0.046 : 0.054
  // Turned away, the near arm hangs down the middle of the body.
  const inward = dir === 0 ? 0.9 : side === dir ? 0.86 : 0.3
  const [sx, sy] = at(side * shoulder * inward, shoulderY + 0.022)
  const held = holds(stance, side)
  const out = side * (dir === 0 ? 1 : 0.3)
  let elbow = at(side * shoulder * inward + out * 0.026, waistY + 0.005)
  let end = at(side * shoulder * inward + out * 0.018, hipY + 0.035)
  let hasHand = true
  if (held) {
    end = held
    elbow = [(sx + end[0]) / 2 - side * 0.006, (sy + end[1]) / 2 + 0.03]
  } else if (stickSide(stance) === side) {
    end = stickTop(stance, side)
    elbow = [(sx + end[0]) / 2 + out * 0.012, (sy + end[1]) / 2 - 0.004]
  } else if (figure.umbrella && (dir === 0 ? side === 1 : side === dir)) {
    elbow = at(side * shoulder * inward + out * 0.02, waistY + 0.01)
    end = at(side * 0.05, shoulderY + 0.07)
  } else if (figure.pose === 'walk') {
    // Arms swing against the legs.
    const swing = dir === 0 ? 0 : (side === dir ? 1 : -1) * 0.06
    elbow = at(side * shoulder * inward + out * 0.03 + swing * 0.3 * (dir || 1), waistY - 0.005)
    end = at(side * shoulder * inward + out * 0.02 + swing * (dir || 1), hipY + (side === weight ? 0.03 : -0.005))
  } else if (arms === 'lap') {
    elbow = at(side * shoulder * inward + out * 0.02 + dir * 0.004, waistY + 0.01)
    end = dir === 0 ? at(side * 0.05, hipY - 0.03) : at(dir * 0.16, hipY - 0.04)
    hasHand = dir !== 0
  } else if (arms === 'folded') {
    elbow = at(side * shoulder * inward + out * 0.03 - dir * 0.02, waistY - 0.005)
    end = dir === 0 ? at(side * 0.03, waistY - 0.03) : at(dir * 0.1, waistY + 0.02)
    hasHand = dir !== 0
  } else if (arms === 'pocket' && side !== weight) {
    elbow = at(side * shoulder * inward + out * 0.052, waistY + 0.01)
    end = at(side * (shoulder * 0.84), hipY + 0.005)
    hasHand = false
  } else if (arms === 'behind') {
    elbow = at(side * shoulder * inward + out * 0.045, waistY - 0.005)
    end = at(side * 0.02, hipY - 0.03)
    hasHand = false
  } else if (dir !== 0) {
    elbow = at(side * shoulder * inward - dir * 0.012, waistY)
    end = at(side * shoulder * inward + dir * 0.03, hipY + 0.03)
  }
  if (hasHand) skin(hand, end[0], end[1] + 0.012 * Math.sign(end[1] - elbow[1] || 1), 0.016, 0.021, isLit ? 0.9 : 0.45)
  sleeve(
    hand,
    [
      [sx - side * wide * 0.2, sy - 0.006, wide * 0.5],
      [sx - side * wide * 0.06, sy + 0.018, wide * 0.92],
      [sx + (elbow[0] - sx) * 0.4, sy + (elbow[1] - sy) * 0.4, wide],
      [elbow[0], elbow[1], wide * 0.86],
      [elbow[0] + (end[0] - elbow[0]) * 0.6, elbow[1] + (end[1] - elbow[1]) * 0.6, wide * 0.74],
      [end[0], end[1], wide * 0.62],
    ],
    shift(dress.top, -0.008),
    isLit,
  )
}

/** Jacket, blouse or coat, from the neck down. */
export function drawTop(hand: Hand, stance: Stance): void {
  const { at, shoulder, waist, hip, neckY, shoulderY, waistY, hipY, dress, figure, dir } = stance
  const isOld = figure.age === 'old'
  // A blouse goes into the skirt, a jacket ends below the hip, a coat at the knee.
  const hem = dress.isLong ? hipY * 0.5 : dress.skirt ? waistY + 0.012 : hipY + 0.085
  const girth = dress.skirt ? waist : waist * 1.04
  const low = dress.isLong ? hip * 1.34 : dress.skirt ? waist : hip * 1.07
  const back = dir * -0.012
  const neck = figure.age === 'child' ? 0.032 : 0.028
  const side = (s: -1 | 1): Point[] => [
    at(s * neck, neckY - 0.004),
    at(s * neck * 1.9, neckY + 0.012),
    at(s * shoulder * 0.8 + back, shoulderY - 0.012),
    at(s * shoulder + back * 0.5, shoulderY + 0.012),
    at(s * shoulder * (isOld ? 1.02 : 0.96) + back, shoulderY + 0.07),
    at(s * (girth + 0.004) + (isOld ? 0.006 * s : 0), waistY),
    ...(dress.skirt && !dress.isLong ? [] : [at(s * (hip * 1.02), (waistY + hipY) / 2 + 0.02)]),
    at(s * low, hem - 0.004),
    at(s * low, hem - 0.004),
  ]
  const right = side(1)
  const left = side(-1).toReversed()
  const path = outline([...right, at(0.01, hem + 0.008), ...left])
  const [cx] = at(0, waistY)
  const half = Math.max(shoulder, low)
  const folds: Girth[][] = [
    // The middle of the back, and what the arms pull.
    [
      [...at(dir * 0.01, shoulderY + 0.05), 0.003],
      [...at(dir * 0.014, waistY), 0.008],
      [...at(dir * 0.01, hem), 0.006],
    ],
    [
      [...at(-hand.light * shoulder * 0.85, shoulderY + 0.1), 0.006],
      [...at(-hand.light * waist * 0.5, waistY - 0.03), 0.012],
      [...at(-hand.light * waist * 0.1, waistY + 0.01), 0.004],
    ],
    [
      [...at(hand.light * shoulder * 0.8, shoulderY + 0.12), 0.004],
      [...at(hand.light * waist * 0.6, waistY - 0.02), 0.009],
      [...at(hand.light * waist * 0.3, waistY + 0.02), 0.003],
    ],
  ]
  cloth(hand, path, dress.top, [cx - half, neckY, cx + half, hem], folds)
  if (dress.skirt && !dress.isLong && dress.top !== dress.bottom) {
    const [wx, wy] = at(0, waistY + 0.004)
    hand.sheet.dab(wx, wy, waist * 1.02, 0.012, hand.body(dress.ribbon, wx - waist, wx + waist), matter.figure)
  }
  // A rim of light along shoulder and back, where it comes from.
  const s = hand.light
  hand.sheet.fill(
    ribbon([
      [...at(s * neck * 1.6, neckY + 0.014), 0.006],
      [...at(s * shoulder * 0.78 + back, shoulderY - 0.004), 0.016],
      [...at(s * shoulder * 0.9 + back, shoulderY + 0.05), 0.012],
    ]),
    hand.tone(shift(dress.top, 0.07, 0.004, 0.02), 1),
    undefined,
    0.8,
  )
  // A collar
  const [nx, ny] = at(0, neckY + 0.006)
  const collar = dress.top[0] > 0.8 ? shift(dress.top, -0.1) : mix(dress.top, paints.linen, dress.skirt ? 0.3 : 0.6)
  hand.sheet.dab(nx, ny, neck * 1.15, 0.009, hand.tone(collar, 0.7), matter.figure)
}
