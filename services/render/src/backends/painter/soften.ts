import { borrow, giveBack } from './arrays.ts'
import type { Raw } from './finish.ts'

/** Softens a picture in place. `blur` 0 leaves it, 1 leaves only light and colour: a Gaussian (of three boxes) whose deviation
 *  grows to 2% of the width, and over it a veil of the sharp picture that thins out, so that a little of the brush is felt
 *  for long. The mean colour stays: light that leaves one pixel arrives at others. */
export function soften(raw: Raw, blur: number): void {
  if (blur <= 0) return
  const { rgb, width, height } = raw
  const deviation = (blur * (0.12 + 0.88 * blur) * 0.02 + 0.0008) * width
  const radius = Math.max(1, Math.round((Math.sqrt(4 * deviation * deviation + 1) - 1) / 2))
  const veil = Math.round(256 * 0.62 * (1 - blur) * (1 - blur))
  const sharp = borrow(Uint8Array, rgb.length)
  sharp.set(rgb)
  for (let time = 0; time < 3; time++) {
    for (let y = 0; y < height; y++) blurLine(rgb, y * width * 3, 3, width, radius)
    for (let x = 0; x < width; x++) blurLine(rgb, x * 3, width * 3, height, radius)
  }
  for (let i = 0; i < rgb.length; i++) rgb[i] = (rgb[i]! * (256 - veil) + sharp[i]! * veil + 128) >> 8
  giveBack(sharp)
}

const line = new Uint8Array(4096 * 3)

/** A running mean over `2 * radius + 1` pixels along one line; beyond the ends the last pixel goes on. */
function blurLine(rgb: Uint8Array, start: number, step: number, length: number, radius: number): void {
  const size = 2 * radius + 1
  for (let i = 0, at = start; i < length; i++, at += step) {
    line[i * 3] = rgb[at]!
    line[i * 3 + 1] = rgb[at + 1]!
    line[i * 3 + 2] = rgb[at + 2]!
  }
  let r = radius
  let g = radius
  let b = radius
  for (let i = -radius; i <= radius; i++) {
    const k = Math.min(length - 1, Math.max(0, i)) * 3
    r += line[k]!
    g += line[k + 1]!
    b += line[k + 2]!
  }
  for (let i = 0, at = start; i < length; i++, at += step) {
    rgb[at] = (r / size) | 0
    rgb[at + 1] = (g / size) | 0
    rgb[at + 2] = (b / size) | 0
    const enter = Math.min(length - 1, i + radius + 1) * 3
    const leave = Math.max(0, i - radius) * 3
    r += line[enter]! - line[leave]!
    g += line[enter + 1]! - line[leave + 1]!
    b += line[enter + 2]! - line[leave + 2]!
  }
}
