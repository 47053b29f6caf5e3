import { matter } from '../../composition.ts'
import { type Colour, mix } from '../colour.ts'
import { paints } from '../paints.ts'
import type { Hand } from '../stage.ts'
import { type Drawing, flat, form, line, plane } from './drawing.ts'

const enamel = mix(paints.linen, paints.grey, 0.18)

/** A box that stands on a floor, seen a little from its side: front, side and top. */
function cabinet(hand: Hand, colour: Colour): void {
  plane(hand, 'M-0.45 -0.94 L0.36 -0.94 L0.36 0 L-0.45 0 Z', colour, 0)
  plane(hand, 'M0.36 -0.94 L0.5 -1 L0.5 -0.07 L0.36 0 Z', colour, 1)
  plane(hand, 'M-0.45 -0.94 L0.36 -0.94 L0.5 -1 L-0.3 -1 Z', colour, 2)
}

/** A box that stands on a table, wider than high. */
function casing(hand: Hand, colour: Colour): void {
  plane(hand, 'M-0.84 -0.88 L0.68 -0.88 L0.68 -0.04 L-0.84 -0.04 Z', colour, 0)
  plane(hand, 'M0.68 -0.88 L0.86 -1 L0.86 -0.14 L0.68 -0.04 Z', colour, 1)
  plane(hand, 'M-0.84 -0.88 L0.68 -0.88 L0.86 -1 L-0.62 -1 Z', colour, 2)
}

/** A flat thing of the hand, with rows of keys. */
function keypad(hand: Hand, body: Colour, rows: number, keys: Colour): void {
  form(hand, 'M-0.3 -0.98 Q0 -1.03 0.3 -0.98 L0.3 -0.03 Q0 0.02 -0.3 -0.03 Z', body, matter.thing, -0.3, 0.3)
  for (let i = 0; i < rows * 3; i++) {
    const y = -0.12 - Math.floor(i / 3) * (0.55 / rows)
    hand.sheet.dab(-0.17 + (i % 3) * 0.17, y, 0.055, 0.2 / rows, hand.tone(keys, 0.8), matter.thing)
  }
}

/** Machines of a house and of a place of work. */
export const applianceDrawings: Record<string, Drawing> = {
  microwave: {
    width: 1.75,
    draw(hand) {
      casing(hand, enamel)
      flat(hand, 'M-0.76 -0.78 L0.28 -0.78 L0.28 -0.14 L-0.76 -0.14 Z', paints.iron, 0.35)
      flat(hand, 'M-0.66 -0.68 L0.18 -0.68 L0.18 -0.24 L-0.66 -0.24 Z', mix(paints.navy, paints.lamp, 0.35), 0.5)
      line(hand, 'M0.36 -0.74 L0.36 -0.18', paints.grey, 0.8, 0.06)
      for (const [y, colour] of [
        [-0.68, paints.teal],
        [-0.48, paints.grey],
        [-0.28, paints.grey],
      ] as const)
        hand.sheet.dab(0.54, y, 0.07, 0.07, hand.tone(colour, 0.4), matter.thing)
    },
  },
  toaster: {
    width: 1.5,
    draw(hand) {
      for (const [x, t] of [
        [0.16, 0.45],
        [-0.12, 0.8],
      ] as const)
        flat(
          hand,
          `M${x - 0.36} -0.5 L${x - 0.36} -0.82 Q${x - 0.4} -1 ${x} -1 Q${x + 0.4} -1 ${x + 0.36} -0.82 L${x + 0.36} -0.5 Z`,
          mix(paints.ochre, paints.wood, 0.2),
          t,
        )
      form(
        hand,
        'M-0.68 -0.5 Q-0.68 -0.66 -0.52 -0.66 L0.52 -0.66 Q0.68 -0.66 0.68 -0.5 L0.72 -0.06 L-0.72 -0.06 Z',
        paints.shutter,
        matter.thing,
        -0.7,
        0.7,
      )
      flat(hand, 'M-0.66 -0.08 L0.66 -0.08 L0.6 0 L-0.6 0 Z', paints.iron, 0.3)
      line(hand, 'M0.7 -0.5 L0.7 -0.24 M0.64 -0.44 L0.78 -0.44', paints.iron, 0.4, 0.06)
    },
  },
  washer: {
    width: 1,
    draw(hand) {
      cabinet(hand, enamel)
      flat(hand, 'M-0.45 -0.94 L0.36 -0.94 L0.36 -0.78 L-0.45 -0.78 Z', paints.grey, 0.6)
      hand.sheet.dab(0.22, -0.86, 0.05, 0.05, hand.tone(paints.iron, 0.4), matter.thing)
      flat(hand, 'M-0.4 -0.91 L-0.14 -0.91 L-0.14 -0.81 L-0.4 -0.81 Z', paints.linen, 0.9)
      hand.sheet.dab(-0.05, -0.4, 0.29, 0.29, hand.tone(paints.grey, 0.5), matter.thing)
      hand.sheet.dab(-0.05, -0.4, 0.22, 0.22, hand.tone(mix(paints.navy, paints.sky, 0.3), 0.4), matter.thing)
      hand.sheet.dab(-0.1, -0.33, 0.13, 0.09, hand.tone(paints.rose, 0.7), matter.cloth, 0.9)
      hand.sheet.dab(0.03, -0.3, 0.1, 0.07, hand.tone(paints.sky, 0.8), matter.cloth, 0.9)
      line(hand, 'M-0.2 -0.5 Q-0.14 -0.58 -0.04 -0.58', paints.linen, 1, 0.035)
    },
  },
  dishwasher: {
    width: 1,
    draw(hand) {
      cabinet(hand, enamel)
      // The door is let down: plates stand in the rack.
      flat(hand, 'M-0.38 -0.84 L0.3 -0.84 L0.3 -0.2 L-0.38 -0.2 Z', paints.iron, 0.25)
      for (const x of [-0.26, -0.12, 0.02, 0.16])
        hand.sheet.dab(x, -0.56, 0.05, 0.16, hand.tone(x < -0.2 ? paints.sky : paints.linen, 0.85), matter.thing)
      for (const x of [-0.2, 0.08]) hand.sheet.dab(x, -0.31, 0.09, 0.07, hand.tone(paints.rose, 0.7), matter.thing)
      line(hand, 'M-0.36 -0.42 L0.28 -0.42 M-0.36 -0.24 L0.28 -0.24', paints.grey, 0.8, 0.03)
      flat(hand, 'M-0.4 -0.2 L0.32 -0.2 L0.24 0.1 L-0.56 0.1 Z', enamel, 0.95)
      flat(hand, 'M-0.56 0.1 L0.24 0.1 L0.24 0.15 L-0.56 0.15 Z', paints.grey, 0.4)
    },
  },
  vacuum_cleaner: {
    width: 1.5,
    draw(hand) {
      line(hand, 'M-0.2 -0.3 C0 -1.1 0.5 -0.5 0.44 -0.86', paints.iron, 0.35, 0.09)
      line(hand, 'M0.44 -0.98 L0.6 -0.08', paints.grey, 0.7, 0.06)
      flat(hand, 'M0.42 -0.1 L0.74 -0.12 L0.78 0 L0.38 0 Z', paints.iron, 0.35)
      form(
        hand,
        'M-0.74 -0.1 C-0.8 -0.44 -0.5 -0.56 -0.3 -0.5 C-0.06 -0.46 0.08 -0.3 0.08 -0.1 Z',
        paints.red,
        matter.thing,
        -0.7,
        0.1,
      )
      flat(hand, 'M-0.56 -0.46 Q-0.36 -0.58 -0.16 -0.44 L-0.2 -0.36 Q-0.36 -0.44 -0.52 -0.38 Z', paints.iron, 0.4)
      for (const x of [-0.54, -0.1]) hand.sheet.dab(x, -0.1, 0.13, 0.11, hand.tone(paints.iron, 0.25), matter.thing)
    },
  },
  iron: {
    width: 1.7,
    draw(hand) {
      line(hand, 'M-0.66 -0.36 C-0.76 -0.98 0.2 -0.96 0.36 -0.5', paints.navy, 0.5, 0.16)
      form(
        hand,
        'M-0.8 -0.12 L-0.74 -0.44 L0.2 -0.5 C0.5 -0.46 0.76 -0.26 0.86 -0.12 Z',
        paints.teal,
        matter.thing,
        -0.8,
        0.8,
      )
      flat(hand, 'M-0.82 -0.13 L0.88 -0.13 L0.94 0 L-0.84 0 Z', paints.grey, 0.9)
    },
  },
  rice_cooker: {
    width: 1.25,
    draw(hand) {
      form(
        hand,
        'M-0.56 -0.62 L0.56 -0.62 C0.62 -0.3 0.52 -0.08 0.4 0 L-0.4 0 C-0.52 -0.08 -0.62 -0.3 -0.56 -0.62 Z',
        paints.linen,
        matter.thing,
        -0.55,
        0.55,
      )
      form(hand, 'M-0.58 -0.6 C-0.5 -0.94 0.5 -0.94 0.58 -0.6 Z', mix(paints.linen, paints.rose, 0.4))
      line(hand, 'M-0.58 -0.6 Q0 -0.54 0.58 -0.6', paints.grey, 0.4, 0.05)
      line(hand, 'M-0.12 -0.84 Q0 -0.98 0.12 -0.84', paints.iron, 0.4, 0.08)
      flat(hand, 'M-0.16 -0.4 L0.16 -0.4 L0.14 -0.12 L-0.14 -0.12 Z', paints.iron, 0.4)
      hand.sheet.dab(0, -0.2, 0.05, 0.05, hand.tone(paints.orange, 0.9), matter.thing)
    },
  },
  remote: { width: 0.6, draw: (hand) => keypad(hand, paints.iron, 5, paints.linen) },
  calculator: {
    width: 0.7,
    draw(hand) {
      keypad(hand, paints.slate, 3, paints.cream)
      flat(hand, 'M-0.22 -0.9 L0.22 -0.9 L0.22 -0.7 L-0.22 -0.7 Z', mix(paints.meadow, paints.linen, 0.4), 0.8)
    },
  },
  copier: {
    width: 1.15,
    draw(hand) {
      cabinet(hand, enamel)
      flat(hand, 'M-0.5 -1 L-0.36 -1.1 L0.5 -1.1 L0.52 -1 L0.36 -0.92 L-0.5 -0.92 Z', paints.slate, 0.5)
      flat(hand, 'M-0.45 -0.78 L0.36 -0.78 L0.36 -0.66 L-0.45 -0.66 Z', paints.iron, 0.3)
      flat(hand, 'M-0.62 -0.62 L-0.1 -0.74 L0.02 -0.68 L-0.5 -0.55 Z', paints.linen, 1)
      for (const y of [-0.46, -0.24]) {
        line(hand, `M-0.4 ${y} L0.32 ${y}`, paints.grey, 0.35, 0.03)
        line(hand, `M-0.12 ${y + 0.09} L0.04 ${y + 0.09}`, paints.iron, 0.4, 0.04)
      }
    },
  },
  vending_machine: {
    width: 0.6,
    draw(hand) {
      plane(hand, 'M-0.28 -0.98 L0.2 -0.98 L0.2 0 L-0.28 0 Z', paints.red, 0)
      plane(hand, 'M0.2 -0.98 L0.3 -0.94 L0.3 -0.05 L0.2 0 Z', paints.red, 1)
      hand.sheet.glow(-0.1, -0.6, 0.5, paints.lamp, 0.2 + 0.4 * hand.air.night)
      flat(hand, 'M-0.24 -0.92 L0.08 -0.92 L0.08 -0.3 L-0.24 -0.3 Z', mix(paints.linen, paints.window, 0.35), 0.9)
      const cans = [paints.teal, paints.orange, paints.blue, paints.leaf, paints.rose, paints.yellow]
      for (let i = 0; i < 16; i++) {
        const x = -0.2 + (i % 4) * 0.08
        const y = -0.87 + Math.floor(i / 4) * 0.15
        flat(hand, `M${x - 0.025} ${y} l0.05 0 l0 0.1 l-0.05 0 Z`, cans[(i * 5 + 1) % 6]!, 0.6)
      }
      flat(hand, 'M-0.22 -0.2 L0.06 -0.2 L0.06 -0.08 L-0.22 -0.08 Z', paints.iron, 0.25)
      flat(hand, 'M0.11 -0.7 L0.17 -0.7 L0.17 -0.5 L0.11 -0.5 Z', paints.linen, 0.7)
    },
  },
  machine: {
    width: 1.5,
    draw(hand) {
      plane(hand, 'M-0.7 -0.5 L0.56 -0.5 L0.56 0 L-0.7 0 Z', paints.teal, 0)
      plane(hand, 'M0.56 -0.5 L0.72 -0.56 L0.72 -0.08 L0.56 0 Z', paints.teal, 1)
      plane(hand, 'M-0.62 -1 L-0.16 -1 L-0.16 -0.5 L-0.62 -0.5 Z', paints.teal, 0)
      flat(hand, 'M-0.54 -0.92 L-0.24 -0.92 L-0.24 -0.7 L-0.54 -0.7 Z', paints.sky, 0.6)
      line(hand, 'M-0.16 -0.86 L0.3 -0.86 L0.3 -0.5', paints.grey, 0.6, 0.09)
      for (const [x, y, r] of [
        [0.3, -0.34, 0.24],
        [-0.2, -0.24, 0.15],
      ] as const) {
        hand.sheet.dab(x, y, r, r, hand.tone(paints.iron, 0.3), matter.thing)
        hand.sheet.dab(x, y, r * 0.72, r * 0.72, hand.tone(paints.grey, 0.7), matter.thing)
        hand.sheet.dab(x, y, r * 0.25, r * 0.25, hand.tone(paints.iron, 0.3), matter.thing)
      }
      hand.sheet.dab(-0.52, -0.36, 0.05, 0.05, hand.tone(paints.red, 0.8), matter.thing)
      hand.sheet.dab(-0.52, -0.18, 0.05, 0.05, hand.tone(paints.yellow, 0.8), matter.thing)
    },
  },
}
