import { byteOf, cubeRoot, labOfLight, linear } from './colour.ts'
import type { Raw } from './finish.ts'
import { type Colours, type Grade, gradedAt, gradeLab, meanOf, side, type Target } from './grade.ts'
import { randomFrom } from './noise.ts'

/** How far a bias goes to either side of 0.5; a steeper one would tear soft shadows into steps. What lightness is still
 *  missing then is got by lifting black or lowering white. */
const mostBias = 0.3
/** A distance in b* over which a picture is pushed unwillingly. */
const mostPush = 15

const within = (least: number, x: number, most: number) => Math.min(most, Math.max(least, x))

/** The grade that brings any picture's mean colour to the target, black, white and glaring ones too; red and green as the
 *  picture has them where the target does not say. */
export function gradeToward(colours: Colours, target: Target): Grade {
  const plain: Grade = { bias: 0.5, lift: 0, warmth: 0, red: 0, chroma: target.chroma }
  const chroma = target.chroma * keptColour(meanOf(colours, plain).yellowness, target.yellowness)
  const at = (exposure: number, warmth: number, red: number): Grade => {
    const bias = 0.5 + within(-mostBias, exposure, mostBias)
    return { bias, lift: within(-1, exposure - bias + 0.5, 1), warmth, red, chroma }
  }
  let exposure = 0
  let warmth = 0
  let red = 0
  for (let round = 0; round < 30; round++) {
    const is = meanOf(colours, at(exposure, warmth, red))
    const dl = target.lightness - is.lightness
    const db = target.yellowness - is.yellowness
    const da = target.redness === undefined ? 0 : target.redness - is.redness
    if (Math.abs(dl) < 0.03 && Math.abs(db) < 0.03 && Math.abs(da) < 0.1) break
    const nudge = dl < 0 ? -0.01 : 0.01
    const lighter = meanOf(colours, at(exposure + nudge, warmth, red))
    const warmer = meanOf(colours, at(exposure, warmth + 0.004, red))
    // Where a step moves nothing, as a bias does black, it goes on boldly.
    const a11 = Math.max(15, (lighter.lightness - is.lightness) / nudge)
    const a21 = (lighter.yellowness - is.yellowness) / nudge
    const a12 = (warmer.lightness - is.lightness) / 0.004
    const a22 = Math.max(30, (warmer.yellowness - is.yellowness) / 0.004)
    const determinant = Math.max(a11 * a22 - a12 * a21, 0.3 * a11 * a22)
    exposure = within(-1.3, exposure + within(-0.15, (dl * a22 - db * a12) / determinant, 0.15), 1.3)
    warmth = within(-0.4, warmth + within(-0.08, (db * a11 - dl * a21) / determinant, 0.08), 0.4)
    // One hundredth of OKLab a is about four of a*.
    red = within(-0.06, red + da / 400, 0.06)
  }
  return at(exposure, warmth, red)
}

/** The factor on colourfulness, 0.2 to 1, with which a picture comes near enough to the wanted b* to be pushed there: the
 *  least of both evils, a push of `mostPush` being as bad as the loss of half of all colour. */
function keptColour(yellowness: number, wanted: number): number {
  const push = 1 / (mostPush * mostPush)
  return within(0.2, (wanted * yellowness * push + 4) / (yellowness * yellowness * push + 4), 1)
}

/** A grade made ready for many pixels: each channel is bent by a table first, so that the cube that follows is nearly
 *  straight and dark pictures are lifted as exactly as bright ones. */
export interface Tone {
  /** Place in the cube, 0 to 4095, by byte in steps of 1/16; with `most` steps more at both ends. */
  places: Int16Array
  cube: Int16Array
  /** Steps of 1/16 byte, 0 to `most`, by which a pixel may stray, so that a few dark bytes drawn far apart leave no bands. */
  grain: number
}

const most = 12

/** Makes a grade ready. About 3 ms. */
export function toneOf(grade: Grade): Tone {
  const slope = 1 / grade.bias - 2
  const places = new Int16Array(4096 + 2 * most)
  for (let i = 0; i < places.length; i++) {
    const byte = within(0, (i - most) / 16, 255)
    const whole = byte | 0
    const light = linear[whole]! + (byte - whole) * ((linear[whole + 1] ?? 1) - linear[whole]!)
    const l = cubeRoot(light)
    places[i] = Math.min(4095, Math.round((4096 * l) / (slope * (1 - l) + 1)))
  }
  const lights = Float64Array.from({ length: side }, (_, i) => {
    const bent = i / (side - 1)
    const l = (bent * (1 + slope)) / (1 + slope * bent)
    return l * l * l
  })
  const cube = new Int16Array(side * side * side * 4)
  const lab = new Float64Array(3)
  const light = new Float64Array(3)
  for (let at = 0, b = 0; b < side; b++) {
    for (let g = 0; g < side; g++) {
      for (let r = 0; r < side; r++, at += 4) {
        labOfLight(lights[r]!, lights[g]!, lights[b]!, lab)
        gradeLab(lab, grade, light)
        // Half a byte more: looking up rounds down.
        for (let c = 0; c < 3; c++) cube[at + c] = sixteenthsOf(light[c]!) + 8
      }
    }
  }
  const steepest = Math.max(grade.bias / (1 - grade.bias), 1 / grade.bias - 1)
  return { places, cube, grain: Math.round(most * within(0, steepest - 1.5, 1)) }
}

/** sRGB of linear light in 1/16 of a byte. */
function sixteenthsOf(light: number): number {
  if (light <= 0) return 0
  if (light >= 1) return 255 * 16
  let byte = Math.min(254, byteOf(light))
  while (byte > 0 && linear[byte]! > light) byte--
  while (byte < 254 && linear[byte + 1]! <= light) byte++
  return Math.round(16 * (byte + (light - linear[byte]!) / (linear[byte + 1]! - linear[byte]!)))
}

/** Side of the tile of noise that hides bands, pixels. */
const tile = 64
const random = randomFrom(1)
const noise = Int8Array.from({ length: tile * tile }, () => random() * 256 - 128)

/** Tones a picture in place. */
export function applyTone({ rgb, width, height }: Raw, tone: Tone): void {
  for (let y = 0; y < height; y++) toneRow(rgb, y * width * 3, width, (y % tile) * tile, tone)
}

function toneRow(rgb: Uint8Array, start: number, width: number, row: number, { places, cube, grain }: Tone): void {
  for (let x = 0, at = start; x < width; x++, at += 3) {
    const r = rgb[at]!
    const g = rgb[at + 1]!
    const b = rgb[at + 2]!
    // Black stays: there is nothing darker that would make good what grain takes away.
    const shift = (r | g | b) === 0 ? most : most + ((noise[row + (x & (tile - 1))]! * grain) >> 7)
    const pixel = gradedAt(cube, places[(r << 4) + shift]!, places[(g << 4) + shift]!, places[(b << 4) + shift]!)
    rgb[at] = pixel & 255
    rgb[at + 1] = (pixel >> 8) & 255
    rgb[at + 2] = pixel >> 16
  }
}
