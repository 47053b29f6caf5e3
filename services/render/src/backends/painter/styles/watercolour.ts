import { matter, type Matter } from '../composition.ts'
import type { Brush, Style, Touch } from '../style.ts'

const base: Brush = {
  finest: 0,
  tip: 'wash',
  width: 1,
  length: [2.5, 6],
  follow: 0.8,
  scatter: 0.05,
  light: 0.03,
  hue: 0.03,
  opacity: 0.75,
  thickness: 0,
  spill: 0.12,
  cover: 0.9,
}

const brushes: Partial<Record<Matter, Partial<Brush>>> = {
  [matter.sky]: { tip: 'soft', width: 1.3, length: [4, 9], opacity: 0.7, light: 0.012, hue: 0.015 },
  [matter.cloud]: { tip: 'soft', width: 1.2, opacity: 0.6, light: 0.012, hue: 0.015 },
  [matter.light]: { tip: 'soft', opacity: 0.5 },
  [matter.distance]: { length: [3, 8], opacity: 0.6, spill: 0.3 },
  [matter.water]: { length: [5, 12], follow: 0.1, scatter: 0.01, width: 0.7, cover: 0.8 },
  [matter.foliage]: { length: [2, 3], follow: 0.3, scatter: 0.25, light: 0.06, hue: 0.05, spill: 0.4 },
  [matter.grass]: { length: [3, 7], light: 0.04, hue: 0.04 },
}

/** First thin colour in much water, later darker and stronger; the lightest lights stay paper. */
function thin({ lab, depth }: Touch): void {
  const water = 0.3 * (1 - depth)
  lab[0] = lab[0]! + (0.985 - lab[0]!) * water - 0.07 * depth * (1 - lab[0]!)
  lab[1] = lab[1]! * (1.4 - water)
  lab[2] = lab[2]! * (1.4 - water)
}

/** Transparent washes on white paper: wet into wet in the sky, hard rims where a wash dried, darks last. */
export const watercolour: Style = {
  name: 'watercolour',
  title: { en: 'Watercolour', zh: '水彩' },
  ground: [250, 247, 239],
  support: 'paper',
  layers: [
    {
      radius: 36,
      need: -1,
      brush: { tip: 'soft', width: 1.2, length: [3, 7], opacity: 0.9, spill: 0, hue: 0.02, light: 0.015 },
    },
    { radius: 20, need: 30, brush: { opacity: 0.7 } },
    { radius: 11, need: 46 },
    { radius: 6, need: 62 },
    { radius: 3.2, need: 74, brush: { tip: 'round', opacity: 0.9 } },
    { radius: 1.9, need: 90, brush: { tip: 'round', opacity: 0.9 } },
  ],
  brushes: (kind) => ({ ...base, ...brushes[kind] }),
  relief: 0.04,
  swirl: [0.06, 0.4],
  tone: { lightness: 9, yellowness: 1, chroma: 1 },
  colour: thin,
}
