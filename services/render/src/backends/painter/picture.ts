import type { Job } from '../backend.ts'
import { borrow, giveBack } from './arrays.ts'
import { primedCanvas } from './canvas.ts'
import type { Composition } from './composition.ts'
import { fieldOf } from './field.ts'
import { keptAt } from './focus.ts'
import { finished, type Raw, thumbnail } from './finish.ts'
import { gradeFor, targetOf } from './grade.ts'
import { layStrokes } from './layers.ts'
import { dissolve, subjectPixels } from './reference.ts'
import { stamp } from './seal.ts'
import { soften } from './soften.ts'
import type { Brush, Layer } from './style.ts'
import { styleNamed } from './styles.ts'
import type { Subject } from './subject.ts'

/** What comes of painting, in this order: progress (0 to 1, never falling) and previews as they come, one picture at the end. */
export type Step = { kind: 'progress'; done: number } | { kind: 'preview'; raw: Raw } | { kind: 'picture'; raw: Raw }

/** What a picture is painted from, besides its composition. */
export type Order = Pick<Job, 'scene' | 'look' | 'seed'>

/** Paints a composition. Pure: the same arguments give the same bytes. Yields every few milliseconds; ends early, without
 *  a picture, soon after `isCancelled` says so. */
export function* paintPicture(
  composition: Composition,
  order: Order,
  isCancelled: () => boolean,
): Generator<Step, void> {
  const { scene, look, seed } = order
  const style = styleNamed(look.style)
  const pixels = subjectPixels(composition, style.tones)
  const target = targetOf(scene, look, style, pixels)
  const remembered = look.abstraction > 0 ? borrow(Int32Array, pixels.length) : pixels
  if (remembered !== pixels) remembered.set(pixels)
  // Others may be waiting for their turn.
  yield { kind: 'progress', done: 0 }
  dissolve(pixels, composition, look.abstraction, style.tones !== undefined, seed)
  yield { kind: 'progress', done: 0 }
  const swirl = style.swirl[0] + (style.swirl[1] - style.swirl[0]) * look.energy
  const subject: Subject = {
    composition,
    pixels,
    remembered,
    field: fieldOf(composition, pixels, { swirl, whirls: style.whirls ?? 0, energy: look.energy }, seed),
    style,
    energy: look.energy,
    abstraction: look.abstraction,
    seed,
  }
  yield { kind: 'progress', done: 0 }
  const canvas = primedCanvas(composition, pixels, style, seed)
  const layers = layersFor(style.layers, look.abstraction)
  for (const [index, layer] of layers.entries()) {
    // An abstract picture is never finished to the last touch.
    const depth = (index / Math.max(1, layers.length - 1)) * (1 - 0.6 * look.abstraction)
    for (const share of layStrokes(
      canvas,
      subject,
      layer,
      depth,
      (seed ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0,
      isCancelled,
    )) {
      yield { kind: 'progress', done: (0.95 * (index + share)) / layers.length }
    }
    if (isCancelled()) return
    if (index === 0 || index === 2) {
      const raw = thumbnail(canvas, gradeFor(canvas.pixels, target))
      soften(raw, look.blur)
      yield { kind: 'preview', raw }
    }
  }
  if (style.seal) stamp(canvas, style.seal, seed)
  const raw = finished(
    canvas,
    gradeFor(canvas.pixels, target),
    style.relief * (0.7 + 0.5 * look.energy) * (1 - 0.55 * look.abstraction),
  )
  giveBack(pixels, canvas.pixels, canvas.relief, canvas.matter)
  if (remembered !== pixels) giveBack(remembered)
  if (isCancelled()) return
  soften(raw, look.blur)
  yield { kind: 'picture', raw }
}

/** The rounds that are left as `abstraction` (0 to 1) rises: broader brushes, nothing fine, veils of colour that melt what
 *  lies below, a few loose touches, so that the fields live, and while abstraction is low the focus once more in full. */
function layersFor(layers: readonly Layer[], abstraction: number): Layer[] {
  if (abstraction < 0.01) return [...layers]
  const finest = layers.reduce((least, { radius }) => Math.min(least, radius), Infinity)
  const left = layers
    .filter(({ radius }, index) => index === 0 || radius >= finest + abstraction * 5.5)
    .map((layer) => ({ ...layer, radius: layer.radius * (1 + 1.1 * abstraction) }))
  const ground = { ...left[0]!, brush: { ...left[0]!.brush, cover: 1 } }
  const veil: Layer = {
    radius: 15 + 15 * abstraction,
    need: -1,
    share: 0.3 + 0.7 * abstraction,
    brush: veilBrush(abstraction),
  }
  const kept = keptAt(abstraction)
  const focus = layers
    .filter(({ radius }) => radius < 8)
    .map((layer) => ({ ...layer, share: (layer.share ?? 1) * kept, isFocus: true }))
  const touches: Layer = {
    radius: 7 + 5 * abstraction,
    need: -1,
    share: 0.045 * Math.min(1, Math.max(0, abstraction - 0.4) * 3),
    isMemory: true,
    brush: { tip: 'flat', width: 0.8, opacity: 0.55, hue: 0.05, length: [3, 8], spill: 1, finest: 0 },
  }
  return [
    ground,
    { ...ground, radius: ground.radius * 0.7 },
    ...left.slice(1),
    veil,
    touches,
    { ...veil, share: 0.3 * abstraction },
    ...(kept > 0 ? focus : []),
  ]
}

const veilBrush = (abstraction: number): Partial<Brush> => ({
  tip: 'soft',
  width: 1.3,
  length: [3, 8],
  opacity: 0.12 + 0.4 * abstraction * abstraction,
  light: 0.015,
  hue: 0.03,
  thickness: 0.2,
  spill: 1,
  cover: 1,
  finest: 0,
})
