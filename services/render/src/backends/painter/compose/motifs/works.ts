import { matter } from '../../composition.ts'
import { mix } from '../colour.ts'
import { paints } from '../paints.ts'
import { between } from '../random.ts'
import { type Drawing, flat, form, line, plane } from './drawing.ts'

/** What stands by roads, at building sites and in works. */
export const worksDrawings: Record<string, Drawing> = {
  power_pole: {
    width: 1.5,
    draw(hand) {
      // One pole behind the other, and the wires from each to the next.
      const poles = [
        [-2.6, -0.7, 2.2],
        [0, 0, 1],
        [1.15, 0.02, 0.56],
        [1.75, 0.03, 0.34],
      ] as const
      for (const [x, y, s] of poles.slice(1))
        hand.sheet.at(x, -y, s, s, () => {
          line(hand, 'M0 -1 L0 0', paints.woodDark, 0.4, 0.05, matter.wood)
          line(hand, 'M-0.26 -0.92 L0.26 -0.92 M-0.18 -0.8 L0.18 -0.8', paints.woodDark, 0.3, 0.04, matter.wood)
          for (const i of [-0.24, -0.12, 0.12, 0.24])
            hand.sheet.dab(i, -0.955, 0.02, 0.03, hand.tone(paints.linen, 0.8))
        })
      poles.slice(1).forEach(([x, y, s], i) => {
        const [px, py, ps] = poles[i]!
        for (const at of [-0.24, -0.12, 0.12, 0.24]) {
          const from = [px + at * ps, -py - 0.96 * ps] as const
          const to = [x + at * s, -y - 0.96 * s] as const
          const low = (from[1] + to[1]) / 2 + 0.09 * (ps + s) * 0.6
          line(hand, `M${from.join(' ')} Q${(from[0] + to[0]) / 2} ${low} ${to.join(' ')}`, paints.iron, 0.3, 0.011)
        }
      })
    },
  },
  tower_crane: {
    width: 1,
    draw(hand) {
      const steel = (d: string, t: number, width: number) => line(hand, d, paints.ochre, t, width)
      steel('M-0.2 0 L-0.2 -0.86 M-0.08 0 L-0.08 -0.86', 0.6, 0.022)
      let d = ''
      for (let i = 0; i < 8; i++)
        d += `M${i % 2 ? -0.08 : -0.2} ${-i * 0.105} L${i % 2 ? -0.2 : -0.08} ${-(i + 1) * 0.105} `
      steel(d, 0.4, 0.014)
      steel('M-0.46 -0.86 L0.62 -0.86 M-0.14 -0.79 L0.58 -0.79', 0.7, 0.022)
      d = ''
      for (let i = 0; i < 9; i++)
        d += `M${-0.08 + i * 0.075} -0.79 L${-0.04 + i * 0.075} -0.86 L${-0.005 + i * 0.075} -0.79 `
      steel(d, 0.5, 0.012)
      steel('M-0.14 -1 L-0.44 -0.86 M-0.14 -1 L0.4 -0.86 M-0.2 -0.86 L-0.14 -1 L-0.08 -0.86', 0.4, 0.012)
      flat(hand, 'M-0.47 -0.87 L-0.33 -0.87 L-0.33 -0.74 L-0.47 -0.74 Z', paints.stone, 0.4)
      flat(hand, 'M-0.08 -0.79 L0.02 -0.79 L0.02 -0.7 L-0.08 -0.7 Z', paints.sky, 0.6)
      line(hand, 'M0.44 -0.79 L0.44 -0.46 L0.36 -0.38 M0.44 -0.46 L0.52 -0.38', paints.iron, 0.4, 0.008)
      flat(hand, 'M0.32 -0.38 L0.56 -0.38 L0.56 -0.34 L0.32 -0.34 Z', paints.brick, 0.6)
      flat(hand, 'M-0.3 -0.03 L0.02 -0.03 L0.02 0 L-0.3 0 Z', paints.stone, 0.5)
    },
  },
  scaffold: {
    width: 0.9,
    draw(hand) {
      // A new wall behind its poles and planks.
      plane(hand, 'M-0.36 -0.9 L0.36 -0.9 L0.36 0 L-0.36 0 Z', paints.brick, 0, matter.building)
      for (let i = 0; i < 6; i++) {
        const [x, y] = [-0.27 + (i % 3) * 0.21, -0.84 + Math.floor(i / 3) * 0.32]
        flat(hand, `M${x} ${y} l0.12 0 l0 0.2 l-0.12 0 Z`, paints.navy, 0.4, matter.building)
      }
      line(hand, 'M-0.42 -1 L-0.42 0 M-0.14 -1 L-0.14 0 M0.14 -1 L0.14 0 M0.42 -1 L0.42 0', paints.grey, 0.9, 0.022)
      line(hand, 'M-0.42 -0.3 L-0.14 0 M0.14 -0.62 L0.42 -0.32 M-0.42 -0.92 L-0.14 -0.62', paints.grey, 0.6, 0.016)
      for (const y of [-0.3, -0.62, -0.92]) {
        line(hand, `M-0.46 ${y} L0.46 ${y}`, paints.woodPale, 0.7, 0.035, matter.wood)
        line(hand, `M-0.44 ${y - 0.1} L0.44 ${y - 0.1}`, paints.grey, 0.8, 0.014)
      }
    },
  },
  cone: {
    width: 0.85,
    draw(hand) {
      form(hand, 'M-0.09 -1 L0.09 -1 L0.28 -0.08 L-0.28 -0.08 Z', paints.orange, matter.thing, -0.28, 0.28)
      flat(hand, 'M-0.15 -0.72 L0.15 -0.72 L0.2 -0.48 L-0.2 -0.48 Z', paints.linen, 0.9)
      flat(hand, 'M-0.34 -0.12 L0.34 -0.12 L0.42 0 L-0.42 0 Z', paints.orange, 0.3)
    },
  },
  barrier: {
    width: 2.6,
    draw(hand) {
      plane(hand, 'M-1.26 -0.9 L-0.8 -0.9 L-0.8 0 L-1.26 0 Z', paints.plaster, 0, matter.building)
      plane(hand, 'M-0.8 -0.9 L-0.64 -0.94 L-0.64 -0.05 L-0.8 0 Z', paints.plaster, 1, matter.building)
      flat(hand, 'M-1.34 -0.9 L-1.24 -1.04 L-0.6 -1.04 L-0.56 -0.9 Z', paints.teal, 0.5, matter.building)
      flat(
        hand,
        'M-1.2 -0.78 L-0.86 -0.78 L-0.86 -0.46 L-1.2 -0.46 Z',
        mix(paints.sky, paints.window, hand.air.night),
        0.7,
        matter.light,
      )
      form(hand, 'M-0.56 -0.5 L-0.4 -0.5 L-0.4 0 L-0.56 0 Z', paints.iron, matter.thing, -0.56, -0.4)
      for (let i = 0; i < 8; i++)
        line(
          hand,
          `M${-0.46 + i * 0.22} ${-0.42 - i * 0.01} L${-0.24 + i * 0.22} ${-0.43 - i * 0.01}`,
          i % 2 ? paints.linen : paints.red,
          0.75,
          0.09,
        )
      line(hand, 'M1.2 -0.44 L1.2 0', paints.iron, 0.5, 0.05)
    },
  },
  manhole: {
    width: 3.2,
    draw(hand) {
      hand.sheet.dab(0, -0.44, 1.55, 0.5, hand.tone(paints.stone, 0.35), matter.stone)
      hand.sheet.dab(0, -0.5, 1.36, 0.42, hand.tone(paints.iron, 0.45), matter.stone)
      for (const [x, y] of [
        [-0.7, -0.5],
        [-0.35, -0.66],
        [-0.35, -0.34],
        [0, -0.5],
        [0.35, -0.66],
        [0.35, -0.34],
        [0.7, -0.5],
      ] as const)
        hand.sheet.dab(x, y, 0.13, 0.05, hand.tone(paints.grey, 0.7), matter.stone)
    },
  },
  pallet: {
    width: 2.8,
    draw(hand) {
      for (const x of [-1.2, 0, 1.2])
        flat(hand, `M${x - 0.14} -0.5 l0.28 0 l0 0.42 l-0.28 0 Z`, paints.woodDark, 0.35, matter.wood)
      flat(hand, 'M-1.3 -0.12 L1.3 -0.12 L1.3 0 L-1.3 0 Z', paints.wood, 0.6, matter.wood)
      for (let i = 0; i < 4; i++) {
        const y = -0.95 + i * 0.14
        const half = 1.02 + i * 0.1
        flat(
          hand,
          `M${-half} ${y} L${half} ${y} L${half + 0.04} ${y + 0.1} L${-half - 0.04} ${y + 0.1} Z`,
          paints.woodPale,
          0.9 - 0.12 * (i % 2),
          matter.wood,
        )
      }
      flat(hand, 'M-1.36 -0.44 L1.36 -0.44 L1.36 -0.32 L-1.36 -0.32 Z', paints.wood, 0.6, matter.wood)
    },
  },
  bars: {
    width: 3.6,
    draw(hand) {
      line(hand, 'M-1 -0.06 L-1 0.02 M1.1 -0.06 L1.1 0.02', paints.wood, 0.4, 0.3, matter.wood)
      for (let i = 0; i < 9; i++) {
        const row = i < 5 ? 0 : 1
        const y = -0.24 - row * 0.3 - (i % 5) * 0.05
        const x = between(hand.r, -0.1, 0.1) + (i % 5) * 0.07
        line(
          hand,
          `M${(-1.7 + x).toFixed(2)} ${y} L${(1.4 + x).toFixed(2)} ${y - 0.16}`,
          paints.iron,
          0.25 + 0.12 * (i % 5),
          0.12,
        )
        hand.sheet.dab(-1.7 + x, y, 0.07, 0.08, hand.tone(paints.grey, 0.95), matter.thing)
      }
      line(hand, 'M-0.8 -0.9 L-0.86 -0.1 M0.7 -1 L0.64 -0.2', paints.ochre, 0.7, 0.06)
    },
  },
  conveyor: {
    width: 3,
    draw(hand) {
      line(hand, 'M-1.1 -0.4 L-1.2 0 M1.1 -0.46 L1.2 -0.02 M0 -0.42 L0 0', paints.iron, 0.4, 0.09)
      form(hand, 'M-1.4 -0.56 L1.4 -0.62 L1.4 -0.38 L-1.4 -0.3 Z', paints.teal, matter.thing, -1.4, 1.4)
      flat(hand, 'M-1.44 -0.56 L-1.24 -0.7 L1.5 -0.74 L1.44 -0.62 Z', paints.iron, 0.35)
      for (let i = 0; i < 9; i++)
        hand.sheet.dab(-1.2 + i * 0.3, -0.45 - i * 0.006, 0.07, 0.06, hand.tone(paints.grey, 0.8), matter.thing)
      for (const [x, s] of [
        [-0.86, 0.9],
        [0, 1.05],
        [0.86, 0.8],
      ] as const)
        hand.sheet.at(x, -0.62, s, s, () => {
          plane(hand, 'M-0.22 -0.3 L0.12 -0.3 L0.12 0 L-0.22 0 Z', paints.woodPale, 0)
          plane(hand, 'M0.12 -0.3 L0.24 -0.36 L0.24 -0.06 L0.12 0 Z', paints.woodPale, 1)
          plane(hand, 'M-0.22 -0.3 L-0.1 -0.36 L0.24 -0.36 L0.12 -0.3 Z', paints.woodPale, 2)
        })
    },
  },
  forklift: {
    width: 1.5,
    draw(hand) {
      line(hand, 'M-0.3 -0.42 L-0.24 -0.96 L0.26 -0.96 L0.36 -0.4', paints.iron, 0.4, 0.05)
      form(
        hand,
        'M-0.66 -0.12 L-0.66 -0.44 Q-0.62 -0.52 -0.5 -0.52 L-0.24 -0.5 L-0.1 -0.3 L0.36 -0.42 L0.42 -0.12 Z',
        paints.ochre,
        matter.thing,
        -0.66,
        0.42,
      )
      flat(hand, 'M-0.2 -0.56 L-0.1 -0.56 L-0.06 -0.36 L0.06 -0.36 L0.06 -0.3 L-0.16 -0.3 Z', paints.coat, 0.4)
      line(hand, 'M0.42 -0.98 L0.42 -0.06 M0.48 -0.94 L0.48 -0.06', paints.iron, 0.35, 0.045)
      line(hand, 'M0.46 -0.1 L0.78 -0.1', paints.iron, 0.3, 0.045)
      plane(hand, 'M0.5 -0.46 L0.78 -0.46 L0.78 -0.13 L0.5 -0.13 Z', paints.woodPale, 0)
      for (const [x, r] of [
        [-0.44, 0.14],
        [0.26, 0.16],
      ] as const) {
        hand.sheet.dab(x, -r, r, r, hand.tone(paints.iron, 0.2), matter.thing)
        hand.sheet.dab(x, -r, r * 0.45, r * 0.45, hand.tone(paints.grey, 0.7), matter.thing)
      }
    },
  },
  pipe: {
    width: 1.5,
    draw(hand) {
      line(hand, 'M-0.72 -0.82 L0.2 -0.82 Q0.4 -0.82 0.4 -0.6 L0.4 0', paints.slate, 0.35, 0.26)
      line(hand, 'M-0.72 -0.86 L0.2 -0.86 Q0.44 -0.84 0.44 -0.6 L0.44 0', paints.grey, 0.85, 0.07)
      for (const d of ['M-0.36 -0.98 L-0.36 -0.66', 'M0.24 -0.38 L0.56 -0.38']) line(hand, d, paints.iron, 0.4, 0.1)
    },
  },
  hose: {
    width: 2.2,
    draw(hand) {
      for (const [y, r] of [
        [-0.2, 0.72],
        [-0.34, 0.66],
        [-0.48, 0.7],
        [-0.6, 0.6],
      ] as const)
        line(
          hand,
          `M${-r} ${y} A${r} ${r * 0.36} 0 1 0 ${r} ${y} A${r} ${r * 0.36} 0 1 0 ${-r} ${y}`,
          paints.ochre,
          0.4 - y * 0.7,
          0.12,
        )
      line(hand, 'M0.68 -0.24 Q0.9 0.02 1 -0.3', paints.ochre, 0.5, 0.12)
      line(hand, 'M1 -0.3 L1.06 -0.56', paints.iron, 0.7, 0.16)
    },
  },
  rail: {
    width: 2.6,
    draw(hand) {
      line(hand, 'M-1.1 -0.9 L-1.1 0 M0 -0.92 L0 0 M1.1 -0.94 L1.1 0', paints.iron, 0.45, 0.06)
      line(hand, 'M-1.1 -0.46 L1.1 -0.5', paints.iron, 0.5, 0.04)
      line(hand, 'M-1.24 -0.92 L1.24 -0.98', paints.wood, 0.8, 0.11, matter.wood)
    },
  },
  dam: {
    width: 4,
    draw(hand) {
      flat(hand, 'M-2.7 0 C-2.5 -0.3 -2.3 -0.9 -1.5 -0.88 L-1.2 0 Z', paints.moss, 0.4, matter.grass)
      flat(hand, 'M2.7 0 C2.5 -0.34 2.2 -0.96 1.5 -0.88 L1.2 0 Z', paints.moss, 0.65, matter.grass)
      const concrete = mix(paints.stone, paints.linen, 0.3)
      form(hand, 'M-1.6 -0.74 Q0 -0.86 1.6 -0.74 L1.36 0 Q0 0.08 -1.36 0 Z', concrete, matter.stone, -1.6, 1.6)
      for (let i = -5; i <= 5; i++)
        line(hand, `M${i * 0.28} -0.76 L${i * 0.245} 0.02`, concrete, 0.12, 0.02, matter.stone)
      for (const x of [-0.42, 0, 0.42]) {
        flat(
          hand,
          `M${x - 0.1} -0.6 L${x + 0.1} -0.6 L${x * 1.1 + 0.15} 0.02 L${x * 1.1 - 0.15} 0.02 Z`,
          paints.linen,
          1,
          matter.water,
        )
        flat(
          hand,
          `M${x - 0.11} -0.68 L${x + 0.11} -0.68 L${x + 0.11} -0.58 L${x - 0.11} -0.58 Z`,
          paints.iron,
          0.3,
          matter.stone,
        )
      }
      hand.sheet.dab(0, 0.02, 0.78, 0.07, hand.tone(paints.linen, 1), matter.water, 0.85)
      flat(hand, 'M-1.68 -0.84 Q0 -0.96 1.68 -0.84 L1.66 -0.72 Q0 -0.84 -1.66 -0.72 Z', concrete, 0.95, matter.stone)
    },
  },
  bollard: {
    width: 2.6,
    draw(hand) {
      line(hand, 'M-1 -0.8 Q-0.5 -0.5 0 -0.8 Q0.5 -0.5 1 -0.8', paints.iron, 0.5, 0.05)
      for (const x of [-1, 0, 1]) {
        form(
          hand,
          `M${x - 0.14} 0 L${x - 0.12} -0.86 Q${x} -1.06 ${x + 0.12} -0.86 L${x + 0.14} 0 Z`,
          paints.navy,
          matter.thing,
          x - 0.14,
          x + 0.14,
        )
        flat(hand, `M${x - 0.13} -0.74 l0.26 0 l0 0.16 l-0.26 0 Z`, paints.yellow, 0.85)
      }
    },
  },
  tyre: {
    width: 1.1,
    draw(hand) {
      hand.sheet.dab(0.06, -0.48, 0.48, 0.49, hand.tone(paints.coat, 0.35), matter.thing)
      hand.sheet.dab(0, -0.5, 0.48, 0.5, hand.tone(paints.hair, 0.05), matter.thing)
      for (let i = 0; i < 18; i++) {
        const a = (i / 18) * Math.PI * 2
        hand.sheet.dab(
          0.44 * Math.cos(a),
          -0.5 + 0.46 * Math.sin(a),
          0.035,
          0.035,
          hand.tone(paints.iron, 0.6),
          matter.thing,
        )
      }
      hand.sheet.dab(0, -0.5, 0.27, 0.29, hand.tone(paints.grey, 0.8), matter.thing)
      hand.sheet.dab(0, -0.5, 0.2, 0.22, hand.tone(paints.iron, 0.4), matter.thing)
      for (const [x, y] of [
        [0, -0.62],
        [0.12, -0.5],
        [0, -0.38],
        [-0.12, -0.5],
      ] as const)
        line(hand, `M0 -0.5 L${x} ${y}`, paints.grey, 0.9, 0.07)
    },
  },
  dish_aerial: {
    width: 1,
    draw(hand) {
      line(hand, 'M0 0 L0 -0.46 M-0.2 0 L0 -0.24 L0.2 0', paints.iron, 0.4, 0.06)
      form(
        hand,
        'M-0.44 -0.92 C-0.5 -0.5 -0.1 -0.2 0.34 -0.26 C0.3 -0.6 -0.1 -0.92 -0.44 -0.92 Z',
        paints.grey,
        matter.thing,
        -0.4,
        0.4,
      )
      hand.sheet.at(
        -0.04,
        -0.6,
        1,
        1,
        () => hand.sheet.dab(0, 0, 0.5, 0.2, hand.tone(paints.linen, 0.95), matter.thing),
        0.7,
      )
      line(hand, 'M0.06 -0.62 L0.34 -0.9 M-0.36 -0.86 L0.34 -0.9 M0.3 -0.34 L0.34 -0.9', paints.iron, 0.4, 0.03)
      hand.sheet.dab(0.35, -0.91, 0.06, 0.06, hand.tone(paints.red, 0.6), matter.thing)
    },
  },
}
