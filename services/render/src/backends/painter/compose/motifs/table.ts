import { matter } from '../../composition.ts'
import { mix, shift } from '../colour.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import type { Hand } from '../stage.ts'
import { type Drawing, flat, form, line, shape } from './drawing.ts'

/** A small flame with its light. */
export function flame(hand: Hand, x: number, y: number, size: number): void {
  hand.sheet.glow(x, y, size * 9, paints.lamp, 0.3 + 0.5 * hand.air.night)
  hand.sheet.fill(
    shape(
      `M${x} ${y + size * 0.9} C${x - size} ${y + size * 0.6} ${x - size * 0.5} ${y - size * 0.4} ${x} ${y - size * 1.5} C${x + size * 0.5} ${y - size * 0.4} ${x + size} ${y + size * 0.6} ${x} ${y + size * 0.9} Z`,
    ),
    paints.flame,
    matter.light,
  )
  hand.sheet.dab(x, y + size * 0.3, size * 0.35, size * 0.6, mix(paints.lamp, paints.linen, 0.5), matter.light)
}

function steam(hand: Hand, x: number, y: number): void {
  line(hand, `M${x} ${y} C${x - 0.12} ${y - 0.2} ${x + 0.14} ${y - 0.35} ${x} ${y - 0.6}`, paints.linen, 0.9, 0.06)
}

/** What stands on a table. */
export const tableDrawings: Record<string, Drawing> = {
  cup: {
    width: 1.25,
    draw(hand, { nth }) {
      const colour = nth % 2 ? paints.sky : paints.linen
      hand.sheet.dab(0, -0.03, 0.62, 0.1, hand.tone(colour, 0.5), matter.thing)
      line(hand, 'M0.36 -0.62 Q0.66 -0.6 0.6 -0.36 Q0.52 -0.2 0.3 -0.24', colour, 0.6, 0.09)
      form(
        hand,
        'M-0.42 -0.8 L0.42 -0.8 Q0.4 -0.2 0.22 -0.04 L-0.22 -0.04 Q-0.4 -0.2 -0.42 -0.8 Z',
        colour,
        matter.thing,
        -0.42,
        0.42,
      )
      hand.sheet.dab(0, -0.8, 0.42, 0.11, hand.tone(paints.brown, 0.4), matter.thing)
      line(hand, 'M-0.42 -0.8 Q0 -0.64 0.42 -0.8', colour, 1, 0.05)
      steam(hand, 0.05, -0.95)
    },
  },
  glass: {
    width: 0.6,
    draw(hand) {
      form(hand, 'M-0.24 -1 L0.24 -1 L0.2 0 L-0.2 0 Z', mix(paints.sky, paints.linen, 0.6), matter.thing, -0.24, 0.24)
      flat(hand, 'M-0.215 -0.6 L0.215 -0.6 L0.19 -0.04 L-0.19 -0.04 Z', paints.red, 0.6)
      line(hand, 'M-0.14 -0.9 L-0.12 -0.15', paints.linen, 1, 0.05)
    },
  },
  bottle: {
    width: 0.42,
    draw(hand) {
      form(
        hand,
        'M-0.06 -1 L0.06 -1 L0.07 -0.7 Q0.2 -0.62 0.2 -0.45 L0.2 0 L-0.2 0 L-0.2 -0.45 Q-0.2 -0.62 -0.07 -0.7 Z',
        paints.teal,
        matter.thing,
        -0.2,
        0.2,
      )
      flat(hand, 'M-0.19 -0.4 L0.19 -0.4 L0.19 -0.15 L-0.19 -0.15 Z', paints.cream, 0.7)
      line(hand, `M${hand.light * 0.1} -0.6 L${hand.light * 0.1} -0.45`, paints.linen, 1, 0.05)
    },
  },
  teapot: {
    width: 1.4,
    draw(hand) {
      line(hand, 'M-0.4 -0.6 Q-0.8 -0.66 -0.68 -0.3 Q-0.6 -0.16 -0.36 -0.2', paints.blue, 0.5, 0.1)
      flat(hand, 'M0.34 -0.3 Q0.6 -0.36 0.62 -0.74 L0.76 -0.74 Q0.74 -0.26 0.34 -0.12 Z', paints.blue, 0.6)
      form(
        hand,
        'M-0.46 -0.4 C-0.46 -0.8 0.46 -0.8 0.46 -0.4 C0.46 -0.1 0.3 0 0.2 0 L-0.2 0 C-0.3 0 -0.46 -0.1 -0.46 -0.4 Z',
        paints.blue,
        matter.thing,
        -0.46,
        0.46,
      )
      hand.sheet.dab(0, -0.74, 0.24, 0.08, hand.tone(paints.linen, 0.8), matter.thing)
      hand.sheet.dab(0, -0.84, 0.07, 0.07, hand.tone(paints.blue, 0.8), matter.thing)
      steam(hand, 0.7, -0.8)
    },
  },
  bowl: {
    width: 1.6,
    draw(hand) {
      form(
        hand,
        'M-0.7 -0.62 L0.7 -0.62 Q0.6 -0.1 0.26 -0.04 L0.26 0 L-0.26 0 L-0.26 -0.04 Q-0.6 -0.1 -0.7 -0.62 Z',
        paints.blue,
        matter.thing,
        -0.7,
        0.7,
      )
      hand.sheet.dab(0, -0.64, 0.7, 0.16, hand.tone(paints.linen, 0.85), matter.thing)
      hand.sheet.dab(0, -0.7, 0.5, 0.16, hand.tone(paints.cream, 0.95), matter.thing)
      steam(hand, 0, -0.85)
    },
  },
  plate: {
    width: 3.2,
    draw(hand) {
      hand.sheet.dab(0, -0.3, 1.5, 0.42, hand.tone(paints.linen, 0.55), matter.thing)
      hand.sheet.dab(0, -0.38, 1.4, 0.36, hand.tone(paints.linen, 0.95), matter.thing)
      hand.sheet.dab(-0.25, -0.55, 0.6, 0.34, hand.tone(paints.ochre, 0.6), matter.thing)
      hand.sheet.dab(0.45, -0.5, 0.4, 0.22, hand.tone(paints.leaf, 0.7), matter.thing)
    },
  },
  vase: {
    width: 0.85,
    draw(hand) {
      for (let i = 0; i < 12; i++) {
        const x = between(hand.r, -0.34, 0.34)
        const y = between(hand.r, -0.98, -0.52)
        if (i < 6) line(hand, `M0 -0.4 Q${x * 0.5} -0.5 ${x} ${y}`, paints.leafDeep, 0.5, 0.03, matter.foliage)
        hand.sheet.dab(
          x,
          y,
          0.11,
          0.09,
          hand.tone(
            i % 4 === 0
              ? paints.leaf
              : pick(hand.r, [paints.rose, paints.linen, paints.lilac, paints.yellow, paints.red]),
            0.4 + 0.5 * hand.r(),
          ),
          matter.foliage,
        )
      }
      form(
        hand,
        'M-0.13 -0.46 L0.13 -0.46 C0.12 -0.36 0.26 -0.26 0.22 -0.1 Q0.18 0 0.1 0 L-0.1 0 Q-0.18 0 -0.22 -0.1 C-0.26 -0.26 -0.12 -0.36 -0.13 -0.46 Z',
        paints.blue,
        matter.thing,
        -0.24,
        0.24,
      )
    },
  },
  fruit: {
    width: 1.9,
    draw(hand) {
      for (const [x, colour] of [
        [-0.55, paints.red],
        [0.5, paints.ochre],
        [0, paints.orange],
      ] as const) {
        hand.sheet.dab(x, -0.42, 0.44, 0.42, hand.tone(colour, 0.25), matter.thing)
        hand.sheet.dab(x + hand.light * 0.1, -0.5, 0.32, 0.3, hand.tone(colour, 0.8), matter.thing)
        hand.sheet.dab(x + hand.light * 0.16, -0.6, 0.1, 0.08, hand.tone(shift(colour, 0.12), 1), matter.thing)
      }
    },
  },
  bread: {
    width: 1.9,
    draw(hand) {
      form(
        hand,
        'M-0.95 0 C-1 -0.6 -0.6 -0.85 0 -0.85 C0.6 -0.85 1 -0.6 0.95 0 Z',
        paints.ochre,
        matter.thing,
        -0.9,
        0.9,
      )
      for (const x of [-0.5, 0, 0.5]) line(hand, `M${x - 0.1} -0.72 L${x + 0.16} -0.4`, paints.cream, 0.9, 0.09)
    },
  },
  cake: {
    width: 1.1,
    draw(hand) {
      for (const x of [-0.2, 0, 0.2]) {
        line(hand, `M${x} -0.62 L${x} -0.82`, paints.rose, 0.7, 0.05)
        flame(hand, x, -0.88, 0.04)
      }
      form(hand, 'M-0.46 -0.6 L0.46 -0.6 L0.46 -0.05 L-0.46 -0.05 Z', paints.rose, matter.thing, -0.46, 0.46)
      hand.sheet.dab(0, -0.6, 0.46, 0.1, hand.tone(paints.linen, 0.95), matter.thing)
      hand.sheet.dab(0, -0.03, 0.55, 0.08, hand.tone(paints.linen, 0.6), matter.thing)
    },
  },
}
