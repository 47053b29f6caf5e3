import type { Brief } from '../brief.ts'
import type { Stage } from '../stage.ts'
import { drawField } from './field.ts'
import { drawRiver } from './river.ts'
import { drawRoad } from './road.ts'
import { drawSea } from './sea.ts'

/** How each setting is laid out and drawn: it fixes horizon, eye and light, and leaves props and spots for the rest. */
export const settings: Record<Brief['setting'], (stage: Stage) => void> = {
  SETTING_SEA: drawSea,
  SETTING_RIVER: drawRiver,
  SETTING_FIELD: drawField,
  SETTING_FOREST: drawField,
  SETTING_MOUNTAIN: drawField,
  SETTING_GARDEN: drawField,
  SETTING_ROAD: drawRoad,
  SETTING_TOWN: drawRoad,
  SETTING_ROOM: drawField,
  SETTING_SKY: drawSea,
}
