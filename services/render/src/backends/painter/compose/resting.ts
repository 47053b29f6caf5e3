import { matter } from '../composition.ts'
import { type Girth, type Point, cloth, drawHead, outline, sleeve } from './body.ts'
import type { Someone } from './brief.ts'
import { type Colour, mix, shift } from './colour.ts'
import { type Dress, dressOf } from './dress.ts'
import { flat, form, line } from './motifs/drawing.ts'
import { paints } from './paints.ts'
import type { Hand } from './stage.ts'

/** The back of a head on its pillow, its crown to the right: hair, and a little of the nape. */
function drawHeadLying(hand: Hand, x: number, y: number, radius: number, { hair, hairdo }: Dress): void {
  const { sheet } = hand
  sheet.dab(
    x - radius * 0.95,
    y + radius * 0.3,
    radius * 0.5,
    radius * 0.42,
    hand.tone(paints.skin, 0.6),
    matter.figure,
  )
  if (hairdo !== 'short' && hairdo !== 'crop')
    sheet.fill(
      outline([
        [x - radius * 0.6, y - radius * 0.3],
        [x + radius * 0.5, y - radius * 0.6],
        [x + radius * 1.2, y + radius * 0.3],
        [x + radius * 0.9, y + radius * 1.15],
        [x - radius * 0.1, y + radius * 1.3],
        [x - radius * 0.9, y + radius * 0.8],
      ]),
      hand.tone(hair, 0.2),
      matter.figure,
    )
  sheet.fill(
    outline([
      [x - radius * 0.98, y + radius * 0.1],
      [x - radius * 0.8, y - radius * 0.86],
      [x + radius * 0.5, y - radius * 1.02],
      [x + radius * 1.16, y - radius * 0.3],
      [x + radius * 0.96, y + radius * 0.72],
      [x - radius * 0.2, y + radius * 0.92],
    ]),
    hand.tone(hair, 0.32),
    matter.figure,
  )
  for (const [dx, dy, turn] of [
    [0.1, -0.55, -0.2],
    [0.55, -0.2, 0.7],
  ] as const)
    sheet.dab(
      x + radius * dx,
      y + radius * dy,
      radius * 0.46,
      radius * 0.15,
      hand.tone(shift(hair, 0.06, 0.004, 0.014), 0.95),
      undefined,
      0.6,
      turn,
    )
}

/** Somebody asleep or awake under the covers, turned away from us, in the axes of the bed's own drawing: the head on its pillow at the right. */
export function drawLying(hand: Hand, someone: Someone, cover: Colour): void {
  const dress = dressOf(hand, someone)
  const { sheet } = hand
  const isChild = someone.age === 'child'
  const feet = isChild ? -0.35 : -1.02
  const middle = (0.5 + feet) / 2
  const hip = 0.06 + (middle - 0.06) * 0.55
  // The pillow, pressed down and larger than that of a bed nobody is in.
  form(
    hand,
    'M0.5 -0.62 C0.5 -0.84 0.66 -0.92 0.86 -0.92 C1.06 -0.92 1.16 -0.78 1.12 -0.62 C1.08 -0.48 0.92 -0.46 0.8 -0.46 C0.64 -0.46 0.5 -0.5 0.5 -0.62 Z',
    paints.linen,
    matter.cloth,
    0.5,
    1.15,
  )
  sheet.dab(0.84, -0.64, 0.2, 0.13, hand.tone(paints.linen, 0.3), matter.cloth, 0.7)
  drawHeadLying(hand, 0.79, -0.72, isChild ? 0.1 : 0.11, dress)
  // Its weight sinks into the linen.
  sheet.dab(0.9, -0.575, 0.17, 0.06, hand.tone(paints.linen, 0.72), matter.cloth, 1, -0.15)
  // The shoulder that is up, and the back below it
  cloth(
    hand,
    outline([
      [0.7, -0.66],
      [0.64, -0.76],
      [0.5, -0.92],
      [0.34, -0.9],
      [0.22, -0.8],
      [0.24, -0.5],
      [0.66, -0.52],
    ]),
    dress.top,
    [0.2, -0.92, 0.7, -0.5],
  )
  const body = `C${hip + 0.16} -0.78 ${hip + 0.1} -0.9 ${hip} -0.9 C${hip - 0.16} -0.9 ${middle - 0.14} -0.82 ${middle - 0.24} -0.78 C${feet + 0.22} -0.72 ${feet + 0.14} -0.74 ${feet + 0.04} -0.72`
  // The body under the covers, its side towards us in shadow.
  flat(
    hand,
    `M0.36 -0.5 C0.42 -0.76 0.38 -0.88 0.3 -0.84 ${body} C${feet - 0.06} -0.7 ${feet - 0.08} -0.56 ${feet - 0.06} -0.44 Q${middle} -0.3 0.36 -0.38 Z`,
    cover,
    0.5,
    matter.cloth,
  )
  flat(
    hand,
    `M0.38 -0.72 C0.4 -0.84 0.36 -0.88 0.3 -0.84 ${body} C${feet} -0.7 ${feet - 0.02} -0.66 ${feet} -0.62 C${middle - 0.2} -0.66 ${hip} -0.74 0.38 -0.68 Z`,
    shift(cover, 0.03),
    1,
    matter.cloth,
  )
  // The sheet folded back over the blanket
  form(
    hand,
    'M0.2 -0.83 C0.3 -0.88 0.41 -0.86 0.43 -0.66 L0.41 -0.4 L0.24 -0.39 C0.27 -0.58 0.28 -0.72 0.2 -0.83 Z',
    paints.linen,
    matter.cloth,
    0.15,
    0.45,
  )
  line(
    hand,
    `M${hip + 0.12} -0.8 Q${hip + 0.06} -0.6 ${hip + 0.1} -0.42 M${middle - 0.1} -0.76 Q${middle - 0.18} -0.58 ${middle - 0.12} -0.4 M${feet + 0.14} -0.7 Q${feet + 0.2} -0.56 ${feet + 0.12} -0.46`,
    cover,
    0.12,
    0.026,
    matter.cloth,
  )
}

/** Somebody of height 1 half lying along a seat: 0,0 is the seat's middle, the head is at the left on a cushion. */
export function drawReclining(hand: Hand, someone: Someone): void {
  const dress = dressOf(hand, someone)
  const isChild = someone.age === 'child'
  form(
    hand,
    'M-0.5 -0.04 C-0.56 -0.16 -0.56 -0.3 -0.46 -0.32 C-0.36 -0.32 -0.32 -0.2 -0.3 -0.04 Z',
    mix(paints.cream, paints.ochre, 0.3),
    matter.cloth,
    -0.55,
    -0.3,
  )
  // Far leg drawn up, near leg along the seat
  reclined(hand, dress, [0.21, -0.225], [0.32, -0.03], false)
  reclined(hand, dress, [0.22, -0.09], [0.44, -0.04], true)
  if (dress.skirt)
    cloth(
      hand,
      outline([
        [-0.06, -0.12],
        [0.06, -0.17],
        [0.2, -0.27],
        [0.26, -0.24],
        [0.31, -0.1],
        [0.36, -0.1],
        [0.37, -0.015],
        [0.1, 0],
        [-0.04, -0.01],
      ]),
      dress.bottom,
      [-0.06, -0.26, 0.37, 0],
      [
        [
          [0.2, -0.23, 0.006],
          [0.16, -0.12, 0.016],
          [0.2, -0.03, 0.006],
        ],
      ],
    )
  // Back and shoulders
  cloth(
    hand,
    outline([
      [-0.42, -0.25],
      [-0.39, -0.32],
      [-0.33, -0.34],
      [-0.24, -0.28],
      [-0.12, -0.19],
      [0.04, -0.14],
      [0.07, -0.07],
      [0.02, -0.005],
      [-0.2, -0.005],
      [-0.34, -0.06],
    ]),
    dress.top,
    [-0.42, -0.33, 0.06, 0],
    [
      [
        [-0.3, -0.22, 0.004],
        [-0.14, -0.12, 0.014],
        [0.02, -0.1, 0.006],
      ],
    ],
  )
  const [rx, ry] = isChild ? [0.07, 0.09] : [0.05, 0.068]
  drawHead(hand, { x: -0.375, y: -0.32 - ry, rx, ry, turn: 1 }, [-0.36, -0.31], dress)
  // An arm in the lap
  sleeve(
    hand,
    [
      [-0.33, -0.29, 0.036],
      [-0.28, -0.22, 0.056],
      [-0.2, -0.115, 0.05],
      [-0.06, -0.14, 0.036],
    ],
    dress.top,
    hand.light < 0,
  )
  hand.sheet.dab(-0.04, -0.145, 0.022, 0.018, hand.tone(paints.skin, 0.8), matter.figure)
}

/** A leg of who reclines, from the hip over the knee to the foot. */
function reclined(hand: Hand, dress: Dress, knee: Point, foot: Point, isNear: boolean): void {
  const w = dress.skirt ? 0.75 : 1
  const points: Girth[] = [
    [0.0, -0.07, 0.09 * w],
    [knee[0] * 0.6, -0.06 + (knee[1] + 0.06) * 0.7, 0.086 * w],
    [knee[0], knee[1], 0.074 * w],
    [(knee[0] + foot[0]) / 2, (knee[1] + foot[1]) / 2, 0.06 * w],
    [foot[0], foot[1], 0.044 * w],
  ]
  hand.sheet.dab(
    foot[0] + 0.02,
    foot[1] - 0.004,
    0.034,
    0.018,
    hand.tone(dress.shoes, 0.35),
    matter.figure,
    1,
    isNear ? -1.1 : 0,
  )
  sleeve(hand, points, dress.skirt ? paints.skin : dress.bottom, isNear)
}
