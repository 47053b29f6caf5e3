import { matter } from '../../composition.ts'
import { type Colour, mix } from '../colour.ts'
import { paints } from '../paints.ts'
import { between } from '../random.ts'
import type { Hand } from '../stage.ts'
import { foliage } from '../trees.ts'
import { type Drawing, flat, form, line, plane, shape } from './drawing.ts'

const roofOf = (hand: Hand, colour: Colour): Colour => mix(colour, paints.snow, hand.air.snow * 0.9)

/** Panes that are lit in the dark hours and hold the sky by day. */
function panes(
  hand: Hand,
  list: readonly (readonly [x: number, y: number, w: number, h: number])[],
  share = 0.7,
): void {
  for (const [x, y, w, h] of list) {
    const isLit = hand.r() < share * hand.air.night
    const d = `M${x} ${y} L${x + w} ${y} L${x + w} ${y + h} L${x} ${y + h} Z`
    if (isLit) {
      hand.sheet.fill(shape(d), mix(paints.window, paints.lamp, 0.4), matter.light)
      hand.sheet.glow(x + w / 2, y + h / 2, w * 3, paints.lamp, 0.3)
    } else flat(hand, d, mix(paints.slate, paints.navy, 0.3), 0.45, matter.building)
  }
}

const grid = (columns: number, rows: number, x: number, y: number, dx: number, dy: number, w: number, h: number) =>
  Array.from(
    { length: columns * rows },
    (_, i) => [x + (i % columns) * dx, y + Math.floor(i / columns) * dy, w, h] as const,
  )

function house(hand: Hand, wall: Colour, roof: Colour): void {
  plane(hand, 'M-0.55 -0.52 L0.14 -0.52 L0.14 0 L-0.55 0 Z', wall, 0, matter.building)
  plane(hand, 'M0.14 -0.52 L0.34 -0.82 L0.56 -0.52 L0.56 0 L0.14 0 Z', wall, 1, matter.building)
  flat(hand, 'M0.2 -0.86 L0.2 -1.04 L0.29 -1.04 L0.29 -0.9 Z', paints.brick, 0.6, matter.building)
  flat(
    hand,
    'M-0.62 -0.5 L-0.42 -0.9 L0.34 -0.88 L0.14 -0.48 Z',
    roofOf(hand, roof),
    hand.light < 0 ? 0.95 : 0.6,
    matter.building,
  )
  flat(
    hand,
    'M0.3 -0.89 L0.36 -0.88 L0.62 -0.5 L0.56 -0.46 L0.34 -0.8 L0.16 -0.46 L0.11 -0.5 Z',
    roofOf(hand, roof),
    0.3,
    matter.building,
  )
  panes(hand, [
    [-0.47, -0.38, 0.11, 0.15],
    [-0.08, -0.38, 0.11, 0.15],
    [0.3, -0.36, 0.1, 0.15],
  ])
  for (const x of [-0.53, -0.34, -0.14, 0.05])
    flat(
      hand,
      `M${x} -0.39 L${x + 0.045} -0.39 L${x + 0.045} -0.22 L${x} -0.22 Z`,
      paints.shutter,
      0.6,
      matter.building,
    )
  flat(hand, 'M-0.29 -0.3 L-0.17 -0.3 L-0.17 0 L-0.29 0 Z', paints.teal, 0.45, matter.building)
  for (const [x, s] of [
    [-0.5, 0.1],
    [0.02, 0.09],
    [0.46, 0.11],
  ] as const)
    foliage(hand, x, -0.05, s, 0.08, paints.leaf, 6)
}

/** A whitewashed house under dark tiles, its eaves drawn up at both ends. */
function tiledHouse(hand: Hand, nth: number): void {
  const wall = nth % 3 === 1 ? mix(paints.stone, paints.slate, 0.35) : mix(paints.linen, paints.plaster, 0.3)
  const tiles = roofOf(hand, mix(paints.slate, paints.coat, 0.45))
  plane(hand, 'M-0.56 -0.5 L0.2 -0.5 L0.2 0 L-0.56 0 Z', wall, 0, matter.building)
  plane(hand, 'M0.2 -0.5 L0.4 -0.84 L0.44 -0.84 L0.58 -0.52 L0.58 0 L0.2 0 Z', wall, 1, matter.building)
  // The stepped top of the gable
  flat(
    hand,
    'M0.17 -0.54 L0.26 -0.62 L0.27 -0.68 L0.36 -0.8 L0.37 -0.87 L0.48 -0.87 L0.49 -0.8 L0.55 -0.66 L0.56 -0.6 L0.63 -0.52 L0.56 -0.5 L0.42 -0.79 L0.24 -0.5 Z',
    tiles,
    0.25,
    matter.building,
  )
  flat(
    hand,
    'M-0.72 -0.53 C-0.6 -0.53 -0.55 -0.64 -0.46 -0.85 L0.36 -0.84 C0.28 -0.68 0.26 -0.56 0.3 -0.5 C0.2 -0.47 -0.5 -0.47 -0.58 -0.48 C-0.64 -0.49 -0.7 -0.5 -0.72 -0.53 Z',
    tiles,
    hand.light < 0 ? 0.85 : 0.5,
    matter.building,
  )
  line(
    hand,
    'M-0.56 -0.88 Q-0.48 -0.84 -0.42 -0.86 L0.3 -0.86 Q0.36 -0.85 0.42 -0.9',
    tiles,
    0.2,
    0.035,
    matter.building,
  )
  for (const x of [-0.42, -0.28, -0.14, 0, 0.13])
    line(hand, `M${x} -0.8 Q${x - 0.05} -0.64 ${x - 0.07} -0.51`, tiles, 0.15, 0.018, matter.building)
  flat(hand, 'M-0.28 -0.34 L-0.08 -0.34 L-0.08 0 L-0.28 0 Z', mix(paints.red, paints.brown, 0.45), 0.5, matter.building)
  line(hand, 'M-0.18 -0.33 L-0.18 0', paints.woodDark, 0.3, 0.015, matter.building)
  panes(hand, [
    [-0.49, -0.34, 0.13, 0.13],
    [0.01, -0.34, 0.13, 0.13],
    [0.36, -0.42, 0.08, 0.1],
  ])
  for (const x of [-0.33, -0.03]) hand.sheet.dab(x, -0.38, 0.026, 0.034, hand.tone(paints.red, 0.9), matter.light)
}

function block(hand: Hand, wall: Colour, floors: number, mark?: (hand: Hand) => void): void {
  plane(hand, 'M-0.42 -1 L0.2 -0.97 L0.2 0 L-0.42 0 Z', wall, 0, matter.building)
  plane(hand, 'M0.2 -0.97 L0.42 -0.9 L0.42 0 L0.2 0 Z', wall, 1, matter.building)
  panes(hand, grid(4, floors, -0.36, -0.92, 0.14, 0.86 / floors, 0.075, 0.5 / floors), 0.6)
  flat(hand, 'M-0.16 -0.1 L-0.04 -0.1 L-0.04 0 L-0.16 0 Z', paints.woodDark, 0.4, matter.building)
  mark?.(hand)
}

/** Houses of every kind. */
export const buildingDrawings: Record<string, Drawing> = {
  house: {
    width: 1.25,
    draw: (hand, { nth }) =>
      hand.brief.isChinese
        ? tiledHouse(hand, nth)
        : house(hand, nth % 2 ? paints.plasterWarm : paints.plaster, nth % 3 === 1 ? paints.slate : paints.roof),
  },
  building: { width: 0.85, draw: (hand, { nth }) => block(hand, nth % 2 ? paints.brick : paints.stone, 6) },
  hospital: {
    width: 0.95,
    draw: (hand) =>
      block(hand, paints.linen, 5, (own) => {
        // A red roof edge and a wide lit door; no sign.
        flat(own, 'M-0.44 -1.03 L0.2 -1 L0.2 -0.95 L-0.44 -0.98 Z', paints.red, 0.6, matter.building)
        own.sheet.fill(
          shape('M-0.22 -0.15 L0.04 -0.15 L0.04 0 L-0.22 0 Z'),
          mix(paints.window, paints.linen, 0.4),
          matter.light,
        )
      }),
  },
  school: {
    width: 1.5,
    draw(hand) {
      plane(hand, 'M-0.75 -0.55 L0.75 -0.55 L0.75 0 L-0.75 0 Z', paints.brick, 0, matter.building)
      flat(hand, 'M-0.8 -0.55 L-0.66 -0.75 L0.66 -0.75 L0.8 -0.55 Z', roofOf(hand, paints.slate), 0.7, matter.building)
      plane(hand, 'M-0.16 -0.8 L0 -0.95 L0.16 -0.8 L0.16 0 L-0.16 0 Z', paints.plaster, 0, matter.building)
      hand.sheet.dab(0, -0.72, 0.055, 0.055, hand.tone(paints.linen, 0.9), matter.building)
      panes(hand, [
        ...grid(3, 2, -0.68, -0.47, 0.17, 0.22, 0.1, 0.14),
        ...grid(3, 2, 0.24, -0.47, 0.17, 0.22, 0.1, 0.14),
      ])
      flat(hand, 'M-0.07 -0.22 L0.07 -0.22 L0.07 0 L-0.07 0 Z', paints.teal, 0.4, matter.building)
    },
  },
  church: {
    width: 0.85,
    draw(hand) {
      plane(hand, 'M-0.1 -0.34 L0.42 -0.34 L0.42 0 L-0.1 0 Z', paints.stone, 1, matter.building)
      flat(hand, 'M-0.12 -0.34 L0 -0.54 L0.36 -0.54 L0.46 -0.34 Z', roofOf(hand, paints.slate), 0.6, matter.building)
      form(hand, 'M-0.3 -0.62 L-0.06 -0.62 L-0.06 0 L-0.3 0 Z', paints.stone, matter.building, -0.3, -0.06)
      form(hand, 'M-0.33 -0.6 L-0.18 -1 L-0.03 -0.6 Z', roofOf(hand, paints.slate), matter.building, -0.33, -0.03)
      panes(hand, [
        [-0.21, -0.52, 0.06, 0.12],
        [0.04, -0.26, 0.06, 0.16],
        [0.18, -0.26, 0.06, 0.16],
        [0.31, -0.26, 0.06, 0.16],
      ])
      flat(hand, 'M-0.23 -0.16 L-0.13 -0.16 L-0.13 0 L-0.23 0 Z', paints.woodDark, 0.3, matter.building)
    },
  },
  temple: {
    width: 1.35,
    draw(hand) {
      for (const x of [-0.38, -0.13, 0.13, 0.38])
        line(hand, `M${x} -0.34 L${x} -0.04`, paints.red, 0.55, 0.06, matter.wood)
      flat(hand, 'M-0.42 -0.36 L0.42 -0.36 L0.42 -0.05 L-0.42 -0.05 Z', paints.woodDark, 0.3, matter.building)
      for (const x of [-0.38, -0.13, 0.13, 0.38])
        line(hand, `M${x} -0.36 L${x} -0.04`, paints.red, x * hand.light > 0 ? 0.9 : 0.45, 0.055, matter.wood)
      form(
        hand,
        'M-0.7 -0.34 Q-0.5 -0.42 -0.42 -0.56 L0.42 -0.56 Q0.5 -0.42 0.7 -0.34 Z',
        roofOf(hand, paints.slate),
        matter.building,
        -0.7,
        0.7,
      )
      flat(hand, 'M-0.28 -0.7 L0.28 -0.7 L0.28 -0.56 L-0.28 -0.56 Z', paints.red, 0.5, matter.building)
      form(
        hand,
        'M-0.52 -0.68 Q-0.32 -0.78 -0.1 -0.98 L0.1 -0.98 Q0.32 -0.78 0.52 -0.68 Z',
        roofOf(hand, paints.slate),
        matter.building,
        -0.5,
        0.5,
      )
      flat(hand, 'M-0.6 -0.06 L0.6 -0.06 L0.66 0 L-0.66 0 Z', paints.stone, 0.7, matter.stone)
    },
  },
  castle: {
    width: 0.9,
    draw(hand) {
      plane(hand, 'M-0.3 -0.5 L0.3 -0.5 L0.3 0 L-0.3 0 Z', paints.stone, 0, matter.building)
      for (const x of [-0.36, 0.36]) {
        form(
          hand,
          `M${x - 0.12} -0.72 L${x + 0.12} -0.72 L${x + 0.12} 0 L${x - 0.12} 0 Z`,
          paints.stone,
          matter.building,
          x - 0.12,
          x + 0.12,
        )
        form(
          hand,
          `M${x - 0.16} -0.7 L${x} -1 L${x + 0.16} -0.7 Z`,
          roofOf(hand, paints.slate),
          matter.building,
          x - 0.16,
          x + 0.16,
        )
      }
      for (let i = 0; i < 4; i++)
        flat(hand, `M${-0.24 + i * 0.13} -0.56 l0.07 0 l0 0.08 l-0.07 0 Z`, paints.stone, 0.7, matter.building)
      flat(hand, 'M-0.1 0 L-0.1 -0.2 Q0 -0.32 0.1 -0.2 L0.1 0 Z', paints.woodDark, 0.3, matter.building)
      panes(hand, [
        [-0.39, -0.55, 0.05, 0.1],
        [0.33, -0.55, 0.05, 0.1],
      ])
    },
  },
  lighthouse: {
    width: 0.42,
    draw(hand) {
      form(hand, 'M-0.1 -0.78 L0.1 -0.78 L0.16 0 L-0.16 0 Z', paints.linen, matter.building, -0.16, 0.16)
      form(hand, 'M-0.125 -0.46 L0.125 -0.46 L0.14 -0.24 L-0.14 -0.24 Z', paints.red, matter.building, -0.16, 0.16)
      hand.sheet.glow(0, -0.85, 0.5, paints.lamp, 0.2 + 0.7 * hand.air.night)
      hand.sheet.fill(
        shape('M-0.07 -0.9 L0.07 -0.9 L0.07 -0.8 L-0.07 -0.8 Z'),
        mix(paints.lamp, paints.linen, 0.3),
        matter.light,
      )
      flat(hand, 'M-0.13 -0.8 L0.13 -0.8 L0.13 -0.77 L-0.13 -0.77 Z', paints.iron, 0.4, matter.building)
      form(hand, 'M-0.1 -0.9 Q0 -1.04 0.1 -0.9 Z', paints.red, matter.building, -0.1, 0.1)
    },
  },
  windmill: {
    width: 0.9,
    draw(hand) {
      form(hand, 'M-0.12 -0.66 L0.12 -0.66 L0.2 0 L-0.2 0 Z', paints.plaster, matter.building, -0.2, 0.2)
      form(hand, 'M-0.15 -0.64 Q0 -0.86 0.15 -0.64 Z', paints.brown, matter.building, -0.15, 0.15)
      const turn = between(hand.r, 0, 1.5)
      for (let i = 0; i < 4; i++)
        hand.sheet.at(
          0,
          -0.68,
          1,
          1,
          () => {
            line(hand, 'M0 0 L0.42 0', paints.woodDark, 0.5, 0.02, matter.wood)
            flat(hand, 'M0.08 0 L0.42 0 L0.42 0.09 L0.08 0.09 Z', paints.linen, 0.5 + 0.15 * i, matter.cloth, 0.9)
          },
          turn + i * 1.5708,
        )
    },
  },
  shop: {
    width: 1.1,
    draw(hand) {
      plane(hand, 'M-0.5 -0.95 L0.5 -0.95 L0.5 0 L-0.5 0 Z', paints.plasterWarm, 0, matter.building)
      flat(hand, 'M-0.55 -1 L0.55 -1 L0.55 -0.92 L-0.55 -0.92 Z', paints.slate, 0.5, matter.building)
      panes(hand, [
        [-0.36, -0.84, 0.16, 0.18],
        [0.2, -0.84, 0.16, 0.18],
      ])
      hand.sheet.fill(
        shape('M-0.42 -0.4 L0.12 -0.4 L0.12 -0.06 L-0.42 -0.06 Z'),
        mix(hand.tone(paints.sky, 0.6), paints.window, 0.25 + 0.6 * hand.air.night),
        matter.light,
      )
      flat(hand, 'M0.2 -0.42 L0.4 -0.42 L0.4 0 L0.2 0 Z', paints.teal, 0.4, matter.building)
      for (let i = 0; i < 8; i++)
        flat(
          hand,
          `M${-0.5 + i * 0.125} -0.56 l0.125 0 l0.02 0.14 l-0.125 0 Z`,
          i % 2 ? paints.linen : paints.red,
          0.75,
          matter.cloth,
        )
    },
  },
}
