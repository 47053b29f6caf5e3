import type { Image, Measured } from '@aiw/proto'
import sharp from 'sharp'
import type { Raw } from './finish.ts'
import { measure } from './measure.ts'

// One thread a picture: other workers use the other cores. Nothing here is asked for twice.
sharp.concurrency(1)
sharp.cache(false)

/** Encodes a picture as WebP; `quality` 1 to 100. */
export async function encode(raw: Raw, quality: number): Promise<Image> {
  const { width, height } = raw
  const data = await sharp(raw.rgb, { raw: { width, height, channels: 3 } })
    .webp({ quality, effort: 0 })
    .toBuffer()
  return { mediaType: 'image/webp', data, width, height }
}

/** Encodes a preview as JPEG, in less than half the time; `quality` 1 to 100. */
export async function encodePreview(raw: Raw, quality: number): Promise<Image> {
  const { width, height } = raw
  const data = await sharp(raw.rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer()
  return { mediaType: 'image/jpeg', data, width, height }
}

/** Measures an encoded picture as whoever receives it sees it. */
export async function measureEncoded(image: Image): Promise<Measured> {
  const { data, info } = await sharp(image.data).raw().toBuffer({ resolveWithObject: true })
  return measure(data, info.width, info.height)
}
