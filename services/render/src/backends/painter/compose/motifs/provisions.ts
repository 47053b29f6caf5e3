import { matter } from '../../composition.ts'
import { mix } from '../colour.ts'
import { paints } from '../paints.ts'
import type { Hand } from '../stage.ts'
import { type Drawing, flat, form, line, plane } from './drawing.ts'

/** A shallow dish, on which things lie from -0.3 upwards. */
function dish(hand: Hand): void {
  hand.sheet.dab(0, -0.16, 0.98, 0.16, hand.tone(paints.sky, 0.3), matter.thing)
  hand.sheet.dab(0, -0.24, 0.98, 0.18, hand.tone(paints.linen, 0.9), matter.thing)
}

/** What is kept in a kitchen and comes to the table. */
export const provisionDrawings: Record<string, Drawing> = {
  dough: {
    width: 2,
    draw(hand) {
      flat(hand, 'M-0.98 -0.06 L-0.8 -0.4 L0.8 -0.4 L0.98 -0.06 Z', paints.woodPale, 0.7, matter.wood)
      flat(hand, 'M-0.98 -0.06 L0.98 -0.06 L0.98 0.02 L-0.98 0.02 Z', paints.wood, 0.3, matter.wood)
      hand.sheet.dab(0.06, -0.2, 0.74, 0.12, hand.tone(paints.linen, 1), matter.thing, 0.7)
      form(
        hand,
        'M-0.56 -0.2 C-0.66 -0.62 -0.34 -0.9 0 -0.9 C0.38 -0.9 0.66 -0.6 0.56 -0.2 Q0 -0.1 -0.56 -0.2 Z',
        paints.cream,
        matter.thing,
        -0.56,
        0.56,
      )
      line(hand, 'M-0.3 -0.66 Q-0.06 -0.8 0.2 -0.7 M-0.12 -0.5 Q0.1 -0.58 0.3 -0.46', paints.woodPale, 0.6, 0.04)
      // The rolling pin.
      line(hand, 'M-0.9 -0.16 L0.4 -0.04', paints.wood, 0.7, 0.17, matter.wood)
      line(hand, 'M-1.04 -0.175 L-0.86 -0.155 M0.38 -0.04 L0.56 -0.024', paints.woodDark, 0.5, 0.08, matter.wood)
    },
  },
  yoghurt: {
    width: 0.9,
    draw(hand) {
      line(hand, 'M0.1 -0.74 L0.42 -1.04', paints.grey, 0.7, 0.07)
      form(hand, 'M-0.36 -0.78 L0.36 -0.78 L0.27 -0.06 Q0 0.03 -0.27 -0.06 Z', paints.linen, matter.thing, -0.36, 0.36)
      flat(hand, 'M-0.34 -0.58 L0.34 -0.58 L0.3 -0.22 L-0.3 -0.22 Z', paints.rose, 0.6)
      hand.sheet.dab(-0.06, -0.4, 0.12, 0.11, hand.tone(paints.red, 0.6), matter.thing)
      hand.sheet.dab(0, -0.78, 0.37, 0.1, hand.tone(paints.grey, 0.9), matter.thing)
      hand.sheet.dab(0, -0.77, 0.31, 0.075, hand.tone(paints.linen, 1), matter.thing)
      flat(hand, 'M-0.36 -0.8 L-0.5 -1 L-0.06 -0.98 L-0.02 -0.88 Z', paints.grey, 0.8)
    },
  },
  cooked_fish: {
    width: 2.9,
    draw(hand) {
      const crust = mix(paints.ochre, paints.brick, 0.45)
      // A long plate, and the sauce in it
      hand.sheet.dab(0, -0.2, 1.42, 0.26, hand.tone(paints.sky, 0.3), matter.thing)
      hand.sheet.dab(0, -0.3, 1.42, 0.3, hand.tone(paints.linen, 0.95), matter.thing)
      hand.sheet.dab(0, -0.3, 1.12, 0.2, hand.tone(mix(paints.brick, paints.brown, 0.4), 0.55), matter.thing)
      // The tail is clear of the rim on one side, the head on the other.
      form(
        hand,
        'M0.72 -0.46 L1.24 -0.82 Q1.16 -0.54 1.28 -0.2 L0.74 -0.36 Z',
        mix(crust, paints.brown, 0.35),
        matter.thing,
        0.7,
        1.3,
      )
      form(hand, 'M-0.3 -0.66 Q0 -0.98 0.42 -0.64 Z', mix(crust, paints.brown, 0.35), matter.thing, -0.3, 0.4)
      form(
        hand,
        'M-1.12 -0.42 C-0.9 -0.74 -0.4 -0.82 0.06 -0.74 C0.4 -0.68 0.64 -0.52 0.82 -0.44 C0.6 -0.28 0.3 -0.16 -0.1 -0.14 C-0.56 -0.12 -0.94 -0.22 -1.12 -0.42 Z',
        crust,
        matter.thing,
        -1.1,
        0.8,
      )
      flat(hand, 'M-0.98 -0.48 C-0.7 -0.72 -0.2 -0.76 0.2 -0.66 C-0.2 -0.62 -0.6 -0.58 -0.98 -0.48 Z', paints.ochre, 1)
      line(hand, 'M-0.66 -0.64 Q-0.5 -0.44 -0.64 -0.22', paints.brown, 0.3, 0.05)
      for (const x of [-0.3, 0, 0.3])
        line(hand, `M${x + 0.08} -0.62 L${x - 0.06} -0.3`, mix(paints.cream, paints.ochre, 0.3), 0.95, 0.06)
      hand.sheet.dab(-0.9, -0.48, 0.055, 0.06, hand.tone(paints.linen, 0.9), matter.thing)
      // Spring onion, chilli, a slice of lemon
      for (const [x, y, turn] of [
        [-0.42, -0.5, 0.5],
        [-0.12, -0.58, -0.4],
        [0.14, -0.44, 0.3],
        [0.44, -0.5, -0.5],
        [-0.2, -0.34, 0.2],
      ] as const)
        hand.sheet.dab(x, y, 0.13, 0.035, hand.tone(paints.leaf, 0.85), matter.thing, 1, turn)
      for (const [x, y] of [
        [-0.24, -0.44],
        [0.28, -0.38],
      ] as const)
        hand.sheet.dab(x, y, 0.08, 0.03, hand.tone(paints.red, 0.7), matter.thing, 1, -0.4)
      hand.sheet.dab(0.56, -0.16, 0.19, 0.09, hand.tone(paints.yellow, 0.7), matter.thing)
      hand.sheet.dab(0.56, -0.17, 0.13, 0.06, hand.tone(mix(paints.yellow, paints.linen, 0.5), 1), matter.thing)
      for (const x of [-0.4, 0.1])
        line(
          hand,
          `M${x} -0.84 C${x - 0.1} -1 ${x + 0.12} -1.12 ${x} -1.3`,
          mix(paints.linen, hand.air.skyLow, 0.3),
          0.9,
          0.05,
        )
    },
  },
  tofu: {
    width: 2,
    draw(hand) {
      dish(hand)
      for (const [x, y] of [
        [0.24, -0.36],
        [-0.42, -0.3],
        [0.1, -0.22],
      ] as const)
        hand.sheet.at(x, y, 1, 1, () => {
          plane(hand, 'M-0.26 -0.38 L0.2 -0.38 L0.2 0 L-0.26 0 Z', paints.cream, 0)
          plane(hand, 'M0.2 -0.38 L0.34 -0.46 L0.34 -0.09 L0.2 0 Z', paints.cream, 1)
          plane(hand, 'M-0.26 -0.38 L0.2 -0.38 L0.34 -0.46 L-0.1 -0.46 Z', paints.linen, 2)
        })
      for (const [x, y] of [
        [-0.3, -0.72],
        [0.2, -0.64],
        [-0.62, -0.2],
        [0.6, -0.22],
      ] as const)
        hand.sheet.dab(x, y, 0.08, 0.04, hand.tone(paints.leaf, 0.6), matter.thing)
    },
  },
  pickle_jar: {
    width: 0.8,
    draw(hand) {
      const glass = mix(paints.sky, paints.linen, 0.55)
      form(
        hand,
        'M-0.3 -0.84 L0.3 -0.84 Q0.37 -0.78 0.37 -0.68 L0.35 0 L-0.35 0 L-0.37 -0.68 Q-0.37 -0.78 -0.3 -0.84 Z',
        glass,
      )
      flat(hand, 'M-0.33 -0.66 L0.33 -0.66 L0.31 -0.04 L-0.31 -0.04 Z', paints.meadow, 0.65)
      for (const [x, y, t] of [
        [-0.2, -0.34, 0.3],
        [0.2, -0.32, 0.45],
        [0, -0.36, 0.7],
      ] as const) {
        hand.sheet.dab(x, y, 0.095, 0.27, hand.tone(paints.leafDeep, t), matter.thing)
        line(hand, `M${x - 0.02} ${y - 0.14} l0 0.24`, paints.meadow, 0.9, 0.025)
      }
      flat(hand, 'M-0.34 -1 L0.34 -1 L0.34 -0.83 L-0.34 -0.83 Z', paints.red, 0.6)
      line(hand, 'M-0.28 -0.7 L-0.26 -0.12', paints.linen, 1, 0.035)
    },
  },
  egg_shell: {
    width: 2.2,
    draw(hand) {
      const shell = mix(paints.plasterWarm, paints.linen, 0.25)
      for (const [x, turn] of [
        [-0.52, -0.35],
        [0.56, 0.5],
      ] as const)
        hand.sheet.at(
          x,
          0,
          1,
          1,
          () => {
            flat(
              hand,
              'M-0.44 -0.52 L-0.28 -0.68 L-0.1 -0.56 L0.1 -0.72 L0.26 -0.56 L0.44 -0.6 L0.4 -0.4 L-0.4 -0.4 Z',
              paints.linen,
              0.95,
            )
            form(
              hand,
              'M-0.46 -0.54 L-0.3 -0.38 L-0.14 -0.54 L0.02 -0.36 L0.18 -0.52 L0.32 -0.38 L0.46 -0.58 C0.5 -0.2 0.26 0 0 0 C-0.26 0 -0.5 -0.2 -0.46 -0.54 Z',
              shell,
              matter.thing,
              -0.45,
              0.45,
            )
          },
          turn,
        )
    },
  },
  mussel: {
    width: 1.8,
    draw(hand) {
      dish(hand)
      for (const [x, s] of [
        [-0.46, 0.9],
        [0.44, 0.8],
        [0, 1],
      ] as const)
        hand.sheet.at(x, -0.2, s, s, () => {
          form(hand, 'M0 -0.04 C-0.5 -0.1 -0.56 -0.6 -0.2 -0.76 C0.02 -0.7 0.08 -0.3 0 -0.04 Z', paints.navy)
          flat(
            hand,
            'M-0.02 -0.12 C-0.3 -0.2 -0.36 -0.5 -0.18 -0.64 C-0.04 -0.56 0.02 -0.3 -0.02 -0.12 Z',
            paints.lilac,
            0.95,
          )
          form(hand, 'M0 -0.04 C0.5 -0.02 0.62 -0.46 0.34 -0.64 C0.1 -0.6 -0.02 -0.3 0 -0.04 Z', paints.navy)
          flat(
            hand,
            'M0.06 -0.12 C0.34 -0.14 0.42 -0.4 0.3 -0.52 C0.14 -0.48 0.04 -0.26 0.06 -0.12 Z',
            paints.linen,
            0.8,
          )
          hand.sheet.dab(0.2, -0.26, 0.1, 0.09, hand.tone(paints.orange, 0.8), matter.thing)
        })
    },
  },
  wrap: {
    width: 2,
    draw(hand) {
      dish(hand)
      form(
        hand,
        'M-0.76 -0.3 C-0.86 -0.56 -0.66 -0.72 -0.4 -0.74 L0.5 -0.78 L0.54 -0.24 L-0.5 -0.2 Z',
        paints.cream,
        matter.thing,
        -0.7,
        0.5,
      )
      for (const [x, y] of [
        [-0.5, -0.58],
        [-0.2, -0.4],
        [0.1, -0.62],
        [-0.06, -0.66],
      ] as const)
        hand.sheet.dab(x, y, 0.09, 0.05, hand.tone(paints.ochre, 0.4), matter.thing)
      hand.sheet.dab(0.52, -0.5, 0.17, 0.27, hand.tone(paints.woodPale, 0.7), matter.thing)
      hand.sheet.dab(0.54, -0.5, 0.12, 0.21, hand.tone(paints.brown, 0.4), matter.thing)
      for (const [x, y, colour] of [
        [0.5, -0.6, paints.leaf],
        [0.58, -0.5, paints.red],
        [0.5, -0.4, paints.leaf],
        [0.56, -0.36, paints.yellow],
      ] as const)
        hand.sheet.dab(x, y, 0.06, 0.055, hand.tone(colour, 0.8), matter.thing)
    },
  },
  corn_parcel: {
    width: 2,
    draw(hand) {
      dish(hand)
      form(
        hand,
        'M-0.8 -0.34 L-0.5 -0.56 L0.44 -0.6 L0.86 -0.84 L0.74 -0.46 L0.9 -0.2 L0.44 -0.24 L-0.5 -0.18 Z',
        paints.straw,
        matter.thing,
        -0.8,
        0.8,
      )
      form(
        hand,
        'M-0.6 -0.4 C-0.5 -0.7 0.2 -0.74 0.36 -0.5 C0.2 -0.32 -0.4 -0.28 -0.6 -0.4 Z',
        paints.yellow,
        matter.thing,
        -0.6,
        0.4,
      )
      line(
        hand,
        'M-0.7 -0.3 Q-0.1 -0.22 0.5 -0.32 M0.46 -0.56 L0.8 -0.76 M0.46 -0.32 L0.8 -0.26',
        paints.moss,
        0.6,
        0.04,
      )
      line(hand, 'M0.46 -0.6 L0.48 -0.22', paints.leafDeep, 0.5, 0.07)
    },
  },
  skewers: {
    width: 1.7,
    draw(hand) {
      line(hand, 'M-0.1 -0.5 L0.44 -1.06 M-0.44 -0.5 L-0.1 -1.08', paints.woodPale, 0.7, 0.05, matter.wood)
      form(
        hand,
        'M-0.76 -0.5 L0.76 -0.5 Q0.66 -0.06 0.28 0 L-0.28 0 Q-0.66 -0.06 -0.76 -0.5 Z',
        paints.navy,
        matter.thing,
        -0.7,
        0.7,
      )
      hand.sheet.dab(0, -0.52, 0.76, 0.15, hand.tone(paints.ochre, 0.5), matter.thing)
      hand.sheet.dab(-0.46, -0.56, 0.17, 0.13, hand.tone(paints.linen, 0.95), matter.thing)
      hand.sheet.dab(-0.06, -0.52, 0.2, 0.1, hand.tone(paints.cream, 0.7), matter.thing)
      flat(hand, 'M0.3 -0.44 L0.46 -0.72 L0.64 -0.46 Z', paints.grey, 0.6)
      for (const [x, y, colour] of [
        [0.04, -0.65, paints.brown],
        [0.15, -0.77, paints.orange],
        [0.26, -0.88, paints.brown],
        [-0.28, -0.78, paints.orange],
        [-0.2, -0.92, paints.cream],
      ] as const)
        hand.sheet.dab(x, y, 0.1, 0.085, hand.tone(colour, 0.65), matter.thing)
    },
  },
}
