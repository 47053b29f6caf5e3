import { Path2D as Path } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import type { Hand } from '../stage.ts'
import { type TreeKind, drawTree, foliage, treeWidth } from '../trees.ts'
import { type Drawing, flat, form, line, shape } from './drawing.ts'

const tree = (kind: TreeKind): Drawing => ({ width: treeWidth[kind], draw: (hand) => drawTree(hand, kind) })

/** A flower of height 1 on its stem; the head is drawn by `head` around 0,0 with radius 1. */
const flower = (
  colours: readonly Colour[],
  size: number,
  head: (hand: Hand, colour: Colour) => void,
  width = 0.7,
): Drawing => ({
  width,
  draw(hand, { nth }) {
    const lean = between(hand.r, -0.12, 0.12)
    const stem = new Path(`M0 0 Q${lean * 0.3} -0.5 ${lean} ${-1 + size}`)
    hand.sheet.stroke(stem, hand.tone(paints.leafDeep, 0.5), Math.max(0.035, 1.5 / hand.size), matter.foliage)
    flat(
      hand,
      'M0 -0.3 C0.1 -0.5 0.26 -0.56 0.34 -0.56 C0.32 -0.4 0.16 -0.26 0 -0.22 Z',
      paints.leaf,
      0.75,
      matter.foliage,
    )
    flat(
      hand,
      'M0 -0.16 C-0.12 -0.36 -0.26 -0.4 -0.34 -0.4 C-0.3 -0.24 -0.16 -0.12 0 -0.08 Z',
      paints.leafDeep,
      0.4,
      matter.foliage,
    )
    hand.sheet.at(lean, -1 + size, size, size, () => head(hand, nth === 0 ? colours[0]! : pick(hand.r, colours)))
  },
})

function petals(hand: Hand, colour: Colour, count: number, heart: Colour, heartSize = 0.32): void {
  for (let i = 0; i < count; i++) {
    const angle = (i / count) * 6.283 + 0.3
    const px = Math.cos(angle) * 0.56
    const py = Math.sin(angle) * 0.5
    hand.sheet.dab(
      px,
      py,
      0.42,
      0.26,
      hand.tone(colour, 0.45 + 0.4 * hand.light * px - 0.35 * py),
      matter.thing,
      1,
      angle,
    )
  }
  hand.sheet.dab(0, 0, heartSize, heartSize * 0.9, hand.tone(heart, 0.6), matter.thing)
}

function tuft(hand: Hand, colour: Colour, ears?: Colour): void {
  for (let i = 0; i < 11; i++) {
    const x = between(hand.r, -0.3, 0.3)
    const lean = between(hand.r, -0.22, 0.22)
    const top = between(hand.r, 0.7, 1)
    hand.sheet.stroke(
      new Path(`M${x} 0 Q${x + lean * 0.3} ${-top * 0.6} ${x + lean} ${-top}`),
      hand.tone(colour, between(hand.r, 0.1, 1)),
      Math.max(0.035, 1.4 / hand.size),
      matter.grass,
    )
    if (ears)
      for (let k = 0; k < 3; k++)
        hand.sheet.dab(
          x + lean * (1 - 0.12 * k),
          -top + 0.09 * k,
          0.05,
          0.07,
          hand.tone(ears, between(hand.r, 0.4, 0.8)),
          matter.thing,
        )
  }
}

/** Culms in a clump, jointed and leaning out, with leaves that hang in brushes. */
function bamboo(hand: Hand): void {
  const { r, sheet } = hand
  for (let i = 0; i < 9; i++) {
    const x = between(r, -0.22, 0.22)
    const lean = x * between(r, 0.5, 1.3)
    const top = between(r, 0.72, 1)
    const t = between(r, 0.15, 1)
    const along = (v: number): [number, number] => [x + lean * v ** 1.8, -top * v]
    const culm = new Path()
    culm.moveTo(x, 0)
    culm.quadraticCurveTo(...along(0.55), ...along(0.92))
    sheet.stroke(
      culm,
      hand.tone(mix(paints.leafSpring, paints.leaf, 0.45), t),
      Math.max(0.018, 1.6 / hand.size),
      matter.wood,
    )
    for (let k = 1; k < 6; k++) {
      const [jx, jy] = along(k * 0.13)
      sheet.dab(jx, jy, 0.014, 0.006, hand.tone(paints.leafDeep, 0.2), matter.wood)
    }
    for (let k = 0; k < 13; k++) {
      const [lx, ly] = along(between(r, 0.42, 1))
      const side = r() < 0.5 ? -1 : 1
      sheet.dab(
        lx + side * between(r, 0.02, 0.1),
        ly + between(r, -0.02, 0.06),
        between(r, 0.03, 0.055),
        0.011,
        hand.tone(pick(r, [paints.leaf, paints.leafSpring, paints.willow, paints.leafDeep]), between(r, 0.1, 1)),
        matter.foliage,
        1,
        side * between(r, 0.35, 0.9),
      )
    }
  }
}

/** What grows. */
export const plantDrawings: Record<string, Drawing> = {
  tree: tree('round'),
  pine: tree('pine'),
  poplar: tree('poplar'),
  willow: tree('willow'),
  birch: tree('birch'),
  palm_tree: tree('palm'),
  bare_tree: tree('bare'),
  blossom_tree: tree('blossom'),
  bush: tree('bush'),
  bamboo: { width: 0.75, draw: bamboo },
  flower: flower([paints.rose, paints.linen, paints.lilac, paints.yellow], 0.24, (hand, colour) =>
    petals(hand, colour, 6, paints.ochre),
  ),
  poppy: flower([paints.red, paints.orange], 0.22, (hand, colour) => petals(hand, colour, 4, paints.coat, 0.24)),
  sunflower: flower(
    [paints.yellow, paints.ochre],
    0.2,
    (hand, colour) => petals(hand, colour, 11, paints.brown, 0.44),
    0.5,
  ),
  rose: flower([paints.red, paints.rose, paints.linen], 0.2, (hand, colour) => {
    hand.sheet.dab(0, 0, 0.75, 0.72, hand.tone(colour, 0.3), matter.thing)
    hand.sheet.dab(hand.light * 0.15, -0.15, 0.52, 0.45, hand.tone(colour, 0.75), matter.thing)
    hand.sheet.dab(hand.light * 0.2, -0.25, 0.26, 0.2, hand.tone(shift(colour, 0.08), 1), matter.thing)
  }),
  tulip: flower(
    [paints.red, paints.yellow, paints.rose, paints.lilac],
    0.2,
    (hand, colour) => {
      hand.sheet.fill(
        shape(
          'M-0.5 0.6 C-0.8 -0.2 -0.6 -0.7 -0.45 -0.8 C-0.3 -0.6 -0.15 -0.5 0 -0.9 C0.15 -0.5 0.3 -0.6 0.45 -0.8 C0.6 -0.7 0.8 -0.2 0.5 0.6 Q0 0.9 -0.5 0.6 Z',
        ),
        hand.body(colour, -0.6, 0.6),
        matter.thing,
      )
    },
    0.5,
  ),
  wilted_flower: {
    width: 0.7,
    draw(hand) {
      line(
        hand,
        'M0 0 C0 -0.5 0.02 -0.95 0.2 -0.92 C0.34 -0.9 0.36 -0.74 0.36 -0.64',
        paints.moss,
        0.5,
        0.045,
        matter.foliage,
      )
      flat(
        hand,
        'M0 -0.3 C-0.2 -0.4 -0.3 -0.3 -0.32 -0.1 C-0.2 -0.2 -0.1 -0.22 0 -0.22 Z',
        paints.leafRust,
        0.5,
        matter.foliage,
      )
      form(
        hand,
        'M0.24 -0.66 C0.3 -0.74 0.42 -0.74 0.48 -0.66 C0.54 -0.54 0.46 -0.42 0.36 -0.38 C0.24 -0.44 0.2 -0.56 0.24 -0.66 Z',
        mix(paints.rose, paints.brown, 0.45),
        matter.thing,
        0.2,
        0.5,
      )
      flat(hand, 'M0.1 -0.02 Q0.18 -0.1 0.3 -0.04 Q0.2 0.02 0.1 -0.02 Z', mix(paints.rose, paints.brown, 0.3), 0.7)
    },
  },
  lavender: {
    width: 0.8,
    draw(hand) {
      for (let i = 0; i < 9; i++) {
        const x = between(hand.r, -0.32, 0.32)
        const top = between(hand.r, 0.75, 1)
        hand.sheet.stroke(
          new Path(`M${x * 0.4} 0 L${x} ${-top}`),
          hand.tone(paints.moss, 0.6),
          Math.max(0.025, 1.2 / hand.size),
          matter.foliage,
        )
        for (let k = 0; k < 4; k++)
          hand.sheet.dab(
            x * (1 - 0.06 * k),
            -top + 0.1 * k,
            0.05,
            0.07,
            hand.tone(k % 2 ? paints.violet : paints.lilac, between(hand.r, 0.3, 1)),
            matter.thing,
          )
      }
    },
  },
  seedling: {
    width: 0.9,
    draw(hand) {
      hand.sheet.dab(0, -0.02, 0.5, 0.1, hand.tone(paints.brown, 0.4), matter.earth)
      line(hand, 'M0 0 Q0.03 -0.3 0 -0.62', paints.leaf, 0.6, 0.07, matter.foliage)
      flat(
        hand,
        'M0 -0.6 C0.1 -0.95 0.36 -1 0.5 -0.92 C0.46 -0.68 0.26 -0.56 0 -0.58 Z',
        paints.leafSpring,
        0.9,
        matter.foliage,
      )
      flat(
        hand,
        'M0 -0.56 C-0.1 -0.86 -0.34 -0.9 -0.46 -0.8 C-0.42 -0.58 -0.22 -0.5 0 -0.52 Z',
        paints.leaf,
        0.55,
        matter.foliage,
      )
    },
  },
  grass: { width: 0.8, draw: (hand) => tuft(hand, paints.grass) },
  wheat: { width: 0.8, draw: (hand) => tuft(hand, paints.straw, paints.wheat) },
  mushroom: {
    width: 0.9,
    draw(hand) {
      form(hand, 'M-0.14 -0.55 L0.14 -0.55 L0.2 0 L-0.2 0 Z', paints.cream, matter.thing, -0.2, 0.2)
      form(
        hand,
        'M-0.48 -0.5 C-0.46 -1.1 0.46 -1.1 0.48 -0.5 Q0 -0.36 -0.48 -0.5 Z',
        paints.red,
        matter.thing,
        -0.5,
        0.5,
      )
    },
  },
  branch: {
    width: 1.2,
    draw(hand) {
      line(
        hand,
        'M-0.3 0 C-0.2 -0.4 0 -0.6 0.3 -0.95 M-0.12 -0.42 C-0.3 -0.6 -0.4 -0.7 -0.42 -0.9 M0.02 -0.6 C0.2 -0.6 0.36 -0.56 0.5 -0.5',
        paints.trunk,
        0.4,
        0.05,
        matter.wood,
      )
      for (let i = 0; i < 6; i++)
        hand.sheet.dab(
          between(hand.r, -0.45, 0.5),
          between(hand.r, -1, -0.5),
          0.06,
          0.04,
          hand.tone(paints.leaf, between(hand.r, 0.3, 1)),
          matter.foliage,
          1,
          hand.r() * 3,
        )
    },
  },
  stump: {
    width: 1.2,
    draw(hand) {
      form(
        hand,
        'M-0.42 -0.85 L0.42 -0.85 L0.5 -0.1 L0.62 0 L-0.62 0 L-0.5 -0.1 Z',
        paints.trunk,
        matter.wood,
        -0.5,
        0.5,
      )
      hand.sheet.dab(0, -0.85, 0.42, 0.15, hand.tone(paints.woodPale, 0.8), matter.wood)
      hand.sheet.dab(0, -0.85, 0.2, 0.07, hand.tone(paints.wood, 0.6), matter.wood)
    },
  },
  haystack: {
    width: 1.5,
    draw(hand) {
      form(
        hand,
        'M-0.6 0 L-0.66 -0.45 C-0.5 -0.75 -0.2 -1 0 -1 C0.2 -1 0.5 -0.75 0.66 -0.45 L0.6 0 Z',
        paints.wheat,
        matter.thing,
        -0.6,
        0.6,
      )
      flat(
        hand,
        'M-0.72 -0.42 C-0.5 -0.75 -0.2 -1.02 0 -1.02 C0.2 -1.02 0.5 -0.75 0.72 -0.42 Q0 -0.3 -0.72 -0.42 Z',
        paints.straw,
        0.75,
      )
      for (let i = 0; i < 26; i++)
        hand.sheet.dab(
          between(hand.r, -0.55, 0.55),
          between(hand.r, -0.9, -0.05),
          0.02,
          0.09,
          hand.tone(paints.straw, between(hand.r, 0, 1)),
          undefined,
          0.7,
          between(hand.r, -0.3, 0.3),
        )
    },
  },
  potted_plant: {
    width: 0.8,
    draw(hand) {
      foliage(hand, 0, -0.66, 0.36, 0.3, paints.leaf, 12)
      form(hand, 'M-0.26 -0.4 L0.26 -0.4 L0.19 0 L-0.19 0 Z', paints.roof, matter.thing, -0.26, 0.26)
    },
  },
  seaweed: {
    width: 2.8,
    draw(hand) {
      // Washed ashore: wet fronds over one another.
      for (let i = 0; i < 13; i++) {
        const x = -1.1 + i * 0.17
        const to = x + between(hand.r, -0.5, 0.5)
        const high = between(hand.r, 0.4, 0.8)
        line(
          hand,
          `M${x} 0 C${x + 0.3} ${-high} ${to - 0.3} ${-high * 0.9} ${to} -0.02`,
          i % 3 ? paints.leafDeep : paints.moss,
          between(hand.r, 0.05, 0.7),
          0.14,
          matter.foliage,
        )
      }
      for (const x of [-0.8, -0.2, 0.5])
        hand.sheet.dab(x, -0.3, 0.1, 0.08, hand.tone(paints.ochre, 0.5), matter.foliage)
    },
  },
  cattails: {
    width: 1.5,
    draw(hand) {
      hand.sheet.dab(0, -0.02, 0.8, 0.06, hand.tone(paints.water, 0.7), matter.water, 0.8)
      for (let i = 0; i < 26; i++) {
        const x = between(hand.r, -0.6, 0.6)
        const lean = between(hand.r, -0.16, 0.16)
        const top = -between(hand.r, 0.45, 0.85)
        line(
          hand,
          `M${x} 0 Q${x} ${top * 0.6} ${x + lean} ${top}`,
          i % 3 ? paints.moss : paints.straw,
          hand.r(),
          0.022,
          matter.foliage,
        )
      }
      for (let i = 0; i < 8; i++) {
        const x = -0.5 + i * 0.14 + between(hand.r, -0.05, 0.05)
        const top = -between(hand.r, 0.72, 0.98)
        const lean = between(hand.r, -0.06, 0.06)
        line(hand, `M${x} 0 L${x + lean} ${top}`, paints.moss, 0.3, 0.02, matter.foliage)
        line(hand, `M${x + lean} ${top} l0 0.17`, paints.brown, 0.4, 0.055, matter.foliage)
      }
    },
  },
}
