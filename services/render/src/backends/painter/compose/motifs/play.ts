import { matter } from '../../composition.ts'
import { type Colour, mix } from '../colour.ts'
import { paints } from '../paints.ts'
import { between } from '../random.ts'
import type { Hand } from '../stage.ts'
import { type Drawing, flat, form, line, plane, shape } from './drawing.ts'

/** A hut of boards with a roof of one gable; what is in its front is drawn by `front`. */
function hut(hand: Hand, wall: Colour, roof: Colour, front: () => void): void {
  const snowy = mix(roof, paints.snow, hand.air.snow * 0.9)
  plane(hand, 'M0.2 -0.6 L0.58 -0.66 L0.58 -0.06 L0.2 0 Z', wall, 1, matter.building)
  plane(hand, 'M-0.52 -0.6 L-0.16 -0.94 L0.2 -0.6 L0.2 0 L-0.52 0 Z', wall, 0, matter.building)
  for (const x of [-0.4, -0.28, -0.16, -0.04, 0.08])
    line(hand, `M${x} ${-0.6 - 0.2 * (1 - Math.abs(x + 0.16) / 0.36)} L${x} -0.02`, wall, 0.2, 0.012, matter.building)
  flat(hand, 'M-0.16 -1 L0.24 -1.02 L0.68 -0.62 L0.26 -0.54 Z', snowy, hand.light > 0 ? 0.9 : 0.55, matter.building)
  line(hand, 'M-0.58 -0.56 L-0.16 -0.98 L0.26 -0.56', snowy, 0.35, 0.06, matter.building)
  front()
}

/** What children play on, and what stands in a yard. */
export const playDrawings: Record<string, Drawing> = {
  trampoline: {
    width: 2.6,
    draw(hand) {
      line(
        hand,
        'M-0.95 -0.66 L-1.02 0 M0.95 -0.66 L1.02 0 M-0.4 -0.5 L-0.42 0.1 M0.4 -0.5 L0.42 0.1',
        paints.iron,
        0.5,
        0.08,
      )
      hand.sheet.dab(0, -0.72, 1.26, 0.32, hand.tone(paints.blue, 0.6), matter.cloth)
      hand.sheet.dab(0, -0.75, 1.06, 0.23, hand.tone(paints.iron, 0.3), matter.cloth)
      hand.sheet.dab(-0.2, -0.8, 0.6, 0.1, hand.tone(paints.slate, 0.5), matter.cloth, 0.7)
    },
  },
  sandpit: {
    width: 3.2,
    draw(hand) {
      flat(hand, 'M-1.1 -0.84 L1.1 -0.84 L1.5 -0.16 L-1.5 -0.16 Z', paints.sand, 0.9, matter.earth)
      hand.sheet.dab(-0.2, -0.52, 0.5, 0.26, hand.body(paints.sand), matter.earth)
      flat(hand, 'M-1.16 -0.98 L1.16 -0.98 L1.12 -0.78 L-1.12 -0.78 Z', paints.wood, 0.5, matter.wood)
      flat(hand, 'M-1.16 -0.98 L-1.1 -0.8 L-1.5 -0.1 L-1.64 -0.26 Z', paints.wood, 0.8, matter.wood)
      flat(hand, 'M1.16 -0.98 L1.1 -0.8 L1.5 -0.1 L1.64 -0.26 Z', paints.wood, 0.35, matter.wood)
      flat(hand, 'M-1.62 -0.26 L1.62 -0.26 L1.62 0 L-1.62 0 Z', paints.wood, 0.65, matter.wood)
      flat(hand, 'M0.5 -0.72 L0.86 -0.72 L0.8 -0.4 L0.56 -0.4 Z', paints.red, 0.7)
      line(hand, 'M0.1 -0.34 L0.36 -0.5', paints.yellow, 0.7, 0.09)
    },
  },
  litter_tray: {
    width: 2.4,
    draw(hand) {
      flat(hand, 'M-0.86 -0.74 L0.86 -0.74 L1.06 -0.34 L-1.06 -0.34 Z', mix(paints.sand, paints.linen, 0.4), 0.85)
      flat(hand, 'M-0.96 -0.86 L0.96 -0.86 L0.84 -0.7 L-0.84 -0.7 Z', paints.teal, 0.35)
      form(hand, 'M-1.16 -0.42 L1.16 -0.42 L1 0 L-1 0 Z', paints.teal, matter.thing, -1, 1)
      flat(hand, 'M-0.96 -0.88 L-0.82 -0.74 L-1.04 -0.36 L-1.18 -0.42 Z', paints.teal, 0.75)
      flat(hand, 'M0.96 -0.88 L0.82 -0.74 L1.04 -0.36 L1.18 -0.42 Z', paints.teal, 0.5)
    },
  },
  climbing_frame: {
    width: 1.9,
    draw(hand) {
      const bar = (d: string, t: number, colour: Colour = paints.blue) => line(hand, d, colour, t, 0.05)
      bar('M-0.9 0 C-0.7 -1.3 0.7 -1.3 0.9 0', 0.7, paints.red)
      bar('M-0.5 0.06 C-0.4 -1.2 0.1 -1.2 0.3 0.06 M-0.3 -0.1 C0 -1.24 0.4 -1.2 0.58 -0.04', 0.5)
      bar(
        'M-0.84 -0.3 Q0 -0.1 0.84 -0.3 M-0.7 -0.62 Q0 -0.46 0.7 -0.62 M-0.44 -0.86 Q0 -0.76 0.44 -0.86',
        0.8,
        paints.yellow,
      )
    },
  },
  seesaw: {
    width: 2.6,
    draw(hand) {
      form(hand, 'M-0.24 0 L0 -0.56 L0.24 0 Z', paints.red, matter.thing, -0.24, 0.24)
      line(hand, 'M-1.2 -0.16 L1.2 -0.86', paints.yellow, 0.9, 0.14, matter.wood)
      line(
        hand,
        'M-0.86 -0.3 L-0.9 -0.56 M-0.98 -0.52 L-0.82 -0.57 M0.86 -0.78 L0.8 -1.04 M0.72 -1 L0.88 -1.05',
        paints.iron,
        0.5,
        0.06,
      )
      for (const [x, y] of [
        [-1.12, -0.26],
        [1.1, -0.92],
      ] as const)
        hand.sheet.dab(x, y, 0.14, 0.06, hand.tone(paints.blue, 0.6), matter.thing)
    },
  },
  paddling_pool: {
    width: 3,
    draw(hand) {
      hand.sheet.dab(0, -0.4, 1.46, 0.44, hand.tone(paints.blue, 0.4), matter.thing)
      hand.sheet.dab(0, -0.6, 1.46, 0.4, hand.tone(paints.yellow, 0.8), matter.thing)
      hand.sheet.dab(0, -0.64, 1.16, 0.26, hand.tone(mix(paints.sky, paints.sea, 0.3), 0.7), matter.water)
      line(hand, 'M-0.7 -0.66 L-0.1 -0.68 M0.1 -0.58 L0.7 -0.6', paints.linen, 1, 0.05, matter.water)
      hand.sheet.dab(0.3, -0.78, 0.16, 0.14, hand.tone(paints.red, 0.7), matter.thing)
    },
  },
  pool: {
    width: 4.2,
    draw(hand) {
      flat(hand, 'M-1.5 -1 L1.4 -1 L2.1 0 L-2.1 0 Z', paints.linen, 0.9, matter.stone)
      flat(
        hand,
        'M-1.34 -0.86 L1.24 -0.86 L1.8 -0.16 L-1.8 -0.16 Z',
        mix(paints.sky, paints.sea, 0.4),
        0.65,
        matter.water,
      )
      flat(hand, 'M-1.34 -0.86 L1.24 -0.86 L1.3 -0.76 L-1.4 -0.76 Z', paints.teal, 0.4, matter.water)
      for (let i = 0; i < 12; i++) {
        const x = between(hand.r, -1.2, 1.1)
        const y = between(hand.r, -0.72, -0.24)
        line(hand, `M${x.toFixed(2)} ${y.toFixed(2)} l0.26 0.01`, paints.linen, 1, 0.025, matter.water)
      }
      line(hand, 'M1.3 -0.5 C1.3 -1.1 1.56 -1.1 1.6 -0.66 M1.5 -0.42 C1.5 -1 1.76 -1 1.8 -0.58', paints.grey, 0.9, 0.05)
    },
  },
  clothes_line: {
    width: 2.2,
    draw(hand) {
      line(
        hand,
        'M-1 0 L-1 -1 M1 0 L1 -1 M-1.12 -0.94 L-0.88 -0.94 M0.88 -0.94 L1.12 -0.94',
        paints.wood,
        0.5,
        0.05,
        matter.wood,
      )
      line(hand, 'M-1 -0.94 Q0 -0.82 1 -0.94', paints.linen, 0.6, 0.02)
      for (const [x, w, h, colour] of [
        [-0.84, 0.44, 0.5, paints.linen],
        [-0.32, 0.24, 0.34, paints.rose],
        [0, 0.34, 0.56, paints.sky],
        [0.44, 0.2, 0.28, paints.yellow],
        [0.7, 0.2, 0.4, paints.linen],
      ] as const) {
        const y = -0.86 - 0.06 * x * x
        const sway = between(hand.r, 0, 0.08)
        form(
          hand,
          `M${x} ${y} L${x + w} ${y} Q${x + w + sway} ${y + h * 0.5} ${x + w + sway * 0.6} ${y + h} L${x + sway} ${y + h} Q${x + sway} ${y + h * 0.5} ${x} ${y} Z`,
          colour,
          matter.cloth,
          x,
          x + w,
        )
        for (const end of [x + 0.03, x + w - 0.03]) line(hand, `M${end} ${y - 0.05} l0 0.08`, paints.wood, 0.3, 0.025)
      }
    },
  },
  scarecrow: {
    width: 0.9,
    draw(hand) {
      line(hand, 'M0 -0.9 L0 0 M-0.42 -0.66 L0.42 -0.66', paints.woodDark, 0.5, 0.04, matter.wood)
      form(
        hand,
        'M-0.4 -0.72 L0.4 -0.72 L0.36 -0.56 L0.16 -0.58 L0.2 -0.26 L-0.2 -0.26 L-0.16 -0.58 L-0.36 -0.56 Z',
        paints.blue,
        matter.cloth,
      )
      flat(hand, 'M-0.12 -0.44 l0.12 0 l0 0.1 l-0.12 0 Z', paints.ochre, 0.7, matter.cloth)
      line(
        hand,
        'M-0.4 -0.64 l-0.08 0.06 M-0.4 -0.62 l-0.04 0.1 M0.4 -0.64 l0.08 0.06 M0.4 -0.62 l0.04 0.1 M-0.12 -0.26 l-0.03 0.1 M0.1 -0.26 l0.03 0.1 M0 -0.26 l-0.06 0.12',
        paints.straw,
        0.8,
        0.03,
      )
      hand.sheet.dab(0, -0.82, 0.1, 0.1, hand.body(paints.straw), matter.thing)
      flat(hand, 'M-0.22 -0.86 L0.22 -0.86 L0.12 -0.92 L0.07 -1.02 L-0.08 -1 L-0.12 -0.92 Z', paints.brown, 0.6)
    },
  },
  watering_can: {
    width: 1.6,
    draw(hand) {
      line(
        hand,
        'M-0.3 -0.62 C-0.3 -1.06 0.26 -1.06 0.24 -0.62 M-0.36 -0.6 C-0.8 -0.56 -0.74 -0.2 -0.4 -0.16',
        paints.teal,
        0.4,
        0.08,
      )
      flat(hand, 'M0.26 -0.24 L0.66 -0.72 L0.76 -0.66 L0.3 -0.06 Z', paints.teal, 0.6)
      form(hand, 'M-0.4 -0.66 L0.3 -0.66 L0.34 0 L-0.44 0 Z', paints.teal, matter.thing, -0.4, 0.4)
      hand.sheet.dab(-0.05, -0.66, 0.35, 0.09, hand.tone(paints.iron, 0.3), matter.thing)
      flat(hand, 'M0.58 -0.8 L0.84 -0.6 L0.78 -0.52 L0.54 -0.72 Z', paints.grey, 0.7)
      line(hand, 'M0.86 -0.6 Q0.94 -0.4 0.92 -0.2 M0.8 -0.54 Q0.86 -0.36 0.82 -0.16', paints.sky, 0.8, 0.03)
    },
  },
  shed: {
    width: 1.25,
    draw: (hand) =>
      hut(hand, paints.wood, paints.slate, () => {
        flat(hand, 'M-0.3 -0.5 L-0.04 -0.5 L-0.04 0 L-0.3 0 Z', paints.woodDark, 0.4, matter.building)
        line(hand, 'M-0.28 -0.46 L-0.06 -0.04', paints.wood, 0.7, 0.03, matter.building)
        flat(hand, 'M0.3 -0.46 L0.46 -0.48 L0.46 -0.3 L0.3 -0.28 Z', paints.navy, 0.5, matter.building)
      }),
  },
  kennel: {
    width: 1.25,
    draw: (hand) =>
      hut(hand, mix(paints.wood, paints.ochre, 0.3), paints.red, () => {
        const door = 'M-0.34 0 L-0.34 -0.34 Q-0.16 -0.62 0.02 -0.34 L0.02 0 Z'
        hand.sheet.fill(shape(door), hand.tone(paints.hair, 0.15), matter.building)
        line(hand, door, paints.linen, 0.6, 0.03, matter.building)
      }),
  },
  glass_house: {
    width: 1.5,
    draw(hand) {
      const glass = mix(mix(hand.tone(paints.sky, 0.75), paints.linen, 0.35), paints.window, 0.6 * hand.air.night)
      const outline = 'M-0.7 0 L-0.7 -0.56 L-0.3 -0.98 L0.5 -0.98 L0.7 -0.58 L0.7 0 Z'
      hand.sheet.fill(shape(outline), glass, matter.light)
      for (let i = 0; i < 16; i++)
        hand.sheet.dab(
          -0.6 + i * 0.08,
          between(hand.r, -0.4, -0.08),
          0.09,
          0.12,
          hand.tone(i % 5 === 2 ? paints.rose : paints.leaf, between(hand.r, 0.3, 0.8)),
          matter.foliage,
          0.75,
        )
      line(
        hand,
        `${outline} M-0.7 -0.56 L0.12 -0.57 L0.7 -0.58 M0.12 0 L0.12 -0.57 L0.5 -0.98`,
        paints.linen,
        0.95,
        0.035,
      )
      line(
        hand,
        'M-0.5 0 L-0.5 -0.56 L-0.1 -0.98 M-0.3 0 L-0.3 -0.56 L0.1 -0.98 M-0.1 0 L-0.1 -0.56 L0.3 -0.98 M0.32 0 L0.32 -0.57 M0.52 0 L0.52 -0.57',
        paints.linen,
        0.8,
        0.02,
      )
      flat(hand, 'M-0.72 -0.08 L0.72 -0.08 L0.72 0 L-0.72 0 Z', paints.brick, 0.5, matter.building)
    },
  },
  booth: {
    width: 0.85,
    draw(hand) {
      plane(hand, 'M-0.34 -0.84 L0.2 -0.84 L0.2 0 L-0.34 0 Z', paints.plaster, 0, matter.building)
      plane(hand, 'M0.2 -0.84 L0.38 -0.88 L0.38 -0.06 L0.2 0 Z', paints.plaster, 1, matter.building)
      flat(hand, 'M-0.44 -0.84 L-0.3 -1 L0.38 -1 L0.48 -0.88 L0.24 -0.82 Z', paints.teal, 0.6, matter.building)
      const pane = mix(hand.tone(paints.sky, 0.6), paints.window, 0.85 * hand.air.night)
      hand.sheet.fill(shape('M-0.28 -0.72 L0.06 -0.72 L0.06 -0.4 L-0.28 -0.4 Z'), pane, matter.light)
      flat(hand, 'M-0.32 -0.4 L0.1 -0.4 L0.1 -0.35 L-0.32 -0.35 Z', paints.wood, 0.7, matter.building)
      flat(hand, 'M0.25 -0.7 L0.34 -0.72 L0.34 -0.08 L0.25 -0.04 Z', paints.shutter, 0.5, matter.building)
    },
  },
  garage: {
    width: 1.6,
    draw(hand) {
      const roof = mix(paints.slate, paints.snow, hand.air.snow * 0.9)
      plane(hand, 'M-0.74 -0.76 L0.5 -0.76 L0.5 0 L-0.74 0 Z', paints.plasterWarm, 0, matter.building)
      plane(hand, 'M0.5 -0.76 L0.76 -0.82 L0.76 -0.08 L0.5 0 Z', paints.plasterWarm, 1, matter.building)
      flat(hand, 'M-0.8 -0.76 L-0.56 -1 L0.7 -1 L0.84 -0.82 L0.54 -0.74 Z', roof, 0.7, matter.building)
      // The door is up: a car stands inside.
      flat(hand, 'M-0.6 -0.62 L0.36 -0.62 L0.36 0 L-0.6 0 Z', paints.hair, 0.2, matter.building)
      flat(hand, 'M-0.6 -0.62 L0.36 -0.62 L0.36 -0.5 L-0.6 -0.5 Z', paints.linen, 0.7, matter.building)
      form(
        hand,
        'M-0.42 -0.04 L-0.44 -0.22 L-0.34 -0.26 L-0.26 -0.42 L0.04 -0.42 L0.12 -0.26 L0.22 -0.22 L0.2 -0.04 Z',
        paints.red,
      )
      flat(hand, 'M-0.28 -0.27 L-0.22 -0.39 L0 -0.39 L0.06 -0.27 Z', paints.sky, 0.7)
      for (const x of [-0.35, 0.13]) {
        hand.sheet.dab(x, -0.16, 0.05, 0.035, hand.tone(paints.cream, 1), matter.thing)
        hand.sheet.dab(x, -0.02, 0.06, 0.05, hand.tone(paints.iron, 0.2), matter.thing)
      }
    },
  },
}
