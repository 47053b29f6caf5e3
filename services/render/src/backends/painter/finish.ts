import { graded } from './grade.ts'
import type { Canvas } from './strokes.ts'

/** A picture of sRGB bytes, three a pixel. */
export interface Raw {
  rgb: Uint8Array<ArrayBuffer>
  width: number
  height: number
}

/** A small graded copy of a canvas, about 512 wide. */
export function thumbnail(canvas: Canvas, cube: Int16Array): Raw {
  const by = Math.max(1, Math.round(canvas.width / 512))
  const width = Math.floor(canvas.width / by)
  const height = Math.floor(canvas.height / by)
  const rgb = new Uint8Array(width * height * 3)
  const share = 1 / (by * by)
  for (let y = 0, into = 0; y < height; y++) {
    for (let x = 0; x < width; x++, into += 3) {
      let r = 0
      let g = 0
      let b = 0
      for (let j = 0; j < by; j++) {
        const row = (y * by + j) * canvas.width + x * by
        for (let i = 0; i < by; i++) {
          const pixel = canvas.pixels[row + i]!
          r += pixel & 255
          g += (pixel >> 8) & 255
          b += (pixel >> 16) & 255
        }
      }
      const pixel = graded(cube, (r * share) | 0 | (((g * share) | 0) << 8) | (((b * share) | 0) << 16))
      rgb[into] = pixel & 255
      rgb[into + 1] = (pixel >> 8) & 255
      rgb[into + 2] = pixel >> 16
    }
  }
  return { rgb, width, height }
}

type Painted = Pick<Canvas, 'width' | 'height' | 'pixels' | 'relief'>

/** The finished picture: graded where a cube is given, with the relief of the paint lit from the upper left. `relief` 0
 *  (flat) to 1. */
export function finished(canvas: Painted, cube: Int16Array | undefined, relief: number): Raw {
  const { width, height } = canvas
  const rgb = new Uint8Array(width * height * 3)
  const gain = Math.round(relief * 256)
  for (let y = 0; y < height; y++) finishRow(canvas, cube, y > 1 && y < height - 2 ? gain : 0, y, rgb)
  return { rgb, width, height }
}

function finishRow(canvas: Painted, cube: Int16Array | undefined, gain: number, y: number, rgb: Uint8Array): void {
  const { width, pixels, relief: heights } = canvas
  for (let x = 0; x < width; x++) {
    const at = y * width + x
    const pixel = cube ? graded(cube, pixels[at]!) : pixels[at]!
    // Paint that rises towards the lower right faces the light.
    const rise =
      gain > 0 && x > 1 && x < width - 2
        ? heights[at + 1]! +
          heights[at + width]! +
          2 * heights[at + width + 1]! -
          heights[at - 1]! -
          heights[at - width]! -
          2 * heights[at - width - 1]!
        : 0
    let shade = (rise * gain) >> 10
    if (shade > 52) shade = 52
    else if (shade < -46) shade = -46
    let r = pixel & 255
    let g = (pixel >> 8) & 255
    let b = pixel >> 16
    r += ((r + 50) * shade) >> 8
    g += ((g + 50) * shade) >> 8
    b += ((b + 50) * shade) >> 8
    const into = at * 3
    rgb[into] = r > 255 ? 255 : r < 0 ? 0 : r
    rgb[into + 1] = g > 255 ? 255 : g < 0 ? 0 : g
    rgb[into + 2] = b > 255 ? 255 : b < 0 ? 0 : b
  }
}
