import { matter } from '../../composition.ts'
import { mix } from '../colour.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import { type Drawing, flat, form, line } from './drawing.ts'

/** What floats and swims. */
export const waterDrawings: Record<string, Drawing> = {
  boat: {
    width: 3.4,
    draw(hand, { nth }) {
      const hull = nth === 0 ? paints.brown : pick(hand.r, [paints.teal, paints.brown, paints.red, paints.navy])
      flat(
        hand,
        'M-1.5 -0.62 C-1 -0.5 1 -0.5 1.6 -0.74 L1.5 -0.5 C1 -0.36 -1 -0.36 -1.4 -0.48 Z',
        paints.hair,
        0.2,
        matter.wood,
      )
      line(hand, 'M-0.55 -0.5 L-0.35 -0.5 M0.3 -0.5 L0.55 -0.5', paints.woodPale, 0.9, 0.07, matter.wood)
      form(
        hand,
        'M-1.55 -0.66 C-0.9 -0.42 0.9 -0.4 1.7 -0.8 C1.55 -0.3 1.3 -0.04 1 0 L-1 0 C-1.35 -0.1 -1.5 -0.35 -1.55 -0.66 Z',
        hull,
        matter.thing,
        -1.6,
        1.6,
      )
      line(hand, 'M-1.55 -0.66 C-0.9 -0.42 0.9 -0.4 1.7 -0.8', paints.cream, 0.85, 0.07, matter.wood)
      line(hand, 'M-0.2 -0.66 L1.15 0.08', paints.woodPale, 0.7, 0.05, matter.wood)
    },
  },
  sailboat: {
    width: 0.85,
    draw(hand, { nth }) {
      const sail = nth === 0 ? paints.linen : pick(hand.r, [paints.linen, paints.cream, paints.orange, paints.sky])
      line(hand, 'M0.02 -0.1 L0.02 -1', paints.woodDark, 0.4, 0.016, matter.wood)
      form(
        hand,
        'M-0.01 -0.97 C-0.2 -0.7 -0.36 -0.45 -0.38 -0.2 Q-0.18 -0.16 -0.01 -0.19 Z',
        sail,
        matter.cloth,
        -0.4,
        0.1,
      )
      form(
        hand,
        'M0.05 -0.9 C0.2 -0.65 0.28 -0.42 0.32 -0.2 Q0.18 -0.17 0.05 -0.2 Z',
        mix(sail, paints.ochre, 0.18),
        matter.cloth,
        -0.1,
        0.4,
      )
      form(
        hand,
        'M-0.4 -0.13 Q0 -0.08 0.42 -0.15 Q0.36 -0.02 0.26 0 L-0.28 0 Q-0.37 -0.04 -0.4 -0.13 Z',
        paints.brown,
        matter.wood,
      )
      line(hand, 'M-0.4 -0.13 Q0 -0.08 0.42 -0.15', paints.cream, 0.8, 0.02, matter.wood)
    },
  },
  ship: {
    width: 2.1,
    draw(hand) {
      form(hand, 'M-0.75 -0.4 L-0.7 -0.62 L0.55 -0.62 L0.65 -0.4 Z', paints.linen, matter.thing, -0.9, 0.9)
      flat(hand, 'M-0.62 -0.56 L0.5 -0.56 L0.52 -0.5 L-0.64 -0.5 Z', paints.navy, 0.4)
      form(hand, 'M-0.15 -0.62 L-0.12 -0.92 L0.1 -0.92 L0.12 -0.62 Z', paints.red, matter.thing, -0.2, 0.2)
      form(hand, 'M-0.5 -0.62 L-0.47 -0.84 L-0.3 -0.84 L-0.28 -0.62 Z', paints.red, matter.thing, -0.5, -0.2)
      form(
        hand,
        'M-1 -0.42 L1.05 -0.46 C0.98 -0.2 0.9 -0.05 0.8 0 L-0.8 0 C-0.92 -0.1 -0.98 -0.25 -1 -0.42 Z',
        paints.navy,
        matter.thing,
        -1,
        1,
      )
      for (let i = 0; i < 7; i++)
        hand.sheet.dab(
          0 - 0.13 * i,
          -1 - 0.05 * i,
          0.08 + 0.028 * i,
          0.05 + 0.018 * i,
          hand.tone(paints.grey, 0.6),
          matter.cloud,
          0.4,
        )
    },
  },
  swan: {
    width: 1.25,
    draw(hand) {
      form(
        hand,
        'M-0.6 -0.26 C-0.5 -0.5 -0.1 -0.56 0.2 -0.36 C0.36 -0.3 0.46 -0.2 0.4 -0.08 C0.3 0 -0.4 0.02 -0.5 -0.06 Z',
        paints.linen,
        matter.thing,
        -0.5,
        0.5,
      )
      flat(hand, 'M-0.62 -0.3 C-0.4 -0.5 -0.05 -0.5 0.12 -0.3 C-0.1 -0.14 -0.4 -0.16 -0.62 -0.3 Z', paints.linen, 0.35)
      line(hand, 'M0.34 -0.2 C0.6 -0.4 0.22 -0.62 0.3 -0.84 C0.36 -0.98 0.5 -0.94 0.52 -0.84', paints.linen, 0.95, 0.12)
      flat(hand, 'M0.5 -0.9 L0.68 -0.78 L0.5 -0.78 Z', paints.orange, 0.8)
    },
  },
  egret: {
    width: 0.8,
    draw(hand) {
      line(hand, 'M-0.06 -0.4 L-0.04 -0.2 L-0.08 0 M0.06 -0.4 L0.08 -0.2 L0.05 0', paints.iron, 0.2, 0.025)
      line(hand, 'M0.2 -0.54 C0.42 -0.62 0.1 -0.76 0.18 -0.9 Q0.22 -0.97 0.28 -0.93', paints.linen, 0.95, 0.065)
      form(
        hand,
        'M-0.4 -0.36 C-0.3 -0.54 -0.06 -0.66 0.14 -0.62 C0.28 -0.58 0.28 -0.44 0.14 -0.38 C-0.04 -0.32 -0.22 -0.36 -0.4 -0.36 Z',
        paints.linen,
        matter.thing,
        -0.4,
        0.3,
      )
      flat(
        hand,
        'M-0.42 -0.35 C-0.24 -0.52 -0.06 -0.56 0.08 -0.5 C-0.06 -0.38 -0.24 -0.36 -0.42 -0.35 Z',
        paints.linen,
        0.4,
      )
      line(hand, 'M0.28 -0.92 L0.46 -0.88', paints.ochre, 0.7, 0.03)
      line(hand, 'M0.2 -0.95 L0.06 -0.9', paints.linen, 0.8, 0.02)
    },
  },
  frog: {
    width: 1.3,
    draw(hand) {
      form(
        hand,
        'M-0.6 0 C-0.6 -0.4 -0.2 -0.8 0.2 -0.9 C0.5 -0.9 0.6 -0.6 0.5 -0.4 L0.6 0 Z',
        paints.leaf,
        matter.thing,
        -0.6,
        0.6,
      )
      flat(hand, 'M-0.66 0 C-0.7 -0.4 -0.3 -0.5 -0.1 -0.1 L0 0 Z', paints.leafDeep, 0.4)
      hand.sheet.dab(0.3, -0.92, 0.12, 0.12, hand.tone(paints.leaf, 0.9), matter.thing)
    },
  },
  duck: {
    width: 1.6,
    draw(hand, { nth }) {
      const body = nth % 2 ? paints.brown : paints.grey
      form(
        hand,
        'M-0.8 -0.45 C-0.5 -0.5 0 -0.62 0.3 -0.45 C0.55 -0.3 0.5 -0.05 0.3 0 L-0.4 0 C-0.6 -0.1 -0.7 -0.25 -0.8 -0.45 Z',
        body,
        matter.thing,
        -0.7,
        0.5,
      )
      flat(
        hand,
        'M0.15 -0.4 C0.1 -0.8 0.2 -1 0.42 -1 C0.66 -1 0.7 -0.7 0.5 -0.6 C0.48 -0.5 0.5 -0.4 0.46 -0.3 Z',
        nth % 2 ? paints.brown : paints.teal,
        0.55,
      )
      flat(hand, 'M0.62 -0.82 L0.95 -0.7 L0.6 -0.66 Z', paints.ochre, 0.8)
      flat(hand, 'M-0.45 -0.36 C-0.2 -0.44 0.1 -0.4 0.2 -0.28 C0 -0.12 -0.3 -0.14 -0.45 -0.36 Z', body, 0.15)
    },
  },
  fish: {
    width: 2,
    draw(hand, { nth, where }) {
      const colour = nth === 0 ? paints.orange : pick(hand.r, [paints.orange, paints.linen, paints.ochre, paints.red])
      hand.sheet.at(
        0,
        where === 'water' ? 0.35 : -0.4,
        1,
        where === 'water' ? 0.75 : 1,
        () => {
          flat(hand, 'M-0.55 0 L-1 -0.36 Q-0.88 0 -1 0.32 Z', colour, 0.5, matter.thing, 0.85)
          form(
            hand,
            'M-0.66 0 C-0.3 -0.42 0.4 -0.46 0.9 0 C0.4 0.42 -0.3 0.36 -0.66 0 Z',
            colour,
            matter.thing,
            -0.7,
            0.9,
          )
          flat(hand, 'M-0.1 -0.3 Q0.1 -0.62 0.36 -0.34 Z', colour, 0.35)
          flat(
            hand,
            'M-0.3 0.08 C0 0.3 0.4 0.3 0.7 0.08 C0.3 0.14 0 0.14 -0.3 0.08 Z',
            paints.linen,
            0.9,
            matter.thing,
            0.7,
          )
        },
        between(hand.r, -0.3, 0.3),
      )
    },
  },
  whale: {
    width: 2.6,
    draw(hand) {
      form(
        hand,
        'M-1.25 0 C-1 -0.55 -0.2 -0.75 0.4 -0.55 C0.8 -0.4 1 -0.2 1.05 0 Z',
        paints.navy,
        matter.thing,
        -1.2,
        1,
      )
      flat(
        hand,
        'M1 -0.05 C1.15 -0.3 1.15 -0.5 1 -0.75 C1.25 -0.66 1.3 -0.6 1.35 -0.5 C1.45 -0.6 1.5 -0.62 1.66 -0.6 C1.5 -0.4 1.4 -0.2 1.25 0 Z',
        paints.navy,
        0.6,
      )
      line(
        hand,
        'M-0.6 -0.55 C-0.62 -0.8 -0.75 -0.95 -0.95 -0.98 M-0.58 -0.55 C-0.55 -0.8 -0.42 -0.98 -0.25 -0.96',
        paints.linen,
        0.9,
        0.06,
      )
    },
  },
  water_lily: {
    width: 2.4,
    draw(hand) {
      form(
        hand,
        'M-1.2 -0.06 C-0.9 -0.28 0.9 -0.28 1.15 -0.08 C0.9 0.16 -0.8 0.2 -1.2 -0.06 Z',
        paints.leafDeep,
        matter.foliage,
        -1.1,
        1.1,
      )
      flat(
        hand,
        'M-0.5 -0.16 C-0.6 -0.5 -0.4 -0.6 -0.3 -0.66 C-0.1 -0.8 -0.1 -0.9 0 -1 C0.12 -0.85 0.16 -0.76 0.3 -0.66 C0.5 -0.58 0.58 -0.45 0.5 -0.16 C0.2 -0.02 -0.2 -0.02 -0.5 -0.16 Z',
        paints.rose,
        0.45,
      )
      form(
        hand,
        'M-0.3 -0.16 C-0.34 -0.5 -0.1 -0.7 0 -0.86 C0.12 -0.7 0.34 -0.5 0.3 -0.16 C0.1 -0.1 -0.1 -0.1 -0.3 -0.16 Z',
        mix(paints.rose, paints.linen, 0.7),
        matter.thing,
        -0.3,
        0.3,
      )
    },
  },
  buoy: {
    width: 0.6,
    draw(hand) {
      line(hand, 'M0 -0.5 L0 -1', paints.iron, 0.5, 0.05)
      form(hand, 'M-0.12 -0.6 L0.12 -0.6 L0.28 -0.1 Q0 0.06 -0.28 -0.1 Z', paints.red, matter.thing, -0.3, 0.3)
      flat(hand, 'M-0.18 -0.4 L0.18 -0.4 L0.22 -0.27 L-0.22 -0.27 Z', paints.linen, 0.7)
    },
  },
}
