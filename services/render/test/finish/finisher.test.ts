import { createHash } from 'node:crypto'
import type { Worker } from 'node:worker_threads'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import type { Job, Painted } from '../../src/backends/backend.ts'
import { measure } from '../../src/backends/painter/measure.ts'
import { painter } from '../../src/backends/painter/painter.ts'
import { startWorker } from '../../src/backends/painter/thread.ts'
import { look, scenes } from '../painter/scenes.ts'
import { pictures, pngOf } from './pictures.ts'

const job: Job = { id: 'a', scene: scenes['one bird']!, look: look(), seed: 7, width: 512, height: 320 }
const large: Job = { ...job, width: 1024, height: 640 }
const never = new AbortController().signal
const offer = { way: 'painter', quality: 0, ms: 0, delayMs: 0 }
const png = await pngOf(pictures['a market, hard planes']!(512, 320))

/** A painter of one thread for all tests that leave it alive. */
const threads: Worker[] = []
const house = painter({ workers: 1 }, () => {
  const worker = startWorker()
  threads.push(worker)
  return worker
})
afterAll(() => house.close())

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function pictureOf(painted: AsyncIterable<Painted>): Promise<Uint8Array> {
  for await (const one of painted) if (one.kind === 'picture') return one.image.data
  throw new Error('no picture')
}

test('a finished picture is a WebP of the size of its job, measured as it is sent', async () => {
  const { image, measured } = await house.finisher.picture(png, job, never)
  const { data, info } = await sharp(image.data).raw().toBuffer({ resolveWithObject: true })
  expect(image).toMatchObject({ mediaType: 'image/webp', width: 512, height: 320 })
  expect(info).toMatchObject({ width: 512, height: 320, channels: 3 })
  expect(measured).toEqual(measure(data, info.width, info.height))
  expect((await sharp(image.data).metadata()).format).toBe('webp')
})

test('the same picture, job and seed give the same bytes, another seed another abstraction', async () => {
  const vague = { ...job, look: look({ abstraction: 0.5 }) }
  const bytes = []
  for (const seed of [7, 7, 8]) bytes.push((await house.finisher.picture(png, { ...vague, seed }, never)).image.data)
  expect(digest(bytes[1]!)).toBe(digest(bytes[0]!))
  expect(digest(bytes[2]!)).not.toBe(digest(bytes[0]!))
})

test('a preview is a small JPEG, and softer where the look is', async () => {
  const sharpness = []
  for (const blur of [0, 0.4, 1]) {
    const image = await house.finisher.preview(png, { ...large, look: look({ blur }) }, never)
    expect(image).toMatchObject({ mediaType: 'image/jpeg', width: 512, height: 320 })
    const { data, info } = await sharp(image.data).raw().toBuffer({ resolveWithObject: true })
    sharpness.push(measure(data, info.width, info.height).sharpness)
  }
  expect(sharpness).toEqual(sharpness.toSorted((a, b) => b - a))
  expect(sharpness[2]! * 10).toBeLessThan(sharpness[0]!)
})

test('a sketch is a small JPEG in the light of the look', async () => {
  const seen = []
  for (const brightness of [-1, 1]) {
    const image = await house.sketch({ ...large, look: look({ brightness }) }, never)
    expect(image).toMatchObject({ mediaType: 'image/jpeg', width: 384, height: 240 })
    const { data, info } = await sharp(image.data).raw().toBuffer({ resolveWithObject: true })
    seen.push(measure(data, info.width, info.height).lightness)
  }
  expect(seen[1]! - seen[0]!).toBeGreaterThan(20)
})

test('what is painted for a model to paint over is a PNG without blur', async () => {
  const [sharpOne, blurred] = [
    await house.underpaint(job, never),
    await house.underpaint({ ...job, look: look({ blur: 1 }) }, never),
  ]
  expect(await sharp(sharpOne).metadata()).toMatchObject({ format: 'png', width: 512, height: 320, channels: 3 })
  expect(digest(blurred)).toBe(digest(sharpOne))
})

const shapes: Record<string, () => Promise<Uint8Array>> = {
  'a JPEG': () => sharp(png).jpeg().toBuffer(),
  'a WebP': () => sharp(png).webp().toBuffer(),
  'an upright one': () => sharp(png).resize(300, 700).png().toBuffer(),
  'a tiny one': () => sharp(png).resize(16, 16).png().toBuffer(),
  'a grey one': () => sharp(png).greyscale().png().toBuffer(),
  'one of sixteen bits': () => sharp(png).toColourspace('rgb16').png().toBuffer(),
  'one that is half transparent': () => sharp(png).ensureAlpha(0.5).png().toBuffer(),
  'one of a palette': () => sharp(png).png({ palette: true, colours: 8 }).toBuffer(),
  'one in the colours of print': () => sharp(png).toColourspace('cmyk').jpeg().toBuffer(),
  'one that lies on its side': () => sharp(png).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer(),
}
test.each(Object.entries(shapes))('%s comes out in the size and light that were asked for', async (_, shape) => {
  const { image, measured } = await house.finisher.picture(await shape(), job, never)
  expect(await sharp(image.data).metadata()).toMatchObject({ width: 512, height: 320, channels: 3 })
  expect(measured.lightness).toBeCloseTo(48, 0)
})

test('a picture and its preview are cut alike', async () => {
  const left = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#202020' } })
    .composite([
      { input: { create: { width: 450, height: 300, channels: 3, background: '#e0e0e0' } }, left: 0, top: 0 },
    ])
    .png()
    .toBuffer()
  const columns = async ({ data }: { data: Uint8Array }) =>
    [...(await sharp(data).greyscale().resize(16, 1).raw().toBuffer())].map((light) => light > 128)
  const whole = await columns((await house.finisher.picture(left, large, never)).image)
  expect(await columns(await house.finisher.preview(left, large, never))).toEqual(whole)
  expect(whole.filter((isLight) => isLight)).toHaveLength(8)
})

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A PNG that claims to have 8,001 x 8,000 pixels, and a text. */
function claimed(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(8_001, 0)
  header.writeUInt32BE(8_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('prompt\0a secret')),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const broken: Record<string, Uint8Array> = {
  nothing: new Uint8Array(0),
  words: Buffer.from('a secret that is no picture'),
  'half a picture': png.subarray(0, png.length >> 1),
  'a drawing': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a secret</text></svg>'),
  'more than 64 megapixels': claimed(),
}
test.each(Object.entries(broken))('%s is refused, and nothing of it is told', async (_, bytes) => {
  const whole = house.finisher.picture(bytes, job, never)
  await expect(whole).rejects.toMatchObject({
    name: 'Failure',
    code: 'internal',
    message: 'The picture could not be read',
  })
  await expect(whole).rejects.not.toHaveProperty('cause')
  await expect(house.finisher.preview(bytes, job, never)).rejects.toMatchObject({ code: 'internal' })
  expect(threads).toHaveLength(1)
})

test('a sketch, a finished picture and its preview come while a picture is being painted, which comes out the same', async () => {
  const undisturbed = digest(await pictureOf(house.paint(large, never, offer)))
  const came: string[] = []
  const painted = (async () => {
    const errands: Promise<unknown>[] = []
    let last: Uint8Array | undefined
    for await (const one of house.paint(large, never, offer)) {
      if (one.kind === 'picture') last = one.image.data
      if (errands.length > 0) continue
      const note = (what: string) => () => came.push(what)
      errands.push(
        house.finisher.preview(png, large, never).then(note('preview')),
        house.finisher.picture(png, { ...large, look: look({ abstraction: 0.5 }) }, never).then(note('finished')),
        house.sketch(large, never).then(note('sketch')),
      )
    }
    came.push('picture')
    await Promise.all(errands)
    return last!
  })()
  expect(digest(await painted)).toBe(undisturbed)
  expect(came).toEqual(['sketch', 'finished', 'preview', 'picture'])
  expect(threads).toHaveLength(1)
})

test('leaving ends whatever was asked for', async () => {
  const leave = new AbortController()
  const asked = [
    house.sketch(large, leave.signal),
    house.underpaint(large, leave.signal),
    house.finisher.picture(png, large, leave.signal),
    house.finisher.preview(png, large, leave.signal),
  ]
  leave.abort()
  for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'cancelled' })
  await expect(house.sketch(large, leave.signal)).rejects.toMatchObject({ code: 'cancelled' })
  // The thread is free again.
  await house.finisher.picture(png, job, never)
  expect(threads).toHaveLength(1)
})

/** A painter whose first threads die as soon as they live. */
function mortal(deaths: number) {
  let started = 0
  const backend = painter({ workers: 1 }, () => {
    const worker = startWorker()
    if (started++ < deaths) worker.once('online', () => void worker.terminate())
    return worker
  })
  onTestFinished(() => backend.close())
  return backend
}

test('a thread that dies is replaced and its picture finished again', async () => {
  const { image } = await mortal(1).finisher.picture(png, job, never)
  expect(digest(image.data)).toBe(digest((await house.finisher.picture(png, job, never)).image.data))
})

test('a picture whose second thread dies as well fails, and the next is finished', async () => {
  const { finisher } = mortal(2)
  await expect(finisher.picture(png, job, never)).rejects.toMatchObject({ code: 'internal' })
  expect((await finisher.picture(png, job, never)).image).toMatchObject({ width: 512, height: 320 })
})

test('closing ends what it was doing, and nothing is taken after that', async () => {
  const closing = painter({ workers: 1 })
  const asked = [closing.sketch(large, never), closing.finisher.picture(png, large, never)]
  const refused = Promise.all(asked.map((one) => expect(one).rejects.toMatchObject({ code: 'unavailable' })))
  await closing.close()
  await refused
  await expect(closing.finisher.preview(png, job, never)).rejects.toMatchObject({ code: 'unavailable' })
})
