import { Path2D } from '@napi-rs/canvas'
import { matter } from '../composition.ts'
import type { Someone } from './brief.ts'
import { dressOf } from './dress.ts'
import { type Colour, shift } from './colour.ts'
import { garments, paints } from './paints.ts'
import { between, pick } from './random.ts'
import type { Hand } from './stage.ts'

export type Pose = 'stand' | 'walk' | 'sit' | 'sit-ground'

export interface Figure extends Someone {
  pose: Pose
  /** -1 turned to the left of the picture, 0 seen from behind, 1 to the right. */
  turn: -1 | 0 | 1
  /** Which hand is given to a neighbour: -1 left, 1 right, 0 none. */
  hand: -1 | 0 | 1
  /** Holds an umbrella. */
  umbrella: boolean
}

/** Heights in metres. */
export const statureOf = (someone: Pick<Someone, 'age'>): number =>
  someone.age === 'child' ? 1.12 : someone.age === 'old' ? 1.56 : 1.7

const path = (d: string): Path2D => new Path2D(d)

/** Limbs as one stroke of the brush. */
export function limb(
  hand: Hand,
  points: readonly (readonly [number, number])[],
  width: number,
  colour: Colour,
  t: number,
): void {
  const line = new Path2D()
  points.forEach(([x, y], i) => (i === 0 ? line.moveTo(x, y) : line.lineTo(x, y)))
  hand.sheet.stroke(line, hand.tone(colour, t), width, matter.figure)
}

/** A person of height 1 (standing) as few patches of colour, from behind or turned away; never a face. */
export function drawFigure(hand: Hand, figure: Figure): void {
  const dress = dressOf(hand, figure)
  const { sheet, light, r } = hand
  const child = figure.age === 'child'
  const old = figure.age === 'old'
  const head = child ? 0.088 : 0.066
  const stoop = old ? 0.055 : 0
  // Facing right or left is drawn to the right and mirrored; `s` brings the light along.
  const dir = figure.turn === 0 ? (stoop > 0 ? 1 : 0) : figure.turn
  const seated = figure.pose === 'sit' || figure.pose === 'sit-ground'
  const drop = figure.pose === 'sit' ? 0.22 : figure.pose === 'sit-ground' ? 0.44 : 0
  const hip = -0.5 + drop
  const shoulder = -0.815 + drop + stoop * 0.4
  const lean = dir * (stoop + (figure.pose === 'walk' ? 0.012 : 0))
  const wide = child ? 0.1 : 0.118
  const narrow = figure.turn === 0 ? 1 : 0.72
  const sh = wide * narrow

  // Legs
  if (figure.pose === 'sit') {
    const knee = dir === 0 ? 0.05 : dir * 0.22
    for (const side of [-1, 1])
      limb(
        hand,
        [
          [side * 0.045, hip],
          [side * 0.04 + knee, hip + 0.02],
          [side * 0.04 + knee, -0.02],
        ],
        0.085,
        dress.bottom,
        side === light ? 0.7 : 0.25,
      )
  } else if (figure.pose === 'sit-ground') {
    const reach = dir === 0 ? 0.12 : dir * 0.4
    const base = path(`M-0.15 0.0 Q-0.17 -0.1 -0.08 ${hip - 0.02} L0.08 ${hip - 0.02} Q0.18 -0.1 0.16 0 Z`)
    sheet.fill(base, hand.body(dress.bottom, -0.16, 0.16), matter.figure)
    limb(
      hand,
      [
        [0, hip + 0.03],
        [reach * 0.55, dir === 0 ? -0.13 : -0.2],
        [reach, -0.025],
      ],
      0.08,
      dress.bottom,
      0.5,
    )
  } else if (!dress.skirt || figure.pose === 'walk') {
    const stride = figure.pose === 'walk' ? (figure.turn === 0 ? 0.03 : 0.1) : 0.012
    const feet: readonly (readonly [number, number])[] = [
      [-0.045 - stride, figure.pose === 'walk' ? -0.03 : -0.012],
      [0.045 + stride, -0.012],
    ]
    feet.forEach(([x, y], i) => {
      const hipX = (i === 0 ? -0.042 : 0.042) * narrow
      limb(
        hand,
        [
          [hipX, hip + 0.02],
          [(hipX + x) / 2, -0.25],
          [x, y],
        ],
        dress.skirt ? 0.05 : 0.078,
        dress.skirt ? paints.skin : dress.bottom,
        (i === 0 ? -1 : 1) === light ? 0.75 : 0.2,
      )
      sheet.dab(x + dir * 0.025, y - 0.004, 0.042, 0.02, hand.tone(paints.brown, 0.3), matter.figure)
    })
  }

  // Skirt or the coat's tail
  if (!seated) {
    const hem = dress.skirt ? (child ? -0.22 : -0.09) : brief(hand).season === 'winter' ? -0.28 : -0.44
    const flare = dress.skirt ? 0.155 : 0.112
    const sway = figure.pose === 'walk' ? -dir * 0.03 : 0
    sheet.fill(
      path(
        `M${-sh * 0.72 + lean * 0.3} ${hip - 0.08} Q${-flare * 0.85} ${hip + 0.1} ${-flare * narrow + sway} ${hem} Q${sway} ${hem + 0.03} ${flare * narrow + sway} ${hem} Q${flare * 0.85} ${hip + 0.1} ${sh * 0.72 + lean * 0.3} ${hip - 0.08} Z`,
      ),
      hand.body(dress.skirt ? dress.bottom : dress.top, -flare, flare),
      matter.figure,
    )
  }
  // Far arm
  const armColour = shift(dress.top, -0.02)
  const arm = (side: -1 | 1) => {
    const sx = side * sh * 0.95 + lean
    const given = figure.hand === side
    const elbow: readonly [number, number] = given
      ? [sx + side * 0.07, shoulder + 0.17]
      : seated
        ? [sx + side * 0.03 + dir * 0.03, shoulder + 0.17]
        : [sx + side * 0.028, shoulder + 0.18]
    const end: readonly [number, number] = given
      ? [side * (wide + 0.115), hip + 0.04 + (child ? -0.22 : 0)]
      : seated
        ? [sx + dir * 0.12, hip - 0.03]
        : figure.pose === 'walk'
          ? [sx + side * 0.02 + dir * side * 0.06, hip + 0.02]
          : [sx + side * 0.022, hip + 0.03]
    limb(hand, [[sx, shoulder + 0.02], elbow, end], 0.054, armColour, side === light ? 0.85 : 0.15)
    sheet.dab(end[0], end[1] + 0.012, 0.021, 0.024, hand.tone(paints.skin, side === light ? 0.9 : 0.45), matter.figure)
  }
  arm((light * -1) as -1 | 1)
  // Back
  sheet.fill(
    path(
      `M${-sh + lean} ${shoulder + 0.035} Q${-sh * 0.9 + lean} ${shoulder - 0.035} ${-0.03 + lean} ${shoulder - 0.045} L${0.03 + lean} ${shoulder - 0.045} Q${sh * 0.9 + lean} ${shoulder - 0.035} ${sh + lean} ${shoulder + 0.035} Q${sh * 0.9 + lean * 0.5} ${hip - 0.16} ${sh * 0.78} ${hip + 0.03} L${-sh * 0.78} ${hip + 0.03} Q${-sh * 0.9 + lean * 0.5} ${hip - 0.16} ${-sh + lean} ${shoulder + 0.035} Z`,
    ),
    hand.body(dress.top, -sh, sh),
    matter.figure,
  )
  arm(light)
  // The edge that the light catches
  limb(
    hand,
    [
      [light * sh * 0.82 + lean, shoulder + 0.03],
      [light * sh * 0.72, hip - 0.05],
    ],
    0.03,
    shift(dress.top, 0.06, 0, 0.01),
    1,
  )

  // Neck, head, hair
  const hx = lean * 1.55 + dir * 0.012
  const hy = shoulder - 0.075 - head * (child ? 0.75 : 0.6) + stoop * 0.3
  limb(
    hand,
    [
      [lean, shoulder - 0.03],
      [hx, hy + head * 0.6],
    ],
    0.05,
    paints.skin,
    0.45,
  )
  if (figure.turn !== 0)
    sheet.dab(
      hx + figure.turn * head * 0.3,
      hy + head * 0.15,
      head * 0.72,
      head * 0.95,
      hand.tone(paints.skin, 0.6),
      matter.figure,
    )
  sheet.dab(
    hx - figure.turn * head * 0.12,
    hy - head * 0.05,
    head * 0.92,
    head * 1.12,
    hand.tone(dress.hair, 0.35),
    matter.figure,
  )
  if (dress.skirt && dress.hat === undefined) {
    if (r() < 0.5 || old)
      sheet.dab(
        hx - dir * head * 0.5,
        hy - head * (old ? 0.4 : 0.9),
        head * 0.46,
        head * 0.42,
        hand.tone(dress.hair, 0.5),
        matter.figure,
      )
    else
      sheet.fill(
        path(
          `M${hx - head * 0.9} ${hy - head * 0.2} Q${hx - head * 1.05} ${hy + head * 1.5} ${hx - head * 0.5} ${hy + head * 2.1} L${hx + head * 0.5} ${hy + head * 2.1} Q${hx + head * 1.05} ${hy + head * 1.5} ${hx + head * 0.9} ${hy - head * 0.2} Z`,
        ),
        hand.tone(dress.hair, 0.35),
        matter.figure,
      )
  }
  sheet.dab(
    hx + light * head * 0.35,
    hy - head * 0.45,
    head * 0.42,
    head * 0.42,
    hand.tone(shift(dress.hair, 0.06), 0.95),
    undefined,
    0.7,
  )
  if (dress.hat) {
    sheet.dab(
      hx,
      hy - head * 0.42,
      head * 1.75,
      head * 0.42,
      hand.body(dress.hat, hx - head * 1.6, hx + head * 1.6),
      matter.figure,
    )
    sheet.dab(hx, hy - head * 0.8, head * 0.9, head * 0.62, hand.body(dress.hat, hx - head, hx + head), matter.figure)
    sheet.dab(hx, hy - head * 0.5, head * 0.92, head * 0.15, hand.tone(dress.top, 0.35), matter.figure)
  }
  if (old && !seated)
    limb(
      hand,
      [
        [dir * 0.19, hip - 0.02],
        [dir * 0.22, 0],
      ],
      0.018,
      paints.woodDark,
      0.5,
    )
  if (figure.umbrella)
    drawUmbrella(hand, hx + 0.03 * light, hy - head * 1.2, pick(r, [paints.coat, paints.navy, paints.teal, paints.red]))
}

const brief = (hand: Hand) => hand.brief

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
  const w = between(r, 0.11, 0.15)
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
  sheet.fill(
    path(
      `M${-w} -0.8 Q0 -0.9 ${w} -0.8 L${skirt ? w * 1.45 : w} ${skirt ? -0.05 : -0.38} L${skirt ? -w * 1.45 : -w} ${skirt ? -0.05 : -0.38} Z`,
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
