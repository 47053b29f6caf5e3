import { matter } from '../../composition.ts'
import { mix, shift } from '../colour.ts'
import { paints } from '../paints.ts'
import { type Drawing, flat, form, line } from './drawing.ts'

/** Of an armchair: nobody who sits in it wears the same. */
export const armchairCloth = mix(paints.ochre, paints.brown, 0.3)

/** Seats as those see them who stand behind or beside somebody that sits there. */
export const seatDrawings: Record<string, Drawing> = {
  chair_back: {
    width: 0.5,
    draw(hand) {
      const wood = paints.wood
      line(hand, 'M-0.17 -0.46 L-0.15 -0.05 M0.17 -0.46 L0.15 -0.05', wood, 0.15, 0.045, matter.wood)
      flat(hand, 'M-0.22 -0.5 L0.22 -0.5 L0.24 -0.42 L-0.24 -0.42 Z', paints.straw, 0.7, matter.thing)
      line(hand, 'M-0.22 -0.18 L0.22 -0.18', wood, 0.4, 0.035, matter.wood)
      line(hand, 'M-0.23 0 L-0.22 -0.46 L-0.24 -0.98', wood, hand.light < 0 ? 0.85 : 0.4, 0.05, matter.wood)
      line(hand, 'M0.23 0 L0.22 -0.46 L0.24 -0.98', wood, hand.light > 0 ? 0.85 : 0.4, 0.05, matter.wood)
      line(
        hand,
        'M-0.22 -0.92 Q0 -0.97 0.22 -0.92 M-0.22 -0.78 Q0 -0.83 0.22 -0.78 M-0.22 -0.64 Q0 -0.68 0.22 -0.64',
        wood,
        0.75,
        0.065,
        matter.wood,
      )
      line(hand, 'M-0.24 -0.43 L0.24 -0.43', wood, 0.5, 0.045, matter.wood)
    },
  },
  sofa_back: {
    width: 2.5,
    draw(hand) {
      const cloth = paints.rose
      line(hand, 'M-1.08 -0.08 L-1.1 0 M1.08 -0.08 L1.1 0', paints.woodDark, 0.4, 0.06, matter.wood)
      for (const side of [-1, 1])
        form(
          hand,
          `M${side * 0.98} -0.08 L${side * 0.98} -0.62 Q${side * 1.12} -0.76 ${side * 1.24} -0.6 L${side * 1.2} -0.06 Z`,
          cloth,
          matter.cloth,
          side * 1.24,
          side * 0.98,
        )
      form(hand, 'M-1.06 -0.06 L-1.08 -0.88 Q0 -1.04 1.08 -0.88 L1.06 -0.06 Z', cloth, matter.cloth, -1.1, 1.1)
      // The rolled top catches the light of the window it is turned to.
      flat(
        hand,
        'M-1.1 -0.84 Q-1.1 -0.94 -0.98 -0.93 Q0 -1.06 0.98 -0.93 Q1.1 -0.94 1.1 -0.84 Q0 -0.96 -1.1 -0.84 Z',
        shift(cloth, 0.04),
        1,
        matter.cloth,
      )
      flat(hand, 'M-1.06 -0.22 L1.06 -0.22 L1.05 -0.06 L-1.05 -0.06 Z', cloth, 0.1, matter.cloth)
      line(
        hand,
        'M-0.36 -0.9 Q-0.38 -0.5 -0.36 -0.24 M0.36 -0.9 Q0.38 -0.5 0.36 -0.24',
        cloth,
        0.15,
        0.022,
        matter.cloth,
      )
    },
  },
  armchair_side: {
    width: 1,
    draw(hand) {
      const cloth = armchairCloth
      line(hand, 'M-0.32 -0.1 L-0.36 0 M0.36 -0.12 L0.38 0', paints.woodDark, 0.4, 0.06, matter.wood)
      form(
        hand,
        'M-0.34 -0.1 L-0.48 -0.92 C-0.48 -1.08 -0.24 -1.1 -0.2 -0.94 L-0.08 -0.46 L0.42 -0.46 L0.42 -0.1 Z',
        cloth,
        matter.cloth,
        -0.5,
        0.42,
      )
      flat(hand, 'M-0.1 -0.5 Q0.2 -0.56 0.44 -0.48 L0.44 -0.38 L-0.08 -0.38 Z', shift(cloth, 0.05), 0.95, matter.cloth)
      flat(
        hand,
        'M-0.42 -0.96 C-0.36 -1.06 -0.26 -1.04 -0.24 -0.94 L-0.14 -0.52 L-0.2 -0.5 Z',
        cloth,
        0.9,
        matter.cloth,
      )
    },
  },
  armchair_arm: {
    width: 1,
    draw(hand) {
      const cloth = armchairCloth
      form(
        hand,
        'M-0.28 -0.08 L-0.3 -0.6 Q-0.28 -0.7 -0.16 -0.68 L0.32 -0.66 Q0.44 -0.64 0.42 -0.54 L0.36 -0.48 L0.36 -0.08 Z',
        shift(cloth, -0.02),
        matter.cloth,
        -0.3,
        0.42,
      )
      flat(
        hand,
        'M-0.28 -0.62 Q-0.26 -0.7 -0.14 -0.68 L0.32 -0.66 Q0.42 -0.65 0.42 -0.58 Z',
        shift(cloth, 0.05),
        1,
        matter.cloth,
      )
      line(hand, 'M0.3 -0.5 L0.3 -0.12', cloth, 0.12, 0.025, matter.cloth)
    },
  },
}
