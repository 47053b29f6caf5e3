import sharp from 'sharp'
import type { Job } from '../../src/backends/backend.ts'
import { compose } from '../../src/backends/painter/compose.ts'
import { encode } from '../../src/backends/painter/encode.ts'
import type { Raw } from '../../src/backends/painter/finish.ts'
import { measure } from '../../src/backends/painter/measure.ts'
import { paintPicture } from '../../src/backends/painter/picture.ts'

/** Paints a job in this thread, without encoding. */
export function paintRaw(job: Omit<Job, 'id'>): Raw {
  for (const step of paintPicture(compose(job), job, () => false)) if (step.kind === 'picture') return step.raw
  throw new Error('no picture')
}

/** What a picture looks like to whoever receives it: `Measured`, mean a*, and the share of pixels on an edge. */
export const look = async (raw: Raw) => seen((await encode(raw, 86)).data)

/** The same of an encoded picture. */
export async function seen(image: Uint8Array) {
  const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true })
  return { ...measure(data, info.width, info.height), ...redness(data), edges: edges(data, info.width, info.height) }
}

const light = (byte: number) => (byte <= 10.31 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
const root = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)

function redness(rgb: Uint8Array): { redness: number } {
  let sum = 0
  for (let i = 0; i < rgb.length; i += 3) {
    const r = light(rgb[i]!)
    const g = light(rgb[i + 1]!)
    const b = light(rgb[i + 2]!)
    const x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    const y = 0.2126729 * r + 0.7151522 * g + 0.072175 * b
    sum += 500 * (root(x) - root(y))
  }
  return { redness: sum / (rgb.length / 3) }
}

/** Share of pixels where luma changes by more than 10 of 255 over two pixels. */
function edges(rgb: Uint8Array, width: number, height: number): number {
  const luma = (x: number, y: number) => {
    const i = (y * width + x) * 3
    return rgb[i]! * 0.299 + rgb[i + 1]! * 0.587 + rgb[i + 2]! * 0.114
  }
  let count = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const across = luma(x + 1, y) - luma(x - 1, y)
      const down = luma(x, y + 1) - luma(x, y - 1)
      if (across * across + down * down > 10 * 10) count++
    }
  }
  return count / (width * height)
}
