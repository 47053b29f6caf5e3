import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { paints } from '../paints.ts'
import { pick } from '../random.ts'
import type { Hand } from '../stage.ts'
import { type Drawing, flat, form, line, plane, shape as shapeOf } from './drawing.ts'
import { armchairCloth } from './seats.ts'

/** A straw-seated chair in three-quarter view, its back to the left: Van Gogh's rather than a stool of the trade. */
function chair(hand: Hand, wood: Colour): void {
  // Far legs and rails
  line(hand, 'M0.02 -0.52 L0.04 -0.1 M0.36 -0.44 L0.36 -0.06', wood, 0.2, 0.05, matter.wood)
  // Seat
  flat(hand, 'M-0.3 -0.46 L0.02 -0.56 L0.42 -0.48 L0.1 -0.36 Z', paints.straw, 0.85, matter.thing)
  flat(hand, 'M-0.3 -0.46 L0.1 -0.36 L0.1 -0.31 L-0.3 -0.41 Z', wood, 0.3, matter.wood)
  flat(hand, 'M0.1 -0.36 L0.42 -0.48 L0.42 -0.43 L0.1 -0.31 Z', wood, hand.light > 0 ? 0.85 : 0.45, matter.wood)
  // Back: two posts and three slats
  line(hand, 'M-0.29 0 L-0.31 -0.46 L-0.36 -1', wood, 0.45, 0.062, matter.wood)
  line(hand, 'M0.02 -0.52 L-0.04 -0.97', wood, 0.6, 0.055, matter.wood)
  line(
    hand,
    'M-0.35 -0.9 Q-0.2 -0.97 -0.04 -0.9 M-0.34 -0.76 Q-0.18 -0.83 -0.02 -0.77 M-0.33 -0.62 Q-0.16 -0.69 0 -0.65',
    wood,
    0.75,
    0.062,
    matter.wood,
  )
  // Near legs and rails
  line(hand, 'M0.1 -0.33 L0.1 0.05', wood, 0.7, 0.06, matter.wood)
  line(hand, 'M0.4 -0.45 L0.4 -0.02', wood, 0.35, 0.055, matter.wood)
  line(hand, 'M-0.29 -0.16 L0.1 -0.1 M0.1 -0.16 L0.4 -0.2', wood, 0.5, 0.04, matter.wood)
}

/** The same chair, overturned: on its back, the legs in the air to the right. */
function fallenChair(hand: Hand): void {
  const wood = paints.wood
  line(hand, 'M0.12 -0.3 L0.62 -0.26 M0.16 -0.66 L0.66 -0.6', wood, 0.25, 0.055, matter.wood)
  line(hand, 'M-0.5 -0.2 L0.12 -0.28', wood, 0.35, 0.055, matter.wood)
  flat(hand, 'M0.02 -0.08 L0.12 -0.3 L0.18 -0.68 L0.08 -0.5 Z', paints.straw, 0.6, matter.thing)
  line(hand, 'M-0.62 -0.02 L0.02 -0.08', wood, 0.7, 0.062, matter.wood)
  line(hand, 'M-0.6 -0.03 L-0.49 -0.2 M-0.42 -0.04 L-0.3 -0.22 M-0.22 -0.06 L-0.1 -0.24', wood, 0.75, 0.06, matter.wood)
  line(hand, 'M0.03 -0.09 L0.56 -0.03 M0.08 -0.5 L0.6 -0.42', wood, 0.7, 0.06, matter.wood)
  line(hand, 'M0.32 -0.06 L0.38 -0.46 M0.4 -0.28 L0.46 -0.62', wood, 0.45, 0.038, matter.wood)
}

function bench(hand: Hand): void {
  line(
    hand,
    'M-0.92 -0.5 L-0.92 0 M0.92 -0.5 L0.92 0 M-0.8 -0.42 L-0.74 0.06 M0.8 -0.42 L0.86 0.06',
    paints.iron,
    0.35,
    0.075,
  )
  for (const [y, t] of [
    [-0.98, 0.75],
    [-0.8, 0.6],
    [-0.62, 0.5],
  ] as const)
    form(
      hand,
      `M-1.08 ${y} L1.08 ${y} L1.08 ${y + 0.11} L-1.08 ${y + 0.11} Z`,
      shift(paints.wood, (t - 0.6) * 0.2),
      matter.wood,
      -1.1,
      1.1,
    )
  line(hand, 'M-0.92 -0.98 L-0.92 -0.4 M0.92 -0.98 L0.92 -0.4', paints.iron, 0.35, 0.06)
  flat(hand, 'M-1.08 -0.46 L1.08 -0.46 L1.16 -0.34 L-1 -0.34 Z', paints.wood, 0.95, matter.wood)
  flat(hand, 'M-1 -0.34 L1.16 -0.34 L1.16 -0.28 L-1 -0.28 Z', paints.woodDark, 0.3, matter.wood)
}

function table(hand: Hand): void {
  line(hand, 'M-0.75 -0.85 L-0.75 -0.16 M0.72 -0.85 L0.72 -0.2', paints.woodDark, 0.2, 0.08, matter.wood)
  flat(hand, 'M-0.86 -1 L0.62 -1.06 L0.96 -0.88 L-0.66 -0.8 Z', paints.wood, 0.9, matter.wood)
  flat(hand, 'M-0.66 -0.8 L0.96 -0.88 L0.96 -0.8 L-0.66 -0.72 Z', paints.woodDark, 0.4, matter.wood)
  flat(
    hand,
    'M-0.86 -1 L-0.66 -0.8 L-0.66 -0.72 L-0.86 -0.92 Z',
    paints.woodDark,
    hand.light < 0 ? 0.8 : 0.15,
    matter.wood,
  )
  line(hand, 'M-0.6 -0.74 L-0.6 0 M0.9 -0.8 L0.9 -0.04', paints.woodDark, 0.5, 0.085, matter.wood)
}

/** A table under a cloth; as wide and as high as the bare one. */
function laidTable(hand: Hand): void {
  const cloth = pick(hand.r, [
    paints.linen,
    mix(paints.sky, paints.linen, 0.5),
    mix(paints.rose, paints.linen, 0.5),
    paints.cream,
  ])
  line(hand, 'M-0.6 -0.5 L-0.6 0 M0.88 -0.5 L0.88 -0.04', paints.woodDark, 0.4, 0.085, matter.wood)
  flat(hand, 'M-0.86 -1 L0.62 -1.06 L0.96 -0.88 L-0.66 -0.8 Z', cloth, 0.95, matter.cloth)
  flat(
    hand,
    'M-0.66 -0.8 L0.96 -0.88 Q0.94 -0.6 0.98 -0.4 Q0.7 -0.3 0.4 -0.38 Q0 -0.26 -0.64 -0.3 Z',
    cloth,
    0.5,
    matter.cloth,
  )
  flat(hand, 'M-0.86 -1 L-0.66 -0.8 L-0.64 -0.3 L-0.86 -0.56 Z', cloth, hand.light < 0 ? 0.85 : 0.2, matter.cloth)
  line(hand, 'M-0.3 -0.8 L-0.34 -0.36 M0.16 -0.82 L0.12 -0.36 M0.62 -0.84 L0.66 -0.38', cloth, 0.15, 0.03, matter.cloth)
}

/** The colour of a bed's covers. */
export const coverOf = (drawing: string): Colour =>
  drawing === 'hospital_bed' ? mix(paints.teal, paints.linen, 0.6) : mix(paints.blue, paints.linen, 0.35)

/** A bed from its foot end and side; the covers say whose it is. */
function bed(hand: Hand, cover: Colour, frame: Colour, isHospital: boolean): void {
  if (isHospital) line(hand, 'M-1.2 -0.3 L-1.2 0 M1.1 -0.3 L1.1 0 M-0.9 -0.1 L1 -0.1', paints.iron, 0.5, 0.05)
  // Head
  form(
    hand,
    isHospital
      ? 'M1.02 -1 Q1.2 -1.04 1.26 -0.96 L1.26 -0.25 L1.02 -0.28 Z'
      : 'M1 -1.1 Q1.16 -1.2 1.28 -1.06 L1.28 -0.05 L1 -0.12 Z',
    frame,
    isHospital ? matter.thing : matter.wood,
    1,
    1.3,
  )
  // Mattress, covers, pillow
  flat(hand, 'M-1.3 -0.42 L1.05 -0.5 L1.2 -0.28 L1.2 -0.12 L-1.14 -0.06 L-1.3 -0.2 Z', paints.linen, 0.4, matter.cloth)
  flat(
    hand,
    'M-1.32 -0.52 C-0.9 -0.66 -0.3 -0.6 0.3 -0.66 L0.52 -0.48 L0.46 -0.12 L-1.16 -0.02 L-1.34 -0.2 Z',
    cover,
    0.35,
    matter.cloth,
  )
  flat(hand, 'M-1.32 -0.52 C-0.9 -0.66 -0.3 -0.6 0.3 -0.66 L0.54 -0.47 L-1.15 -0.36 Z', cover, 0.92, matter.cloth)
  flat(hand, 'M0.28 -0.67 L0.5 -0.7 L0.74 -0.48 L0.54 -0.46 Z', paints.linen, 0.95, matter.cloth)
  form(
    hand,
    'M0.56 -0.68 C0.6 -0.86 1 -0.86 1.06 -0.7 C1.12 -0.58 0.98 -0.5 0.84 -0.5 C0.68 -0.5 0.54 -0.56 0.56 -0.68 Z',
    paints.linen,
    matter.cloth,
    0.5,
    1.1,
  )
  // Folds
  line(
    hand,
    'M-0.9 -0.52 Q-0.6 -0.45 -0.4 -0.36 M-0.3 -0.58 Q-0.1 -0.5 0.1 -0.4 M-0.6 -0.3 L-0.62 -0.1 M0 -0.34 L-0.02 -0.12',
    cover,
    0.1,
    0.022,
    matter.cloth,
  )
  // Foot
  form(
    hand,
    isHospital
      ? 'M-1.4 -0.8 Q-1.3 -0.86 -1.24 -0.8 L-1.1 0 L-1.26 0 Z'
      : 'M-1.42 -0.72 Q-1.28 -0.82 -1.16 -0.66 L-1.1 0.06 L-1.36 0 Z',
    frame,
    isHospital ? matter.thing : matter.wood,
    -1.4,
    -1.1,
  )
}

function armchair(hand: Hand, colour: Colour): void {
  line(hand, 'M-0.36 -0.12 L-0.38 0 M0.36 -0.12 L0.38 0', paints.woodDark, 0.4, 0.07, matter.wood)
  form(hand, 'M-0.36 -0.4 L-0.4 -0.92 Q0 -1.12 0.4 -0.92 L0.36 -0.4 Z', colour, matter.cloth)
  flat(hand, 'M-0.34 -0.46 Q0 -0.56 0.34 -0.46 L0.36 -0.28 L-0.36 -0.28 Z', shift(colour, 0.04), 0.9, matter.cloth)
  flat(hand, 'M-0.36 -0.29 L0.36 -0.29 L0.36 -0.1 L-0.36 -0.1 Z', colour, 0.35, matter.cloth)
  form(hand, 'M-0.54 -0.56 Q-0.4 -0.68 -0.32 -0.54 L-0.32 -0.08 L-0.5 -0.08 Z', colour, matter.cloth, -0.54, -0.3)
  form(hand, 'M0.54 -0.56 Q0.4 -0.68 0.32 -0.54 L0.32 -0.08 L0.5 -0.08 Z', colour, matter.cloth, 0.3, 0.54)
}

/** A box with drawers or doors in it. */
function chest(hand: Hand, wood: Colour, rows: number): void {
  plane(hand, 'M-0.5 -0.96 L0.42 -0.96 L0.54 -1.02 L-0.36 -1.02 Z', wood, 2, matter.wood)
  plane(hand, 'M0.42 -0.96 L0.54 -1.02 L0.54 -0.08 L0.42 0 Z', wood, 1, matter.wood)
  plane(hand, 'M-0.5 -0.96 L0.42 -0.96 L0.42 0 L-0.5 0 Z', wood, 0, matter.wood)
  for (let i = 0; i < rows; i++) {
    const y = -0.9 + (0.84 / rows) * i
    flat(
      hand,
      `M-0.44 ${y} L0.36 ${y} L0.36 ${y + 0.84 / rows - 0.05} L-0.44 ${y + 0.84 / rows - 0.05} Z`,
      shift(wood, 0.03),
      0.72,
      matter.wood,
    )
    hand.sheet.dab(-0.04, y + 0.42 / rows - 0.02, 0.035, 0.03, hand.tone(paints.ochre, 0.8), matter.thing)
  }
}

/** Furniture and what stands on a floor. */
export const furnitureDrawings: Record<string, Drawing> = {
  chair: { width: 0.85, draw: (hand) => chair(hand, paints.wood) },
  empty_chair: { width: 0.85, draw: (hand) => chair(hand, mix(paints.wood, paints.ochre, 0.35)) },
  fallen_chair: { width: 1.3, draw: fallenChair },
  bench: { width: 2.3, draw: bench },
  table: { width: 1.95, draw: table },
  laid_table: { width: 1.95, draw: laidTable },
  bed: {
    width: 2.8,
    draw: (hand, { nth }) => bed(hand, nth % 2 ? paints.rose : coverOf('bed'), paints.wood, false),
  },
  hospital_bed: { width: 2.8, draw: (hand) => bed(hand, coverOf('hospital_bed'), paints.grey, true) },
  armchair: { width: 1.1, draw: (hand) => armchair(hand, armchairCloth) },
  sofa: {
    width: 2.4,
    draw(hand) {
      form(hand, 'M-1.05 -0.4 L-1.05 -0.9 Q0 -1.08 1.05 -0.9 L1.05 -0.4 Z', paints.rose, matter.cloth, -1, 1)
      flat(hand, 'M-1 -0.5 Q0 -0.58 1 -0.5 L1.02 -0.3 L-1.02 -0.3 Z', paints.rose, 0.92, matter.cloth)
      flat(hand, 'M-1.02 -0.31 L1.02 -0.31 L1.02 -0.08 L-1.02 -0.08 Z', paints.rose, 0.3, matter.cloth)
      form(
        hand,
        'M-1.22 -0.6 Q-1.05 -0.72 -0.96 -0.58 L-0.96 -0.04 L-1.18 -0.04 Z',
        paints.rose,
        matter.cloth,
        -1.2,
        -0.9,
      )
      form(hand, 'M1.22 -0.6 Q1.05 -0.72 0.96 -0.58 L0.96 -0.04 L1.18 -0.04 Z', paints.rose, matter.cloth, 0.9, 1.2)
      line(hand, 'M0 -0.97 L0 -0.5', paints.rose, 0.15, 0.03, matter.cloth)
    },
  },
  drawer: { width: 1.05, draw: (hand) => chest(hand, paints.wood, 3) },
  stove: {
    width: 1,
    draw(hand) {
      line(hand, 'M-0.2 -1 L-0.2 -1.9', paints.iron, 0.4, 0.12, matter.thing)
      plane(hand, 'M-0.45 -0.92 L0.4 -0.92 L0.5 -1 L-0.32 -1 Z', paints.iron, 2)
      plane(hand, 'M-0.45 -0.92 L0.4 -0.92 L0.4 0 L-0.45 0 Z', paints.iron, 0)
      hand.sheet.glow(-0.02, -0.42, 0.7, paints.flame, 0.55)
      hand.sheet.fill(shapeOf('M-0.26 -0.62 L0.2 -0.62 L0.2 -0.26 L-0.26 -0.26 Z'), paints.flame, matter.light)
    },
  },
  piano: {
    width: 1.35,
    draw(hand) {
      plane(hand, 'M-0.66 -1 L0.62 -1 L0.62 0 L-0.66 0 Z', paints.brown, 0, matter.wood)
      plane(hand, 'M-0.66 -1 L0.62 -1 L0.68 -1.05 L-0.56 -1.05 Z', paints.brown, 2, matter.wood)
      flat(hand, 'M-0.7 -0.56 L0.66 -0.56 L0.72 -0.44 L-0.76 -0.44 Z', paints.linen, 0.85, matter.thing)
      flat(hand, 'M-0.76 -0.44 L0.72 -0.44 L0.72 -0.36 L-0.76 -0.36 Z', paints.woodDark, 0.2, matter.wood)
      flat(hand, 'M-0.2 -0.92 L0.2 -0.92 L0.2 -0.64 L-0.2 -0.64 Z', paints.linen, 0.8)
    },
  },
  television: {
    width: 1.2,
    draw(hand) {
      chestTop(hand)
      form(hand, 'M-0.56 -1 L0.56 -1 L0.56 -0.42 L-0.56 -0.42 Z', paints.iron, matter.thing, -0.6, 0.6)
      flat(hand, 'M-0.5 -0.95 L0.5 -0.95 L0.5 -0.47 L-0.5 -0.47 Z', paints.sky, 0.7, matter.light)
    },
  },
  stairs: {
    width: 1.4,
    draw(hand) {
      for (let i = 4; i >= 0; i--) {
        const y = -0.2 * i
        flat(hand, `M-0.6 ${y - 0.2} L0.6 ${y - 0.2} L0.6 ${y} L-0.6 ${y} Z`, paints.stone, 0.35, matter.stone)
        flat(
          hand,
          `M-0.6 ${y - 0.2} L0.6 ${y - 0.2} L0.62 ${y - 0.13} L-0.62 ${y - 0.13} Z`,
          paints.stone,
          0.95,
          matter.stone,
        )
      }
    },
  },
  suitcase: {
    width: 1.25,
    draw(hand) {
      line(hand, 'M-0.16 -0.84 Q-0.16 -1 0 -1 Q0.16 -1 0.16 -0.84', paints.woodDark, 0.4, 0.06)
      plane(hand, 'M-0.6 -0.8 L0.5 -0.8 L0.5 0 L-0.6 0 Z', paints.brown, 0)
      plane(hand, 'M0.5 -0.8 L0.62 -0.86 L0.62 -0.08 L0.5 0 Z', paints.brown, 1)
      plane(hand, 'M-0.6 -0.8 L0.5 -0.8 L0.62 -0.86 L-0.46 -0.86 Z', paints.brown, 2)
      line(hand, 'M-0.35 -0.8 L-0.35 0 M0.26 -0.8 L0.26 0', paints.ochre, 0.6, 0.06)
    },
  },
  wheelchair: {
    width: 0.95,
    draw(hand) {
      flat(
        hand,
        'M-0.3 -0.95 L-0.2 -0.95 L-0.12 -0.45 L0.3 -0.45 L0.3 -0.36 L-0.24 -0.36 Z',
        paints.navy,
        0.5,
        matter.cloth,
      )
      line(
        hand,
        'M-0.44 -0.96 L-0.28 -0.92 L-0.2 -0.4 M0.3 -0.4 L0.36 -0.08 L0.5 -0.06 M-0.2 -0.62 L0.2 -0.62',
        paints.iron,
        0.6,
        0.045,
      )
      hand.sheet.stroke(circleOf(-0.14, -0.3, 0.29), hand.tone(paints.iron, 0.4), 0.05, matter.thing)
      hand.sheet.stroke(circleOf(0.28, -0.1, 0.09), hand.tone(paints.iron, 0.4), 0.045, matter.thing)
    },
  },
  basket: {
    width: 1.3,
    draw(hand) {
      line(hand, 'M-0.5 -0.52 C-0.4 -1.1 0.4 -1.1 0.5 -0.52', paints.woodPale, 0.6, 0.07)
      form(hand, 'M-0.62 -0.56 L0.62 -0.56 L0.46 0 L-0.46 0 Z', paints.woodPale, matter.wood, -0.6, 0.6)
      hand.sheet.dab(0, -0.56, 0.62, 0.12, hand.tone(paints.brown, 0.3), matter.wood)
      for (const x of [-0.3, 0, 0.3])
        hand.sheet.dab(x, -0.62, 0.17, 0.15, hand.tone(paints.red, 0.5 + x * hand.light), matter.thing)
    },
  },
  box: {
    width: 1.35,
    draw(hand) {
      plane(hand, 'M-0.62 -0.72 L0.35 -0.66 L0.35 0 L-0.62 -0.08 Z', paints.woodPale, 0)
      plane(hand, 'M0.35 -0.66 L0.68 -0.82 L0.68 -0.16 L0.35 0 Z', paints.woodPale, 1)
      plane(hand, 'M-0.62 -0.72 L-0.25 -0.88 L0.68 -0.82 L0.35 -0.66 Z', paints.woodPale, 2)
      line(hand, 'M-0.44 -0.8 L0.52 -0.74', paints.cream, 0.8, 0.09)
    },
  },
}

function circleOf(x: number, y: number, radius: number): Path2D {
  const path = new Path2D()
  path.arc(x, y, radius, 0, 6.2832)
  return path
}

function chestTop(hand: Hand): void {
  plane(hand, 'M-0.62 -0.4 L0.6 -0.4 L0.6 0 L-0.62 0 Z', paints.wood, 0, matter.wood)
}
