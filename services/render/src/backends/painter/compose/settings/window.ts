import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import type { Air } from '../air.ts'
import { allows } from '../brief.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { under } from '../land.ts'
import { paints } from '../paints.ts'
import { type Random, between, pick } from '../random.ts'
import { drawCloud, ridgeLine } from '../sky.ts'
import { type Stage, handAt, streamOf } from '../stage.ts'
import { drawTree } from '../trees.ts'

/** Where a window is in its wall, in pixels. */
export interface Box {
  x: number
  y: number
  w: number
  h: number
}

/** A colour in a room where the window's light falls on it. */
export const litOf = (air: Air, c: Colour): Colour => [
  Math.min(0.97, c[0] * air.gain),
  c[1] * air.sat + air.keyA,
  c[2] * air.sat + air.keyB,
]

/** The same in the room's shade. */
export const shadeOf = (air: Air, c: Colour): Colour => [
  c[0] * air.shadeGain + 0.03,
  c[1] * air.sat * 0.85 + air.shadeA,
  c[2] * air.sat * 0.85 + air.shadeB,
]

/** The world outside, small and bright, in the window's frame; curtains at its sides. */
export function drawWindow(stage: Stage, box: Box, outside: Air, r: Random): void {
  const { sheet, brief } = stage
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
      mix(outside.haze, mix(mix(paints.moss, paints.snow, outside.snow), outside.skyMid, 0.4), 0.5),
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
          (hand) => drawTree(hand, i === 0 ? 'round' : i === 1 && outside.snow > 0.5 ? 'pine' : 'bush'),
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
      for (let i = 0; i < 64; i++)
        sheet.dab(
          box.x + box.w * r(),
          box.y + box.h * r(),
          stage.unit * 3,
          stage.unit * 2.8,
          [0.97, 0, 0],
          undefined,
          0.85,
        )
  })
  stage.air = inner
  stage.props.push({
    name: 'window',
    x: box.x + box.w / 2,
    y: box.y + box.h,
    width: 0,
    height: 0,
    depth: -0.5,
    asked: false,
    draw: () => drawFrame(stage, box),
  })
}

/** Frame, cross, sill and curtains, before whatever is seen outside. */
function drawFrame(stage: Stage, box: Box): void {
  const { sheet, air, brief } = stage
  const r = streamOf(stage, 'curtains')
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
}

/** The window's light on the floor, drawn out towards us. */
export function drawFallingLight(stage: Stage, box: Box, floorY: number, outside: Air): void {
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
