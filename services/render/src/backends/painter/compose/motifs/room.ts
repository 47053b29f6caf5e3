import { matter } from '../../composition.ts'
import { type Colour, mix } from '../colour.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import type { Hand } from '../stage.ts'
import { type Drawing, flat, form, line, plane, shape } from './drawing.ts'

/** A plate in the wall, with what sits in it. */
function plateInWall(hand: Hand, mark: () => void): void {
  form(hand, 'M-0.46 -0.96 L0.46 -0.96 L0.46 -0.04 L-0.46 -0.04 Z', paints.linen, matter.thing, -0.5, 0.5)
  line(hand, 'M-0.46 -0.04 L0.46 -0.04 L0.46 -0.96', paints.grey, 0.3, 0.06)
  mark()
}

/** A strip of cloth or paper that hangs. */
function strip(hand: Hand, x: number, half: number, colour: Colour): void {
  form(
    hand,
    `M${x - half} -0.97 L${x + half} -0.97 L${x + half} -0.08 L${x} -0.02 L${x - half} -0.08 Z`,
    colour,
    matter.cloth,
    x - half,
    x + half,
  )
}

/** What hangs on or stands in a wall. */
export const wallDrawings: Record<string, Drawing> = {
  door: {
    width: 0.5,
    draw(hand) {
      flat(hand, 'M-0.26 -1.03 L0.26 -1.03 L0.26 0 L-0.26 0 Z', paints.linen, 0.5, matter.wood)
      form(hand, 'M-0.22 -0.99 L0.22 -0.99 L0.22 0 L-0.22 0 Z', paints.shutter, matter.wood, -0.22, 0.22)
      for (const [x, y, h] of [
        [-0.17, -0.92, 0.36],
        [0.03, -0.92, 0.36],
        [-0.17, -0.48, 0.38],
        [0.03, -0.48, 0.38],
      ] as const)
        flat(hand, `M${x} ${y} l0.14 0 l0 ${h} l-0.14 0 Z`, paints.shutter, 0.25, matter.wood)
      hand.sheet.dab(-0.18, -0.5, 0.014, 0.014, hand.tone(paints.ochre, 0.95), matter.thing)
    },
  },
  window: {
    width: 0.8,
    draw(hand) {
      const { night } = hand.air
      flat(hand, 'M-0.42 -1.02 L0.42 -1.02 L0.42 0 L-0.42 0 Z', paints.linen, 0.7, matter.wood)
      hand.sheet.fill(
        shape('M-0.36 -0.97 L0.36 -0.97 L0.36 -0.06 L-0.36 -0.06 Z'),
        mix(mix(hand.air.skyMid, hand.air.skyLow, 0.5), paints.window, 0.75 * night),
        matter.light,
      )
      line(hand, 'M0 -0.97 L0 -0.06 M-0.36 -0.62 L0.36 -0.62', paints.linen, 0.75, 0.045, matter.wood)
      flat(hand, 'M-0.48 -0.03 L0.48 -0.03 L0.48 0.04 L-0.48 0.04 Z', paints.linen, 0.9, matter.wood)
    },
  },
  sill: {
    width: 0.9,
    draw(hand) {
      wallDrawings['window']!.draw(hand, { where: 'ground', nth: 0 })
    },
  },
  curtain: {
    width: 0.5,
    draw(hand) {
      form(
        hand,
        'M-0.2 -1 L0.2 -1 Q0.26 -0.5 0.22 0 L-0.24 0 Q-0.18 -0.5 -0.2 -1 Z',
        paints.rose,
        matter.cloth,
        -0.2,
        0.2,
      )
      for (const x of [-0.12, 0, 0.11])
        line(hand, `M${x} -0.98 Q${x + 0.03} -0.5 ${x - 0.01} 0`, paints.rose, 0.15, 0.02, matter.cloth)
    },
  },
  mirror: {
    width: 0.72,
    draw(hand) {
      hand.sheet.dab(0, -0.5, 0.36, 0.5, hand.body(paints.ochre), matter.wood)
      hand.sheet.dab(0, -0.5, 0.3, 0.44, hand.tone(mix(paints.sky, paints.linen, 0.5), 0.75), matter.thing)
      flat(hand, 'M-0.16 -0.74 L0 -0.86 L-0.12 -0.24 L-0.24 -0.34 Z', paints.linen, 1, matter.thing, 0.55)
    },
  },
  picture: {
    width: 1.25,
    draw(hand) {
      form(hand, 'M-0.62 -1 L0.62 -1 L0.62 0 L-0.62 0 Z', paints.ochre, matter.wood, -0.6, 0.6)
      flat(hand, 'M-0.53 -0.91 L0.53 -0.91 L0.53 -0.42 L-0.53 -0.42 Z', paints.sky, 0.7, matter.thing)
      flat(hand, 'M-0.53 -0.42 L0.53 -0.5 L0.53 -0.09 L-0.53 -0.09 Z', paints.grass, 0.6, matter.thing)
      flat(hand, 'M-0.53 -0.36 Q-0.2 -0.6 0.1 -0.44 L0.1 -0.34 L-0.53 -0.3 Z', paints.violet, 0.6, matter.thing)
    },
  },
  clock: {
    width: 1,
    draw(hand) {
      hand.sheet.dab(0, -0.5, 0.48, 0.48, hand.body(paints.woodDark), matter.wood)
      hand.sheet.dab(0, -0.5, 0.38, 0.38, hand.tone(paints.linen, 0.85), matter.thing)
      line(hand, 'M0 -0.5 L0 -0.78 M0 -0.5 L0.18 -0.42', paints.hair, 0.3, 0.05)
    },
  },
  shelf: {
    width: 0.7,
    draw(hand) {
      plane(hand, 'M-0.35 -1 L0.35 -1 L0.35 0 L-0.35 0 Z', paints.wood, 0, matter.wood)
      const colours = [paints.red, paints.teal, paints.ochre, paints.navy, paints.rose, paints.linen, paints.brown]
      for (let row = 0; row < 4; row++) {
        const y = -0.94 + row * 0.235
        flat(hand, `M-0.31 ${y} L0.31 ${y} L0.31 ${y + 0.2} L-0.31 ${y + 0.2} Z`, paints.woodDark, 0.15, matter.wood)
        for (let x = -0.29; x < 0.24;) {
          const w = between(hand.r, 0.025, 0.055)
          const h = between(hand.r, 0.12, 0.18)
          if (hand.r() < 0.85)
            flat(
              hand,
              `M${x} ${y + 0.2 - h} l${w} 0 l0 ${h} l${-w} 0 Z`,
              colours[Math.floor(hand.r() * colours.length)]!,
              between(hand.r, 0.4, 0.9),
            )
          x += w + 0.006
        }
      }
    },
  },
  hanger: {
    width: 1.6,
    draw(hand) {
      line(hand, 'M0 -0.52 L0 -0.66 C0.2 -0.74 0.14 -1 -0.06 -0.94', paints.iron, 0.5, 0.07)
      line(hand, 'M0 -0.54 L-0.72 -0.12 L0.72 -0.12 Z', paints.wood, 0.6, 0.1, matter.wood)
    },
  },
  hung_coat: {
    width: 0.75,
    draw(hand) {
      const colour = pick(hand.r, [paints.blue, paints.teal, paints.rose, paints.ochre])
      line(hand, 'M0 -0.9 C0.08 -0.94 0.06 -1.02 -0.02 -1', paints.iron, 0.5, 0.02)
      form(hand, 'M-0.16 -0.86 L-0.34 -0.74 L-0.36 -0.26 L-0.25 -0.26 L-0.2 -0.62 Z', colour, matter.cloth, -0.36, 0.1)
      form(hand, 'M0.16 -0.86 L0.34 -0.74 L0.36 -0.26 L0.25 -0.26 L0.2 -0.62 Z', colour, matter.cloth, -0.1, 0.36)
      form(
        hand,
        'M-0.1 -0.9 L0.1 -0.9 L0.21 -0.82 L0.22 -0.5 L0.28 0 L-0.28 0 L-0.22 -0.5 L-0.21 -0.82 Z',
        colour,
        matter.cloth,
        -0.26,
        0.26,
      )
      flat(hand, 'M-0.1 -0.9 L0 -0.72 L0.1 -0.9 Z', paints.linen, 0.7, matter.cloth)
      line(hand, 'M0 -0.72 L0.01 -0.02', colour, 0.1, 0.02, matter.cloth)
      for (const y of [-0.6, -0.46, -0.32])
        hand.sheet.dab(0.035, y, 0.014, 0.012, hand.tone(paints.linen, 0.9), matter.thing)
    },
  },
  socket: {
    width: 1,
    draw: (hand) =>
      plateInWall(hand, () => {
        hand.sheet.dab(0, -0.5, 0.33, 0.33, hand.tone(paints.grey, 0.75), matter.thing)
        for (const x of [-0.12, 0.12]) hand.sheet.dab(x, -0.5, 0.06, 0.07, hand.tone(paints.hair, 0.2), matter.thing)
      }),
  },
  switch: {
    width: 1,
    draw: (hand) =>
      plateInWall(hand, () => {
        flat(hand, 'M-0.2 -0.8 L0.2 -0.8 L0.2 -0.5 L-0.2 -0.5 Z', paints.grey, 0.85)
        flat(hand, 'M-0.2 -0.5 L0.2 -0.5 L0.2 -0.2 L-0.2 -0.2 Z', paints.iron, 0.7)
      }),
  },
  tiles: {
    width: 1.3,
    draw(hand) {
      for (let i = 0; i < 20; i++) {
        const x = -0.62 + (i % 5) * 0.25
        const y = -0.98 + Math.floor(i / 5) * 0.245
        const colour = ((i % 5) + Math.floor(i / 5)) % 2 ? paints.sky : paints.linen
        flat(hand, `M${x} ${y} l0.23 0 l0 0.225 l-0.23 0 Z`, colour, between(hand.r, 0.5, 0.9), matter.stone)
      }
    },
  },
  banner: {
    width: 0.62,
    draw(hand) {
      strip(hand, 0, 0.26, paints.red)
      line(hand, 'M-0.3 -0.98 L0.3 -0.98', paints.ochre, 0.6, 0.05, matter.wood)
      line(hand, 'M-0.21 -0.9 L0.21 -0.9 L0.21 -0.14 M-0.21 -0.9 L-0.21 -0.14', paints.yellow, 0.7, 0.025)
      for (let i = 0; i < 9; i++) {
        const x = -0.24 + i * 0.06
        line(hand, `M${x} ${-0.03 - Math.abs(x) * 0.22} l0 0.09`, paints.yellow, 0.7, 0.028, matter.cloth)
      }
    },
  },
  couplet: {
    width: 0.75,
    draw(hand) {
      for (const x of [-0.26, 0.26]) {
        form(
          hand,
          `M${x - 0.09} -0.98 L${x + 0.09} -0.98 L${x + 0.09} 0 L${x - 0.09} 0 Z`,
          paints.red,
          matter.cloth,
          x - 0.1,
          x + 0.1,
        )
        // Marks of a brush, not to be read.
        for (let i = 0; i < 5; i++)
          hand.sheet.dab(x, -0.86 + i * 0.18, 0.045, 0.05, hand.tone(paints.yellow, 0.7), matter.thing)
      }
    },
  },
}
