import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { type Colour, hex, mix, shift } from '../colour.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import type { Hand } from '../stage.ts'
import { type Circumstance, type Drawing, flat, form, line } from './drawing.ts'

/** Wings at four moments of a beat; body to the right. */
const wings = [
  'M0.1 -0.5 C0 -0.75 -0.25 -1.05 -0.75 -1.12 C-0.45 -0.95 -0.35 -0.7 -0.28 -0.46 Z M0.05 -0.5 C0.1 -0.85 0.3 -1.1 0.62 -1.2 C0.5 -0.95 0.35 -0.7 0.3 -0.46 Z',
  'M0.15 -0.5 C-0.05 -0.75 -0.45 -0.9 -0.95 -0.72 C-0.6 -0.68 -0.4 -0.56 -0.25 -0.44 Z M0.1 -0.5 C0.2 -0.72 0.5 -0.9 0.95 -0.82 C0.65 -0.7 0.45 -0.58 0.32 -0.44 Z',
  'M0.12 -0.52 C-0.1 -0.62 -0.5 -0.62 -0.92 -0.38 C-0.6 -0.42 -0.35 -0.4 -0.22 -0.4 Z M0.12 -0.52 C0.3 -0.66 0.6 -0.68 0.95 -0.48 C0.68 -0.5 0.45 -0.46 0.32 -0.42 Z',
  'M0.12 -0.5 C-0.1 -0.45 -0.35 -0.2 -0.52 0.1 C-0.22 -0.1 0 -0.25 0.16 -0.38 Z M0.16 -0.5 C0.35 -0.5 0.55 -0.3 0.66 -0.02 C0.46 -0.18 0.34 -0.3 0.24 -0.38 Z',
]

function flying(hand: Hand, nth: number, back: Colour, belly: Colour): void {
  const beat = nth === 0 ? 1 : Math.floor(hand.r() * wings.length)
  const turn = between(hand.r, -0.18, 0.1)
  hand.sheet.at(
    0,
    -0.05,
    1,
    1,
    () => {
      form(hand, wings[beat]!, back, matter.thing, -0.9, 0.9)
      flat(hand, 'M-0.5 -0.4 Q-0.75 -0.36 -0.86 -0.28 Q-0.6 -0.24 -0.4 -0.32 Z', back, 0.3)
      form(
        hand,
        'M-0.5 -0.4 C-0.3 -0.6 0.2 -0.66 0.46 -0.54 C0.56 -0.5 0.6 -0.46 0.7 -0.43 C0.58 -0.38 0.4 -0.3 0.1 -0.28 C-0.15 -0.26 -0.4 -0.32 -0.5 -0.4 Z',
        back,
      )
      flat(hand, 'M-0.3 -0.37 C0 -0.26 0.3 -0.28 0.48 -0.4 C0.3 -0.36 0 -0.36 -0.3 -0.37 Z', belly, 0.9)
    },
    turn,
  )
}

function standing(hand: Hand, back: Colour, belly: Colour): void {
  line(hand, 'M-0.02 -0.25 L-0.02 0 M0.1 -0.25 L0.1 0', paints.ochre, 0.4, 0.035)
  flat(hand, 'M-0.3 -0.42 L-0.72 -0.16 L-0.6 -0.1 L-0.2 -0.28 Z', back, 0.2)
  form(
    hand,
    'M-0.36 -0.4 C-0.3 -0.7 -0.05 -0.72 0.1 -0.8 C0.14 -0.98 0.42 -1.02 0.46 -0.8 C0.48 -0.74 0.46 -0.66 0.42 -0.6 C0.44 -0.36 0.3 -0.2 0.04 -0.19 C-0.15 -0.19 -0.34 -0.26 -0.36 -0.4 Z',
    back,
    matter.thing,
    -0.4,
    0.5,
  )
  flat(hand, 'M0.1 -0.22 C0.36 -0.26 0.44 -0.45 0.4 -0.6 C0.3 -0.6 0.16 -0.4 0.1 -0.22 Z', belly, 0.85)
  flat(hand, 'M-0.3 -0.42 C-0.15 -0.6 0.1 -0.6 0.16 -0.5 C0.05 -0.36 -0.15 -0.3 -0.4 -0.3 Z', shift(back, -0.06), 0.3)
  flat(hand, 'M0.45 -0.86 L0.64 -0.8 L0.46 -0.75 Z', paints.ochre, 0.8)
}

const bird = (back: Colour, belly: Colour): Drawing => ({
  width: 1.9,
  draw(hand: Hand, { where, nth }: Circumstance) {
    if (where === 'air') flying(hand, nth, back, belly)
    else standing(hand, back, belly)
  },
})

const balloonColours = [paints.red, paints.ochre, paints.blue, paints.rose, paints.teal] as const

/** What flies. */
export const airDrawings: Record<string, Drawing> = {
  bird: bird(mix(paints.coat, paints.brown, 0.4), paints.cream),
  gull: bird(mix(paints.linen, paints.navy, 0.55), paints.linen),
  crow: bird(mix(paints.navy, paints.hair, 0.5), paints.coat),
  eagle: bird(paints.brown, paints.straw),
  goose: bird(mix(paints.brown, paints.navy, 0.5), paints.cream),
  bat: bird(paints.coat, paints.hair),
  kite: {
    width: 0.8,
    draw(hand) {
      line(hand, 'M0 -0.3 C0.1 0 -0.15 0.2 -0.05 0.6 C0 0.9 -0.3 1.3 -0.4 1.7', paints.cream, 0.7, 0.02)
      plane(hand, 'M0 -1.1 L0.42 -0.72 L0 -0.28 Z', paints.red, 1)
      plane(hand, 'M0 -1.1 L-0.42 -0.72 L0 -0.28 Z', paints.ochre, -1)
      flat(
        hand,
        'M-0.08 0 L0.06 0.07 L-0.1 0.12 Z M-0.14 0.32 L0.02 0.36 L-0.12 0.44 Z M-0.1 0.66 L0.04 0.7 L-0.08 0.78 Z',
        paints.red,
        0.7,
      )
    },
  },
  balloon: {
    width: 0.6,
    draw(hand, { nth }) {
      const colour = nth === 0 ? paints.red : pick(hand.r, balloonColours)
      line(hand, 'M0 -0.48 Q0.06 -0.2 -0.03 0.05', paints.cream, 0.6, 0.018)
      form(
        hand,
        'M0 -1.02 C0.36 -1.02 0.36 -0.65 0 -0.46 C-0.36 -0.65 -0.36 -1.02 0 -1.02 Z',
        colour,
        matter.thing,
        -0.3,
        0.3,
      )
      flat(hand, 'M0.06 -0.95 Q0.2 -0.9 0.2 -0.74 Q0.1 -0.84 0.06 -0.95 Z', paints.linen, 1, matter.thing, 0.6)
    },
  },
  hot_air_balloon: {
    width: 0.75,
    draw(hand) {
      form(
        hand,
        'M0 -1 C0.5 -1 0.46 -0.5 0.12 -0.24 L-0.12 -0.24 C-0.46 -0.5 -0.5 -1 0 -1 Z',
        paints.cream,
        matter.thing,
      )
      form(
        hand,
        'M0 -1 C0.2 -0.9 0.2 -0.5 0.06 -0.24 L-0.06 -0.24 C-0.2 -0.5 -0.2 -0.9 0 -1 Z',
        paints.red,
        matter.thing,
        -0.3,
        0.3,
      )
      line(hand, 'M-0.1 -0.25 L-0.06 -0.12 M0.1 -0.25 L0.06 -0.12', paints.woodDark, 0.4, 0.012)
      form(hand, 'M-0.08 -0.13 L0.08 -0.13 L0.065 0 L-0.065 0 Z', paints.wood, matter.wood, -0.1, 0.1)
    },
  },
  airplane: {
    width: 2.4,
    draw(hand) {
      const wing = mix(paints.slate, paints.navy, 0.3)
      flat(hand, 'M0.1 -0.52 L-0.35 -1 L-0.16 -1 L0.5 -0.54 Z', wing, 0.35)
      form(
        hand,
        'M-1.2 -0.62 L-1.14 -1.02 L-0.94 -1.02 L-0.68 -0.62 L0.85 -0.6 C1.08 -0.58 1.22 -0.5 1.22 -0.44 C1.1 -0.37 0.9 -0.35 0.7 -0.35 L-0.8 -0.38 C-1 -0.42 -1.15 -0.5 -1.2 -0.62 Z',
        mix(paints.linen, paints.slate, 0.35),
        matter.thing,
        -1,
        1,
      )
      flat(hand, 'M0.2 -0.46 L-0.5 0 L-0.22 0 L0.62 -0.42 Z', wing, 0.6)
      flat(hand, 'M-0.95 -0.5 L-1.25 -0.28 L-1.08 -0.28 L-0.72 -0.46 Z', wing, 0.5)
    },
  },
  butterfly: {
    width: 1.3,
    draw(hand, { nth }) {
      const colour = nth === 0 ? paints.orange : pick(hand.r, [paints.yellow, paints.linen, paints.lilac, paints.sky])
      const beat = between(hand.r, 0.55, 1)
      hand.sheet.at(
        0,
        0,
        beat,
        1,
        () => {
          form(
            hand,
            'M0 -0.5 C0.1 -1 0.55 -1.1 0.62 -0.85 C0.66 -0.6 0.3 -0.48 0 -0.46 Z M0 -0.5 C-0.1 -1 -0.55 -1.1 -0.62 -0.85 C-0.66 -0.6 -0.3 -0.48 0 -0.46 Z',
            colour,
            matter.thing,
            -0.6,
            0.6,
          )
          form(
            hand,
            'M0 -0.48 C0.3 -0.46 0.5 -0.3 0.4 -0.1 C0.3 0.02 0.1 -0.1 0 -0.42 Z M0 -0.48 C-0.3 -0.46 -0.5 -0.3 -0.4 -0.1 C-0.3 0.02 -0.1 -0.1 0 -0.42 Z',
            mix(colour, paints.linen, 0.3),
            matter.thing,
            -0.6,
            0.6,
          )
        },
        between(hand.r, -0.5, 0.5),
      )
      line(hand, 'M0 -0.75 L0 -0.2', paints.hair, 0.3, 0.06)
    },
  },
  dragonfly: {
    width: 1.4,
    draw(hand) {
      flat(
        hand,
        'M0.1 -0.5 C-0.1 -0.9 -0.35 -1 -0.5 -0.9 C-0.4 -0.7 -0.1 -0.55 0.1 -0.5 Z M0.14 -0.5 C0.2 -0.9 0.45 -1.05 0.6 -0.95 C0.55 -0.75 0.35 -0.58 0.14 -0.5 Z',
        paints.linen,
        0.8,
        matter.thing,
        0.8,
      )
      line(hand, 'M-0.6 -0.3 L0.3 -0.5', paints.teal, 0.6, 0.1)
    },
  },
  fireworks: {
    width: 1,
    draw(hand, { nth }) {
      const colour = pick(
        hand.r,
        nth === 0 ? [paints.lamp, paints.flame] : [paints.rose, paints.sky, paints.lamp, paints.lilac],
      )
      hand.sheet.glow(0, -0.5, 0.8, colour, 0.45)
      for (let i = 0; i < 26; i++) {
        const angle = (i / 26) * 6.283 + between(hand.r, -0.08, 0.08)
        const reach = between(hand.r, 0.3, 0.5)
        const x = Math.cos(angle) * reach
        const y = -0.5 + Math.sin(angle) * reach
        const path = new Path2D()
        path.moveTo(x * 0.3, -0.5 + (y + 0.5) * 0.3)
        path.quadraticCurveTo(x * 0.8, y - 0.02, x, y + 0.06)
        hand.sheet.stroke(path, mix(colour, paints.linen, 0.5 * hand.r()), 0.016, matter.light, 0.9)
        hand.sheet.dab(x, y + 0.06, 0.016, 0.016, mix(colour, paints.linen, 0.6), matter.light)
      }
    },
  },
  leaf: {
    width: 1.1,
    draw(hand) {
      const colour = pick(hand.r, [paints.leafAutumn, paints.leafRust, paints.ochre, paints.red])
      hand.sheet.at(
        0,
        -0.5,
        1,
        between(hand.r, 0.4, 1),
        () =>
          form(hand, 'M-0.5 0 C-0.2 -0.4 0.2 -0.4 0.5 0 C0.2 0.34 -0.2 0.34 -0.5 0 Z', colour, matter.thing, -0.5, 0.5),
        between(hand.r, 0, 3.1),
      )
    },
  },
  lantern: {
    width: 0.8,
    draw(hand) {
      const { night } = hand.air
      hand.sheet.glow(0, -0.5, 1.3, paints.flame, 0.2 + 0.25 * night)
      const red = shift(hex('#c02028'), -0.03, 0.02 + 0.02 * night, -0.03)
      hand.sheet.dab(0, -0.5, 0.42, 0.36, mix(hand.tone(red, 0.5), red, 0.35 + 0.5 * night), matter.thing)
      hand.sheet.dab(hand.light * 0.08, -0.52, 0.18, 0.22, mix(red, paints.flame, 0.16), matter.thing)
      for (const x of [-0.22, 0, 0.22])
        line(hand, `M${x * 0.5} -0.84 Q${x * 1.5} -0.5 ${x * 0.5} -0.16`, red, 0.2, 0.025)
      form(hand, 'M-0.16 -0.92 L0.16 -0.92 L0.14 -0.83 L-0.14 -0.83 Z', paints.ochre, matter.thing, -0.2, 0.2)
      form(hand, 'M-0.16 -0.17 L0.16 -0.17 L0.13 -0.08 L-0.13 -0.08 Z', paints.ochre, matter.thing, -0.2, 0.2)
      line(hand, 'M0 -0.08 L0 0.14 M-0.05 -0.08 L-0.07 0.1 M0.05 -0.08 L0.07 0.1', paints.red, 0.6, 0.03)
    },
  },
}

function plane(hand: Hand, d: string, colour: Colour, face: -1 | 1): void {
  flat(hand, d, colour, face === hand.light ? 0.95 : 0.35)
}
