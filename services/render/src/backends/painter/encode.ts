import type { Image, Measured } from '@aiw/proto'
import sharp from 'sharp'
import type { Raw } from './finish.ts'
import { measure } from './measure.ts'

// One thread a picture: other workers use the other cores. Nothing here is asked for twice.
sharp.concurrency(1)
sharp.cache(false)

const open = ({ rgb, width, height }: Raw) => sharp(rgb, { raw: { width, height, channels: 3 } })

/** Encodes a picture as WebP; `quality` 1 to 100. */
export async function encode(raw: Raw, quality: number): Promise<Image> {
  const { width, height } = raw
  const data = await open(raw).webp({ quality, effort: 0 }).toBuffer()
  return { mediaType: 'image/webp', data, width, height }
}

/** Encodes a preview as JPEG, in less than half the time; `quality` 1 to 100. */
export async function encodePreview(raw: Raw, quality: number): Promise<Image> {
  const { width, height } = raw
  const data = await open(raw).jpeg({ quality }).toBuffer()
  return { mediaType: 'image/jpeg', data, width, height }
}

/** Encodes a picture as PNG, quickly rather than small. */
export async function encodePng(raw: Raw): Promise<Image> {
  const { width, height } = raw
  const data = await open(raw).png({ compressionLevel: 2 }).toBuffer()
  return { mediaType: 'image/png', data, width, height }
}

/** Measures an encoded picture as whoever receives it sees it. */
export async function measureEncoded(image: Image): Promise<Measured> {
  const { data, info } = await sharp(image.data).raw().toBuffer({ resolveWithObject: true })
  return measure(data, info.width, info.height)
}

/** What should be a picture is none, is broken, or is too large. Says nothing of what was found. */
export class NoPicture extends Error {}

const mostPixels = 64_000_000
/** What files begin with; a dot stands for any byte. The library would read more, drawings with scripts and links among it. */
const beginnings = [/^\x89PNG/, /^\xff\xd8\xff/, /^RIFF....WEBP/s]

/** Decodes a PNG, JPEG or WebP and scales it until it covers a size; what hangs over is cut off on both sides alike, so that a
 *  picture and its previews are cut alike. Throws NoPicture, also above 64 megapixels. */
export async function decode(bytes: Uint8Array, width: number, height: number): Promise<Raw> {
  try {
    const beginning = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
    if (!beginnings.some((one) => one.test(beginning))) throw new NoPicture()
    const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels })
      .autoOrient()
      .resize(width, height, { fit: 'cover' })
      .flatten({ background: '#808080' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    if (info.channels !== 3) throw new NoPicture()
    return { rgb: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.length), width, height }
  } catch {
    // The library's words may quote what stands in the file.
    throw new NoPicture()
  }
}
