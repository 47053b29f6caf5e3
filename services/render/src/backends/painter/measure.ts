import type { Measured } from '@aiw/proto'
import { borrow, giveBack } from './arrays.ts'
import { cieRoot, linear } from './colour.ts'

// CIE's f of Y/Yn and of Z/Zn (D65) by light in steps of 1/4096.
const table = Float64Array.from({ length: 4097 }, (_, i) => cieRoot(i / 4096))
const rootOf = (t: number) => {
  const at = t >= 1 ? 4095.999 : t * 4096
  const i = at | 0
  return table[i]! + (table[i + 1]! - table[i]!) * (at - i)
}

/** What a picture of sRGB bytes, three a pixel, looks like: see `Measured` in the contract. */
export function measure(rgb: Uint8Array, width: number, height: number): Measured {
  const luma = borrow(Float32Array, width * height)
  const sums: Sums = { lightness: 0, yellowness: 0, bend: 0, squares: 0 }
  for (let y = 0; y < height; y++) addColours(sums, rgb, luma, y * width, (y + 1) * width)
  for (let y = 1; y < height - 1; y++) addBends(sums, luma, width, y * width + 1, (y + 1) * width - 1)
  giveBack(luma)
  const inner = Math.max(1, (width - 2) * (height - 2))
  return {
    lightness: (116 * sums.lightness) / luma.length - 16,
    yellowness: (200 * sums.yellowness) / luma.length,
    sharpness: sums.squares / inner - (sums.bend / inner) * (sums.bend / inner),
  }
}

/** Mean CIELAB of every fifth pixel: L* and b* as `measure` has them, within a tenth or so, and a*. */
export function meanColour(rgb: Uint8Array): { lightness: number; yellowness: number; redness: number } {
  let lightness = 0
  let yellowness = 0
  let redness = 0
  let count = 0
  for (let at = 0; at < rgb.length; at += 15, count++) {
    const r = linear[rgb[at]!]!
    const g = linear[rgb[at + 1]!]!
    const b = linear[rgb[at + 2]!]!
    const y = rootOf(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
    lightness += y
    yellowness += y - rootOf((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
    redness += rootOf((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047) - y
  }
  return {
    lightness: (116 * lightness) / count - 16,
    yellowness: (200 * yellowness) / count,
    redness: (500 * redness) / count,
  }
}

interface Sums {
  lightness: number
  yellowness: number
  bend: number
  squares: number
}

/** Adds up the colours of a row and notes their luma. */
function addColours(sums: Sums, rgb: Uint8Array, luma: Float32Array, from: number, to: number): void {
  let lightness = 0
  let yellowness = 0
  for (let i = from, at = from * 3; i < to; i++, at += 3) {
    const r = linear[rgb[at]!]!
    const g = linear[rgb[at + 1]!]!
    const b = linear[rgb[at + 2]!]!
    const y = rootOf(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
    const z = rootOf((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
    lightness += y
    yellowness += y - z
    luma[i] = rgb[at]! * 0.299 + rgb[at + 1]! * 0.587 + rgb[at + 2]! * 0.114
  }
  sums.lightness += lightness
  sums.yellowness += yellowness
}

/** Adds up the Laplacian of a row and its square. */
function addBends(sums: Sums, luma: Float32Array, width: number, from: number, to: number): void {
  let bends = 0
  let squares = 0
  for (let i = from; i < to; i++) {
    const bend = luma[i - 1]! + luma[i + 1]! + luma[i - width]! + luma[i + width]! - 4 * luma[i]!
    bends += bend
    squares += bend * bend
  }
  sums.bend += bends
  sums.squares += squares
}
