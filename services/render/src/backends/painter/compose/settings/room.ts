import { type Air, airOf } from '../air.ts'
import { allows } from '../brief.ts'
import { type Random, between } from '../random.ts'
import { type Stage, across, ppmAt, streamOf } from '../stage.ts'
import { furnish } from './furnish.ts'
import { type Plan, type Places, footAt, placesOn, planOf } from './plan.ts'
import { drawFloor, drawWalls } from './walls.ts'
import { type Box, drawFallingLight, drawLightOnWall, drawSideWindow, drawWindow, sunFalls } from './window.ts'

/** Indoor light: what of the day comes through the window, and lamps by night. Anger and fear sharpen and redden it. */
function indoors(air: Air, strain: number): Air {
  const night = air.night
  return {
    ...air,
    gain: air.gain * (0.93 + 0.58 * night) * (1 + 0.06 * strain),
    keyA: air.keyA + 0.024 * night + 0.014 * strain,
    keyB: air.keyB + 0.075 * night + 0.012 * strain,
    shadeGain: air.shadeGain * (0.92 + 0.42 * night) * (1 - 0.34 * strain),
    shadeA: air.shadeA + 0.006 * night + 0.034 * strain,
    shadeB: air.shadeB + 0.06 * night + 0.026 * strain,
    sat: air.sat + 0.3 * night + 0.22 * strain,
    thickness: 0,
    wet: 0,
    snow: 0,
  }
}

/** How far a room leans with anger or fear, in radians. */
const lean = 0.06

/** A room: walls, a floor, the light that falls in, and little else. Every seed has another, seen from elsewhere. */
export function drawRoom(stage: Stage): void {
  const { brief, height } = stage
  const r = streamOf(stage, 'room')
  // Rage and fear see no summer's day outside.
  const isHeavy = brief.strain > 0.25 && brief.weather === 'WEATHER_UNSPECIFIED'
  const outside = isHeavy ? airOf(brief.time, 'WEATHER_STORM', brief.brightness, brief.warmth) : stage.air
  stage.air = indoors(stage.air, brief.strain)
  const plan = planOf(stage)
  if (brief.strain > 0) stage.sheet.lean(lean * brief.strain * stage.side)
  const places = placesOn(Math.max(0.03, plan.corner), r)
  const boxes = boxesOf(stage, plan, places, r)
  const lightU =
    plan.opening === 'unseen' ? -0.25 : plan.opening === 'beside' ? Math.max(0, plan.corner) : middleOf(stage, boxes)
  stage.sun = { x: across(stage, lightU), y: boxes[0] ? boxes[0].y + boxes[0].h / 2 : height * 0.3 }
  standAtWindow(stage, boxes, lightU)
  // By night the lamp is the light.
  const isLamplit = brief.time === 'TIME_OF_DAY_NIGHT' && allows(brief, 'lamp', 'light')
  drawWalls(stage, plan, isLamplit ? stage.focus : lightU, r)
  drawFloor(stage, plan, r)
  const isSunny = sunFalls(brief)
  if (plan.opening === 'beside') drawSideWindow(stage, plan, outside, isSunny)
  if (plan.opening === 'unseen' && isSunny) drawLightOnWall(stage, plan, outside, r)
  const hasCurtains =
    allows(brief, 'curtain') && (brief.wanted.has('curtain') || (plan.opening !== 'pair' && r() < 0.6))
  for (const [i, box] of boxes.entries()) drawWindow(stage, box, outside, { r, hasCurtains, nth: i })
  for (const box of boxes) drawFallingLight(stage, box, plan, outside, isSunny)
  offerViews(stage, boxes)
  furnish(stage, plan, boxes, places, r)
}

/** Now and then who is there stands at the window. */
function standAtWindow(stage: Stage, boxes: readonly Box[], lightU: number): void {
  const [box] = boxes
  const r = streamOf(stage, 'at the window')
  if (!box || stage.isCut || stage.brief.isApart || stage.brief.people.length === 0 || r() > 0.4) return
  const half = (box.w / stage.width) * 0.5 + 0.02
  stage.focus = Math.min(0.82, Math.max(0.18, lightU + (lightU < 0.5 ? half : -half)))
}

/** Where the windows before us are. */
function boxesOf(stage: Stage, plan: Plan, places: Places, r: Random): Box[] {
  const { width, height } = stage
  if (plan.opening === 'none' || plan.opening === 'unseen' || plan.opening === 'beside') return []
  const isTall = plan.opening === 'tall'
  const w = plan.opening === 'window' ? between(r, 0.2, 0.31) : isTall ? between(r, 0.14, 0.2) : between(r, 0.11, 0.14)
  const near = plan.view === 'close' ? 1.15 : 1
  const top = height * (isTall ? between(r, 0.05, 0.1) : between(r, 0.07, 0.15))
  const gap = plan.opening === 'pair' ? w + between(r, 0.07, 0.12) : 0
  const span = (w + gap) * near
  const low = Math.max(0.03, plan.corner) + 0.06
  const from = between(r, low, Math.max(low, 0.9 - span))
  places.take(from + span / 2, span + 0.1)
  const foot = footAt(plan, from + span / 2)
  const sill = isTall ? foot - height * 0.02 : foot - ppmAt(stage, foot) * between(r, 0.66, 0.85)
  const bottom = Math.max(sill, top + height * 0.26)
  return (gap > 0 ? [from, from + gap * near] : [from]).map((u) => ({
    x: across(stage, u) - (stage.side > 0 ? 0 : w * near * width),
    y: top,
    w: w * near * width,
    h: bottom - top,
  }))
}

/** Where across the windows are, 0 to 1 in the layout. */
function middleOf(stage: Stage, boxes: readonly Box[]): number {
  if (boxes.length === 0) return 0.5
  const x = boxes.reduce((sum, box) => sum + box.x + box.w / 2, 0) / boxes.length
  return stage.side > 0 ? x / stage.width : 1 - x / stage.width
}

/** What flies, and what stands outside, is seen in the window. */
function offerViews(stage: Stage, boxes: readonly Box[]): void {
  const [box] = boxes
  if (!box) return
  stage.spots.push({
    kind: 'air',
    x: box.x + box.w * 0.62,
    y: box.y + box.h * 0.45,
    ppm: box.h * 0.55,
    depth: -1,
  })
  for (const [i, along] of [0.3, 0.72, 0.5].entries())
    stage.spots.push({
      kind: 'view',
      x: box.x + box.w * along,
      y: box.y + box.h * (0.94 - 0.02 * i),
      ppm: Math.min(box.h, box.w * 1.3) * 0.5,
      depth: -0.8,
    })
}
