import sharp from 'sharp'
import { compose } from '../../src/backends/painter/compose.ts'
import type { Raw } from '../../src/backends/painter/finish.ts'
import { noiseFrom, randomFrom } from '../../src/backends/painter/noise.ts'
import { paintRaw } from '../painter/paint.ts'
import { look, scenes } from '../painter/scenes.ts'

type Colour = readonly [number, number, number]

/** A picture of a colour for each place, 0 to 1 from the left and from the top. */
function drawn(width: number, height: number, colourAt: (x: number, y: number) => Colour): Raw {
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) rgb.set(colourAt(x / width, y / height), at)
  return { rgb, width, height }
}

const painted =
  (style: string, name: string, wish = {}) =>
  (width: number, height: number) =>
    paintRaw({ scene: scenes[name]!, look: look({ style, ...wish }), seed: 4, width, height })

/** A scene as the composer draws it: planes with hard borders. */
const composed = (name: string) => (width: number, height: number) => {
  const { rgba } = compose({ scene: scenes[name]!, look: look(), seed: 9, width, height })
  return drawn(width, height, (x, y) => {
    const at = (Math.round(y * height) * width + Math.round(x * width)) * 4
    return [rgba[at]!, rgba[at + 1]!, rgba[at + 2]!]
  })
}

/** The same through a lens: soft, dark in the corners, with the grain of film. */
const photographed = (name: string) => (width: number, height: number) => {
  const { rgb } = composed(name)(width, height)
  const random = randomFrom(3)
  return drawn(width, height, (x, y) => {
    const vignette = 1 - 0.9 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)
    const grain = (random() + random() - 1) * 40
    const row = Math.round(y * height)
    const column = Math.round(x * width)
    const mean = (c: number) => {
      let sum = 0
      for (let j = -2; j <= 2; j++)
        for (let i = -2; i <= 2; i++) {
          const v = Math.min(height - 1, Math.max(0, row + j))
          const u = Math.min(width - 1, Math.max(0, column + i))
          sum += rgb[(v * width + u) * 3 + c]!
        }
      return Math.min(255, Math.max(0, (sum / 25) * vignette + grain))
    }
    return [mean(0), mean(1), mean(2)]
  })
}

const flat =
  (...colour: Colour) =>
  (width: number, height: number) =>
    drawn(width, height, () => colour)

const grey = (value: number): Colour => [value, value, value]

function grained(width: number, height: number, isGrey: boolean): Raw {
  const random = randomFrom(5)
  return drawn(width, height, () => (isGrey ? grey(random() * 256) : [random() * 256, random() * 256, random() * 256]))
}

function clouded(width: number, height: number): Raw {
  const planes = [1, 2, 3].map((seed) => noiseFrom(seed))
  const at = (c: number, x: number, y: number) => {
    let sum = 0
    for (let octave = 0; octave < 6; octave++) sum += planes[c]!(x * 3 * 2 ** octave, y * 2 * 2 ** octave) / 2 ** octave
    return sum * 128
  }
  return drawn(width, height, (x, y) => [at(0, x, y), at(1, x, y), at(2, x, y)])
}

const glaring: readonly Colour[] = [
  [255, 0, 200],
  [0, 255, 90],
  [255, 255, 0],
  [0, 120, 255],
  [255, 60, 0],
  [120, 0, 255],
]

/** Pictures of every kind a model may send, and such as none should. */
export const pictures: Record<string, (width: number, height: number) => Raw> = {
  'a garden, painted': painted('', 'in the garden'),
  'a night at sea, swirled': painted('swirl', 'moon over the sea'),
  'mountains, in ink': painted('ink', 'mountain in fog'),
  'a river, in dots': painted('pointillist', 'boat on the river'),
  'a road, in watercolour': painted('watercolour', 'two on the road'),
  'a room, dark and cold': painted('', 'room at night', { brightness: -1, warmth: -1 }),
  'a field, bright and warm': painted('', 'summer field', { brightness: 1, warmth: 1 }),
  'a market, photographed': photographed('market town'),
  'a forest, photographed': photographed('forest walk'),
  'a market, hard planes': composed('market town'),
  clouds: clouded,
  'coloured grain': (width, height) => grained(width, height, false),
  'grey grain': (width, height) => grained(width, height, true),
  'grey ramp': (width, height) => drawn(width, height, (x) => grey(x * 255)),
  'dusk, a gradient': (width, height) => drawn(width, height, (_, y) => [60 + 150 * y, 80 + 60 * y, 150 - 90 * y]),
  'dark gradient': (width, height) => drawn(width, height, (x, y) => [4 + 20 * x, 6 + 18 * x, 10 + 20 * y]),
  'flat dark': flat(12, 14, 20),
  'flat bright': flat(246, 244, 238),
  black: flat(0, 0, 0),
  white: flat(255, 255, 255),
  'squares, black and white': (width, height) =>
    drawn(width, height, (x, y) => ((((x * 16) | 0) + ((y * 10) | 0)) % 2 ? grey(255) : grey(0))),
  'pixels, black and white': (width, height) =>
    drawn(width, height, (x, y) => ((Math.round(x * width) + Math.round(y * height)) % 2 ? grey(255) : grey(0))),
  blue: flat(0, 0, 255),
  red: flat(255, 0, 0),
  'glaring squares': (width, height) =>
    drawn(width, height, (x, y) => glaring[(((x * 6) | 0) * 7 + ((y * 4) | 0) * 3) % 6]!),
}

/** A picture as a PNG file. */
export const pngOf = ({ rgb, width, height }: Raw): Promise<Uint8Array> =>
  sharp(rgb, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 2 })
    .toBuffer()
