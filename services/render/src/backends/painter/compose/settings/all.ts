import type { Brief } from '../brief.ts'
import type { Stage } from '../stage.ts'
import { drawField } from './field.ts'
import { drawForest } from './forest.ts'
import { drawGarden } from './garden.ts'
import { drawMountain } from './mountain.ts'
import { drawRiver } from './river.ts'
import { drawRoad } from './road.ts'
import { drawRoom } from './room.ts'
import { drawSea } from './sea.ts'
import { drawSkyscape } from './sky.ts'
import { drawTown } from './town.ts'

/** How each setting is laid out and drawn: it fixes horizon, eye and light, and leaves props and spots for the rest. */
export const settings: Record<Brief['setting'], (stage: Stage) => void> = {
  SETTING_SEA: drawSea,
  SETTING_RIVER: drawRiver,
  SETTING_FIELD: drawField,
  SETTING_FOREST: drawForest,
  SETTING_MOUNTAIN: drawMountain,
  SETTING_GARDEN: drawGarden,
  SETTING_ROAD: drawRoad,
  SETTING_TOWN: drawTown,
  SETTING_ROOM: drawRoom,
  SETTING_SKY: drawSkyscape,
}
