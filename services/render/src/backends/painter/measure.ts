import type { Measured } from '@aiw/proto'
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
  let lightness = 0
  let yellowness = 0
  const luma = new Float32Array(width * height)
  for (let i = 0, at = 0; i < luma.length; i++, at += 3) {
    const r = linear[rgb[at]!]!
    const g = linear[rgb[at + 1]!]!
    const b = linear[rgb[at + 2]!]!
    const y = rootOf(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
    const z = rootOf((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
    lightness += y
    yellowness += y - z
    luma[i] = rgb[at]! * 0.299 + rgb[at + 1]! * 0.587 + rgb[at + 2]! * 0.114
  }
  let sum = 0
  let squares = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const bend = luma[i - 1]! + luma[i + 1]! + luma[i - width]! + luma[i + width]! - 4 * luma[i]!
      sum += bend
      squares += bend * bend
    }
  }
  const inner = Math.max(1, (width - 2) * (height - 2))
  return {
    lightness: (116 * lightness) / luma.length - 16,
    yellowness: (200 * yellowness) / luma.length,
    sharpness: squares / inner - (sum / inner) * (sum / inner),
  }
}
