import { airDrawings } from './air.ts'
import { animalDrawings } from './animals.ts'
import { applianceDrawings } from './appliances.ts'
import { buildingDrawings } from './buildings.ts'
import type { Drawing } from './drawing.ts'
import { fruitDrawings } from './fruits.ts'
import { furnitureDrawings } from './furniture.ts'
import { householdDrawings } from './household.ts'
import { outsideDrawings } from './outside.ts'
import { plantDrawings } from './plants.ts'
import { playDrawings } from './play.ts'
import { provisionDrawings } from './provisions.ts'
import { wallDrawings } from './room.ts'
import { seatDrawings } from './seats.ts'
import { smallDrawings } from './small.ts'
import { sundryDrawings } from './sundries.ts'
import { tableDrawings } from './table.ts'
import { trinketDrawings } from './trinkets.ts'
import { vehicleDrawings } from './vehicles.ts'
import { waterDrawings } from './water.ts'
import { worksDrawings } from './works.ts'

/** Every hand drawing by its name. */
export const drawings: Readonly<Record<string, Drawing | undefined>> = {
  __proto__: null as never,
  ...airDrawings,
  ...waterDrawings,
  ...plantDrawings,
  ...furnitureDrawings,
  ...seatDrawings,
  ...buildingDrawings,
  ...wallDrawings,
  ...animalDrawings,
  ...vehicleDrawings,
  ...smallDrawings,
  ...tableDrawings,
  ...fruitDrawings,
  ...outsideDrawings,
  ...applianceDrawings,
  ...householdDrawings,
  ...playDrawings,
  ...worksDrawings,
  ...provisionDrawings,
  ...sundryDrawings,
  ...trinketDrawings,
}
