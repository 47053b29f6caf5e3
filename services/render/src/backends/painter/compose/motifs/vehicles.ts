import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { type Colour, mix } from '../colour.ts'
import { paints } from '../paints.ts'
import { pick } from '../random.ts'
import type { Hand } from '../stage.ts'
import { type Drawing, flat, form, line, plane, shape } from './drawing.ts'

function wheels(hand: Hand, xs: readonly number[], radius: number): void {
  for (const x of xs) {
    hand.sheet.dab(x, -radius, radius, radius, hand.tone(paints.coat, 0.15), matter.thing)
    hand.sheet.dab(x, -radius, radius * 0.5, radius * 0.5, hand.tone(paints.grey, 0.6), matter.thing)
  }
}

/** Panes of a vehicle: sky by day, light by night. */
const pane = (hand: Hand): Colour =>
  mix(hand.tone(mix(paints.sky, paints.slate, 0.4), 0.6), paints.window, 0.8 * hand.air.night)

function lights(hand: Hand, x: number, y: number): void {
  if (hand.air.night < 0.3) return
  hand.sheet.glow(x, y, 0.5, paints.lamp, 0.6)
  hand.sheet.dab(x, y, 0.05, 0.05, paints.lamp, matter.light)
}

function bus(hand: Hand, colour: Colour, band: Colour): void {
  form(
    hand,
    'M-1.2 -0.9 Q-1.2 -1 -1.1 -1 L1.1 -1 Q1.2 -1 1.22 -0.85 L1.24 -0.14 L-1.2 -0.14 Z',
    colour,
    matter.thing,
    -1.2,
    1.2,
  )
  flat(hand, 'M-1.2 -0.42 L1.23 -0.42 L1.23 -0.34 L-1.2 -0.34 Z', band, 0.6)
  for (let i = 0; i < 6; i++)
    hand.sheet.fill(shape(`M${-1.1 + i * 0.38} -0.86 l0.3 0 l0 0.34 l-0.3 0 Z`), pane(hand), matter.thing)
  wheels(hand, [-0.8, 0.82], 0.17)
  lights(hand, 1.22, -0.28)
}

/** A carriage and the head of a train that runs on current, smooth and closed all round, under its wire. */
function electricTrain(hand: Hand): void {
  const body = mix(paints.linen, paints.grey, 0.25)
  line(hand, 'M-2.7 -0.02 L2.7 -0.02', paints.iron, 0.5, 0.05)
  for (const x of [-2.1, -0.75, 0.35, 1.6])
    flat(hand, `M${x - 0.28} -0.16 l0.56 0 l-0.06 0.12 l-0.44 0 Z`, paints.coat, 0.15)
  line(hand, 'M-1.5 -1 L-1.3 -1.14 L-1.5 -1.26 M-1.72 -1.27 L-1.28 -1.27', paints.iron, 0.4, 0.035)
  const sides = [
    'M-2.55 -0.95 Q-2.52 -1 -2.45 -1 L-0.16 -1 Q-0.1 -1 -0.1 -0.94 L-0.1 -0.13 L-2.55 -0.13 Z',
    'M0 -0.94 Q0 -1 0.06 -1 L1.72 -1 C2.08 -0.99 2.36 -0.72 2.54 -0.36 Q2.58 -0.13 2.4 -0.13 L0 -0.13 Z',
  ]
  for (const [i, d] of sides.entries()) form(hand, d, body, matter.thing, i === 0 ? -2.6 : 0, i === 0 ? 0 : 2.6)
  flat(hand, 'M-0.1 -0.9 L0 -0.9 L0 -0.18 L-0.1 -0.18 Z', paints.coat, 0.1)
  // One long band of glass, and one of colour under it
  flat(hand, 'M-2.55 -0.4 L-0.1 -0.4 L-0.1 -0.28 L-2.55 -0.28 Z', paints.blue, 0.55)
  flat(hand, 'M0 -0.4 L2.5 -0.4 Q2.56 -0.34 2.56 -0.28 L0 -0.28 Z', paints.blue, 0.55)
  for (const d of [
    'M-2.46 -0.84 L-0.18 -0.84 L-0.18 -0.5 L-2.46 -0.5 Z',
    'M0.08 -0.84 L1.62 -0.84 L1.62 -0.5 L0.08 -0.5 Z',
  ])
    hand.sheet.fill(shape(d), pane(hand), matter.thing)
  hand.sheet.fill(shape('M1.78 -0.86 C2.02 -0.84 2.2 -0.68 2.32 -0.5 L1.78 -0.5 Z'), pane(hand), matter.thing)
  // Doors
  for (const x of [-1.92, -0.8, 0.62]) {
    form(hand, `M${x - 0.17} -0.9 l0.34 0 l0 0.74 l-0.34 0 Z`, paints.linen, matter.thing, x - 0.2, x + 0.2)
    for (const side of [-0.13, 0.02])
      hand.sheet.fill(shape(`M${x + side} -0.82 l0.11 0 l0 0.36 l-0.11 0 Z`), pane(hand), matter.thing)
    line(hand, `M${x} -0.9 L${x} -0.16`, paints.grey, 0.3, 0.02)
  }
  lights(hand, 2.46, -0.32)
}

/** A car seen from the front. */
function parkedCar(hand: Hand, colour: Colour): void {
  for (const x of [-0.62, 0.62]) flat(hand, `M${x - 0.16} -0.3 l0.32 0 l0 0.3 l-0.32 0 Z`, paints.coat, 0.15)
  form(
    hand,
    'M-0.84 -0.14 L-0.86 -0.52 Q-0.8 -0.62 -0.66 -0.66 L-0.48 -1 Q0 -1.08 0.48 -1 L0.66 -0.66 Q0.8 -0.62 0.86 -0.52 L0.84 -0.14 Z',
    colour,
    matter.thing,
    -0.85,
    0.85,
  )
  hand.sheet.fill(shape('M-0.54 -0.68 L-0.4 -0.94 Q0 -1 0.4 -0.94 L0.54 -0.68 Z'), pane(hand), matter.thing)
  flat(hand, 'M-0.36 -0.38 L0.36 -0.38 L0.34 -0.24 L-0.34 -0.24 Z', paints.iron, 0.4)
  for (const x of [-0.62, 0.62]) {
    hand.sheet.dab(x, -0.46, 0.14, 0.09, hand.tone(paints.cream, 1), matter.thing)
    lights(hand, x, -0.46)
  }
}

/** What drives, rolls and runs on rails. */
export const vehicleDrawings: Record<string, Drawing> = {
  car: {
    width: 2.5,
    draw(hand, { nth }) {
      const colour =
        nth === 0 ? paints.red : pick(hand.r, [paints.blue, paints.teal, paints.cream, paints.red, paints.coat])
      form(
        hand,
        'M-1.25 -0.3 C-1.25 -0.55 -1 -0.58 -0.72 -0.6 C-0.5 -0.95 -0.36 -1 -0.1 -1 L0.3 -1 C0.55 -0.98 0.7 -0.8 0.84 -0.6 C1.1 -0.56 1.25 -0.5 1.25 -0.25 L1.22 -0.16 L-1.22 -0.16 Z',
        colour,
        matter.thing,
        -1.2,
        1.2,
      )
      hand.sheet.fill(
        shape(
          'M-0.6 -0.6 C-0.45 -0.86 -0.36 -0.9 -0.06 -0.9 L-0.04 -0.6 Z M0.04 -0.9 L0.28 -0.9 C0.45 -0.88 0.58 -0.75 0.68 -0.6 L0.06 -0.6 Z',
        ),
        pane(hand),
        matter.thing,
      )
      line(hand, 'M-1.2 -0.42 L1.2 -0.42', mix(colour, paints.linen, 0.5), 0.9, 0.04)
      wheels(hand, [-0.74, 0.76], 0.2)
      lights(hand, 1.2, -0.38)
    },
  },
  bus: { width: 2.5, draw: (hand) => bus(hand, paints.red, paints.cream) },
  ambulance: { width: 2.5, draw: (hand) => bus(hand, paints.linen, paints.red) },
  truck: {
    width: 2.2,
    draw(hand) {
      form(hand, 'M-1.1 -1 L0.42 -1 L0.42 -0.16 L-1.1 -0.16 Z', paints.cream, matter.thing, -1.1, 0.5)
      form(
        hand,
        'M0.48 -0.72 L0.8 -0.72 Q0.95 -0.7 1 -0.45 L1.08 -0.38 L1.08 -0.16 L0.48 -0.16 Z',
        paints.teal,
        matter.thing,
        0.4,
        1.1,
      )
      hand.sheet.fill(shape('M0.6 -0.66 L0.8 -0.66 Q0.9 -0.6 0.92 -0.44 L0.6 -0.44 Z'), pane(hand), matter.thing)
      wheels(hand, [-0.7, 0.76], 0.16)
      lights(hand, 1.08, -0.28)
    },
  },
  train: {
    width: 5.2,
    draw(hand) {
      line(hand, 'M-2.8 -0.02 L2.8 -0.02', paints.iron, 0.5, 0.06)
      for (const x of [-2.45, -0.95]) {
        form(
          hand,
          `M${x} -0.92 L${x + 1.38} -0.92 L${x + 1.38} -0.14 L${x} -0.14 Z`,
          paints.brick,
          matter.thing,
          -2.5,
          0.5,
        )
        for (let i = 0; i < 4; i++)
          hand.sheet.fill(shape(`M${x + 0.12 + i * 0.31} -0.76 l0.22 0 l0 0.28 l-0.22 0 Z`), pane(hand), matter.thing)
        wheels(hand, [x + 0.3, x + 1.08], 0.13)
      }
      form(
        hand,
        'M0.55 -0.98 L1.05 -0.98 L1.05 -0.66 L1.9 -0.66 Q2.1 -0.6 2.1 -0.4 L2.1 -0.16 L0.55 -0.16 Z',
        paints.navy,
        matter.thing,
        0.5,
        2.1,
      )
      form(hand, 'M1.66 -0.66 L1.7 -1.02 L1.9 -1.02 L1.88 -0.66 Z', paints.coat, matter.thing, 1.6, 1.9)
      hand.sheet.fill(shape('M0.66 -0.88 L0.94 -0.88 L0.94 -0.66 L0.66 -0.66 Z'), pane(hand), matter.thing)
      wheels(hand, [0.82, 1.3, 1.74], 0.17)
      flat(hand, 'M2.05 -0.2 L2.35 0 L2.05 0 Z', paints.red, 0.5)
      for (let i = 0; i < 9; i++)
        hand.sheet.dab(
          1.74 - i * 0.24,
          -1.12 - i * 0.07,
          0.14 + 0.035 * i,
          0.1 + 0.025 * i,
          hand.tone(mix(paints.linen, paints.grey, 0.3), 0.7),
          matter.cloud,
          0.55,
        )
      lights(hand, 2.1, -0.5)
    },
  },
  electric_train: { width: 5.2, draw: electricTrain },
  bicycle: {
    width: 1.65,
    draw(hand) {
      for (const x of [-0.5, 0.5]) {
        const path = new Path2D()
        path.arc(x, -0.33, 0.31, 0, 6.2832)
        hand.sheet.stroke(path, hand.tone(paints.coat, 0.3), 0.05, matter.thing)
      }
      line(
        hand,
        'M-0.5 -0.33 L-0.18 -0.78 L0.36 -0.78 L0 -0.34 L-0.5 -0.33 M-0.22 -0.86 L0 -0.34 M0.5 -0.33 L0.34 -0.94 L0.5 -0.98',
        paints.red,
        0.6,
        0.055,
      )
      line(hand, 'M-0.34 -0.88 L-0.1 -0.88', paints.woodDark, 0.4, 0.07)
    },
  },
  cart: {
    width: 1.5,
    draw(hand) {
      line(hand, 'M0.5 -0.5 L1 -0.66', paints.wood, 0.6, 0.06, matter.wood)
      form(hand, 'M-0.62 -0.85 L0.55 -0.85 L0.45 -0.36 L-0.52 -0.36 Z', paints.wood, matter.wood, -0.6, 0.6)
      const path = new Path2D()
      path.arc(-0.05, -0.32, 0.3, 0, 6.2832)
      hand.sheet.stroke(path, hand.tone(paints.woodDark, 0.5), 0.06, matter.wood)
      line(hand, 'M-0.05 -0.62 L-0.05 -0.02 M-0.35 -0.32 L0.25 -0.32', paints.woodDark, 0.6, 0.035, matter.wood)
    },
  },
  platform: {
    width: 4.4,
    draw(hand) {
      flat(hand, 'M-2.2 0 L2.2 0 L1.9 -0.16 L-1.9 -0.16 Z', paints.stone, 0.5, matter.stone)
      for (let i = 0; i < 12; i++)
        flat(hand, `M${-2 + i * 0.35} -0.02 l0.14 0 l-0.02 -0.12 l-0.12 0 Z`, paints.woodDark, 0.4, matter.wood)
      line(hand, 'M-2.1 -0.04 L2.1 -0.04 M-1.95 -0.12 L1.95 -0.12', paints.grey, 0.9, 0.03)
      line(hand, 'M-1.3 -0.16 L-1.3 -1', paints.iron, 0.5, 0.05)
      plane(hand, 'M-1.32 -1 L-1 -0.96 L-1 -0.86 L-1.32 -0.84 Z', paints.red, 1)
    },
  },
  parked_cars: {
    width: 3.4,
    draw(hand) {
      flat(hand, 'M-1.5 -0.62 L1.5 -0.62 L1.9 0.06 L-1.9 0.06 Z', paints.paving, 0.5, matter.stone)
      for (const x of [-1.14, -0.38, 0.38, 1.14])
        line(hand, `M${x * 0.86} -0.6 L${x * 1.22} 0.04`, paints.linen, 1, 0.03, matter.stone)
      for (const [x, y, s, colour] of [
        [-1.02, -0.52, 0.4, paints.blue],
        [0, -0.52, 0.4, paints.cream],
        [1.02, -0.52, 0.4, paints.teal],
        [-0.86, -0.04, 0.56, paints.red],
        [0.78, -0.04, 0.56, paints.coat],
      ] as const)
        hand.sheet.at(x, y, s, s, () => parkedCar(hand, colour))
    },
  },
}
