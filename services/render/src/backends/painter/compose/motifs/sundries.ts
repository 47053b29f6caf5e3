import { matter } from '../../composition.ts'
import { mix } from '../colour.ts'
import { paints } from '../paints.ts'
import { type Drawing, flat, form, line, plane } from './drawing.ts'

/** Things of every day that are of no one room. */
export const sundryDrawings: Record<string, Drawing> = {
  brooch: {
    width: 1.3,
    draw(hand) {
      for (let i = 0; i < 10; i++) {
        const a = (i / 10) * Math.PI * 2
        hand.sheet.dab(
          0.46 * Math.cos(a),
          -0.5 + 0.38 * Math.sin(a),
          0.16,
          0.13,
          hand.tone(paints.ochre, 0.7),
          matter.thing,
        )
      }
      hand.sheet.dab(0, -0.5, 0.44, 0.36, hand.tone(paints.ochre, 0.4), matter.thing)
      hand.sheet.dab(0, -0.5, 0.34, 0.28, hand.body(paints.teal), matter.thing)
      hand.sheet.dab(-0.1, -0.6, 0.11, 0.07, hand.tone(paints.linen, 1), matter.thing)
    },
  },
  blueprint: {
    width: 1.9,
    draw(hand) {
      flat(hand, 'M-0.94 -0.04 L-0.66 -0.8 L0.76 -0.8 L0.94 -0.04 Z', paints.blue, 0.55, matter.cloth)
      line(
        hand,
        'M-0.5 -0.2 L-0.38 -0.62 L0.3 -0.62 L0.36 -0.2 Z M-0.06 -0.62 L-0.08 -0.38 L0.33 -0.38 M-0.46 -0.36 L-0.26 -0.36 M0.5 -0.62 L0.62 -0.2',
        paints.linen,
        1,
        0.045,
      )
      line(hand, 'M-0.7 -0.84 L0.8 -0.84', paints.blue, 0.9, 0.2, matter.cloth)
      hand.sheet.dab(0.82, -0.84, 0.07, 0.11, hand.tone(paints.linen, 0.8), matter.thing)
    },
  },
  charger: {
    width: 1.7,
    draw(hand) {
      line(
        hand,
        'M-0.24 -0.2 C0.3 0.1 0.84 -0.2 0.5 -0.46 C0.2 -0.66 0 -0.36 0.34 -0.26 C0.6 -0.2 0.8 -0.5 0.74 -0.8',
        paints.iron,
        0.45,
        0.07,
      )
      line(hand, 'M0.74 -0.78 L0.72 -1', paints.grey, 0.85, 0.14)
      for (const y of [-0.5, -0.24]) line(hand, `M-0.76 ${y} L-0.92 ${y}`, paints.ochre, 0.7, 0.07)
      plane(hand, 'M-0.76 -0.66 L-0.34 -0.66 L-0.34 -0.08 L-0.76 -0.08 Z', paints.slate, 0)
      plane(hand, 'M-0.34 -0.66 L-0.22 -0.74 L-0.22 -0.14 L-0.34 -0.08 Z', paints.slate, 1)
      plane(hand, 'M-0.76 -0.66 L-0.34 -0.66 L-0.22 -0.74 L-0.62 -0.74 Z', paints.slate, 2)
    },
  },
  bib: {
    width: 0.9,
    draw(hand) {
      line(hand, 'M-0.2 -0.7 C-0.34 -1.06 0.34 -1.06 0.2 -0.7', paints.blue, 0.6, 0.05, matter.cloth)
      form(
        hand,
        'M-0.24 -0.8 Q0 -0.46 0.24 -0.8 Q0.42 -0.72 0.42 -0.4 Q0.42 0 0 0 Q-0.42 0 -0.42 -0.4 Q-0.42 -0.72 -0.24 -0.8 Z',
        mix(paints.sky, paints.linen, 0.25),
        matter.cloth,
        -0.42,
        0.42,
      )
      line(
        hand,
        'M-0.24 -0.8 Q0 -0.46 0.24 -0.8 M-0.39 -0.36 Q-0.36 -0.04 0 -0.04 Q0.36 -0.04 0.39 -0.36',
        paints.blue,
        0.7,
        0.05,
        matter.cloth,
      )
    },
  },
  tarpaulin: {
    width: 2.2,
    draw(hand) {
      form(
        hand,
        'M-1.04 0 C-0.9 -0.3 -0.74 -0.66 -0.5 -0.78 L-0.1 -0.96 L0.34 -0.86 C0.6 -0.8 0.74 -0.4 1.06 -0.02 L0.7 -0.1 L0.4 0.02 L0 -0.1 L-0.44 0.02 L-0.74 -0.08 Z',
        paints.blue,
        matter.cloth,
        -1,
        1,
      )
      line(
        hand,
        'M-0.1 -0.94 Q-0.3 -0.5 -0.44 0 M-0.1 -0.94 Q0.1 -0.4 0.02 -0.1 M0.34 -0.84 Q0.4 -0.4 0.7 -0.1',
        paints.blue,
        0.15,
        0.035,
        matter.cloth,
      )
      line(hand, 'M-0.72 -0.56 Q0 -0.3 0.72 -0.5', paints.woodPale, 0.8, 0.035)
      for (const x of [-0.74, 0, 0.7]) hand.sheet.dab(x, -0.13, 0.04, 0.03, hand.tone(paints.linen, 1), matter.thing)
    },
  },
  car_seat: {
    width: 0.9,
    draw(hand) {
      form(hand, 'M-0.36 0 L-0.42 -0.3 L0.44 -0.3 L0.38 0 Z', paints.iron, matter.thing, -0.4, 0.4)
      form(
        hand,
        'M-0.3 -0.94 Q0 -1.06 0.3 -0.94 Q0.42 -0.82 0.34 -0.62 L0.32 -0.24 L-0.32 -0.24 L-0.34 -0.62 Q-0.42 -0.82 -0.3 -0.94 Z',
        paints.teal,
        matter.cloth,
        -0.36,
        0.36,
      )
      form(hand, 'M-0.2 -0.88 Q0 -0.94 0.2 -0.88 L0.2 -0.3 L-0.2 -0.3 Z', paints.cream, matter.cloth, -0.2, 0.2)
      for (const x of [-1, 1]) {
        form(
          hand,
          `M${x * 0.24} -0.5 L${x * 0.44} -0.54 L${x * 0.46} -0.2 L${x * 0.26} -0.14 Z`,
          paints.teal,
          matter.cloth,
        )
        line(hand, `M${x * 0.12} -0.8 L${x * 0.05} -0.34`, paints.coat, 0.3, 0.06, matter.cloth)
      }
      form(hand, 'M-0.28 -0.32 Q0 -0.42 0.28 -0.32 L0.32 -0.1 Q0 -0.04 -0.32 -0.1 Z', paints.cream, matter.cloth)
      line(hand, 'M0 -0.36 L0 -0.16', paints.coat, 0.3, 0.06, matter.cloth)
      hand.sheet.dab(0, -0.35, 0.065, 0.05, hand.tone(paints.red, 0.7), matter.thing)
    },
  },
  lockers: {
    width: 1.2,
    draw(hand) {
      const steel = mix(paints.shutter, paints.grey, 0.35)
      plane(hand, 'M-0.56 -0.96 L0.48 -0.96 L0.48 0 L-0.56 0 Z', steel, 0)
      plane(hand, 'M0.48 -0.96 L0.6 -1 L0.6 -0.05 L0.48 0 Z', steel, 1)
      plane(hand, 'M-0.56 -0.96 L0.48 -0.96 L0.6 -1 L-0.42 -1 Z', steel, 2)
      for (let i = 0; i < 4; i++) {
        const x = -0.55 + i * 0.26
        line(hand, `M${x + 0.25} -0.94 l0 0.92`, steel, 0.1, 0.016)
        for (const y of [-0.88, -0.84, -0.8]) line(hand, `M${x + 0.06} ${y} l0.13 0`, steel, 0.15, 0.014)
        hand.sheet.dab(x + 0.2, -0.5, 0.018, 0.035, hand.tone(paints.iron, 0.3), matter.thing)
      }
      // One stands open, and a coat hangs in it.
      flat(hand, 'M-0.04 -0.93 L0.21 -0.93 L0.21 -0.02 L-0.04 -0.02 Z', paints.hair, 0.25)
      flat(hand, 'M0.02 -0.8 L0.14 -0.8 L0.18 -0.36 L0 -0.36 Z', paints.ochre, 0.7, matter.cloth)
      flat(hand, 'M-0.04 -0.93 L-0.17 -0.9 L-0.17 0.03 L-0.04 -0.02 Z', steel, 0.8)
    },
  },
  piggy_bank: {
    width: 1.4,
    draw(hand) {
      const china = mix(paints.rose, paints.red, 0.45)
      for (const x of [-0.4, -0.2, 0.2, 0.38]) line(hand, `M${x} -0.24 L${x} -0.02`, china, 0.15, 0.15)
      line(hand, 'M-0.56 -0.5 q-0.14 -0.04 -0.1 -0.16', china, 0.4, 0.06)
      hand.sheet.dab(0, -0.46, 0.56, 0.34, hand.body(china, -0.5, 0.5), matter.thing)
      hand.sheet.dab(0.44, -0.5, 0.24, 0.24, hand.tone(china, 0.6), matter.thing)
      hand.sheet.dab(0.66, -0.44, 0.08, 0.11, hand.tone(china, 0.95), matter.thing)
      flat(hand, 'M0.3 -0.68 L0.34 -0.9 L0.5 -0.72 Z', china, 0.25)
      hand.sheet.dab(-0.04, -0.92, 0.12, 0.12, hand.tone(paints.ochre, 0.9), matter.thing)
      line(hand, 'M-0.2 -0.79 L0.12 -0.79', paints.hair, 0.2, 0.05)
      hand.sheet.dab(-0.16, -0.6, 0.2, 0.08, hand.tone(paints.linen, 0.9), matter.thing, 0.6)
    },
  },
}
