import { matter } from '../composition.ts'
import type { Someone } from './brief.ts'
import { type Colour, mix, shift } from './colour.ts'
import { dressOf } from './dress.ts'
import { limb } from './body.ts'
import { flat, form, line } from './motifs/drawing.ts'
import { paints } from './paints.ts'
import type { Hand } from './stage.ts'

/** A head from the side, its crown at the left and looking up: hair and a touch of skin, never a face. */
function drawHead(hand: Hand, x: number, y: number, radius: number, hair: Colour, isLong: boolean): void {
  const { sheet } = hand
  if (isLong)
    sheet.dab(x - radius * 0.5, y + radius * 0.55, radius * 1.2, radius * 0.8, hand.tone(hair, 0.25), matter.figure)
  sheet.dab(
    x + radius * 0.3,
    y - radius * 0.12,
    radius * 0.86,
    radius * 0.86,
    hand.tone(paints.skin, 0.68),
    matter.figure,
  )
  sheet.dab(x - radius * 0.25, y + radius * 0.06, radius * 0.95, radius * 0.98, hand.tone(hair, 0.35), matter.figure)
  sheet.dab(
    x - radius * 0.3,
    y - radius * 0.42,
    radius * 0.42,
    radius * 0.36,
    hand.tone(shift(hair, 0.06), 0.95),
    undefined,
    0.7,
  )
}

/** Somebody asleep or awake under the covers, in the axes of the bed's own drawing: the head on its pillow at the right. */
export function drawLying(hand: Hand, someone: Someone, cover: Colour): void {
  const dress = dressOf(hand, someone)
  const { sheet } = hand
  const isChild = someone.age === 'child'
  const feet = isChild ? -0.35 : -1.02
  const middle = (0.5 + feet) / 2
  const radius = isChild ? 0.125 : 0.14
  // The pillow, pressed down and larger than that of a bed nobody is in.
  form(
    hand,
    'M0.5 -0.62 C0.5 -0.84 0.66 -0.92 0.86 -0.92 C1.06 -0.92 1.16 -0.78 1.12 -0.62 C1.08 -0.48 0.92 -0.46 0.8 -0.46 C0.64 -0.46 0.5 -0.5 0.5 -0.62 Z',
    paints.linen,
    matter.cloth,
    0.5,
    1.15,
  )
  sheet.dab(0.84, -0.66, 0.2, 0.13, hand.tone(paints.linen, 0.3), matter.cloth, 0.7)
  sheet.at(0, 0, -1, 1, () => drawHead(hand, -0.8, -0.76, radius, dress.hair, dress.skirt))
  limb(
    hand,
    [
      [0.66, -0.68],
      [0.52, -0.66],
    ],
    0.12,
    paints.skin,
    0.5,
  )
  // Shoulder
  sheet.dab(0.46, -0.66, 0.17, 0.15, hand.body(dress.top, 0.3, 0.62), matter.figure)
  // The body under the covers, its side towards us in shadow.
  flat(
    hand,
    `M0.42 -0.5 C0.42 -0.78 0.26 -0.84 0.1 -0.83 C${middle + 0.1} -0.8 ${middle - 0.02} -0.7 ${middle - 0.18} -0.74 C${feet + 0.22} -0.78 ${feet + 0.16} -0.8 ${feet + 0.06} -0.82 C${feet - 0.04} -0.8 ${feet - 0.08} -0.6 ${feet - 0.06} -0.44 Q${middle} -0.3 0.42 -0.38 Z`,
    cover,
    0.5,
    matter.cloth,
  )
  flat(
    hand,
    `M0.42 -0.66 C0.4 -0.78 0.26 -0.84 0.1 -0.83 C${middle + 0.1} -0.8 ${middle - 0.02} -0.7 ${middle - 0.18} -0.74 C${feet + 0.22} -0.78 ${feet + 0.16} -0.8 ${feet + 0.06} -0.82 C${feet} -0.82 ${feet - 0.02} -0.72 ${feet} -0.66 C${middle - 0.2} -0.6 ${middle} -0.58 0.42 -0.62 Z`,
    shift(cover, 0.03),
    1,
    matter.cloth,
  )
  // The sheet folded back over the blanket
  form(
    hand,
    'M0.2 -0.845 C0.34 -0.84 0.42 -0.78 0.44 -0.62 L0.42 -0.4 L0.24 -0.39 C0.26 -0.6 0.26 -0.74 0.14 -0.84 Z',
    paints.linen,
    matter.cloth,
    0.15,
    0.45,
  )
  line(
    hand,
    `M${middle + 0.2} -0.74 Q${middle + 0.14} -0.6 ${middle + 0.16} -0.42 M${middle - 0.2} -0.7 Q${middle - 0.24} -0.56 ${middle - 0.2} -0.4 M${feet + 0.1} -0.76 Q${feet + 0.16} -0.6 ${feet + 0.12} -0.46`,
    cover,
    0.12,
    0.026,
    matter.cloth,
  )
  // An arm over the covers
  limb(
    hand,
    [
      [0.44, -0.66],
      [0.28, -0.58],
      [0.06, -0.64],
    ],
    0.1,
    shift(dress.top, 0.02),
    0.75,
  )
  sheet.dab(0, -0.655, 0.055, 0.045, hand.tone(paints.skin, 0.8), matter.figure)
}

/** Somebody of height 1 half lying along a seat: 0,0 is the seat's middle, the head is at the left on a cushion. */
export function drawReclining(hand: Hand, someone: Someone): void {
  const dress = dressOf(hand, someone)
  const { sheet } = hand
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
  limb(
    hand,
    [
      [0, -0.08],
      [0.2, -0.21],
      [0.31, -0.04],
    ],
    0.082,
    dress.bottom,
    0.2,
  )
  sheet.dab(0.335, -0.022, 0.042, 0.02, hand.tone(paints.brown, 0.3), matter.figure)
  if (dress.skirt)
    form(
      hand,
      'M-0.06 -0.13 C0.06 -0.15 0.12 -0.24 0.2 -0.25 C0.26 -0.2 0.3 -0.12 0.36 -0.1 L0.37 -0.03 L-0.02 -0.015 Z',
      dress.bottom,
      matter.figure,
      -0.05,
      0.36,
    )
  limb(
    hand,
    [
      [0.02, -0.06],
      [0.22, -0.075],
      [0.42, -0.04],
    ],
    dress.skirt ? 0.05 : 0.082,
    dress.skirt ? paints.skin : dress.bottom,
    0.65,
  )
  if (dress.skirt)
    form(
      hand,
      'M-0.06 -0.12 C0.06 -0.14 0.2 -0.14 0.31 -0.11 L0.32 -0.025 L-0.02 -0.012 Z',
      dress.bottom,
      matter.figure,
      -0.05,
      0.36,
    )
  sheet.dab(0.455, -0.055, 0.022, 0.045, hand.tone(paints.brown, 0.35), matter.figure)
  // Back and shoulders
  form(
    hand,
    'M-0.4 -0.25 C-0.36 -0.31 -0.28 -0.31 -0.22 -0.26 C-0.14 -0.2 -0.04 -0.16 0.04 -0.13 C0.06 -0.09 0.05 -0.03 0.02 -0.012 C-0.1 -0.01 -0.22 -0.01 -0.3 -0.05 C-0.36 -0.1 -0.42 -0.18 -0.4 -0.25 Z',
    dress.top,
    matter.figure,
    -0.4,
    0.05,
  )
  limb(
    hand,
    [
      [-0.345, -0.29],
      [-0.37, -0.33],
    ],
    0.05,
    paints.skin,
    0.45,
  )
  drawHead(hand, -0.385, -0.375, isChild ? 0.088 : 0.068, dress.hair, dress.skirt)
  // An arm in the lap
  limb(
    hand,
    [
      [-0.28, -0.25],
      [-0.2, -0.11],
      [-0.06, -0.14],
    ],
    0.056,
    shift(dress.top, -0.03),
    0.35,
  )
  sheet.dab(-0.04, -0.145, 0.024, 0.022, hand.tone(paints.skin, 0.8), matter.figure)
}
