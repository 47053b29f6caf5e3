import { matter, type Matter } from '../composition.ts'
import type { Brush, Style, Touch } from '../style.ts'

const base: Brush = {
  finest: 0,
  tip: 'flat',
  width: 0.8,
  length: [6, 14],
  follow: 0.85,
  scatter: 0.012,
  light: 0.07,
  hue: 0.045,
  opacity: 0.96,
  thickness: 0.9,
  spill: 0.1,
  cover: 0.95,
}

const brushes: Partial<Record<Matter, Partial<Brush>>> = {
  [matter.sky]: { finest: 3, follow: 0.35 },
  [matter.cloud]: { finest: 3, follow: 0.35 },
  [matter.light]: { follow: 0.2, length: [3, 7], thickness: 1 },
  [matter.water]: { finest: 3, follow: 0.2, length: [6, 12] },
  [matter.grass]: { finest: 3, length: [4, 8], follow: 0.4 },
  [matter.foliage]: { length: [4, 8], follow: 0.6, scatter: 0.06 },
  [matter.figure]: { length: [3, 7], width: 0.6 },
  [matter.thing]: { length: [3, 7], width: 0.6 },
}

/** Colours as they come from the tube. */
function saturate({ lab }: Touch): void {
  lab[1] = lab[1]! * 1.3
  lab[2] = lab[2]! * 1.3
}

/** Prussian blue round the things, as in Japanese prints. */
function contour({ lab, random }: Touch): void {
  lab[0] = lab[0]! * 0.4 + 0.08 + 0.05 * random()
  lab[1] = lab[1]! * 0.3 - 0.01
  lab[2] = lab[2]! * 0.3 - 0.06
}

/** Post-Impressionist: long thick strokes that run in currents, whirls in the sky, dark contours. */
export const swirl: Style = {
  name: 'swirl',
  title: { en: 'Post-Impressionist swirl', zh: '后印象派·漩涡' },
  ground: [120, 112, 84],
  support: 'canvas',
  layers: [
    { radius: 20, need: -1, spacing: 1.4, brush: { width: 1.2 } },
    { radius: 8.5, need: -1, share: 0.5 },
    { radius: 5.5, need: -1, share: 0.42 },
    { radius: 3.4, need: 62 },
    {
      radius: 2.6,
      need: -1,
      share: 0.4,
      isOutline: true,
      only: [matter.foliage, matter.wood, matter.building, matter.figure, matter.thing, matter.stone, matter.cloth],
      brush: { tip: 'round', width: 0.7, length: [6, 14], follow: 1, opacity: 0.85 },
      colour: contour,
    },
    { radius: 2.2, need: 95 },
  ],
  brushes: (kind) => ({ ...base, ...brushes[kind] }),
  relief: 0.7,
  swirl: [0.25, 0.9],
  whirls: 5,
  tone: { lightness: -3, yellowness: 1, chroma: 1.12 },
  colour: saturate,
}
