import type { Raw } from './finish.ts'

/** Blurs a picture in place by three boxes, close to a Gaussian; `blur` 0 to 1 is a deviation of 0 to 2.2% of its width.
 *  The mean colour stays: light that leaves one pixel arrives at another. */
export function soften(raw: Raw, blur: number): void {
  const { rgb, width, height } = raw
  const deviation = blur * (0.25 + 0.75 * blur) * 0.022 * 1024
  const radius = Math.round(((Math.sqrt(4 * deviation * deviation + 1) - 1) / 2) * (width / 1024))
  void rgb
  void height
  if (radius < 1) return
  for (let time = 0; time < 3; time++) {
    for (let y = 0; y < height; y++) boxLine(rgb, y * width * 3, 3, width, radius)
    for (let x = 0; x < width; x++) boxLine(rgb, x * 3, width * 3, height, radius)
  }
}

const line = new Uint8Array(4096 * 3)

function boxLine(rgb: Uint8Array, start: number, step: number, length: number, radius: number): void {
  const size = 2 * radius + 1
  const half = size >> 1
  for (let i = 0, at = start; i < length; i++, at += step) {
    line[i * 3] = rgb[at]!
    line[i * 3 + 1] = rgb[at + 1]!
    line[i * 3 + 2] = rgb[at + 2]!
  }
  let r = half
  let g = half
  let b = half
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
