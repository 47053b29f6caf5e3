// How fast the finisher is, and what it makes of pictures of every kind: node services/render/bench/finish.ts [--speed].
// The same properties as of the painter's own pictures (bench/properties.ts) are measured on the encoded bytes.
import sharp from 'sharp'
import type { Job } from '../src/backends/backend.ts'
import { encode, measureEncoded } from '../src/backends/painter/encode.ts'
import { painter } from '../src/backends/painter/painter.ts'
import { finish, finishPreview, sketch } from '../src/backends/painter/tasks.ts'
import { pictures, pngOf } from '../test/finish/pictures.ts'
import { look as seenIn, paintRaw, seen } from '../test/painter/paint.ts'
import { look, scenes } from '../test/painter/scenes.ts'

const size = { width: 1024, height: 640 }
const scene = scenes['in the garden']!
const steps = [-1, -0.5, 0, 0.5, 1]
const shares = [0, 0.25, 0.5, 0.75, 1]
const at = { turn: async () => {}, isCancelled: () => false }
type Wish = Partial<Job['look']>
type Seen = Awaited<ReturnType<typeof seenIn>>

const jobOf = (wish: Wish): Job => ({ id: 'bench', scene, look: look(wish), seed: 7, ...size })

async function finished(png: Uint8Array, wish: Wish): Promise<Seen & { data: Uint8Array }> {
  const said = await finish(png, jobOf(wish), at)
  if (said?.kind !== 'image') throw new Error('no picture')
  return { ...(await seen(said.image.data)), data: said.image.data }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!
const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds, on the wall and of all threads' processor time, of each way of treating one picture; in turns, so that
 *  whatever else the machine does meets all alike. */
async function speed(): Promise<void> {
  const wanted = { ...jobOf({}), width: 1024, height: 1024 }
  const png = await pngOf(paintRaw(wanted))
  const bare = async () => {
    const { data } = await sharp(png)
      .resize(size.width, size.height, { fit: 'cover' })
      .raw()
      .toBuffer({ resolveWithObject: true })
    return encode({ rgb: new Uint8Array(data), ...size }, 86)
  }
  const ways: Record<string, () => Promise<unknown>> = {
    'sharp: decode, encode': bare,
    'sharp: decode, encode, and measured': async () => measureEncoded(await bare()),
    picture: () => finish(png, jobOf({}), at),
    'picture, blur 0.5': () => finish(png, jobOf({ blur: 0.5 }), at),
    'picture, abstraction 0.1': () => finish(png, jobOf({ abstraction: 0.1 }), at),
    'picture, abstraction 0.25': () => finish(png, jobOf({ abstraction: 0.25 }), at),
    'picture, abstraction 0.5': () => finish(png, jobOf({ abstraction: 0.5 }), at),
    'picture, abstraction 1, blur 0.5': () => finish(png, jobOf({ abstraction: 1, blur: 0.5 }), at),
    preview: () => finishPreview(png, jobOf({}), at),
    'preview, abstraction 0.5, blur 0.5': () => finishPreview(png, jobOf({ abstraction: 0.5, blur: 0.5 }), at),
    sketch: () => sketch(jobOf({}), at),
  }
  const took = Object.fromEntries(Object.keys(ways).map((way) => [way, { wall: [] as number[], busy: [] as number[] }]))
  for (let round = 0; round < 18; round++) {
    for (const [way, run] of Object.entries(ways)) {
      const busy = processor()
      const started = performance.now()
      await run()
      if (round < 3) continue
      took[way]!.wall.push(performance.now() - started)
      took[way]!.busy.push(processor() - busy)
    }
  }
  console.log(`1,024 x 1,024 PNG of ${(png.length / 1e6).toFixed(1)} MB to 1,024 x 640; milliseconds of 15, in turns:`)
  console.table(
    Object.fromEntries(
      Object.entries(took).map(([way, { wall, busy }]) => [
        way,
        {
          median: median(wall).toFixed(0),
          least: Math.min(...wall).toFixed(0),
          'processor, median': median(busy).toFixed(0),
        },
      ]),
    ),
  )
}

/** How long sketches and pictures to finish take while every thread is painting. */
async function waiting(): Promise<void> {
  const workers = 2
  const house = painter({ workers })
  const never = new AbortController().signal
  const png = await pngOf(pictures['a market, photographed']!(1024, 1024))
  const stop = new AbortController()
  const painters = Array.from({ length: workers }, async (_, i) => {
    for (let seed = i; !stop.signal.aborted; seed += workers)
      for await (const _ of house.paint({ ...jobOf({}), seed }, stop.signal, {
        way: '',
        quality: 0,
        ms: 0,
        delayMs: 0,
      }));
  })
  const rows: Record<string, Record<string, string>> = {}
  const errands: Record<string, () => Promise<unknown>> = {
    sketch: () => house.sketch(jobOf({}), never),
    'two sketches at once': () => Promise.all([house.sketch(jobOf({}), never), house.sketch(jobOf({}), never)]),
    'picture, abstraction 0': () => house.finisher.picture(png, jobOf({}), never),
    'picture, abstraction 0.5': () => house.finisher.picture(png, jobOf({ abstraction: 0.5 }), never),
    preview: () => house.finisher.preview(png, jobOf({}), never),
  }
  for (const [name, run] of Object.entries(errands)) {
    const took: number[] = []
    for (let round = 0; round < 23; round++) {
      const started = performance.now()
      await run()
      if (round >= 3) took.push(performance.now() - started)
      await new Promise((resolve) => setTimeout(resolve, 37 * (round % 5)))
    }
    took.sort((a, b) => a - b)
    rows[name] = { median: median(took).toFixed(0), most: took.at(-1)!.toFixed(0) }
  }
  stop.abort()
  await Promise.allSettled(painters)
  await house.close()
  console.log(`while ${workers} threads paint without a pause; milliseconds of 20:`)
  console.table(rows)
}

await speed()
await waiting()
if (process.argv.includes('--speed')) process.exit()

const rises = (values: number[]) => values.every((value, i) => i === 0 || value > values[i - 1]!)
const falls = (values: number[]) => rises(values.map((value) => -value))
const spread = (values: number[]) => Math.max(...values) - Math.min(...values)
const shift = (a: Seen, b: Seen) =>
  Math.hypot(a.lightness - b.lightness, a.redness - b.redness, a.yellowness - b.yellowness)
const farthest = (all: Seen[]) => Math.max(...all.map((one) => shift(one, all[0]!)))

/** How much of a picture's drawing is left in another, 1 to 0: the share of its slopes of light, in squares of 4 x 4 pixels. */
async function kept(picture: Uint8Array, original: Uint8Array): Promise<number> {
  const small = async (data: Uint8Array) =>
    (await sharp(data).greyscale().resize(256, 160, { kernel: 'cubic' }).raw().toBuffer()).subarray()
  const [a, b] = [await small(picture), await small(original)]
  let both = 0
  let own = 0
  for (let i = 256; i < a.length - 1; i++) {
    for (const step of [1, -256]) {
      const x = a[i + step]! - a[i]!
      const y = b[i + step]! - b[i]!
      both += x * y
      own += y * y
    }
  }
  return both / (own + 1e-9)
}

let failures = 0
const rows: Record<string, Record<string, string>> = {}
const own = {
  brightness: [] as Seen[],
  warmth: [] as Seen[],
}
for (const brightness of steps) own.brightness.push(await seenIn(paintRaw(jobOf({ brightness }))))
for (const warmth of steps) own.warmth.push(await seenIn(paintRaw(jobOf({ warmth }))))

for (const [name, draw] of Object.entries(pictures)) {
  const png = await pngOf(draw(size.width, size.height))
  const ladder = async (field: keyof Wish, values: number[]) => {
    const all = []
    for (const value of values) all.push(await finished(png, { [field]: value }))
    return all
  }
  const say = (isGood: boolean, what: string, values: number[]) => {
    if (isGood) return
    failures++
    console.log(`FAIL ${name}: ${what}: ${values.map((value) => value.toFixed(3)).join(' ')}`)
  }
  const bright = await ladder('brightness', steps)
  const warm = await ladder('warmth', steps)
  const blurred = await ladder('blur', shares)
  const abstract = await ladder('abstraction', shares)
  const light = bright.map((one) => one.lightness)
  const yellow = warm.map((one) => one.yellowness)
  const drift = warm.map((one) => one.lightness)
  say(rises(light) && light[4]! - light[0]! >= 20, 'lightness by brightness', light)
  say(rises(yellow) && yellow[4]! - yellow[0]! >= 15, 'yellowness by warmth', yellow)
  say(spread(drift) < 5, 'lightness by warmth', drift)
  const offLight = [
    ...bright.map((one, i) => Math.abs(one.lightness - own.brightness[i]!.lightness)),
    ...warm.map((one, i) => Math.abs(one.lightness - own.warmth[i]!.lightness)),
  ]
  const offYellow = [
    ...bright.map((one, i) => Math.abs(one.yellowness - own.brightness[i]!.yellowness)),
    ...warm.map((one, i) => Math.abs(one.yellowness - own.warmth[i]!.yellowness)),
  ]
  say(Math.max(...offLight) < 1.5, "lightness away from the painter's", offLight)
  say(Math.max(...offYellow) < 1.5, "yellowness away from the painter's", offYellow)
  const sharpness = blurred.map((one) => one.sharpness)
  // A plane of one colour has nothing to blur.
  const isPlane = sharpness[0]! < 3
  say(isPlane ? Math.max(...sharpness) < 3 : falls(sharpness), 'sharpness by blur', sharpness)
  say(
    farthest(blurred) < 3,
    'colour by blur',
    blurred.map((one) => shift(one, blurred[0]!)),
  )
  const edges = abstract.map((one) => one.edges)
  const drawing: number[] = []
  for (const one of abstract) drawing.push(await kept(one.data, abstract[0]!.data))
  // A picture of few or no edges (planes, hard squares) gets some of the brush's at first; what was drawn there is lost all
  // the same.
  if (isPlane) say(Math.max(...edges) < 0.03, 'edges by abstraction', edges)
  else if (edges[0]! < 0.2) say(falls(edges.slice(2)) && edges[4]! < edges[0]! + 0.001, 'edges by abstraction', edges)
  else say(falls(edges), 'edges by abstraction', edges)
  // Single pixels are no drawing.
  if (!isPlane && name !== 'pixels, black and white')
    say(falls(drawing.filter((left, i) => left > 0.05 || drawing[i - 1]! > 0.05)), 'drawing by abstraction', drawing)
  say(
    farthest(abstract) < 6,
    'colour by abstraction',
    abstract.map((one) => shift(one, abstract[0]!)),
  )
  const again = await finished(bright[2]!.data, {})
  const again2 = await finished(abstract[2]!.data, {})
  const change = Math.max(shift(again, bright[2]!), shift(again2, abstract[2]!))
  // Of mere grain, encoding again changes the mean by itself.
  say(change < (name === 'coloured grain' ? 1.5 : 1), 'finished again', [change])
  rows[name] = {
    'L* rise': (light[4]! - light[0]!).toFixed(1),
    'b* rise': (yellow[4]! - yellow[0]!).toFixed(1),
    'L* by warmth': spread(drift).toFixed(2),
    'off L*': Math.max(...offLight).toFixed(2),
    'off b*': Math.max(...offYellow).toFixed(2),
    sharpness: sharpness.map((value) => value.toFixed(value < 10 ? 1 : 0)).join(' '),
    'dE blur': farthest(blurred).toFixed(2),
    'edges %': edges.map((value) => (value * 100).toFixed(1)).join(' '),
    'drawing %': isPlane ? '' : drawing.map((value) => (value * 100).toFixed(0)).join(' '),
    'dE abstr.': farthest(abstract).toFixed(2),
    again: change.toFixed(2),
  }
}
console.table(rows)
if (failures > 0) process.exitCode = 1
