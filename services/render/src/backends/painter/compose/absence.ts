import { lit } from './air.ts'
import { mix } from './colour.ts'
import { type Brief, allows } from './brief.ts'
import { paints } from './paints.ts'
import { drawings } from './motifs/all.ts'
import { keep } from './keeping.ts'
import { grounds, spotFor } from './spots.ts'
import { type Stage, across, ppmAt, streamOf } from './stage.ts'

/** Keeps a place free where something absent might have been, and lets the light fall into it. */
export function leaveRoom(stage: Stage, focus: number): void {
  const { brief, width, horizon } = stage
  if (brief.absent.size === 0 && !brief.isMissed) return
  const span = stage.front - horizon
  stage.open = {
    x: across(stage, 0.5 + (0.5 - focus) * 0.35),
    y: horizon + span * 0.6,
    rx: width * 0.2,
    ry: span * 0.34,
  }
  if (brief.setting === 'SETTING_ROOM' || brief.setting === 'SETTING_SKY') return
  const { x, y, rx, ry } = stage.open
  const ground = stage.sheet.matterAt(x, y)
  if (!grounds.has(ground)) return
  // A pool of light with nobody in it.
  for (let i = 4; i >= 1; i--)
    stage.sheet.dab(
      x,
      y,
      (rx * i) / 4,
      (ry * 0.42 * i) / 4,
      lit(stage.air, mix(paints.sand, paints.meadow, 0.4)),
      undefined,
      0.05 + 0.07 * stage.air.sun,
    )
}

/** A seat that nobody sits on; `roll` (0 to 1) chooses where there is a choice. */
function tracesOf(brief: Brief, roll: number): string | undefined {
  const { setting } = brief
  if (setting === 'SETTING_ROOM' || setting === 'SETTING_SKY') return undefined
  const special =
    setting === 'SETTING_GARDEN' ? 'swing' : setting === 'SETTING_SEA' || setting === 'SETTING_RIVER' ? 'boat' : 'bench'
  return [roll < 0.3 ? special : 'bench', 'bench'].find((concept) => allows(brief, concept, 'chair', 'empty_chair'))
}

/** What those who are not here have left: an empty bench out of doors. The chair of a room is the room's own. */
export function leaveTrace(stage: Stage, focus: number): void {
  const { brief } = stage
  const r = streamOf(stage, 'trace')
  const concept = tracesOf(brief, r())
  if (!brief.isDeserted || concept === undefined || brief.things.some(({ word }) => word.drawing === concept)) return
  const drawing = drawings[concept]
  if (!drawing) return
  const metres = concept === 'swing' ? 2.4 : 0.9
  const height = stage.height * (concept === 'swing' ? 0.24 : concept === 'boat' ? 0.085 : 0.12)
  const y = Math.min(stage.front, stage.horizon + (stage.eye * height) / metres)
  const at = spotFor(stage, r, { u: 1 - focus, spread: 0.1, y, width: height * drawing.width, height, on: grounds })
  if (!at) return
  const size = Math.max(height * 0.7, Math.min(height * 1.25, metres * ppmAt(stage, at.y)))
  const trace = keep(
    stage,
    { concept, word: { drawing: concept, kind: 'ground', metres } },
    0,
    { ...at, height: size, ratio: drawing.width, depth: at.y, where: 'ground', shadow: true },
    false,
  )
  trace.isTrace = true
}
