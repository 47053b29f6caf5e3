// How to add a style, in an evening:
// 1. Copy this file or the one nearest to what you have in mind; a style is data (`Style` in ../style.ts) and at most a
//    function or two that change colours. It stays under a hundred lines.
// 2. Choose support and ground, then the layers from the broadest brush to the finest, each with what it takes to be
//    painted again (`need`), then what differs by matter: sky is swept, leaves are dabbed.
// 3. List it in ../styles.ts. Its mean lightness and warmth follow from `tone`; nothing else needs to know it.
// 4. Look at it (scenes of every setting, by day and night, abstraction and blur at 0, 0.5 and 1), then run
//    `node services/render/bench/properties.ts <name>`: brightness, warmth, blur and abstraction must still do what they say.

import { matter, type Matter } from '../composition.ts'
import type { Brush, Style } from '../style.ts'

const base: Brush = {
  finest: 0,
  tip: 'flat',
  width: 1,
  length: [2.5, 6],
  follow: 1,
  scatter: 0.04,
  light: 0.045,
  hue: 0.028,
  opacity: 0.92,
  thickness: 0.6,
  spill: 0.22,
  cover: 0.9,
}

const brushes: Partial<Record<Matter, Partial<Brush>>> = {
  [matter.sky]: {
    finest: 6,
    width: 1.15,
    length: [2.5, 7],
    follow: 0.6,
    scatter: 0.09,
    light: 0.03,
    hue: 0.026,
    thickness: 0.5,
  },
  [matter.cloud]: { finest: 3.5, width: 1.1, length: [2.5, 6], follow: 0.7, scatter: 0.08, thickness: 0.8 },
  [matter.light]: { tip: 'dab', length: [2, 4], thickness: 1, light: 0.03 },
  [matter.distance]: { finest: 3.5, length: [2.5, 5], light: 0.03, thickness: 0.4 },
  [matter.water]: { finest: 2.5, width: 0.75, length: [4, 10], follow: 0.15, scatter: 0.012, light: 0.05, hue: 0.03 },
  [matter.grass]: { finest: 3, width: 0.7, length: [2.5, 5.5], follow: 0.3, scatter: 0.08, light: 0.055, hue: 0.04 },
  [matter.earth]: { finest: 3.5, length: [2.5, 6], follow: 0.5 },
  [matter.foliage]: {
    finest: 2.5,
    tip: 'dab',
    width: 0.85,
    length: [1.6, 2.8],
    follow: 0.3,
    scatter: 0.2,
    light: 0.06,
    hue: 0.045,
    thickness: 0.5,
    spill: 0.45,
  },
  [matter.wood]: { width: 0.7, length: [2.5, 6] },
  [matter.stone]: { length: [2, 4], scatter: 0.06 },
  [matter.building]: { length: [2, 4.5], scatter: 0.02, spill: 0.12 },
  [matter.wall]: { finest: 3.5, length: [3, 6], scatter: 0.08, light: 0.03 },
  [matter.floor]: { finest: 3.5, length: [3, 7] },
  [matter.cloth]: { length: [2.5, 6] },
  [matter.figure]: { tip: 'round', width: 0.6, length: [3, 6.5], follow: 0.9, stray: 0.5, spill: 0, light: 0.045 },
  [matter.thing]: { tip: 'round', width: 0.7, length: [2, 4], spill: 0.12 },
}

/** Where a few loose touches of purer colour lie on top. */
const sparkling = [matter.light, matter.water, matter.grass, matter.foliage, matter.cloth]

/** The house style: broken colour in layers of visible strokes, coloured shadows, thick lights. */
export const impressionist: Style = {
  name: 'impressionist',
  title: { en: 'Impressionist', zh: '印象派' },
  ground: [176, 152, 122],
  support: 'canvas',
  layers: [
    { radius: 24, need: -1, spacing: 1.4, brush: { width: 1.15 } },
    { radius: 13, need: 38 },
    { radius: 7, need: 52 },
    { radius: 6, need: -1, share: 0.6, only: [matter.foliage] },
    {
      radius: 4.4,
      need: -1,
      share: 0.05,
      only: sparkling,
      brush: { tip: 'round', width: 0.7, length: [3, 7], thickness: 0.6, light: 0.05, hue: 0.05 },
    },
    { radius: 3.6, need: 60 },
    { radius: 1.9, need: 84, brush: { follow: 1, scatter: 0.02, length: [3, 8] } },
  ],
  brushes: (kind) => ({ ...base, ...brushes[kind] }),
  relief: 0.62,
  swirl: [0.06, 0.46],
  tone: { lightness: 0, yellowness: 0, chroma: 1.05 },
}
