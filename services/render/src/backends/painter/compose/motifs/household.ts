import { matter } from '../../composition.ts'
import { mix } from '../colour.ts'
import { paints } from '../paints.ts'
import { between } from '../random.ts'
import { flame } from './table.ts'
import { type Drawing, flat, form, line, plane, shape } from './drawing.ts'

/** Things of a household that lie, stand and hang about. */
export const householdDrawings: Record<string, Drawing> = {
  cloth: {
    width: 1.9,
    draw(hand) {
      const colour = mix(paints.sky, paints.linen, 0.45)
      flat(hand, 'M-0.9 0 L-0.78 -0.42 L0.7 -0.5 L0.92 -0.06 Z', colour, 0.35, matter.cloth)
      form(hand, 'M-0.78 -0.3 L-0.62 -0.78 L0.66 -0.84 L0.8 -0.36 Z', colour, matter.cloth, -0.8, 0.8)
      line(hand, 'M-0.72 -0.42 L0.74 -0.48 M-0.68 -0.56 L0.72 -0.62', paints.rose, 0.6, 0.06, matter.cloth)
      line(hand, 'M-0.9 -0.02 L0.9 -0.08 M-0.78 -0.3 L0.8 -0.36', paints.linen, 0.95, 0.05, matter.cloth)
    },
  },
  tissues: {
    width: 1.6,
    draw(hand) {
      plane(hand, 'M-0.78 -0.5 L0.6 -0.5 L0.6 0 L-0.78 0 Z', paints.sky, 0)
      plane(hand, 'M0.6 -0.5 L0.8 -0.62 L0.8 -0.12 L0.6 0 Z', paints.sky, 1)
      plane(hand, 'M-0.78 -0.5 L0.6 -0.5 L0.8 -0.62 L-0.56 -0.62 Z', paints.sky, 2)
      form(
        hand,
        'M-0.24 -0.56 C-0.4 -0.8 -0.14 -0.84 -0.06 -1 C0.1 -0.86 0.16 -0.94 0.3 -0.84 C0.24 -0.72 0.3 -0.64 0.22 -0.56 Z',
        paints.linen,
        matter.cloth,
        -0.3,
        0.3,
      )
    },
  },
  sack: {
    width: 0.85,
    draw(hand) {
      form(
        hand,
        'M-0.3 0 C-0.46 -0.2 -0.42 -0.6 -0.16 -0.76 L0.16 -0.76 C0.42 -0.6 0.46 -0.2 0.3 0 Z',
        paints.woodPale,
        matter.cloth,
        -0.4,
        0.4,
      )
      form(hand, 'M-0.12 -0.74 Q-0.2 -0.92 -0.26 -0.98 Q0 -0.9 0.26 -1 Q0.18 -0.88 0.12 -0.74 Z', paints.woodPale)
      line(hand, 'M-0.15 -0.75 L0.15 -0.75', paints.brown, 0.5, 0.06)
      line(hand, 'M-0.1 -0.66 Q-0.18 -0.4 -0.14 -0.1 M0.12 -0.66 Q0.2 -0.5 0.16 -0.3', paints.brown, 0.6, 0.025)
    },
  },
  can: {
    width: 0.75,
    draw(hand) {
      form(hand, 'M-0.34 -0.9 L0.34 -0.9 L0.34 -0.08 Q0 0.06 -0.34 -0.08 Z', paints.grey, matter.thing, -0.34, 0.34)
      form(hand, 'M-0.34 -0.74 Q0 -0.62 0.34 -0.74 L0.34 -0.22 Q0 -0.1 -0.34 -0.22 Z', paints.red)
      hand.sheet.dab(0, -0.9, 0.34, 0.1, hand.tone(paints.grey, 0.95), matter.thing)
      hand.sheet.dab(0, -0.9, 0.25, 0.06, hand.tone(paints.iron, 0.5), matter.thing)
    },
  },
  paint_pot: {
    width: 1.1,
    draw(hand) {
      line(hand, 'M-0.4 -0.6 C-0.5 -1.12 0.5 -1.12 0.4 -0.6', paints.iron, 0.5, 0.04)
      form(hand, 'M-0.42 -0.66 L0.42 -0.66 L0.4 -0.08 Q0 0.06 -0.4 -0.08 Z', paints.grey, matter.thing, -0.4, 0.4)
      hand.sheet.dab(0, -0.66, 0.42, 0.13, hand.tone(paints.red, 0.8), matter.thing)
      flat(
        hand,
        'M-0.42 -0.66 Q-0.42 -0.36 -0.34 -0.36 Q-0.28 -0.38 -0.26 -0.56 Q-0.16 -0.26 -0.08 -0.3 Q-0.02 -0.4 0.04 -0.54 L0.04 -0.6 Z',
        paints.red,
        0.6,
      )
      line(hand, 'M0.16 -0.66 L0.46 -1.02', paints.wood, 0.6, 0.08, matter.wood)
    },
  },
  casket: {
    width: 1.4,
    draw(hand) {
      flat(hand, 'M-0.62 -0.56 L-0.5 -1 L0.62 -1 L0.64 -0.56 Z', paints.woodDark, 0.35, matter.wood)
      flat(hand, 'M-0.5 -0.62 L-0.42 -0.92 L0.54 -0.92 L0.54 -0.62 Z', paints.rose, 0.5, matter.cloth)
      plane(hand, 'M-0.68 -0.5 L0.56 -0.5 L0.56 0 L-0.68 0 Z', paints.wood, 0, matter.wood)
      plane(hand, 'M0.56 -0.5 L0.7 -0.6 L0.7 -0.1 L0.56 0 Z', paints.wood, 1, matter.wood)
      flat(hand, 'M-0.68 -0.5 L0.56 -0.5 L0.7 -0.6 L-0.5 -0.6 Z', paints.rose, 0.85, matter.cloth)
      line(hand, 'M-0.6 -0.1 L0.48 -0.1 M-0.6 -0.4 L0.48 -0.4', paints.ochre, 0.6, 0.04)
      hand.sheet.dab(-0.06, -0.44, 0.07, 0.08, hand.tone(paints.ochre, 0.95), matter.thing)
    },
  },
  mop: {
    width: 0.5,
    draw(hand) {
      line(hand, 'M0.1 -1 L-0.02 -0.24', paints.wood, 0.6, 0.04, matter.wood)
      for (let i = 0; i < 11; i++)
        line(
          hand,
          `M${-0.08 + i * 0.012} -0.26 Q${-0.26 + i * 0.05} -0.16 ${-0.24 + i * 0.048} ${between(hand.r, -0.05, 0.01).toFixed(2)}`,
          mix(paints.linen, paints.sky, 0.2),
          i % 2 ? 0.9 : 0.5,
          0.04,
          matter.cloth,
        )
      flat(hand, 'M-0.1 -0.3 L0.08 -0.3 L0.1 -0.22 L-0.12 -0.22 Z', paints.blue, 0.6)
    },
  },
  hot_water_bottle: {
    width: 0.7,
    draw(hand) {
      form(
        hand,
        'M-0.08 -0.96 L0.08 -0.96 L0.08 -0.84 C0.42 -0.8 0.36 -0.4 0.34 0 L-0.34 0 C-0.36 -0.4 -0.42 -0.8 -0.08 -0.84 Z',
        paints.red,
        matter.thing,
        -0.35,
        0.35,
      )
      flat(hand, 'M-0.11 -1.02 L0.11 -1.02 L0.11 -0.94 L-0.11 -0.94 Z', paints.linen, 0.8)
      for (const x of [-0.18, -0.06, 0.06, 0.18]) line(hand, `M${x} -0.66 L${x} -0.14`, paints.red, 0.1, 0.03)
    },
  },
  chopping_board: {
    width: 2,
    draw(hand) {
      line(hand, 'M0.8 -0.52 L1 -0.6', paints.woodPale, 0.7, 0.2, matter.wood)
      flat(hand, 'M-0.9 -0.16 L-0.66 -0.74 L0.78 -0.74 L0.7 -0.16 Z', paints.cream, 0.9, matter.wood)
      flat(hand, 'M-0.9 -0.16 L0.7 -0.16 L0.7 0 L-0.9 0 Z', paints.wood, 0.35, matter.wood)
      for (const [x, y] of [
        [-0.46, -0.44],
        [-0.26, -0.34],
        [-0.56, -0.3],
      ] as const)
        hand.sheet.dab(x, y, 0.15, 0.12, hand.tone(paints.red, 0.7), matter.thing)
      form(hand, 'M-0.1 -0.4 Q0.1 -0.62 0.5 -0.5 Q0.5 -0.34 0.1 -0.3 Z', paints.leafDeep, matter.thing, -0.1, 0.5)
      line(hand, 'M0.5 -0.42 L0.66 -0.5 M0.5 -0.42 L0.66 -0.36', paints.meadow, 0.9, 0.05)
    },
  },
  globe: {
    width: 0.85,
    draw(hand) {
      line(hand, 'M-0.14 -0.06 L0 -0.18 L0.14 -0.06 M-0.24 -0.03 L0.24 -0.03', paints.woodDark, 0.5, 0.07, matter.wood)
      line(hand, 'M0.18 -0.98 C0.56 -0.8 0.46 -0.24 0 -0.2', paints.ochre, 0.6, 0.05)
      hand.sheet.dab(0, -0.6, 0.35, 0.36, hand.body(paints.blue), matter.thing)
      for (const d of [
        'M-0.26 -0.78 Q-0.04 -0.96 0.02 -0.78 Q-0.1 -0.7 -0.12 -0.56 Q-0.24 -0.6 -0.26 -0.78 Z',
        'M-0.06 -0.54 Q0.12 -0.52 0.06 -0.36 Q-0.02 -0.26 -0.06 -0.4 Z',
        'M0.14 -0.82 Q0.32 -0.74 0.3 -0.54 Q0.16 -0.58 0.14 -0.82 Z',
      ])
        flat(hand, d, paints.meadow, 0.7)
    },
  },
  board_game: {
    width: 2.1,
    draw(hand) {
      flat(hand, 'M-1 -0.08 L-0.66 -0.66 L0.66 -0.66 L1 -0.08 Z', paints.woodPale, 0.8, matter.wood)
      flat(hand, 'M-1 -0.08 L1 -0.08 L1 0.02 L-1 0.02 Z', paints.woodDark, 0.4, matter.wood)
      for (let i = 0; i < 18; i++) {
        const row = Math.floor(i / 3)
        const at = (x: number, y: number) =>
          `${((x - 3) * (0.31 - 0.016 * y)).toFixed(3)} ${(-0.12 - y * 0.083).toFixed(3)}`
        const x = (i % 3) * 2 + (row % 2)
        flat(hand, `M${at(x, row)} L${at(x + 1, row)} L${at(x + 1, row + 1)} L${at(x, row + 1)} Z`, paints.brown, 0.4)
      }
      for (const [x, y, colour] of [
        [-0.5, -0.2, paints.linen],
        [0.1, -0.3, paints.red],
        [0.45, -0.46, paints.teal],
        [-0.2, -0.5, paints.linen],
      ] as const) {
        form(hand, `M${x - 0.1} ${y} L${x - 0.03} ${y - 0.3} L${x + 0.03} ${y - 0.3} L${x + 0.1} ${y} Z`, colour)
        hand.sheet.dab(x, y - 0.32, 0.08, 0.09, hand.tone(colour, 0.8), matter.thing)
      }
    },
  },
  fish_tank: {
    width: 1.6,
    draw(hand) {
      form(hand, 'M-0.76 -0.92 L0.76 -0.92 L0.76 0 L-0.76 0 Z', mix(paints.sky, paints.linen, 0.3))
      form(hand, 'M-0.74 -0.8 L0.74 -0.8 L0.74 -0.02 L-0.74 -0.02 Z', mix(paints.sea, paints.sky, 0.45))
      flat(
        hand,
        'M-0.74 -0.14 Q-0.2 -0.22 0.2 -0.12 Q0.5 -0.16 0.74 -0.12 L0.74 -0.02 L-0.74 -0.02 Z',
        paints.sand,
        0.7,
      )
      line(hand, 'M0.46 -0.12 Q0.36 -0.34 0.48 -0.56 M0.58 -0.12 Q0.66 -0.3 0.56 -0.44', paints.leafDeep, 0.6, 0.06)
      for (const [x, y, s] of [
        [-0.34, -0.54, 1],
        [0.14, -0.36, 0.8],
        [-0.5, -0.3, 0.6],
      ] as const) {
        hand.sheet.dab(x, y, 0.15 * s, 0.09 * s, hand.tone(paints.orange, 0.8), matter.thing)
        flat(hand, `M${x + 0.12 * s} ${y} l${0.14 * s} ${-0.09 * s} l0 ${0.18 * s} Z`, paints.orange, 0.6)
      }
      line(hand, 'M-0.76 -0.94 L-0.76 0 L0.76 0 L0.76 -0.94', paints.iron, 0.5, 0.05)
      line(hand, 'M-0.72 -0.8 L0.72 -0.8', paints.linen, 1, 0.04)
    },
  },
  feeding_bowl: {
    width: 2.2,
    draw(hand) {
      form(hand, 'M-0.66 -0.8 L0.66 -0.8 L0.98 0 L-0.98 0 Z', paints.red, matter.thing, -0.9, 0.9)
      hand.sheet.dab(0, -0.8, 0.66, 0.2, hand.tone(paints.linen, 0.7), matter.thing)
      for (const [x, y] of [
        [-0.3, -0.84],
        [0, -0.92],
        [0.28, -0.84],
        [-0.06, -0.78],
      ] as const)
        hand.sheet.dab(x, y, 0.2, 0.12, hand.tone(paints.brown, 0.3 + hand.r() * 0.5), matter.thing)
    },
  },
  coil: {
    width: 1.9,
    draw(hand) {
      hand.sheet.dab(0, -0.16, 0.94, 0.2, hand.tone(paints.linen, 0.4), matter.thing)
      hand.sheet.dab(0, -0.22, 0.94, 0.22, hand.tone(paints.linen, 0.95), matter.thing)
      for (const r of [0.16, 0.42, 0.68])
        line(
          hand,
          `M${-r} -0.26 A${r} ${r * 0.24} 0 1 0 ${r} -0.26 A${r} ${r * 0.24} 0 1 0 ${-r} -0.26`,
          paints.leafDeep,
          0.35,
          0.09,
        )
      hand.sheet.dab(0.68, -0.28, 0.08, 0.07, hand.tone(paints.flame, 1), matter.light)
      line(hand, 'M0.68 -0.36 C0.5 -0.56 0.84 -0.72 0.62 -1', paints.linen, 1, 0.06)
    },
  },
  easel: {
    width: 0.75,
    draw(hand) {
      line(hand, 'M0 -1 L-0.3 0 M0 -1 L0.3 0 M0.02 -0.96 L0.12 -0.08', paints.wood, 0.5, 0.045, matter.wood)
      form(hand, 'M-0.32 -0.88 L0.32 -0.88 L0.32 -0.36 L-0.32 -0.36 Z', paints.linen, matter.cloth, -0.3, 0.3)
      flat(hand, 'M-0.27 -0.83 L0.27 -0.83 L0.27 -0.6 L-0.27 -0.6 Z', paints.sky, 0.75)
      flat(hand, 'M-0.27 -0.6 Q0 -0.7 0.27 -0.58 L0.27 -0.42 L-0.27 -0.42 Z', paints.meadow, 0.7)
      hand.sheet.dab(0.1, -0.72, 0.06, 0.05, hand.tone(paints.yellow, 0.9), matter.thing)
      line(hand, 'M-0.36 -0.34 L0.36 -0.34', paints.wood, 0.8, 0.055, matter.wood)
    },
  },
  counter: {
    width: 2.2,
    draw(hand) {
      plane(hand, 'M-1 -0.72 L0.86 -0.72 L0.86 0 L-1 0 Z', paints.wood, 0, matter.wood)
      plane(hand, 'M0.86 -0.72 L1.06 -0.8 L1.06 -0.1 L0.86 0 Z', paints.wood, 1, matter.wood)
      flat(hand, 'M-1.06 -0.72 L0.9 -0.72 L1.12 -0.82 L-0.8 -0.82 Z', paints.cream, 0.95, matter.stone)
      flat(hand, 'M-1.06 -0.72 L0.9 -0.72 L0.9 -0.66 L-1.06 -0.66 Z', paints.cream, 0.5, matter.stone)
      for (const x of [-0.56, -0.1, 0.36])
        line(hand, `M${x} -0.6 L${x} -0.06`, paints.woodDark, 0.4, 0.025, matter.wood)
      // A bell and a few flowers.
      hand.sheet.dab(-0.4, -0.79, 0.1, 0.06, hand.tone(paints.ochre, 0.9), matter.thing)
      flat(hand, 'M0.42 -0.96 L0.58 -0.96 L0.55 -0.77 L0.45 -0.77 Z', paints.blue, 0.6)
      for (const [x, y] of [
        [0.42, -1],
        [0.5, -1.06],
        [0.58, -1],
      ] as const)
        hand.sheet.dab(x, y, 0.07, 0.06, hand.tone(paints.rose, 0.8), matter.foliage)
    },
  },
  altar: {
    width: 1.3,
    draw(hand) {
      form(hand, 'M-0.62 -0.5 L0.62 -0.5 L0.62 0 L-0.62 0 Z', paints.red, matter.cloth, -0.6, 0.6)
      flat(hand, 'M-0.68 -0.56 L0.68 -0.56 L0.68 -0.48 L-0.68 -0.48 Z', paints.woodDark, 0.5, matter.wood)
      line(hand, 'M-0.6 -0.36 L0.6 -0.36', paints.yellow, 0.7, 0.03)
      for (const x of [-0.42, 0.42]) {
        line(hand, `M${x} -0.58 L${x} -0.76`, paints.linen, 0.8, 0.06)
        flame(hand, x, -0.84, 0.045)
      }
      form(hand, 'M-0.14 -0.7 L0.14 -0.7 L0.09 -0.56 L-0.09 -0.56 Z', paints.ochre, matter.thing, -0.14, 0.14)
      line(hand, 'M-0.05 -0.7 L-0.07 -0.94 M0 -0.7 L0 -0.96 M0.05 -0.7 L0.07 -0.94', paints.brown, 0.5, 0.02)
      line(hand, 'M0 -0.97 C-0.05 -1.04 0.06 -1.1 0 -1.2', paints.linen, 0.9, 0.03)
    },
  },
  seated_statue: {
    width: 0.95,
    draw(hand) {
      const colour = mix(paints.ochre, paints.brown, 0.3)
      form(hand, 'M-0.46 -0.16 L0.46 -0.16 L0.4 0 L-0.4 0 Z', paints.stone, matter.stone, -0.45, 0.45)
      form(hand, 'M-0.42 -0.17 Q-0.44 -0.34 0 -0.36 Q0.44 -0.34 0.42 -0.17 Z', colour, matter.stone, -0.42, 0.42)
      form(
        hand,
        'M-0.1 -0.72 Q-0.28 -0.7 -0.28 -0.5 L-0.26 -0.28 L0.26 -0.28 L0.28 -0.5 Q0.28 -0.7 0.1 -0.72 Z',
        colour,
        matter.stone,
        -0.28,
        0.28,
      )
      line(hand, 'M0.12 -0.7 Q-0.06 -0.54 -0.24 -0.4 M-0.2 -0.3 Q0 -0.24 0.2 -0.3', colour, 0.1, 0.025, matter.stone)
      hand.sheet.dab(0, -0.82, 0.11, 0.13, hand.body(colour), matter.stone)
      hand.sheet.dab(0, -0.95, 0.06, 0.05, hand.tone(colour, 0.3), matter.stone)
    },
  },
  netted_bed: {
    width: 1.5,
    draw(hand) {
      form(hand, 'M-0.7 -0.24 L0.7 -0.24 L0.7 -0.06 L-0.7 -0.06 Z', paints.blue, matter.cloth, -0.7, 0.7)
      line(hand, 'M-0.7 -0.3 L-0.7 0 M0.7 -0.36 L0.7 0', paints.wood, 0.5, 0.05, matter.wood)
      form(hand, 'M0.34 -0.34 Q0.5 -0.4 0.64 -0.32 L0.64 -0.22 L0.34 -0.22 Z', paints.linen, matter.cloth)
      const veil = 'M0 -1 Q-0.16 -0.6 -0.76 -0.1 Q-0.4 0 0 -0.05 Q0.4 0 0.76 -0.1 Q0.16 -0.6 0 -1 Z'
      hand.sheet.fill(shape(veil), hand.tone(paints.linen, 0.9), matter.cloth, 0.62)
      line(
        hand,
        'M0 -0.98 Q-0.08 -0.6 -0.4 -0.06 M0 -0.98 Q0.02 -0.5 0 -0.06 M0 -0.98 Q0.08 -0.6 0.4 -0.06',
        paints.linen,
        1,
        0.02,
        matter.cloth,
      )
      hand.sheet.dab(0, -0.98, 0.08, 0.03, hand.tone(paints.wood, 0.6), matter.thing)
    },
  },
}
