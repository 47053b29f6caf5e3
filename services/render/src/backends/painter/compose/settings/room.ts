import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import type { Air } from '../air.ts'
import { type Brief, allows } from '../brief.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { drawings } from '../motifs/all.ts'
import { paints } from '../paints.ts'
import { keep } from '../placing.ts'
import { type Random, between, pick } from '../random.ts'
import { drawCloud, ridgeLine } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'
import { drawTree } from '../trees.ts'
import { handAt } from '../stage.ts'
import { under } from '../land.ts'

interface Box {
  x: number
  y: number
  w: number
  h: number
}

/** Indoor light: what of the day comes through the window, and lamps by night. */
function indoors(air: Air): Air {
  const night = air.night
  return {
    ...air,
    gain: air.gain * (0.93 + 0.25 * night),
    keyA: air.keyA + 0.012 * night,
    keyB: air.keyB + 0.05 * night,
    shadeGain: air.shadeGain * (0.92 + 0.2 * night),
    shadeA: air.shadeA + 0.006 * night,
    shadeB: air.shadeB + 0.036 * night,
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
  stage.horizon = height * 0.42
  stage.eye = 1.55
  stage.reach = 0
  const floorY = height * between(r, 0.66, 0.72)
  const corner = between(r, 0.12, 0.2)
  const wallColour = pick(r, [
    paints.plaster,
    mix(paints.sky, paints.plaster, 0.45),
    mix(paints.rose, paints.plaster, 0.6),
    mix(paints.leafSpring, paints.plaster, 0.6),
    mix(paints.ochre, paints.plaster, 0.5),
  ])
  const box: Box = {
    w: width * between(r, 0.22, 0.27),
    h: height * between(r, 0.36, 0.42),
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
    floorY + 1,
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
  furnish(stage, box, floorY, r)
  stage.front = height * 0.975
}

const litOf = (air: Air, c: Colour): Colour => [
  Math.min(0.97, c[0] * air.gain),
  c[1] * air.sat + air.keyA,
  c[2] * air.sat + air.keyB,
]
const shadeOf = (air: Air, c: Colour): Colour => [
  c[0] * air.shadeGain + 0.03,
  c[1] * air.sat * 0.85 + air.shadeA,
  c[2] * air.sat * 0.85 + air.shadeB,
]

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

/** The world outside, small and bright, in the window's frame; curtains at its sides. */
function drawWindow(stage: Stage, box: Box, outside: Air, r: Random): void {
  const { sheet, air, brief, height } = stage
  const pane = new Path2D()
  pane.rect(box.x, box.y, box.w, box.h)
  const inner = stage.air
  stage.air = outside
  sheet.clip(pane, () => {
    sheet.rect(
      box.x,
      box.y,
      box.w,
      box.h,
      sheet.ramp(0, box.y, 0, box.y + box.h, [outside.skyTop, outside.skyMid, outside.skyLow]),
      matter.sky,
    )
    sheet.glow(box.x + box.w * 0.7, box.y + box.h * 0.3, box.h, outside.glow, 0.5)
    const isNight = brief.time === 'TIME_OF_DAY_NIGHT'
    if (isNight && allows(brief, 'moon')) {
      sheet.glow(box.x + box.w * 0.7, box.y + box.h * 0.24, box.h * 0.4, outside.glow, 0.8)
      sheet.dab(box.x + box.w * 0.7, box.y + box.h * 0.24, box.h * 0.07, box.h * 0.07, outside.disc, matter.light)
    }
    if (outside.cover > 0.2)
      for (let i = 0; i < 3; i++)
        drawCloud(stage, box.x + box.w * r(), box.y + box.h * between(r, 0.2, 0.5), box.w * 0.7, box.w * 0.16, r(), 0.6)
    const far = ridgeLine(stage, 'window hill', box.y + box.h * 0.74, box.h * 0.16, 14)
    sheet.fill(
      under(stage, far, box.y + box.h),
      mix(outside.haze, mix(paints.moss, outside.skyMid, 0.4), 0.5),
      matter.distance,
    )
    const near = ridgeLine(stage, 'window green', box.y + box.h * 0.86, box.h * 0.1, 9)
    const green: Colour = mix(mix(paints.grass, paints.snow, outside.snow * 0.9), outside.haze, 0.25)
    sheet.fill(
      under(stage, near, box.y + box.h),
      [green[0] * outside.gain * 0.95, green[1] * outside.sat, green[2] * outside.sat],
      matter.distance,
    )
    if (allows(brief, 'tree'))
      for (let i = 0; i < 3; i++)
        handAt(
          stage,
          `window tree ${i}`,
          {
            x: box.x + box.w * (0.1 + 0.75 * r()),
            y: box.y + box.h * 0.92,
            size: box.h * between(r, 0.25, 0.55),
            far: 0.35,
          },
          (hand) => drawTree(hand, i === 0 ? 'round' : 'bush'),
        )
    if (brief.weather === 'WEATHER_RAIN' || brief.weather === 'WEATHER_STORM')
      for (let i = 0; i < 26; i++)
        sheet.dab(
          box.x + box.w * r(),
          box.y + box.h * r(),
          stage.unit,
          box.h * 0.04,
          outside.cloudLit,
          undefined,
          0.6,
          0.1,
        )
    if (brief.weather === 'WEATHER_SNOW')
      for (let i = 0; i < 40; i++)
        sheet.dab(
          box.x + box.w * r(),
          box.y + box.h * r(),
          stage.unit * 2.4,
          stage.unit * 2.2,
          [0.97, 0, 0],
          undefined,
          0.85,
        )
  })
  stage.air = inner
  // Frame, cross and sill
  const frame: Colour = mix(shadeOf(air, paints.linen), litOf(air, paints.linen), 0.6)
  const bar = stage.unit * 9
  const cross = new Path2D()
  cross.rect(box.x + box.w / 2 - bar * 0.35, box.y, bar * 0.7, box.h)
  cross.rect(box.x, box.y + box.h * 0.38, box.w, bar * 0.6)
  sheet.fill(cross, mix(frame, shadeOf(air, paints.linen), 0.5), matter.wood)
  const edge = new Path2D()
  edge.rect(box.x - bar, box.y - bar, box.w + 2 * bar, bar)
  edge.rect(box.x - bar, box.y, bar, box.h)
  edge.rect(box.x + box.w, box.y, bar, box.h)
  sheet.fill(edge, frame, matter.wood)
  sheet.rect(box.x - bar * 2.4, box.y + box.h, box.w + bar * 4.8, bar * 1.5, litOf(air, paints.linen), matter.wood)
  sheet.rect(
    box.x - bar * 2.2,
    box.y + box.h + bar * 1.5,
    box.w + bar * 4.4,
    bar * 0.8,
    shadeOf(air, paints.linen),
    matter.wood,
  )
  if (!allows(brief, 'curtain')) return
  const cloth = pick(r, [
    paints.linen,
    paints.rose,
    mix(paints.sky, paints.linen, 0.5),
    mix(paints.ochre, paints.linen, 0.5),
  ])
  for (const side of [-1, 1]) {
    const x = side < 0 ? box.x - bar : box.x + box.w + bar
    const reach = box.w * 0.24
    const path = new Path2D()
    path.moveTo(x - side * reach * 0.75, box.y - bar * 2.4)
    path.bezierCurveTo(
      x - side * reach * 0.8,
      box.y + box.h * 0.4,
      x - side * reach * 0.05,
      box.y + box.h * 0.5,
      x + side * reach * 0.1,
      box.y + box.h * 1.24,
    )
    path.lineTo(x + side * reach * 0.8, box.y + box.h * 1.26)
    path.lineTo(x + side * reach * 0.55, box.y - bar * 2.4)
    path.closePath()
    sheet.fill(
      path,
      sheet.ramp(x - side * reach, 0, x + side * reach, 0, [
        litOf(air, cloth),
        mix(litOf(air, cloth), shadeOf(air, cloth), 0.35),
        shadeOf(air, cloth),
      ]),
      matter.cloth,
      0.96,
    )
    for (let i = 0; i < 4; i++) {
      const fold = new Path2D()
      fold.moveTo(x + side * reach * (-0.4 + 0.25 * i), box.y)
      fold.quadraticCurveTo(
        x + side * reach * (0 + 0.15 * i),
        box.y + box.h * 0.5,
        x + side * reach * (0.2 + 0.15 * i),
        box.y + box.h * 1.2,
      )
      sheet.stroke(fold, i % 2 ? litOf(air, cloth) : shadeOf(air, cloth), stage.unit * 3, undefined, 0.6)
    }
  }
  void height
}

/** The window's light on the floor, drawn out towards us. */
function drawFallingLight(stage: Stage, box: Box, floorY: number, outside: Air): void {
  const { sheet, height, side } = stage
  const strength = 0.16 + 0.5 * outside.sun
  const drop = height - floorY
  const slant = -side * box.w * 0.5
  const light = litOf(stage.air, shift(mix(paints.cream, paints.woodPale, 0.3), 0.03, 0, 0.01))
  for (const [from, to] of [
    [0.02, 0.46],
    [0.54, 0.98],
  ] as const) {
    const path = new Path2D()
    path.moveTo(box.x + box.w * from + slant * 0.25, floorY + drop * 0.16)
    path.lineTo(box.x + box.w * to + slant * 0.25, floorY + drop * 0.16)
    path.lineTo(box.x + box.w * (to * 1.25 - 0.1) + slant * 1.1, floorY + drop * 0.72)
    path.lineTo(box.x + box.w * (from * 1.25 - 0.1) + slant * 1.1, floorY + drop * 0.72)
    path.closePath()
    sheet.fill(path, light, undefined, strength)
  }
  sheet.glow(box.x + box.w / 2, box.y + box.h / 2, height * 0.5, outside.glow, 0.16 + 0.2 * outside.sun)
}

const has = (brief: Brief, ...names: string[]) => brief.things.some(({ word }) => names.includes(word.drawing))

/** What a room holds of its own: a table by the window, a chair, a picture on the wall; never what is said to be gone. */
function furnish(stage: Stage, box: Box, floorY: number, r: Random): void {
  const { height, width, brief, air, sheet } = stage
  const ppm = (y: number) => (y - stage.horizon) / stage.eye
  const put = (concept: string, drawing: string, metres: number, u: number, y: number, nth = 0) => {
    const known = drawings[drawing]
    if (!known) return undefined
    return keep(
      stage,
      { concept, word: { drawing, kind: 'ground', metres } },
      nth,
      {
        x: across(stage, u),
        y,
        height: metres * ppm(y),
        ratio: known.width,
        depth: y,
        far: 0,
        where: 'ground',
        shadow: true,
      },
      false,
    )
  }
  const tableU = between(r, 0.27, 0.34)
  const tableY = floorY + (height - floorY) * 0.36
  const wantsBed = has(brief, 'bed', 'hospital_bed')
  if (allows(brief, 'table') && !has(brief, 'table') && !wantsBed) {
    const prop = put('table', 'table', 0.76, tableU, tableY)
    if (prop) {
      const top = prop.y - prop.height * 0.94
      for (const [i, along] of [0, -0.36, 0.34, 0.16, -0.18].entries())
        stage.spots.push({
          kind: 'top',
          x: prop.x + prop.width * along * 0.8,
          y: top + (i % 2 ? 0.03 : 0) * prop.height,
          ppm: ppm(tableY) * 1.2,
          depth: prop.depth + 1 + i * 0.1,
        })
      if (air.night > 0.3 && allows(brief, 'lamp') && !has(brief, 'lamp', 'candle')) {
        const spot = stage.spots.splice(stage.spots.findIndex((s) => s.kind === 'top') + 1, 1)[0]!
        keep(
          stage,
          { concept: 'lamp', word: { drawing: 'lamp', kind: 'top', metres: 0.5 } },
          0,
          {
            x: spot.x,
            y: spot.y,
            height: 0.5 * spot.ppm,
            ratio: 0.8,
            depth: spot.depth,
            far: 0,
            where: 'ground',
            shadow: false,
          },
          false,
        )
      }
    }
  }
  for (const along of [0.2, 0.8, 0.5])
    stage.spots.push({
      kind: 'top',
      x: box.x + box.w * along,
      y: box.y + box.h + stage.unit * 4,
      ppm: height * 0.19,
      depth: 0,
    })
  if (
    allows(brief, 'chair', 'empty_chair') &&
    !has(brief, 'chair', 'empty_chair', 'armchair', 'sofa', 'bed', 'hospital_bed') &&
    brief.people.length === 0
  ) {
    const deserted = brief.isDeserted
    put(
      'chair',
      'chair',
      0.95,
      deserted ? between(r, 0.56, 0.64) : tableU + 0.16,
      floorY + (height - floorY) * (deserted ? 0.56 : 0.42),
    )
  }
  const doorX = across(stage, between(r, 0.86, 0.92))
  const wallSpots = [0.36, 0.3, 0.9]
  if (allows(brief, 'door') && !has(brief, 'door', 'shelf', 'mirror')) {
    const doorHeight = 2.1 * ppm(floorY) * 0.92
    handAt(stage, 'room door', { x: doorX, y: floorY, size: doorHeight, far: 0 }, (hand) =>
      drawings['door']?.draw(hand, { where: 'ground', nth: 0 }),
    )
  } else stage.spots.push({ kind: 'wall', x: doorX, y: floorY, ppm: ppm(floorY) * 0.95, depth: 1 })
  for (const [i, u] of wallSpots.entries())
    if (i < 2)
      stage.spots.push({
        kind: 'wall',
        x: across(stage, u - 0.02 * i),
        y: floorY - height * (0.28 + 0.02 * i),
        ppm: ppm(floorY) * 0.95,
        depth: 1,
      })
  if (allows(brief, 'picture') && !brief.things.some(({ word }) => word.kind === 'wall')) {
    const spot = stage.spots.find((s) => s.kind === 'wall')
    if (spot) {
      handAt(stage, 'room picture', { x: across(stage, 0.33), y: height * 0.36, size: height * 0.15, far: 0 }, (hand) =>
        drawings['picture']?.draw(hand, { where: 'ground', nth: 0 }),
      )
    }
  }
  void width
  void sheet
}
