import { matter } from '../../composition.ts'
import { mix } from '../colour.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import { type Drawing, flat, form, line, plane, shape } from './drawing.ts'

/** What else is built or lies out of doors. */
export const outsideDrawings: Record<string, Drawing> = {
  bridge: {
    width: 4.2,
    draw(hand) {
      form(
        hand,
        'M-2.1 -0.5 Q0 -1.2 2.1 -0.5 L2.1 0 L1.85 0 Q1.7 -0.55 1.05 -0.55 Q0.45 -0.5 0.35 0 L-0.35 0 Q-0.45 -0.5 -1.05 -0.55 Q-1.7 -0.55 -1.85 0 L-2.1 0 Z',
        mix(paints.stone, paints.ochre, 0.2),
        matter.stone,
        -2,
        2,
      )
      line(hand, 'M-2.1 -0.62 Q0 -1.34 2.1 -0.62', paints.stone, 0.9, 0.09, matter.stone)
      for (let i = -6; i <= 6; i++)
        line(hand, `M${i * 0.3} ${-0.98 + i * i * 0.0135} l0 0.12`, paints.stone, 0.35, 0.04, matter.stone)
    },
  },
  fence: {
    width: 4,
    draw(hand) {
      line(hand, 'M-2 -0.72 L2 -0.76 M-2 -0.32 L2 -0.34', paints.woodPale, 0.6, 0.08, matter.wood)
      for (let i = 0; i < 9; i++)
        line(
          hand,
          `M${-1.9 + i * 0.475} 0 L${-1.9 + i * 0.475 + between(hand.r, -0.04, 0.04)} -1`,
          paints.woodPale,
          i % 2 ? 0.9 : 0.55,
          0.12,
          matter.wood,
        )
    },
  },
  gate: {
    width: 1.5,
    draw(hand) {
      for (const x of [-0.68, 0.68])
        form(
          hand,
          `M${x - 0.1} -1 L${x + 0.1} -1 L${x + 0.1} 0 L${x - 0.1} 0 Z`,
          paints.stone,
          matter.stone,
          x - 0.1,
          x + 0.1,
        )
      line(
        hand,
        'M-0.58 -0.7 Q-0.3 -0.62 0 -0.86 Q0.3 -0.62 0.58 -0.7 M-0.58 -0.16 L0.58 -0.16',
        paints.teal,
        0.5,
        0.05,
      )
      for (let i = 0; i < 9; i++)
        line(hand, `M${-0.5 + i * 0.125} -0.08 L${-0.5 + i * 0.125} -0.68`, paints.teal, 0.45, 0.035)
    },
  },
  wall: {
    width: 3.6,
    draw(hand) {
      form(hand, 'M-1.8 -0.9 Q0 -1 1.8 -0.92 L1.8 0 L-1.8 0 Z', paints.stone, matter.stone, -1.8, 1.8)
      for (let i = 0; i < 40; i++)
        hand.sheet.dab(
          between(hand.r, -1.7, 1.7),
          between(hand.r, -0.85, -0.08),
          0.15,
          0.07,
          hand.tone(pick(hand.r, [paints.stone, paints.rock, paints.sand]), hand.r()),
          matter.stone,
          0.8,
        )
    },
  },
  pier: {
    width: 4,
    draw(hand) {
      for (let i = 0; i < 6; i++)
        line(hand, `M${-1.8 + i * 0.72} -0.5 L${-1.8 + i * 0.72} 0.1`, paints.woodDark, 0.3, 0.12, matter.wood)
      form(hand, 'M-2 -0.72 L2 -0.62 L2 -0.45 L-2 -0.5 Z', paints.wood, matter.wood, -2, 2)
      flat(hand, 'M-2 -0.8 L2 -0.7 L2 -0.6 L-2 -0.7 Z', paints.woodPale, 0.9, matter.wood)
    },
  },
  well: {
    width: 1,
    draw(hand) {
      line(hand, 'M-0.36 -0.4 L-0.36 -0.8 M0.36 -0.4 L0.36 -0.8', paints.woodDark, 0.5, 0.06, matter.wood)
      form(hand, 'M-0.46 -0.45 L0.46 -0.45 L0.42 0 L-0.42 0 Z', paints.stone, matter.stone, -0.45, 0.45)
      hand.sheet.dab(0, -0.45, 0.46, 0.1, hand.tone(paints.navy, 0.2), matter.stone)
      form(hand, 'M-0.56 -0.74 L0 -1.02 L0.56 -0.74 Z', paints.roof, matter.building, -0.5, 0.5)
    },
  },
  fountain: {
    width: 1.4,
    draw(hand) {
      form(hand, 'M-0.7 -0.26 L0.7 -0.26 L0.6 0 L-0.6 0 Z', paints.stone, matter.stone, -0.7, 0.7)
      hand.sheet.dab(0, -0.27, 0.68, 0.09, hand.tone(paints.sky, 0.7), matter.water)
      form(hand, 'M-0.06 -0.6 L0.06 -0.6 L0.1 -0.26 L-0.1 -0.26 Z', paints.stone, matter.stone, -0.1, 0.1)
      line(
        hand,
        'M0 -0.62 Q0 -1 -0.2 -1 Q-0.44 -0.9 -0.48 -0.32 M0 -0.62 Q0 -1 0.2 -1 Q0.44 -0.9 0.48 -0.32 M0 -0.62 Q0 -1.05 0.02 -1.02',
        paints.linen,
        0.95,
        0.05,
        matter.water,
      )
    },
  },
  swing: {
    width: 0.9,
    draw(hand) {
      line(
        hand,
        'M-0.4 0 L-0.26 -1 M-0.12 0 L-0.26 -1 M0.4 0 L0.26 -1 M0.12 0 L0.26 -1 M-0.28 -0.98 L0.28 -0.98',
        paints.wood,
        0.6,
        0.05,
        matter.wood,
      )
      const sway = between(hand.r, 0, 0.12)
      line(hand, `M-0.09 -0.97 L${-0.09 + sway} -0.24 M0.09 -0.97 L${0.09 + sway} -0.24`, paints.cream, 0.6, 0.018)
      line(hand, `M${-0.11 + sway} -0.23 L${0.11 + sway} -0.23`, paints.red, 0.7, 0.045, matter.wood)
    },
  },
  tent: {
    width: 1.5,
    draw(hand) {
      plane(hand, 'M-0.75 0 L-0.1 -1 L0.35 0 Z', paints.ochre, -1, matter.cloth)
      plane(hand, 'M-0.1 -1 L0.3 -0.92 L0.78 -0.05 L0.35 0 Z', paints.ochre, 1, matter.cloth)
      hand.sheet.fill(
        shape('M-0.3 0 L-0.11 -0.6 L0.1 0 Z'),
        mix(hand.tone(paints.brown, 0.3), paints.lamp, 0.7 * hand.air.night),
        matter.cloth,
      )
    },
  },
  street_lamp: {
    width: 0.3,
    draw(hand) {
      const { night } = hand.air
      line(hand, 'M0 0 L0 -0.84', paints.iron, 0.4, 0.024)
      form(hand, 'M-0.04 0 L0.04 0 L0.024 -0.12 L-0.024 -0.12 Z', paints.iron, matter.thing, -0.05, 0.05)
      line(hand, 'M-0.06 -0.8 L0.06 -0.8', paints.iron, 0.5, 0.016)
      if (night > 0.2) hand.sheet.glow(0, -0.9, 0.42, paints.lamp, 0.75 * night)
      hand.sheet.fill(
        shape('M-0.038 -0.84 L0.038 -0.84 L0.058 -0.95 L-0.058 -0.95 Z'),
        night > 0.2 ? paints.lamp : hand.tone(paints.cream, 0.8),
        matter.light,
      )
      flat(hand, 'M-0.07 -0.95 L0.07 -0.95 L0 -1 Z', paints.iron, 0.4)
    },
  },
  mailbox: {
    width: 0.55,
    draw(hand) {
      line(hand, 'M0 0 L0 -0.5', paints.woodDark, 0.4, 0.09, matter.wood)
      form(hand, 'M-0.26 -0.5 L-0.26 -0.84 Q0 -1.1 0.26 -0.84 L0.26 -0.5 Z', paints.red, matter.thing, -0.26, 0.26)
      flat(hand, 'M-0.14 -0.8 L0.14 -0.8 L0.14 -0.74 L-0.14 -0.74 Z', paints.navy, 0.2)
    },
  },
  grave: {
    width: 0.8,
    draw(hand) {
      form(hand, 'M-0.36 0 L-0.36 -0.7 Q0 -1.25 0.36 -0.7 L0.36 0 Z', paints.stone, matter.stone, -0.36, 0.36)
      flat(hand, 'M-0.5 0.02 Q0 -0.12 0.5 0.02 L0.5 0.08 L-0.5 0.08 Z', paints.moss, 0.4, matter.grass)
      for (let i = 0; i < 5; i++)
        hand.sheet.dab(
          between(hand.r, -0.3, 0.3),
          between(hand.r, -0.1, 0.02),
          0.06,
          0.05,
          hand.tone(pick(hand.r, [paints.rose, paints.linen, paints.yellow]), 0.8),
          matter.thing,
        )
    },
  },
  statue: {
    width: 0.5,
    draw(hand) {
      form(hand, 'M-0.2 -0.36 L0.2 -0.36 L0.24 0 L-0.24 0 Z', paints.stone, matter.stone, -0.24, 0.24)
      form(hand, 'M-0.1 -0.36 L-0.13 -0.8 Q0 -0.9 0.13 -0.8 L0.12 -0.36 Z', paints.grey, matter.stone, -0.13, 0.13)
      hand.sheet.dab(0, -0.92, 0.055, 0.075, hand.tone(paints.grey, 0.6), matter.stone)
    },
  },
  stone: {
    width: 1.5,
    draw(hand) {
      form(
        hand,
        'M-0.75 0 C-0.8 -0.5 -0.4 -0.95 0 -1 C0.45 -0.95 0.8 -0.4 0.72 0 Z',
        mix(paints.rock, paints.snow, hand.air.snow * 0.5),
        matter.stone,
        -0.7,
        0.7,
      )
      flat(hand, 'M-0.4 -0.7 Q0 -1.05 0.4 -0.7 Q0 -0.6 -0.4 -0.7 Z', paints.rock, 1, matter.stone)
    },
  },
  post: {
    width: 0.2,
    draw: (hand) => form(hand, 'M-0.07 -1 L0.07 -1 L0.09 0 L-0.09 0 Z', paints.wood, matter.wood, -0.1, 0.1),
  },
}
