import { matter } from '../../composition.ts'
import { type Colour, hex, mix, shift } from '../colour.ts'
import { paints } from '../paints.ts'
import { between } from '../random.ts'
import type { Hand } from '../stage.ts'
import { type Drawing, line } from './drawing.ts'

const plum = hex('#5f3f78')
const pear = hex('#bcb34e')
const peach = hex('#e8a07c')
const persimmon = hex('#dd7a35')
const lemon = hex('#e8d04e')
const grape = hex('#6a4a7c')

/** Something round with the light on it. */
function ball(hand: Hand, x: number, y: number, rx: number, ry: number, colour: Colour): void {
  const { sheet, light } = hand
  sheet.dab(x, y, rx, ry, hand.tone(colour, 0.22), matter.thing)
  sheet.dab(x + light * rx * 0.2, y - ry * 0.18, rx * 0.72, ry * 0.72, hand.tone(colour, 0.8), matter.thing)
  sheet.dab(x + light * rx * 0.36, y - ry * 0.42, rx * 0.22, ry * 0.18, hand.tone(shift(colour, 0.14), 1), matter.thing)
}

/** One fruit with its stalk. */
const round = (colour: Colour, tall = 0.42): Drawing => ({
  width: 0.95,
  draw(hand) {
    ball(hand, 0, -tall, 0.44, tall, mix(colour, shift(colour, 0.05), hand.r()))
    line(hand, `M0 ${-2 * tall + 0.04} L0.06 ${-2 * tall - 0.12}`, paints.trunk, 0.4, 0.05)
  },
})

/** Fruit by its own form and colour; what is only called fruit is three kinds in `table.ts`. */
export const fruitDrawings: Record<string, Drawing> = {
  apple: round(paints.red),
  green_apple: round(paints.leafSpring),
  plum: round(plum),
  peach: round(peach),
  persimmon: round(persimmon, 0.38),
  orange: round(paints.orange),
  fig: round(mix(plum, paints.brown, 0.4)),
  lemon: {
    width: 1.2,
    draw: (hand) => ball(hand, 0, -0.36, 0.56, 0.36, lemon),
  },
  pear: {
    width: 0.75,
    draw(hand) {
      ball(hand, 0.01, -0.7, 0.2, 0.24, pear)
      ball(hand, 0, -0.34, 0.34, 0.34, pear)
      line(hand, 'M0.02 -0.9 L0.08 -1.04', paints.trunk, 0.4, 0.05)
    },
  },
  grape: {
    width: 1,
    draw(hand) {
      line(hand, 'M0 -0.95 L0.03 -0.78', paints.trunk, 0.5, 0.06)
      for (let row = 0; row < 4; row++)
        for (let i = 0; i < 4 - row; i++)
          ball(hand, (i - (3 - row) / 2) * 0.22 + between(hand.r, -0.02, 0.02), -0.72 + row * 0.2, 0.14, 0.13, grape)
    },
  },
  olive: {
    width: 1.3,
    draw(hand) {
      for (const [x, y] of [
        [-0.4, -0.26],
        [0.36, -0.26],
        [0, -0.42],
      ] as const)
        ball(hand, x, y, 0.26, 0.22, mix(paints.moss, paints.ochre, 0.2))
    },
  },
}
