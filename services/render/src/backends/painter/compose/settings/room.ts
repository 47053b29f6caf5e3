import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import type { Air } from '../air.ts'
import { allows } from '../brief.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { paints } from '../paints.ts'
import { type Random, between, pick } from '../random.ts'
import { type Stage, across, streamOf } from '../stage.ts'
import { furnish } from './furnish.ts'
import { type Box, drawFallingLight, drawWindow, litOf, shadeOf } from './window.ts'

/** Indoor light: what of the day comes through the window, and lamps by night. */
function indoors(air: Air): Air {
  const night = air.night
  return {
    ...air,
    gain: air.gain * (0.93 + 0.58 * night),
    keyA: air.keyA + 0.024 * night,
    keyB: air.keyB + 0.075 * night,
    shadeGain: air.shadeGain * (0.92 + 0.42 * night),
    shadeA: air.shadeA + 0.006 * night,
    shadeB: air.shadeB + 0.06 * night,
    sat: air.sat + 0.3 * night,
    thickness: 0,
    wet: 0,
    snow: 0,
  }
}

/** A room: a wall with a window that is the light, a floor it falls on, a table, a chair turned to it. */
export function drawRoom(stage: Stage): void {
  const { height, width, sheet, brief } = stage
  const r = streamOf(stage, 'room')
  const outside = stage.air
  stage.air = indoors(outside)
  const { air } = stage
  // From across the room, or from a seat in it.
  const isNear = r() < 0.5
  stage.horizon = height * (isNear ? 0.36 : 0.42)
  stage.eye = isNear ? 1.25 : 1.55
  stage.reach = 0
  const floorY = height * (isNear ? between(r, 0.7, 0.75) : between(r, 0.66, 0.72))
  const corner = between(r, 0.12, 0.2)
  const wallColour = pick(r, [
    paints.plaster,
    mix(paints.sky, paints.plaster, 0.45),
    mix(paints.rose, paints.plaster, 0.6),
    mix(paints.leafSpring, paints.plaster, 0.6),
    mix(paints.ochre, paints.plaster, 0.5),
  ])
  const box: Box = {
    w: width * between(r, 0.22, 0.27) * (isNear ? 1.3 : 1),
    h: height * between(r, 0.36, 0.42) * (isNear ? 1.14 : 1),
    x: 0,
    y: height * between(r, 0.1, 0.14),
  }
  const windowU = between(r, 0.46, 0.56)
  box.x = across(stage, windowU) - (stage.side > 0 ? 0 : box.w)
  const window = { x: box.x + box.w / 2, y: box.y + box.h / 2 }
  stage.sun = window
  const hasWindow = allows(brief, 'window')

  // The wall is brightest around the window.
  const bright = (t: number): Colour => mix(shadeOf(air, wallColour), litOf(air, wallColour), t)
  sheet.rect(
    0,
    0,
    width,
    height,
    sheet.ramp(across(stage, 0), 0, across(stage, 1), 0, [bright(0.2), bright(0.5), bright(0.62), bright(0.25)]),
    matter.wall,
  )
  const side = new Path2D()
  side.moveTo(across(stage, -0.01), 0)
  side.lineTo(across(stage, corner), 0)
  side.lineTo(across(stage, corner), floorY)
  side.lineTo(across(stage, -0.01), floorY + (height - floorY) * 0.62)
  side.closePath()
  sheet.fill(side, sheet.ramp(across(stage, 0), 0, across(stage, corner), 0, [bright(0.62), bright(0.85)]), matter.wall)
  for (let i = 0; i < 60; i++)
    sheet.dab(
      r() * width,
      r() * floorY,
      width * between(r, 0.02, 0.07),
      height * between(r, 0.02, 0.06),
      shift(bright(between(r, 0.2, 0.8)), 0, between(r, -0.008, 0.008), between(r, -0.012, 0.012)),
      undefined,
      0.2,
    )
  drawFloor(stage, floorY, corner, r)
  if (hasWindow) drawWindow(stage, box, outside, r)
  if (hasWindow) drawFallingLight(stage, box, floorY, outside)

  stage.spots.push({
    kind: 'air',
    x: window.x + box.w * 0.12,
    y: window.y - box.h * 0.05,
    ppm: box.h * 0.55,
    depth: -1,
  })
  if (hasWindow)
    for (const [i, along] of [0.3, 0.72, 0.5].entries())
      stage.spots.push({
        kind: 'view',
        x: box.x + box.w * along,
        y: box.y + box.h * (0.94 - 0.02 * i),
        ppm: box.h * 0.5,
        depth: -0.8,
      })
  furnish(stage, box, floorY, r)
  stage.front = height * 0.975
  stage.back = floorY + height * 0.055
}

function drawFloor(stage: Stage, floorY: number, corner: number, r: Random): void {
  const { sheet, air, width, height } = stage
  const wood = pick(r, [paints.wood, paints.woodPale, mix(paints.wood, paints.brick, 0.4)])
  const path = new Path2D()
  path.moveTo(across(stage, corner), floorY)
  path.lineTo(across(stage, 1.02), floorY)
  path.lineTo(across(stage, 1.02), height + 2)
  path.lineTo(across(stage, -0.02), height + 2)
  path.lineTo(across(stage, -0.02), floorY + (height - floorY) * 0.64)
  path.closePath()
  const tone = (t: number) => mix(shadeOf(air, wood), litOf(air, wood), t)
  sheet.fill(path, sheet.ramp(0, floorY, 0, height, [tone(0.75), tone(0.5), tone(0.3)]), matter.floor)
  sheet.clip(path, () => {
    // Boards run to the vanishing point.
    const vx = across(stage, 0.55)
    for (let i = -14; i <= 22; i++) {
      const line = new Path2D()
      line.moveTo(vx + (i - 4) * width * 0.022, floorY)
      line.lineTo(vx + (i - 4) * width * 0.085, height)
      sheet.stroke(line, tone(0.1), stage.unit * 1.6, undefined, 0.5)
    }
    for (let i = 0; i < 60; i++) {
      const v = r()
      sheet.dab(
        r() * width,
        floorY + v * (height - floorY),
        width * between(r, 0.02, 0.06) * (0.5 + v),
        stage.unit * (2 + 6 * v),
        tone(between(r, 0.1, 1)),
        undefined,
        0.35,
      )
    }
    if (stage.brief.detail > 0.25 && r() < 0.6) {
      const rug = pick(r, [paints.rose, paints.blue, paints.teal, paints.red])
      sheet.dab(
        across(stage, 0.5),
        floorY + (height - floorY) * 0.68,
        width * 0.27,
        (height - floorY) * 0.26,
        mix(shadeOf(air, rug), litOf(air, rug), 0.45),
        undefined,
        0.85,
      )
      sheet.dab(
        across(stage, 0.5),
        floorY + (height - floorY) * 0.68,
        width * 0.22,
        (height - floorY) * 0.2,
        mix(shadeOf(air, paints.cream), litOf(air, mix(rug, paints.cream, 0.6)), 0.5),
        undefined,
        0.7,
      )
    }
  })
  sheet.rect(
    0,
    floorY - stage.unit * 9,
    width,
    stage.unit * 9,
    mix(shadeOf(air, paints.linen), litOf(air, paints.linen), 0.5),
    matter.wall,
    0.5,
  )
}
