import { airDrawings } from './air.ts'
import type { Drawing } from './drawing.ts'
import { furnitureDrawings } from './furniture.ts'
import { plantDrawings } from './plants.ts'
import { waterDrawings } from './water.ts'

/** Every hand drawing by its name. */
export const drawings: Readonly<Record<string, Drawing | undefined>> = {
  ...airDrawings,
  ...waterDrawings,
  ...plantDrawings,
  ...furnitureDrawings,
}
