import type { Look } from '@aiw/proto'
import { borrow, giveBack } from './arrays.ts'
import { primedCanvas } from './canvas.ts'
import { type Composition, matter } from './composition.ts'
import { fieldOf } from './field.ts'
import { layStrokes } from './layers.ts'
import { dissolve } from './reference.ts'
import { regionsOf } from './regions.ts'
import type { Canvas } from './strokes.ts'
import type { Brush, Layer, Style } from './style.ts'
import { styleNamed } from './styles.ts'

/** Paints a picture of any origin over with the brush of its look's style, so that it loses things as `look.abstraction`
 *  rises: at first only what is finer than the brush, at 1 nothing is left but fields of colour. A calm picture is painted
 *  over calmly. Takes `pixels`, 0x00BBGGRR, and gives a canvas; its colours stay about what they were. Yields every few
 *  milliseconds; ends early soon after `isCancelled` says so. */
export function* loosen(
  pixels: Int32Array<ArrayBuffer>,
  width: number,
  height: number,
  look: Look,
  seed: number,
  isCancelled: () => boolean,
): Generator<void, Canvas> {
  const { abstraction } = look
  const life = livelinessOf(pixels, width, height)
  const style = overpainting(styleNamed(look.style), life)
  const share = Math.round(256 * smooth(0, 0.22, abstraction))
  const sharp = share < 256 ? borrow(Int32Array, pixels.length) : undefined
  sharp?.set(pixels)
  const open: Composition = {
    width,
    height,
    rgba: new Uint8ClampedArray(0),
    matter: new Uint8Array(pixels.length).fill(matter.sky),
    horizon: 0,
    light: { x: width * 0.75, y: height * 0.2 },
    focus: [],
  }
  // The brush gets broad before colours flow together.
  const melt = Math.min(1, abstraction * (0.3 + 0.88 * abstraction))
  dissolve(pixels, open, melt, style.tones !== undefined, seed, true)
  yield
  const swirl = style.swirl[0] + (style.swirl[1] - style.swirl[0]) * look.energy
  const field = fieldOf(open, pixels, { swirl, whirls: style.whirls ?? 0, energy: look.energy }, seed)
  yield
  const composition = { ...open, matter: regionsOf(pixels) }
  const subject = {
    composition,
    pixels,
    remembered: pixels,
    field,
    style,
    energy: look.energy,
    abstraction: melt,
    seed,
  }
  const canvas = primedCanvas(composition, pixels, style, seed)
  canvas.pixels.set(pixels)
  yield
  const layers = layersFor(abstraction)
  for (const [index, layer] of layers.entries()) {
    const depth = (index / (layers.length - 1)) * (1 - 0.6 * abstraction)
    const own = (seed ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0
    for (const _ of layStrokes(canvas, subject, layer, depth, own, isCancelled)) yield
  }
  if (sharp) {
    mix(canvas, sharp, share)
    giveBack(sharp)
  }
  flatten(canvas.relief, 0.7 * life * life)
  giveBack(pixels, canvas.matter)
  return canvas
}

const smooth = (from: number, to: number, x: number) => {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

/** How much is going on in a picture, 0.1 (one plane) to 1: by the share of places on an edge. */
function livelinessOf(pixels: Int32Array, width: number, height: number): number {
  const luma = (at: number) =>
    ((pixels[at]! & 255) * 77 + ((pixels[at]! >> 8) & 255) * 150 + ((pixels[at]! >> 16) & 255) * 29) >> 8
  let edges = 0
  let places = 0
  for (let y = 1; y < height - 1; y += 3) {
    for (let x = 1; x < width - 1; x += 3, places++) {
      const at = y * width + x
      const across = luma(at + 1) - luma(at - 1)
      const down = luma(at + width) - luma(at - width)
      if (across * across + down * down > 10 * 10) edges++
    }
  }
  return Math.min(1, 0.1 + (1.5 * edges) / places)
}

/** A style whose brush covers what lies below and takes its colours from there; it has one brush for all, as nobody knows
 *  what is seen where. */
function overpainting(style: Style, life: number): Style {
  const own = style.brushes(matter.stone)
  const brush: Brush = { ...own, light: own.light * life, hue: own.hue * (0.4 + 0.6 * life), finest: 0 }
  // Dots are of divided colour; other styles would change colours that the model has already changed.
  const colour = style.name === 'pointillist' ? style.colour : undefined
  return { ...style, support: 'canvas', colour, brushes: () => brush }
}

/** The rounds: the finest brush gets broader as `abstraction` (0 to 1) rises, then veils melt the strokes together. */
function layersFor(abstraction: number): Layer[] {
  const finest = 3.6 + 10 * abstraction + 9.6 * abstraction * abstraction
  const veil = (share: number): Layer => ({
    radius: 15 + 15 * abstraction,
    need: -1,
    spacing: 1.5,
    share,
    brush: {
      tip: 'soft',
      width: 1.3,
      length: [3, 8],
      opacity: 0.16 + 0.3 * abstraction * abstraction,
      light: 0.015,
      hue: 0.03,
      thickness: 0.2,
      spill: 1,
      cover: 1,
    },
  })
  const touches: Layer = {
    radius: 7 + 9 * abstraction,
    need: -1,
    share: 0.08 * Math.min(1, Math.max(0, abstraction - 0.2) * 3),
    brush: { width: 0.8, opacity: 0.55, hue: 0.06, length: [3, 8], spill: 1 },
  }
  return [
    { radius: 2.6 * finest, need: -1, spacing: 1.6, brush: { cover: 1 } },
    { radius: 1.6 * finest, need: 30 },
    { radius: finest, need: 45 },
    ...(abstraction > 0.3 ? [veil(abstraction), touches, veil(0.3 * abstraction)] : [touches]),
  ]
}

/** Leaves `share` of 256 of the canvas over a picture. */
function mix({ pixels, relief }: Canvas, below: Int32Array, share: number): void {
  const rest = 256 - share
  for (let i = 0; i < pixels.length; i++) {
    const over = pixels[i]!
    const under = below[i]!
    pixels[i] =
      ((((over & 0xff00ff) * share + (under & 0xff00ff) * rest) >>> 8) & 0xff00ff) |
      ((((over & 0xff00) * share + (under & 0xff00) * rest) >>> 8) & 0xff00)
    relief[i] = (relief[i]! * share + bare * rest) >> 8
  }
}

/** Height of a canvas without paint. */
const bare = 40

/** Leaves `share`, 0 to 1, of the paint's relief. */
function flatten(relief: Uint8Array, share: number): void {
  for (let i = 0; i < relief.length; i++) relief[i] = bare + (relief[i]! - bare) * share
}
