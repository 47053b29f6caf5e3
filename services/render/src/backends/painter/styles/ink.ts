import { matter, type Matter } from '../composition.ts'
import type { Brush, Style, Touch } from '../style.ts'

const base: Brush = {
  finest: 0,
  tip: 'wash',
  width: 1,
  length: [3, 7],
  follow: 0.8,
  scatter: 0.05,
  light: 0.05,
  hue: 0.004,
  opacity: 0.7,
  thickness: 0,
  spill: 0.25,
  cover: 0.75,
}

const brushes: Partial<Record<Matter, Partial<Brush>>> = {
  [matter.sky]: { tip: 'soft', width: 1.4, opacity: 0.5, cover: 0.5 },
  [matter.cloud]: { tip: 'soft', width: 1.3, opacity: 0.4, cover: 0.4 },
  [matter.light]: { tip: 'soft', opacity: 0.3, cover: 0.3 },
  [matter.distance]: { tip: 'soft', opacity: 0.7, length: [2, 5], spill: 0.35 },
  [matter.water]: { tip: 'dry', width: 0.5, length: [8, 18], follow: 0.05, scatter: 0.006, cover: 0.3, opacity: 0.5 },
  [matter.grass]: { tip: 'dry', length: [3, 7], follow: 0.3, cover: 0.4, opacity: 0.6 },
  [matter.wall]: { tip: 'soft', opacity: 0.5, cover: 0.4 },
  [matter.floor]: { tip: 'dry', length: [5, 12], cover: 0.35, opacity: 0.5 },
  [matter.earth]: { tip: 'dry', length: [4, 9], cover: 0.4, opacity: 0.5 },
  [matter.foliage]: { tip: 'dab', length: [1.8, 3.4], scatter: 0.3, width: 0.8, follow: 0.2, light: 0.1, spill: 0.5 },
}

/** How much of its darkness each matter keeps: sky and water are mostly paper left white. */
const ink: Partial<Record<Matter, number>> = {
  [matter.sky]: 0.15,
  [matter.cloud]: 0.12,
  [matter.light]: 0.05,
  [matter.water]: 0.3,
  [matter.distance]: 1.1,
  [matter.grass]: 0.3,
  [matter.earth]: 0.26,
  [matter.floor]: 0.3,
  [matter.wall]: 0.22,
  [matter.foliage]: 0.62,
  [matter.building]: 0.6,
  [matter.stone]: 0.75,
}

/** Five tones of ink: the darkest touches last. */
function load({ lab, matter: kind, depth, random }: Touch): void {
  const pale = 0.5 * (1 - depth)
  const wet = random()
  const charge = kind === matter.foliage ? 0.55 : 0.2
  lab[0] = Math.max(0.12, lab[0]! + (0.97 - lab[0]!) * pale - charge * depth * wet * wet)
}

/** Brush lines round things: wet, dark, of changing weight. */
const line: Partial<Brush> = { tip: 'round', width: 0.7, length: [5, 15], follow: 1, opacity: 0.9, spill: 0.6 }
const things = [matter.figure, matter.thing, matter.building, matter.wood, matter.stone, matter.cloth]

function dark({ lab, random }: Touch): void {
  lab[0] = lab[0]! * 0.45 + 0.05 + 0.15 * random()
}

/** Ink on paper (shan shui): washes, dry texture strokes, a few dark lines, much paper left white, a seal. */
export const inkOnPaper: Style = {
  name: 'ink',
  title: { en: 'Ink on paper', zh: '水墨' },
  ground: [246, 241, 229],
  support: 'paper',
  layers: [
    { radius: 40, need: -1, spacing: 1.3, brush: { tip: 'soft', opacity: 0.75 } },
    { radius: 20, need: 30, brush: { opacity: 0.55 } },
    { radius: 9, need: 42, brush: { tip: 'dry', length: [3, 8] } },
    { radius: 5, need: -1, share: 0.35, only: [matter.foliage] },
    { radius: 4.5, need: 56 },
    { radius: 2.6, need: -1, share: 0.1, isOutline: true, only: things, brush: line, colour: dark },
    { radius: 2.4, need: 66, brush: { tip: 'round', width: 0.8 } },
  ],
  brushes: (kind) => ({ ...base, ...brushes[kind] }),
  relief: 0.03,
  swirl: [0.05, 0.3],
  tone: { lightness: 15, yellowness: 5, chroma: 0.9, scene: 0.4 },
  colour: load,
  tones: (kind, lightness, below) => {
    // Hills stand dark against the sky and sink into mist.
    const mist = kind === matter.distance ? 1 - below : kind === matter.stone ? 1 - 0.5 * below : 1
    const darkness = (1 - lightness / 255) * (ink[kind] ?? 1.15) * (0.15 + 0.85 * mist)
    const left = Math.max(0, 1 - darkness)
    return [246 * left + 30 * darkness, 241 * left + 33 * darkness, 229 * left + 38 * darkness]
  },
  seal: [176, 52, 40],
}
