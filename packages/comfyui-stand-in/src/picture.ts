import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Pixels, three bytes each, row by row. */
export interface Picture {
  width: number
  height: number
  rgb: Buffer
}

/** Side of the squares of one colour that a painted picture is made of, in pixels: cheap to make and to pack. */
const patch = 8

/** A picture of one colour. */
export function plainPicture(width: number, height: number, colour: number): Picture {
  const row = Buffer.alloc(width * 3)
  for (let x = 0; x < width; x++) row.writeUIntBE(colour & 0xffffff, x * 3, 3)
  return { width, height, rgb: stacked(row, width, height) }
}

/**
 * A picture that nothing but its seed decides: patches of colour between four corner colours. `isNoise` fills it with
 * noise instead, which no encoder can pack: 1024 x 1024 make 3 MB.
 */
export function paintedPicture(seed: string, width: number, height: number, isNoise = false): Picture {
  const hash = createHash('sha256').update(seed).digest()
  if (isNoise) return { width, height, rgb: noise(hash.readUInt32LE(0), width * height * 3) }
  const rgb = Buffer.alloc(width * height * 3)
  for (let top = 0; top < height; top += patch) {
    const row = Buffer.alloc(width * 3)
    const down = top / height
    for (let x = 0; x < width; x++) {
      const across = (x - (x % patch)) / width
      for (let channel = 0; channel < 3; channel++) {
        const upper = hash[channel]! * (1 - across) + hash[3 + channel]! * across
        const lower = hash[6 + channel]! * (1 - across) + hash[9 + channel]! * across
        row[x * 3 + channel] = upper * (1 - down) + lower * down
      }
    }
    stacked(row, width, Math.min(patch, height - top)).copy(rgb, top * width * 3)
  }
  return { width, height, rgb }
}

/** Packs a picture as an 8-bit RGB PNG at zlib level 1, with text chunks if any. */
export function pngOf({ width, height, rgb }: Picture, texts: Record<string, string> = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const lines = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) rgb.copy(lines, y * (width * 3 + 1) + 1, y * width * 3, (y + 1) * width * 3)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...Object.entries(texts).map(([key, text]) => chunk('tEXt', Buffer.from(`${key}\0${asciiOf(text)}`, 'latin1'))),
    chunk('IDAT', deflateSync(lines, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Packs a picture as JPEG of quality 95, as previews are. */
export function jpegOf({ width, height, rgb }: Picture): Promise<Buffer> {
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer()
}

/** Unpacks any picture file. Rejects what is none. */
export async function pictureFrom(file: Buffer): Promise<Picture> {
  const { data, info } = await sharp(file)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: data }
}

/** JSON as Python writes it: what is not ASCII is escaped. */
export function asciiOf(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[^\x00-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A row of pixels, over and over. */
function stacked(row: Buffer, width: number, times: number): Buffer {
  const rgb = Buffer.alloc(width * 3 * times)
  for (let y = 0; y < times; y++) row.copy(rgb, y * width * 3)
  return rgb
}

function noise(seed: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed | 1
  for (let i = 0; i < length; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[i] = state
  }
  return bytes
}
