import type { Job } from '../backend.ts'
import { type Composition, matter } from './composition.ts'

/** Lays a scene out as it should look before any stroke. */
export function compose({
  seed,
  width,
  height,
}: Pick<Job, 'scene' | 'look' | 'seed' | 'width' | 'height'>): Composition {
  const horizon = Math.round(height * (0.45 + (seed % 16) / 100))
  const rgba = new Uint8ClampedArray(width * height * 4)
  const kinds = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const low = y < horizon ? y / horizon : (y - horizon) / (height - horizon)
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const isSky = y < horizon
      kinds[at] = isSky ? matter.sky : matter.grass
      rgba.set(
        isSky
          ? [120 + 120 * low, 160 + 60 * low, 215 - 20 * low, 255]
          : [170 - 80 * low, 170 - 50 * low, 100 - 40 * low, 255],
        at * 4,
      )
    }
  }
  return { width, height, rgba, matter: kinds, horizon, light: { x: width * 0.7, y: horizon * 0.7 }, focus: [] }
}
