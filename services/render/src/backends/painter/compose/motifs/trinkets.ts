import { matter } from '../../composition.ts'
import { paints } from '../paints.ts'
import { type Drawing, flat, form, line, plane } from './drawing.ts'

/** Small things that fit into a hand. */
export const trinketDrawings: Record<string, Drawing> = {
  padlock: {
    width: 0.85,
    draw(hand) {
      line(hand, 'M-0.22 -0.5 L-0.22 -0.74 C-0.22 -1.02 0.22 -1.02 0.22 -0.74 L0.22 -0.5', paints.slate, 0.5, 0.11)
      form(hand, 'M-0.4 -0.56 L0.4 -0.56 L0.4 -0.04 Q0 0.02 -0.4 -0.04 Z', paints.teal, matter.thing, -0.4, 0.4)
      hand.sheet.dab(0, -0.34, 0.09, 0.08, hand.tone(paints.hair, 0.1), matter.thing)
      line(hand, 'M0 -0.32 L0 -0.16', paints.hair, 0.1, 0.08)
      line(hand, 'M-0.34 -0.5 L0.34 -0.5', paints.linen, 0.8, 0.035)
    },
  },
  megaphone: {
    width: 1.5,
    draw(hand) {
      line(hand, 'M-0.16 -0.34 L-0.08 -0.02', paints.iron, 0.3, 0.15)
      form(hand, 'M-0.56 -0.66 L0.5 -1 L0.5 -0.12 L-0.56 -0.4 Z', paints.linen, matter.thing, -0.5, 0.5)
      hand.sheet.dab(0.52, -0.56, 0.15, 0.44, hand.tone(paints.red, 0.7), matter.thing)
      hand.sheet.dab(0.54, -0.56, 0.1, 0.34, hand.tone(paints.coat, 0.2), matter.thing)
      flat(hand, 'M-0.72 -0.68 L-0.5 -0.7 L-0.5 -0.36 L-0.72 -0.38 Z', paints.red, 0.5)
    },
  },
  jigsaw: {
    width: 1.9,
    draw(hand) {
      const piece = (x: number, y: number, colour: (typeof paints)['red'], t: number) => {
        flat(hand, `M${x} ${y} l0.44 0 l0 -0.3 l-0.44 0 Z`, colour, t)
        hand.sheet.dab(x + 0.22, y - 0.32, 0.08, 0.08, hand.tone(colour, t), matter.thing)
        hand.sheet.dab(x + 0.46, y - 0.15, 0.08, 0.07, hand.tone(colour, t), matter.thing)
      }
      piece(-0.42, -0.36, paints.leaf, 0.5)
      piece(-0.9, -0.36, paints.blue, 0.8)
      piece(0.06, -0.36, paints.blue, 0.5)
      piece(-0.42, -0.04, paints.red, 0.7)
      piece(-0.9, -0.04, paints.yellow, 0.8)
      hand.sheet.at(0.46, 0.02, 1, 1, () => piece(0, 0, paints.teal, 0.7), -0.35)
    },
  },
  screw: {
    width: 1.8,
    draw(hand) {
      line(hand, 'M-0.4 -0.42 L0.6 -0.2 L0.86 -0.12', paints.slate, 0.4, 0.2)
      for (let i = 0; i < 7; i++) {
        const x = -0.24 + i * 0.14
        line(hand, `M${x} ${-0.5 + i * 0.03} L${x + 0.1} ${-0.24 + i * 0.03}`, paints.linen, 0.9, 0.045)
      }
      hand.sheet.dab(-0.46, -0.44, 0.16, 0.34, hand.tone(paints.slate, 0.35), matter.thing)
      hand.sheet.dab(-0.52, -0.45, 0.13, 0.3, hand.tone(paints.grey, 0.85), matter.thing)
      line(hand, 'M-0.56 -0.66 L-0.48 -0.24', paints.coat, 0.2, 0.06)
    },
  },
  sponge: {
    width: 1.8,
    draw(hand) {
      plane(hand, 'M-0.8 -0.5 L0.6 -0.5 L0.6 0 L-0.8 0 Z', paints.yellow, 0)
      plane(hand, 'M0.6 -0.5 L0.84 -0.74 L0.84 -0.2 L0.6 0 Z', paints.yellow, 1)
      flat(hand, 'M-0.8 -0.5 L0.6 -0.5 L0.84 -0.74 L-0.54 -0.74 Z', paints.leafDeep, 0.7)
      flat(hand, 'M-0.8 -0.5 L0.6 -0.5 L0.6 -0.38 L-0.8 -0.38 Z', paints.leafDeep, 0.4)
      for (let i = 0; i < 9; i++)
        hand.sheet.dab(-0.68 + i * 0.15, -0.2 + (i % 3) * 0.07, 0.04, 0.035, hand.tone(paints.ochre, 0.1), matter.thing)
      for (const [x, y, r] of [
        [-0.7, 0, 0.1],
        [-0.54, 0.02, 0.08],
        [0.5, 0, 0.09],
      ] as const)
        hand.sheet.dab(x, y, r, r, hand.tone(paints.linen, 1), matter.thing, 0.8)
    },
  },
  rosette: {
    width: 0.85,
    draw(hand) {
      flat(hand, 'M-0.08 -0.5 L-0.3 -0.02 L-0.16 -0.06 L-0.08 0.02 L0.06 -0.4 Z', paints.blue, 0.4, matter.cloth)
      flat(hand, 'M0.08 -0.5 L0.3 -0.02 L0.16 -0.06 L0.08 0.02 L-0.06 -0.4 Z', paints.blue, 0.75, matter.cloth)
      for (let i = 0; i < 12; i++) {
        const a = (i / 12) * Math.PI * 2
        hand.sheet.dab(
          0.26 * Math.cos(a),
          -0.64 + 0.26 * Math.sin(a),
          0.1,
          0.1,
          hand.tone(paints.blue, i % 2 ? 0.9 : 0.4),
          matter.cloth,
        )
      }
      hand.sheet.dab(0, -0.64, 0.2, 0.2, hand.tone(paints.linen, 0.95), matter.cloth)
      hand.sheet.dab(0, -0.64, 0.1, 0.1, hand.tone(paints.yellow, 0.7), matter.cloth)
    },
  },
  beads: {
    width: 1.9,
    draw(hand) {
      for (let i = 0; i < 26; i++) {
        const a = (i / 26) * Math.PI * 2
        const [x, y] = [0.62 * Math.cos(a) - 0.1, -0.5 + 0.36 * Math.sin(a)]
        hand.sheet.dab(x, y, 0.095, 0.09, hand.tone(paints.red, 0.15), matter.thing)
        hand.sheet.dab(x - 0.02, y - 0.03, 0.05, 0.045, hand.tone(paints.red, 0.8), matter.thing)
      }
      hand.sheet.dab(0.54, -0.4, 0.13, 0.12, hand.tone(paints.ochre, 0.8), matter.thing)
      line(hand, 'M0.6 -0.36 L0.84 -0.14', paints.red, 0.4, 0.05)
      line(
        hand,
        'M0.84 -0.16 L0.98 0 M0.84 -0.16 L0.9 0.02 M0.84 -0.16 L1.02 -0.08',
        paints.ochre,
        0.6,
        0.05,
        matter.cloth,
      )
    },
  },
}
