import { matter } from '../composition.ts'
import type { Brush, Style, Touch } from '../style.ts'

const dot: Brush = {
  finest: 0,
  tip: 'dot',
  width: 1,
  length: [1.9, 2.2],
  follow: 1,
  scatter: 0.02,
  light: 0.03,
  hue: 0.03,
  opacity: 0.95,
  thickness: 0.5,
  spill: 0.15,
  cover: 0.95,
}

const wash: Partial<Brush> = { tip: 'flat', width: 1.2, length: [2, 5], scatter: 0.1, thickness: 0.15 }

/** Divided colour (Chevreul, Seurat): a dot is purer than what it stands for, some lean to sunlight, some to the
 *  complement, so that the eye mixes them again. */
function divide({ lab, depth, random }: Touch): void {
  const which = random()
  if (depth < 0.2) return
  const lightness = lab[0]!
  if (which < 0.6) {
    lab[1] = lab[1]! * 1.45
    lab[2] = lab[2]! * 1.45
  } else if (which < 0.8) {
    // Orange of sunlight, strongest in the lights.
    lab[0] = lightness + 0.025
    lab[1] = lab[1]! + 0.01 + 0.02 * lightness
    lab[2] = lab[2]! + 0.03 + 0.03 * lightness
  } else {
    // Violet-blue of the shadow side.
    lab[0] = lightness - 0.045
    lab[1] = lab[1]! * 0.75 + 0.005
    lab[2] = lab[2]! * 0.7 - 0.05
  }
}

/** Dots of divided colour over a thin wash, finer where there is more to see. */
export const pointillist: Style = {
  name: 'pointillist',
  title: { en: 'Pointillist', zh: '点彩派' },
  ground: [236, 226, 204],
  support: 'canvas',
  layers: [
    { radius: 24, need: -1, spacing: 1.5, brush: wash },
    { radius: 10, need: 50, brush: wash },
    { radius: 5.6, need: -1, spacing: 1.3 },
    { radius: 4.2, need: -1, spacing: 1.4, share: 0.8 },
    { radius: 2.7, need: 92 },
  ],
  brushes: (kind) => (kind === matter.water ? { ...dot, length: [2, 3], follow: 0.2, scatter: 0 } : dot),
  relief: 0.3,
  swirl: [0.05, 0.4],
  tone: { lightness: 2, yellowness: 1, chroma: 1.05 },
  colour: divide,
}
