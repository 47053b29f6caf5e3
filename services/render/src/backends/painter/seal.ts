import { randomFrom } from './noise.ts'
import type { Canvas } from './strokes.ts'

/** Presses a seal with no writing into a lower corner: a worn square, a frame and a few cuts. */
export function stamp(canvas: Canvas, colour: readonly [number, number, number], seed: number): void {
  const { width, height, pixels } = canvas
  const random = randomFrom(seed + 41)
  const side = Math.round(width * 0.026)
  const left = random() < 0.5 ? Math.round(width * 0.045) : Math.round(width * 0.955) - side
  const top = Math.round(height * 0.93) - side
  const cuts = Array.from({ length: 4 }, () => ({
    at: 0.2 + 0.6 * random(),
    from: 0.15 + 0.4 * random(),
    isUpright: random() < 0.5,
  }))
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const u = x / side
      const v = y / side
      const isCut = cuts.some(({ at, from, isUpright }) => {
        const across = isUpright ? u - at : v - at
        const along = isUpright ? v - from : u - from
        return across > -0.045 && across < 0.045 && along > 0 && along < 0.4
      })
      const isEdge = u < 0.06 || v < 0.06 || u > 0.94 || v > 0.94
      // Worn: more at the edges, where the stone did not touch the paper.
      const share = (isCut ? 0.15 : 0.85) * (random() < (isEdge ? 0.45 : 0.08) ? 0.3 : 1)
      const at = (top + y) * width + left + x
      const pixel = pixels[at]!
      const mix = (shift: number, to: number) =>
        Math.round(((pixel >> shift) & 255) * (1 - share) + to * share) << shift
      pixels[at] = mix(0, colour[0]) | mix(8, colour[1]) | mix(16, colour[2])
    }
  }
}
