import type { Look, Scene } from '@aiw/proto'
import { byteOf, cieRoot, labOf, lightOf } from './colour.ts'
import type { Style } from './style.ts'

/** Where the mean colour of a finished picture should lie. */
export interface Target {
  /** Mean CIELAB L*, 0 to 100. */
  lightness: number
  /** Mean CIELAB b*. */
  yellowness: number
  /** Mean CIELAB a*; as it comes where not given. */
  redness?: number
  /** Factor on colourfulness. */
  chroma: number
}

const byTime: Record<string, readonly [number, number]> = {
  TIME_OF_DAY_DAWN: [60, 8],
  TIME_OF_DAY_DUSK: [49, 11],
  TIME_OF_DAY_NIGHT: [35, -11],
}
const byWeather: Record<string, readonly [number, number]> = {
  WEATHER_CLOUD: [-2, -3],
  WEATHER_RAIN: [-5, -6],
  WEATHER_SNOW: [6, -7],
  WEATHER_FOG: [4, -4],
  WEATHER_STORM: [-11, -5],
}
const bySetting: Record<string, readonly [number, number]> = {
  SETTING_SEA: [0, -7],
  SETTING_RIVER: [-1, 0],
  SETTING_FIELD: [1, 8],
  SETTING_FOREST: [-7, 8],
  SETTING_MOUNTAIN: [0, -2],
  SETTING_GARDEN: [-1, 8],
  SETTING_ROOM: [-5, 6],
  SETTING_SKY: [4, -8],
}

/** A room at night: instead of the night. */
const lamplight = [50, 6] as const
/** The yellow of dusk would turn snow brown. */
const snowAtDusk = [6, -16] as const
/** And a night is light with it. */
const snowAtNight = [15, -3] as const

/** Where the picture of a scene in a look and a style should lie: a table, so that light and warmth can be relied on. */
export function aimOf(scene: Scene, look: Look, style: Style): Target {
  const isLamplit = scene.setting === 'SETTING_ROOM' && scene.timeOfDay === 'TIME_OF_DAY_NIGHT'
  const isSnow = scene.weather === 'WEATHER_SNOW'
  const [light, yellow] = isLamplit ? lamplight : (byTime[scene.timeOfDay] ?? [64, 6])
  const isSnowOutside = isSnow && scene.setting !== 'SETTING_ROOM'
  const [weatherLight, weatherYellow] =
    isSnow && scene.timeOfDay === 'TIME_OF_DAY_DUSK'
      ? snowAtDusk
      : isSnowOutside && scene.timeOfDay === 'TIME_OF_DAY_NIGHT'
        ? snowAtNight
        : (byWeather[scene.weather] ?? [0, 0])
  const [settingLight, settingYellow] = bySetting[scene.setting] ?? [0, 3]
  const kept = style.tone.scene ?? 1
  const own = light + weatherLight + settingLight - 62
  const base = Math.min(80, Math.max(29, 62 + own * kept + style.tone.lightness))
  // From -1 to 1 always 26 in lightness and 22 in yellowness, in equal steps.
  return {
    lightness: base + 13 * look.brightness,
    yellowness:
      (yellow + weatherYellow + (isSnow ? Math.min(3, settingYellow) : settingYellow)) *
        0.75 *
        (style.tone.scene ?? 1) +
      style.tone.yellowness +
      11 * look.warmth,
    chroma: style.tone.chroma,
  }
}

/** The aim of a picture that is painted from `pixels`. */
export function targetOf(scene: Scene, look: Look, style: Style, pixels: Int32Array): Target {
  const target = aimOf(scene, look, style)
  // Red and green stay as composed, whatever the strokes do.
  const colours = coloursOf(pixels, 7)
  return { ...target, redness: meanOf(colours, solve(colours, target)).redness }
}

/** A change of colour: lightness by a bias that keeps black and white, warmth by split toning. */
export interface Grade {
  /** 0.5 changes nothing, more is lighter. */
  bias: number
  /** Above 0 black is lifted to this lightness, below 0 white is lowered by as much: -1 to 1. */
  lift: number
  /** Below 0 towards blue, above towards gold. */
  warmth: number
  /** Below 0 towards green, above towards red. */
  red: number
  chroma: number
}

/** Colours along a side of a cube. */
export const side = 17
const light3 = new Float64Array(3)
const lab3 = new Float64Array(3)

/** Writes the linear light of a graded colour to `light3`. */
function gradeColour(red: number, green: number, blue: number, grade: Grade): void {
  labOf(red, green, blue, lab3)
  gradeLab(lab3, grade, light3)
}

/** Writes the linear light of a graded OKLab colour to `light`, not clipped. */
export function gradeLab(lab: Float64Array, grade: Grade, light: Float64Array): void {
  const l = lab[0]!
  // Schlick's bias: rational, monotone, 0 and 1 stay.
  const bent = l <= 0 ? 0 : l >= 1 ? l : l / ((1 / grade.bias - 2) * (1 - l) + 1)
  const lightness = grade.lift < 0 ? bent * (1 + grade.lift) : bent + (1 - bent) * grade.lift
  // Lights turn to gold or pale blue, shadows to violet; black and white keep most of their own.
  const lit = Math.min(1, Math.max(0, (lightness - 0.3) / 0.5))
  const room = Math.min(1, lightness / 0.25) * Math.min(1, 0.35 + (1 - lightness) / 0.25)
  const push = grade.warmth * room
  const a = lab[1]! * grade.chroma + push * (0.42 - 0.34 * lit) + grade.red * room
  const b = lab[2]! * grade.chroma + push * (0.8 + 0.2 * lit)
  lightOf(lightness, a, b, light)
}

/** Colours of a picture: bins of 16 x 16 x 16 with how many pixels they hold and their mean bytes. */
export interface Colours {
  count: number
  share: Float64Array
  red: Uint8Array
  green: Uint8Array
  blue: Uint8Array
}

/** Counts the colours of every `stride`-th pixel. */
export function coloursOf(pixels: Int32Array, stride: number): Colours {
  const counts = new Float64Array(4096)
  const sums = new Float64Array(4096 * 3)
  let total = 0
  for (let i = 0; i < pixels.length; i += stride) {
    const pixel = pixels[i]!
    const r = pixel & 255
    const g = (pixel >> 8) & 255
    const b = (pixel >> 16) & 255
    const bin = (r >> 4) | (g & 240) | ((b >> 4) << 8)
    counts[bin]!++
    sums[bin * 3]! += r
    sums[bin * 3 + 1]! += g
    sums[bin * 3 + 2]! += b
    total++
  }
  const colours: Colours = {
    count: 0,
    share: new Float64Array(4096),
    red: new Uint8Array(4096),
    green: new Uint8Array(4096),
    blue: new Uint8Array(4096),
  }
  for (let bin = 0; bin < 4096; bin++) {
    const count = counts[bin]!
    if (count === 0) continue
    colours.share[colours.count] = count / total
    colours.red[colours.count] = Math.round(sums[bin * 3]! / count)
    colours.green[colours.count] = Math.round(sums[bin * 3 + 1]! / count)
    colours.blue[colours.count] = Math.round(sums[bin * 3 + 2]! / count)
    colours.count++
  }
  return colours
}

const clip = (x: number) => (x < 0 ? 0 : x > 1 ? 1 : x)

export interface Mean {
  lightness: number
  yellowness: number
  redness: number
}

/** Mean CIELAB of colours after a grade. */
export function meanOf(colours: Colours, grade: Grade): Mean {
  let lightness = 0
  let yellowness = 0
  let redness = 0
  for (let i = 0; i < colours.count; i++) {
    gradeColour(colours.red[i]!, colours.green[i]!, colours.blue[i]!, grade)
    const r = clip(light3[0]!)
    const g = clip(light3[1]!)
    const b = clip(light3[2]!)
    const x = cieRoot((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
    const y = cieRoot(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
    const z = cieRoot((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
    lightness += colours.share[i]! * y
    yellowness += colours.share[i]! * (y - z)
    redness += colours.share[i]! * (x - y)
  }
  return { lightness: 116 * lightness - 16, yellowness: 200 * yellowness, redness: 500 * redness }
}

const within = (least: number, x: number, most: number) => Math.min(most, Math.max(least, x))

/** Finds the grade that brings the mean of colours to the target, by Newton's method: lightness and yellowness together,
 *  redness, which hardly moves them, after each step. */
function solve(colours: Colours, target: Target): Grade {
  const grade: Grade = { bias: 0.5, lift: 0, warmth: 0, red: 0, chroma: target.chroma }
  for (let round = 0; round < 9; round++) {
    const is = meanOf(colours, grade)
    const dl = target.lightness - is.lightness
    const db = target.yellowness - is.yellowness
    const da = target.redness === undefined ? 0 : target.redness - is.redness
    if (Math.abs(dl) < 0.03 && Math.abs(db) < 0.03 && Math.abs(da) < 0.1) break
    const lighter = meanOf(colours, { ...grade, bias: grade.bias + 0.01 })
    const warmer = meanOf(colours, { ...grade, warmth: grade.warmth + 0.004 })
    const a11 = (lighter.lightness - is.lightness) / 0.01
    const a21 = (lighter.yellowness - is.yellowness) / 0.01
    const a12 = (warmer.lightness - is.lightness) / 0.004
    const a22 = (warmer.yellowness - is.yellowness) / 0.004
    const determinant = a11 * a22 - a12 * a21
    if (Math.abs(determinant) < 1) break
    grade.bias = within(0.05, grade.bias + within(-0.15, (dl * a22 - db * a12) / determinant, 0.15), 0.95)
    grade.warmth = within(-0.4, grade.warmth + within(-0.08, (db * a11 - dl * a21) / determinant, 0.08), 0.4)
    // One hundredth of OKLab a is about four of a*.
    grade.red = within(-0.06, grade.red + da / 400, 0.06)
  }
  return grade
}

/** The grade that brings pixels to a target, as `cubeOf` gives it. */
export const gradeFor = (pixels: Int32Array, target: Target): Int16Array => cubeOf(solve(coloursOf(pixels, 5), target))

/** A grade as a cube of 17 x 17 x 17 colours, four numbers each (red, green, blue, unused), in 1/16 of a byte. */
function cubeOf(grade: Grade): Int16Array {
  const cube = new Int16Array(side * side * side * 4)
  for (let b = 0; b < side; b++) {
    for (let g = 0; g < side; g++) {
      for (let r = 0; r < side; r++) {
        gradeColour(Math.min(255, r * 16), Math.min(255, g * 16), Math.min(255, b * 16), grade)
        const at = ((b * side + g) * side + r) * 4
        cube[at] = byteOf(light3[0]!) * 16
        cube[at + 1] = byteOf(light3[1]!) * 16
        cube[at + 2] = byteOf(light3[2]!) * 16
      }
    }
  }
  return cube
}

/** Looks a colour of bytes, 0x00BBGGRR, up in a cube whose colours lie 16 bytes apart; gives 0x00BBGGRR. */
export const graded = (cube: Int16Array, pixel: number): number =>
  gradedAt(cube, (pixel & 255) << 4, (pixel >> 4) & 0xff0, (pixel >> 12) & 0xff0)

/** From a colour of a cube, where the second and the third corner of the tetrahedron lie: by which fractions are less than
 *  which others (red than green 1, green than blue 2, red than blue 4). */
const toR = 4
const toG = side * 4
const toB = side * side * 4
const seconds = Int32Array.of(toR, toG, toR, 0, 0, toG, toB, toB)
const thirds = Int32Array.of(toR + toG, toR + toG, toR + toB, 0, 0, toG + toB, toR + toB, toG + toB)

/** Looks a place up in a cube by tetrahedral interpolation: 0 to 4095 along each side; gives 0x00BBGGRR. Without a branch,
 *  as no processor could guess which way a pixel goes. */
export function gradedAt(cube: Int16Array, r: number, g: number, b: number): number {
  const fr = r & 255
  const fg = g & 255
  const fb = b & 255
  const rg = (fr - fg) >> 31
  const gb = (fg - fb) >> 31
  const rb = (fr - fb) >> 31
  const way = (rg & 1) | (gb & 2) | (rb & 4)
  const greater = fr + ((fg - fr) & rg)
  const less = fr + fg - greater
  const most = greater + ((fb - greater) & ((greater - fb) >> 31))
  const least = fb + ((less - fb) & ((less - fb) >> 31))
  const middle = fr + fg + fb - most - least
  const w0 = 256 - most
  const w1 = most - middle
  const w2 = middle - least
  const first = (((b >> 8) * side + (g >> 8)) * side + (r >> 8)) * 4
  const second = first + seconds[way]!
  const third = first + thirds[way]!
  const last = first + toR + toG + toB
  const red = (cube[first]! * w0 + cube[second]! * w1 + cube[third]! * w2 + cube[last]! * least) >> 12
  const green = (cube[first + 1]! * w0 + cube[second + 1]! * w1 + cube[third + 1]! * w2 + cube[last + 1]! * least) >> 12
  const blue = (cube[first + 2]! * w0 + cube[second + 2]! * w1 + cube[third + 2]! * w2 + cube[last + 2]! * least) >> 12
  return red | (green << 8) | (blue << 16)
}
