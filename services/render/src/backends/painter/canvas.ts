import type { Composition } from './composition.ts'
import { noiseFrom, randomFrom } from './noise.ts'
import { type Canvas, margin } from './strokes.ts'
import type { Style } from './style.ts'

/** An empty canvas: its ground, and the matter that strokes are clipped by. */
export function primedCanvas(composition: Composition, style: Style, seed: number): Canvas {
  const { width, height, matter } = composition
  const stride = width + 2 * margin
  const kinds = new Uint8Array(stride * (height + 2 * margin))
  for (let y = 0; y < height + 2 * margin; y++) {
    const row = Math.min(height - 1, Math.max(0, y - margin)) * width
    kinds.fill(matter[row]!, y * stride, y * stride + margin)
    kinds.set(matter.subarray(row, row + width), y * stride + margin)
    kinds.fill(matter[row + width - 1]!, y * stride + margin + width, (y + 1) * stride)
  }
  const [red, green, blue] = style.support === 'paper' ? style.ground : tinted(composition, style.ground)
  const pixels = new Int32Array(width * height).fill(red | (green << 8) | (blue << 16))
  const relief = new Uint8Array(width * height)
  if (style.support === 'paper') roughen(relief, width, seed)
  else relief.fill(40)
  return { width, height, pixels, relief, matter: kinds }
}

/** A ground most of the way to the picture's mean colour. */
function tinted({ rgba }: Composition, ground: readonly number[]): [number, number, number] {
  const mean = [0, 0, 0]
  let count = 0
  for (let i = 0; i < rgba.length; i += 404, count++) {
    for (let channel = 0; channel < 3; channel++) mean[channel]! += rgba[i + channel]!
  }
  return [0, 1, 2].map((channel) => Math.round(0.65 * (mean[channel]! / count) + 0.35 * ground[channel]!)) as [
    number,
    number,
    number,
  ]
}

/** The tooth of paper, 0 to 255: two sizes of grain. */
function roughen(relief: Uint8Array, width: number, seed: number): void {
  const coarse = noiseFrom(seed + 31)
  const random = randomFrom(seed + 32)
  const unit = (2.6 * width) / 1024
  for (let i = 0; i < relief.length; i++) {
    const x = i % width
    const y = (i / width) | 0
    relief[i] = 40 + coarse(x / unit, y / unit) * 90 + random() * 30
  }
}
