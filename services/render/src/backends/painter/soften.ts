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
  const level = borrow(Uint8Array, rgb.length)
  for (let time = 0; time < 3; time++) {
    for (let y = 0; y < height; y++) blurRow(rgb, level, y * width * 3, width, radius)
    blurDown(level, rgb, width * 3, height, radius)
  }
  giveBack(level)
  for (let i = 0; i < rgb.length; i++) rgb[i] = (rgb[i]! * (256 - veil) + sharp[i]! * veil + 128) >> 8
  giveBack(sharp)
}

/** A running mean over `2 * radius + 1` pixels along one row; beyond the ends the last pixel goes on. */
function blurRow(from: Uint8Array, to: Uint8Array, start: number, width: number, radius: number): void {
  const size = 2 * radius + 1
  let r = radius
  let g = radius
  let b = radius
  for (let i = -radius; i <= radius; i++) {
    const k = start + Math.min(width - 1, Math.max(0, i)) * 3
    r += from[k]!
    g += from[k + 1]!
    b += from[k + 2]!
  }
  for (let i = 0, at = start; i < width; i++, at += 3) {
    to[at] = (r / size) | 0
    to[at + 1] = (g / size) | 0
    to[at + 2] = (b / size) | 0
    const enter = start + Math.min(width - 1, i + radius + 1) * 3
    const leave = start + Math.max(0, i - radius) * 3
    r += from[enter]! - from[leave]!
    g += from[enter + 1]! - from[leave + 1]!
    b += from[enter + 2]! - from[leave + 2]!
  }
}

/** The same down all columns at once, row by row as memory lies. `stride`: bytes of a row. */
function blurDown(from: Uint8Array, to: Uint8Array, stride: number, height: number, radius: number): void {
  const size = 2 * radius + 1
  const sums = new Int32Array(stride).fill(radius)
  for (let i = -radius; i <= radius; i++) {
    const row = Math.min(height - 1, Math.max(0, i)) * stride
    for (let x = 0; x < stride; x++) sums[x]! += from[row + x]!
  }
  for (let y = 0; y < height; y++) {
    const enter = Math.min(height - 1, y + radius + 1) * stride
    const leave = Math.max(0, y - radius) * stride
    const row = y * stride
    for (let x = 0; x < stride; x++) {
      const sum = sums[x]!
      to[row + x] = (sum / size) | 0
      sums[x] = sum + from[enter + x]! - from[leave + x]!
    }
  }
}
