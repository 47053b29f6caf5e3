import type { Composition } from './composition.ts'

/** Widest circle that is kept, as a share of the picture's width: the one bird, a figure; not a house. */
const widest = 0.13

/** How much of the focus is kept as abstraction rises: all up to 0.25, nothing from 0.4. */
export const keptAt = (abstraction: number) => Math.min(1, Math.max(0, (0.4 - abstraction) / 0.15))

/** How far a place belongs to what the picture is about: 1 in a circle of the focus, fading to 0 at half a radius beyond. */
export function focusAt({ focus, width }: Composition, x: number, y: number): number {
  let most = 0
  for (const { x: centreX, y: centreY, radius } of focus) {
    if (radius > widest * width) continue
    const dx = x - centreX
    const dy = y - centreY
    const far = Math.sqrt(dx * dx + dy * dy)
    if (far < radius * 1.5) most = Math.max(most, Math.min(1, (1.5 - far / radius) * 2))
  }
  return most
}
