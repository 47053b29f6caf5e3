import { matter } from '../../composition.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import type { Hand } from '../stage.ts'
import { type Drawing, flat, form, line } from './drawing.ts'

/** Four legs as two in shade and two in light; `y` is where they leave the body. */
function legs(
  hand: Hand,
  xs: readonly [number, number, number, number],
  y: number,
  width: number,
  colour: Colour,
): void {
  line(hand, `M${xs[1]} ${y} L${xs[1] + 0.02} -0.02 M${xs[3]} ${y} L${xs[3] + 0.02} -0.02`, colour, 0.12, width)
  line(hand, `M${xs[0]} ${y} L${xs[0]} 0 M${xs[2]} ${y} L${xs[2]} 0`, colour, 0.5, width)
}

/** A grazing or standing animal of the pasture. */
function cattle(hand: Hand, coat: Colour, patches?: Colour): void {
  legs(hand, [-0.5, -0.38, 0.34, 0.46], -0.42, 0.11, coat)
  line(hand, 'M-0.66 -0.72 Q-0.78 -0.5 -0.72 -0.26', coat, 0.3, 0.04)
  form(
    hand,
    'M-0.68 -0.74 C-0.4 -0.88 0.2 -0.84 0.5 -0.86 L0.6 -0.5 C0.4 -0.3 -0.4 -0.3 -0.6 -0.42 C-0.7 -0.5 -0.72 -0.64 -0.68 -0.74 Z',
    coat,
    matter.thing,
    -0.7,
    0.7,
  )
  if (patches)
    flat(
      hand,
      'M-0.4 -0.8 C-0.1 -0.86 0.1 -0.7 0 -0.5 C-0.2 -0.4 -0.4 -0.5 -0.4 -0.8 Z M0.3 -0.84 C0.5 -0.8 0.5 -0.6 0.4 -0.5 C0.28 -0.6 0.26 -0.7 0.3 -0.84 Z',
      patches,
      0.5,
    )
  form(
    hand,
    'M0.44 -0.88 C0.56 -1 0.8 -0.98 0.84 -0.88 L0.98 -0.62 Q0.96 -0.52 0.84 -0.54 L0.6 -0.6 Z',
    coat,
    matter.thing,
    0.4,
    1,
  )
  flat(hand, 'M0.52 -0.94 L0.38 -1 L0.44 -0.88 Z M0.7 -0.98 L0.68 -1.06 L0.76 -0.98 Z', coat, 0.3)
  flat(hand, 'M0.86 -0.62 L0.99 -0.6 L0.94 -0.53 L0.84 -0.54 Z', paints.rose, 0.6)
}

function sheep(hand: Hand): void {
  legs(hand, [-0.4, -0.3, 0.28, 0.38], -0.36, 0.08, paints.hair)
  for (let i = 0; i < 13; i++)
    hand.sheet.dab(
      between(hand.r, -0.48, 0.42),
      between(hand.r, -0.82, -0.42),
      0.2,
      0.17,
      hand.tone(paints.linen, between(hand.r, 0.15, 0.6)),
      matter.thing,
    )
  for (let i = 0; i < 8; i++)
    hand.sheet.dab(
      between(hand.r, -0.4, 0.4),
      between(hand.r, -0.88, -0.66),
      0.14,
      0.1,
      hand.tone(paints.linen, 0.95),
      matter.thing,
    )
  form(
    hand,
    'M0.42 -0.86 C0.56 -0.96 0.74 -0.86 0.78 -0.66 C0.76 -0.54 0.64 -0.54 0.56 -0.6 C0.46 -0.66 0.42 -0.76 0.42 -0.86 Z',
    paints.hair,
    matter.thing,
    0.4,
    0.8,
  )
  flat(hand, 'M0.46 -0.82 L0.3 -0.74 L0.46 -0.72 Z', paints.hair, 0.4)
}

function horse(hand: Hand, coat: Colour): void {
  legs(hand, [-0.36, -0.26, 0.24, 0.32], -0.4, 0.07, coat)
  line(hand, 'M-0.46 -0.64 Q-0.6 -0.5 -0.56 -0.22', paints.hair, 0.4, 0.08)
  form(
    hand,
    'M-0.46 -0.66 C-0.3 -0.76 0.1 -0.7 0.26 -0.7 L0.5 -0.98 L0.58 -0.9 L0.44 -0.5 C0.3 -0.34 -0.2 -0.36 -0.36 -0.38 C-0.48 -0.44 -0.5 -0.56 -0.46 -0.66 Z',
    coat,
    matter.thing,
    -0.5,
    0.5,
  )
  form(
    hand,
    'M0.44 -0.97 L0.5 -1.06 L0.56 -1 C0.66 -0.96 0.76 -0.84 0.8 -0.76 L0.74 -0.68 C0.64 -0.7 0.56 -0.76 0.5 -0.82 Z',
    coat,
    matter.thing,
    0.4,
    0.8,
  )
  line(hand, 'M0.46 -0.99 Q0.3 -0.86 0.26 -0.68', paints.hair, 0.3, 0.06)
}

function dog(hand: Hand, coat: Colour): void {
  legs(hand, [-0.42, -0.33, 0.3, 0.4], -0.34, 0.1, coat)
  line(hand, 'M-0.5 -0.56 Q-0.72 -0.66 -0.74 -0.92', coat, 0.6, 0.09)
  form(
    hand,
    'M-0.54 -0.6 C-0.3 -0.7 0.1 -0.66 0.34 -0.74 L0.5 -0.42 C0.3 -0.28 -0.3 -0.26 -0.46 -0.3 C-0.58 -0.38 -0.6 -0.5 -0.54 -0.6 Z',
    coat,
    matter.thing,
    -0.6,
    0.6,
  )
  form(
    hand,
    'M0.28 -0.72 C0.28 -0.94 0.44 -1.02 0.58 -0.98 L0.86 -0.8 Q0.9 -0.7 0.8 -0.68 L0.58 -0.64 L0.46 -0.5 Z',
    coat,
    matter.thing,
    0.2,
    0.9,
  )
  flat(hand, 'M0.34 -0.96 C0.2 -0.94 0.2 -0.76 0.28 -0.66 C0.4 -0.7 0.44 -0.86 0.34 -0.96 Z', shift(coat, -0.08), 0.3)
}

/** A cat that sits and looks away. */
function cat(hand: Hand, coat: Colour): void {
  line(hand, 'M-0.34 -0.06 C-0.66 -0.02 -0.74 -0.26 -0.6 -0.46', coat, 0.45, 0.1)
  form(
    hand,
    'M-0.4 0 C-0.5 -0.3 -0.26 -0.56 0 -0.64 C0.08 -0.7 0.3 -0.68 0.32 -0.56 C0.34 -0.4 0.3 -0.2 0.36 0 Z',
    coat,
    matter.thing,
    -0.45,
    0.4,
  )
  line(hand, 'M0.14 -0.36 L0.16 -0.03 M0.28 -0.4 L0.3 -0.03', shift(coat, 0.05), 0.7, 0.1)
  form(
    hand,
    'M0.02 -0.72 L0.04 -1 L0.17 -0.9 L0.28 -0.9 L0.4 -1 L0.44 -0.74 C0.46 -0.56 0.04 -0.54 0.02 -0.72 Z',
    coat,
    matter.thing,
    0,
    0.46,
  )
  flat(hand, 'M-0.4 -0.05 C-0.44 -0.3 -0.2 -0.5 -0.02 -0.3 C0.06 -0.14 -0.1 0 -0.2 0 Z', coat, 0.2)
  for (const x of [-0.26, -0.14, -0.02])
    line(hand, `M${x} ${-0.5 - (x + 0.26) * 0.4} q0.05 0.06 0.02 0.14`, shift(coat, -0.12), 0.2, 0.045)
}

/** Animals of house, field and wood. */
export const animalDrawings: Record<string, Drawing> = {
  dog: {
    width: 1.5,
    draw: (hand, { nth }) =>
      dog(
        hand,
        nth === 0 ? mix(paints.ochre, paints.brown, 0.4) : pick(hand.r, [paints.hair, paints.linen, paints.brown]),
      ),
  },
  cat: {
    width: 0.9,
    draw: (hand, { nth }) =>
      cat(hand, nth === 0 ? paints.orange : pick(hand.r, [paints.grey, paints.hair, paints.linen])),
  },
  horse: {
    width: 1.35,
    draw: (hand, { nth }) =>
      horse(hand, nth === 0 ? paints.brown : pick(hand.r, [paints.linen, paints.hair, paints.brick])),
  },
  cow: {
    width: 1.75,
    draw: (hand, { nth }) => cattle(hand, nth % 2 ? paints.linen : paints.brick, nth % 2 ? paints.hair : paints.linen),
  },
  yak: {
    width: 1.75,
    draw(hand) {
      cattle(hand, paints.hair)
      // A hump, and hair nearly to the ground.
      hand.sheet.dab(0.2, -0.82, 0.34, 0.14, hand.tone(paints.hair, 0.5), matter.thing)
      form(hand, 'M-0.68 -0.74 L0.56 -0.8 L0.56 -0.24 L-0.64 -0.2 Z', paints.hair, matter.thing, -0.7, 0.6)
      for (let i = 0; i < 30; i++)
        line(
          hand,
          `M${-0.64 + i * 0.041} -0.5 l-0.02 ${between(hand.r, 0.24, 0.42)}`,
          paints.hair,
          0.9 * hand.r(),
          0.05,
        )
      line(
        hand,
        'M0.54 -0.92 C0.36 -0.98 0.38 -1.12 0.48 -1.2 M0.72 -0.94 C0.92 -0.98 0.92 -1.12 0.82 -1.2',
        paints.linen,
        0.9,
        0.06,
      )
      hand.sheet.dab(0.9, -0.58, 0.08, 0.06, hand.tone(paints.grey, 0.4), matter.thing)
    },
  },
  bear: {
    width: 1.5,
    draw(hand, { nth }) {
      const coat = nth === 0 ? paints.brown : pick(hand.r, [paints.brown, paints.hair, paints.linen])
      legs(hand, [-0.46, -0.32, 0.28, 0.42], -0.36, 0.2, coat)
      form(
        hand,
        'M-0.66 -0.4 C-0.7 -0.8 -0.3 -1 0.1 -0.92 C0.3 -0.96 0.42 -0.9 0.5 -0.8 L0.56 -0.36 C0.3 -0.2 -0.4 -0.2 -0.66 -0.4 Z',
        coat,
        matter.thing,
        -0.7,
        0.6,
      )
      form(
        hand,
        'M0.34 -0.9 C0.44 -1.02 0.7 -0.98 0.76 -0.8 L0.96 -0.64 Q0.94 -0.5 0.8 -0.5 L0.54 -0.5 Z',
        coat,
        matter.thing,
        0.3,
        1,
      )
      hand.sheet.dab(0.46, -0.96, 0.09, 0.08, hand.tone(coat, 0.3), matter.thing)
    },
  },
  lion: {
    width: 1.7,
    draw(hand) {
      dog(hand, paints.ochre)
      for (let i = 0; i < 9; i++)
        hand.sheet.dab(
          0.32 + 0.24 * Math.cos(i * 0.7),
          -0.78 + 0.24 * Math.sin(i * 0.7),
          0.13,
          0.13,
          hand.tone(paints.brick, 0.2 + 0.08 * i),
          matter.thing,
        )
      form(
        hand,
        'M0.28 -0.9 C0.4 -1 0.6 -0.94 0.64 -0.82 L0.7 -0.68 Q0.6 -0.58 0.46 -0.6 C0.3 -0.64 0.26 -0.78 0.28 -0.9 Z',
        paints.ochre,
        matter.thing,
        0.2,
        0.7,
      )
    },
  },
  sheep: { width: 1.3, draw: sheep },
  pig: { width: 1.75, draw: (hand) => cattle(hand, mix(paints.rose, paints.linen, 0.4)) },
  elephant: {
    width: 1.5,
    draw(hand) {
      legs(hand, [-0.45, -0.25, 0.2, 0.36], -0.4, 0.17, paints.grey)
      form(
        hand,
        'M-0.62 -0.4 C-0.66 -0.86 -0.3 -1 0 -0.96 C0.3 -0.98 0.5 -0.8 0.5 -0.5 C0.4 -0.26 -0.5 -0.26 -0.62 -0.4 Z',
        paints.grey,
        matter.thing,
        -0.6,
        0.6,
      )
      form(
        hand,
        'M0.3 -0.86 C0.5 -1 0.74 -0.86 0.74 -0.64 C0.76 -0.4 0.7 -0.2 0.8 -0.06 L0.7 -0.02 C0.58 -0.2 0.62 -0.4 0.52 -0.52 Z',
        paints.grey,
        matter.thing,
        0.3,
        0.8,
      )
      flat(hand, 'M0.2 -0.86 C0.06 -0.8 0.1 -0.5 0.28 -0.44 C0.44 -0.5 0.4 -0.8 0.2 -0.86 Z', paints.grey, 0.25)
    },
  },
  deer: {
    width: 1,
    draw(hand) {
      const coat = mix(paints.brick, paints.ochre, 0.4)
      legs(hand, [-0.3, -0.22, 0.16, 0.23], -0.34, 0.045, coat)
      form(
        hand,
        'M-0.4 -0.54 C-0.2 -0.6 0.1 -0.56 0.2 -0.58 L0.34 -0.82 L0.42 -0.76 L0.32 -0.42 C0.2 -0.3 -0.24 -0.3 -0.34 -0.34 C-0.42 -0.4 -0.44 -0.48 -0.4 -0.54 Z',
        coat,
        matter.thing,
        -0.4,
        0.4,
      )
      form(hand, 'M0.3 -0.84 C0.36 -0.9 0.46 -0.88 0.56 -0.76 L0.52 -0.7 L0.36 -0.72 Z', coat, matter.thing, 0.3, 0.56)
      line(
        hand,
        'M0.35 -0.86 L0.3 -1.02 M0.32 -0.94 L0.22 -1 M0.39 -0.87 L0.46 -1.04 M0.43 -0.96 L0.53 -1',
        paints.brown,
        0.5,
        0.022,
      )
    },
  },
  rabbit: {
    width: 1.1,
    draw(hand) {
      form(
        hand,
        'M-0.5 -0.1 C-0.56 -0.46 -0.2 -0.62 0.08 -0.48 C0.3 -0.4 0.36 -0.2 0.34 0 L-0.4 0 Z',
        mix(paints.brown, paints.linen, 0.35),
        matter.thing,
        -0.5,
        0.4,
      )
      hand.sheet.dab(-0.5, -0.2, 0.11, 0.1, hand.tone(paints.linen, 0.9), matter.thing)
      flat(
        hand,
        'M0.12 -0.6 C-0.04 -0.9 0 -1.06 0.1 -1 C0.2 -0.9 0.22 -0.74 0.22 -0.6 Z M0.24 -0.62 C0.2 -0.9 0.28 -1.06 0.36 -0.98 C0.42 -0.84 0.36 -0.7 0.34 -0.6 Z',
        mix(paints.brown, paints.rose, 0.4),
        0.6,
      )
      form(
        hand,
        'M0.06 -0.5 C0.1 -0.7 0.4 -0.7 0.5 -0.46 C0.5 -0.32 0.3 -0.28 0.16 -0.32 Z',
        mix(paints.brown, paints.linen, 0.35),
        matter.thing,
        0,
        0.5,
      )
    },
  },
  fox: {
    width: 1.9,
    draw(hand) {
      flat(hand, 'M-0.5 -0.5 C-0.9 -0.6 -1.05 -0.3 -1.1 -0.1 C-0.85 -0.14 -0.6 -0.2 -0.42 -0.4 Z', paints.orange, 0.5)
      flat(hand, 'M-1.1 -0.1 C-1.04 -0.22 -1 -0.3 -0.95 -0.36 L-0.82 -0.2 Z', paints.linen, 0.8)
      dog(hand, paints.orange)
      flat(hand, 'M0.4 -0.98 L0.38 -1.18 L0.52 -1.02 Z', paints.orange, 0.4)
    },
  },
  hen: {
    width: 1.1,
    draw(hand, { nth }) {
      const coat = nth % 2 ? paints.linen : paints.brick
      line(hand, 'M-0.04 -0.24 L-0.04 0 M0.1 -0.24 L0.1 0', paints.ochre, 0.5, 0.05)
      form(
        hand,
        'M-0.6 -0.78 C-0.4 -0.62 -0.2 -0.56 0.06 -0.6 L0.2 -0.96 C0.4 -1 0.46 -0.84 0.42 -0.7 C0.46 -0.4 0.3 -0.18 0 -0.18 C-0.36 -0.18 -0.5 -0.4 -0.6 -0.78 Z',
        coat,
        matter.thing,
        -0.6,
        0.5,
      )
      flat(hand, 'M0.2 -0.96 L0.22 -1.06 L0.3 -1 L0.36 -1.07 L0.4 -0.94 Z', paints.red, 0.7)
      flat(hand, 'M0.44 -0.84 L0.58 -0.78 L0.43 -0.74 Z', paints.ochre, 0.8)
    },
  },
  mouse: {
    width: 1.6,
    draw(hand) {
      line(hand, 'M-0.55 -0.1 Q-0.9 0 -1 -0.3', paints.rose, 0.5, 0.06)
      form(hand, 'M-0.6 0 C-0.6 -0.6 0 -0.8 0.4 -0.5 L0.8 -0.1 L0.7 0 Z', paints.grey, matter.thing, -0.6, 0.8)
      hand.sheet.dab(0.24, -0.66, 0.18, 0.2, hand.tone(paints.rose, 0.5), matter.thing)
    },
  },
  turtle: {
    width: 2,
    draw(hand) {
      flat(hand, 'M-0.6 -0.1 L-0.7 0 L-0.4 0 Z M0.3 -0.1 L0.3 0 L0.6 0 Z', paints.moss, 0.4)
      form(
        hand,
        'M0.6 -0.3 C0.8 -0.6 1.05 -0.5 1 -0.3 C0.9 -0.1 0.7 -0.1 0.6 -0.1 Z',
        paints.moss,
        matter.thing,
        0.6,
        1,
      )
      form(
        hand,
        'M-0.8 -0.12 C-0.8 -1.2 0.7 -1.2 0.74 -0.12 Z',
        mix(paints.moss, paints.brown, 0.4),
        matter.thing,
        -0.8,
        0.8,
      )
    },
  },
  snail: {
    width: 1.6,
    draw(hand) {
      form(
        hand,
        'M-0.8 0 C-0.4 -0.3 0.4 -0.3 0.6 -0.6 C0.8 -0.7 0.9 -0.4 0.7 -0.1 L0.5 0 Z',
        paints.cream,
        matter.thing,
        -0.8,
        0.8,
      )
      hand.sheet.dab(-0.1, -0.56, 0.45, 0.44, hand.body(paints.ochre), matter.thing)
      hand.sheet.dab(-0.06, -0.54, 0.2, 0.2, hand.tone(paints.brown, 0.5), matter.thing)
    },
  },
}
