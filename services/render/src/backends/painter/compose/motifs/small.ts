import { matter } from '../../composition.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { drawUmbrella } from '../figures.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import type { Hand } from '../stage.ts'
import { flame } from './table.ts'
import { type Drawing, flat, form, line, shape } from './drawing.ts'

function book(hand: Hand, colour: Colour): void {
  flat(hand, 'M-0.9 -0.1 Q-0.45 -0.5 0 -0.2 Q0.45 -0.5 0.9 -0.1 L0.8 0 Q0.4 -0.3 0 0 Q-0.4 -0.3 -0.8 0 Z', colour, 0.4)
  form(
    hand,
    'M-0.82 -0.2 Q-0.45 -0.62 0 -0.34 L0 -0.1 Q-0.4 -0.36 -0.78 -0.06 Z',
    paints.linen,
    matter.thing,
    -0.8,
    0.4,
  )
  form(hand, 'M0.82 -0.2 Q0.45 -0.62 0 -0.34 L0 -0.1 Q0.4 -0.36 0.78 -0.06 Z', paints.linen, matter.thing, -0.4, 0.8)
  line(hand, 'M-0.6 -0.3 Q-0.4 -0.42 -0.15 -0.34 M0.15 -0.34 Q0.4 -0.42 0.6 -0.3', paints.grey, 0.5, 0.03)
}

/** Things of the hand and the floor. */
export const smallDrawings: Record<string, Drawing> = {
  letter: {
    width: 1.5,
    draw(hand) {
      hand.sheet.at(0, -0.3, 1, 0.62, () => {
        form(hand, 'M-0.74 -0.42 L0.62 -0.5 L0.76 0.34 L-0.6 0.44 Z', paints.linen, matter.thing, -0.7, 0.7)
        line(hand, 'M-0.74 -0.42 L0.06 0.02 L0.62 -0.5', paints.grey, 0.5, 0.04)
        hand.sheet.dab(0.05, 0.02, 0.09, 0.11, hand.tone(paints.red, 0.6), matter.thing)
      })
    },
  },
  book: { width: 1.9, draw: (hand) => book(hand, paints.brick) },
  books: {
    width: 1.2,
    draw(hand) {
      for (const [i, colour] of [paints.brick, paints.teal, paints.ochre, paints.navy].entries()) {
        const y = -0.24 * i
        const off = between(hand.r, -0.08, 0.08)
        form(
          hand,
          `M${-0.55 + off} ${y - 0.22} L${0.55 + off} ${y - 0.22} L${0.55 + off} ${y} L${-0.55 + off} ${y} Z`,
          colour,
          matter.thing,
          -0.55,
          0.55,
        )
        flat(hand, `M${0.42 + off} ${y - 0.19} l0.13 0 l0 0.16 l-0.13 0 Z`, paints.linen, 0.8)
      }
    },
  },
  phone: {
    width: 0.75,
    draw(hand) {
      form(hand, 'M-0.3 -0.92 Q0 -1 0.28 -0.94 L0.34 -0.06 Q0 0.02 -0.26 -0.04 Z', paints.coat, matter.thing, -0.3, 0.3)
      hand.sheet.glow(0.02, -0.5, 0.8, paints.sky, 0.2 + 0.35 * hand.air.night)
      hand.sheet.fill(
        shape('M-0.23 -0.84 Q0 -0.9 0.22 -0.86 L0.27 -0.16 Q0 -0.1 -0.2 -0.14 Z'),
        mix(paints.sky, paints.linen, 0.45),
        matter.light,
      )
    },
  },
  laptop: {
    width: 1.5,
    draw(hand) {
      form(hand, 'M-0.55 -1 L0.55 -1 L0.58 -0.22 L-0.58 -0.22 Z', paints.iron, matter.thing, -0.6, 0.6)
      hand.sheet.fill(
        shape('M-0.48 -0.93 L0.48 -0.93 L0.5 -0.3 L-0.5 -0.3 Z'),
        mix(paints.sky, paints.linen, 0.4),
        matter.light,
      )
      flat(hand, 'M-0.6 -0.22 L0.6 -0.22 L0.76 0 L-0.76 0 Z', paints.grey, 0.7)
    },
  },
  key: {
    width: 2.2,
    draw(hand) {
      hand.sheet.dab(-0.7, -0.4, 0.36, 0.34, hand.tone(paints.ochre, 0.7), matter.thing)
      hand.sheet.dab(-0.7, -0.4, 0.16, 0.15, hand.tone(paints.brown, 0.3), matter.thing)
      line(hand, 'M-0.36 -0.4 L0.9 -0.4 M0.6 -0.38 L0.6 -0.1 M0.84 -0.38 L0.84 -0.05', paints.ochre, 0.6, 0.14)
    },
  },
  ring: {
    width: 1,
    draw(hand) {
      hand.sheet.dab(0, -0.4, 0.42, 0.4, hand.tone(paints.ochre, 0.8), matter.thing)
      hand.sheet.dab(0, -0.4, 0.28, 0.27, hand.tone(paints.brown, 0.4), matter.thing)
      hand.sheet.dab(0, -0.85, 0.18, 0.16, hand.tone(paints.linen, 1), matter.light)
    },
  },
  shoe: {
    width: 2.2,
    draw(hand) {
      for (const [x, s] of [
        [-0.3, 0.85],
        [0.25, 1],
      ] as const)
        hand.sheet.at(x, x < 0 ? -0.12 : 0, s, s, () => {
          form(
            hand,
            'M-0.7 -0.9 L-0.2 -0.9 C-0.16 -0.5 0.4 -0.5 0.66 -0.26 L0.7 0 L-0.7 0 Z',
            paints.brown,
            matter.thing,
            -0.7,
            0.7,
          )
          flat(hand, 'M-0.7 -0.1 L0.72 -0.1 L0.72 0.02 L-0.72 0.02 Z', paints.hair, 0.2)
          hand.sheet.dab(-0.45, -0.9, 0.25, 0.09, hand.tone(paints.hair, 0.2), matter.thing)
        })
    },
  },
  gift: {
    width: 1.1,
    draw(hand) {
      form(hand, 'M-0.5 -0.72 L0.5 -0.72 L0.5 0 L-0.5 0 Z', paints.teal, matter.thing, -0.5, 0.5)
      flat(hand, 'M-0.09 -0.72 L0.09 -0.72 L0.09 0 L-0.09 0 Z', paints.red, 0.7)
      flat(hand, 'M0 -0.72 C-0.5 -1.2 -0.5 -0.72 0 -0.72 C0.5 -1.2 0.5 -0.72 0 -0.72 Z', paints.red, 0.8)
    },
  },
  teddy_bear: {
    width: 0.9,
    draw(hand) {
      for (const [x, y, rx, ry] of [
        [-0.22, -0.92, 0.11, 0.1],
        [0.22, -0.92, 0.11, 0.1],
        [-0.36, -0.4, 0.13, 0.19],
        [0.36, -0.4, 0.13, 0.19],
        [-0.24, -0.1, 0.17, 0.13],
        [0.24, -0.1, 0.17, 0.13],
      ] as const)
        hand.sheet.dab(x, y, rx, ry, hand.tone(paints.ochre, x * hand.light > 0 ? 0.7 : 0.25), matter.thing)
      hand.sheet.dab(0, -0.34, 0.32, 0.33, hand.body(paints.ochre, -0.3, 0.3), matter.thing)
      hand.sheet.dab(0, -0.75, 0.29, 0.25, hand.body(paints.ochre, -0.3, 0.3), matter.thing)
      hand.sheet.dab(0, -0.68, 0.12, 0.1, hand.tone(paints.cream, 0.8), matter.thing)
    },
  },
  ball: {
    width: 1,
    draw(hand) {
      hand.sheet.dab(0, -0.5, 0.5, 0.5, hand.body(paints.red), matter.thing)
      flat(hand, 'M-0.48 -0.6 Q0 -0.42 0.48 -0.6 L0.49 -0.42 Q0 -0.24 -0.49 -0.42 Z', paints.linen, 0.8)
      hand.sheet.dab(hand.light * 0.18, -0.72, 0.14, 0.1, hand.tone(paints.linen, 1), matter.thing, 0.7)
    },
  },
  guitar: {
    width: 0.5,
    draw(hand) {
      line(hand, 'M0.02 -0.4 L0.12 -0.96', paints.woodDark, 0.4, 0.05, matter.wood)
      form(
        hand,
        'M-0.16 -0.52 C-0.06 -0.62 0.12 -0.6 0.16 -0.5 C0.2 -0.4 0.12 -0.36 0.16 -0.3 C0.28 -0.2 0.22 0 0.02 0 C-0.24 0 -0.28 -0.2 -0.16 -0.3 C-0.1 -0.36 -0.22 -0.42 -0.16 -0.52 Z',
        paints.ochre,
        matter.wood,
        -0.25,
        0.25,
      )
      hand.sheet.dab(0, -0.3, 0.06, 0.06, hand.tone(paints.hair, 0.2), matter.wood)
    },
  },
  umbrella: {
    width: 1.1,
    draw(hand, { nth }) {
      hand.sheet.at(0, 0, 1.7, 1.7, () =>
        drawUmbrella(
          hand,
          0,
          -0.38,
          nth === 0 ? paints.red : pick(hand.r, [paints.blue, paints.teal, paints.ochre]),
          0.3,
        ),
      )
    },
  },
  lamp: {
    width: 0.8,
    draw(hand) {
      const on = Math.max(0.25, hand.air.night)
      line(hand, 'M0 -0.06 L0 -0.55', paints.ochre, 0.6, 0.07)
      hand.sheet.dab(0, -0.05, 0.24, 0.06, hand.tone(paints.ochre, 0.5), matter.thing)
      const reach = hand.brief.setting === 'SETTING_ROOM' ? 2.4 + 2.6 * hand.air.night : 2.4
      hand.sheet.glow(0, -0.7, reach, paints.lamp, 0.55 * on)
      hand.sheet.fill(
        shape('M-0.22 -1 L0.22 -1 L0.4 -0.5 L-0.4 -0.5 Z'),
        mix(hand.tone(paints.cream, 0.8), paints.lamp, on),
        matter.light,
      )
    },
  },
  candle: {
    width: 0.4,
    draw(hand) {
      hand.sheet.dab(0, -0.04, 0.26, 0.07, hand.tone(paints.ochre, 0.6), matter.thing)
      form(hand, 'M-0.09 -0.62 L0.09 -0.62 L0.1 -0.05 L-0.1 -0.05 Z', paints.linen, matter.thing, -0.1, 0.1)
      flame(hand, 0, -0.78, 0.1)
    },
  },
  feather: {
    width: 2.4,
    draw(hand) {
      form(hand, 'M-1.1 0 C-0.8 -0.7 0.4 -1.1 1.1 -0.7 C0.8 -0.2 -0.2 0.1 -1.1 0 Z', paints.linen, matter.thing, -1, 1)
      line(hand, 'M-1.2 0.05 Q0 -0.5 1 -0.66', paints.grey, 0.4, 0.06)
    },
  },
  nest: {
    width: 1.8,
    draw(hand) {
      for (let i = 0; i < 30; i++) {
        const a = between(hand.r, 0, 3.14)
        line(
          hand,
          `M${(-Math.cos(a) * 0.85).toFixed(2)} ${(-0.5 + Math.sin(a) * 0.45).toFixed(2)} l${between(hand.r, -0.35, 0.35).toFixed(2)} ${between(hand.r, -0.1, 0.12).toFixed(2)}`,
          pick(hand.r, [paints.wood, paints.straw, paints.brown]),
          hand.r(),
          0.07,
          matter.wood,
        )
      }
      hand.sheet.dab(0, -0.52, 0.78, 0.2, hand.tone(paints.hair, 0.3), matter.wood)
      line(hand, 'M-0.85 -0.5 Q0 -0.18 0.85 -0.5', paints.straw, 0.8, 0.12, matter.wood)
    },
  },
  snowman: {
    width: 0.75,
    draw(hand) {
      for (const [y, s] of [
        [-0.24, 0.28],
        [-0.6, 0.21],
        [-0.85, 0.14],
      ] as const) {
        // On snow a snowman is seen by its blue shade.
        hand.sheet.dab(0, y, s * 1.1, s, hand.tone(shift(paints.snow, -0.2, 0, -0.045), 0.35), matter.thing)
        hand.sheet.dab(hand.light * s * 0.24, y - s * 0.14, s * 0.82, s * 0.8, hand.tone(paints.snow, 1), matter.thing)
      }
      line(hand, 'M-0.2 -0.62 L-0.42 -0.78 M0.2 -0.62 L0.42 -0.76', paints.woodDark, 0.4, 0.03, matter.wood)
      flat(hand, 'M-0.16 -0.74 Q0 -0.68 0.16 -0.74 L0.18 -0.66 Q0 -0.6 -0.18 -0.66 Z', paints.red, 0.7, matter.cloth)
      flat(hand, 'M-0.17 -0.94 L0.17 -0.94 L0.11 -0.97 L0.11 -1.08 L-0.11 -1.08 L-0.11 -0.97 Z', paints.coat, 0.4)
    },
  },
  campfire: {
    width: 1.1,
    draw(hand) {
      line(hand, 'M-0.4 0 L0.36 -0.14 M0.4 0 L-0.36 -0.14', paints.woodDark, 0.4, 0.1, matter.wood)
      hand.sheet.glow(0, -0.4, 2.2, paints.flame, 0.35 + 0.5 * hand.air.night)
      hand.sheet.fill(
        shape(
          'M-0.34 -0.1 C-0.46 -0.5 -0.1 -0.6 -0.12 -0.98 C0.14 -0.8 0.1 -0.62 0.18 -0.56 C0.24 -0.64 0.22 -0.72 0.26 -0.8 C0.44 -0.5 0.42 -0.2 0.3 -0.08 Z',
        ),
        paints.flame,
        matter.light,
      )
      hand.sheet.fill(
        shape('M-0.18 -0.08 C-0.26 -0.36 0 -0.4 0 -0.64 C0.14 -0.5 0.2 -0.3 0.16 -0.08 Z'),
        paints.lamp,
        matter.light,
      )
    },
  },
  smoke: {
    width: 0.8,
    draw(hand) {
      for (let i = 0; i < 14; i++)
        hand.sheet.dab(
          hand.light * -0.02 * i + between(hand.r, -0.08, 0.08),
          -0.07 * i,
          0.08 + 0.016 * i,
          0.07 + 0.01 * i,
          hand.tone(mix(paints.grey, paints.linen, 0.3), between(hand.r, 0.3, 0.9)),
          matter.cloud,
          0.5,
        )
    },
  },
}
