import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import type { Air } from '../air.ts'
import { type Brief, allows } from '../brief.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { under } from '../land.ts'
import { paints } from '../paints.ts'
import { type Random, between, pick } from '../random.ts'
import { drawCloud, ridgeLine } from '../sky.ts'
import { type Stage, across, handAt, streamOf } from '../stage.ts'
import { drawTree } from '../trees.ts'
import { type Plan, footAt, onSideWall } from './plan.ts'

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

/** Whether the sun lies on floor and wall: by day, where nothing dark is felt, and where no light is said to be missing. */
export const sunFalls = (brief: Brief): boolean =>
  brief.time !== 'TIME_OF_DAY_NIGHT' &&
  brief.felt.brightness >= 0 &&
  (brief.weather === 'WEATHER_UNSPECIFIED' || brief.weather === 'WEATHER_CLEAR') &&
  allows(brief, 'sun', 'sunlight', 'sunshine', 'light', 'lamp')

/** How a window is dressed, and which of several it is. */
interface Dress {
  r: Random
  hasCurtains: boolean
  nth: number
}

/** The world outside, small and bright, in the window's frame; curtains at its sides. */
export function drawWindow(stage: Stage, box: Box, outside: Air, { r, hasCurtains, nth }: Dress): void {
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
    if (isNight && nth === 0 && allows(brief, 'moon')) {
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
          `window tree ${i + 3 * nth}`,
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
    draw: () => drawFrame(stage, box, hasCurtains),
  })
}

/** Frame, cross, sill and curtains, before whatever is seen outside. */
function drawFrame(stage: Stage, box: Box, hasCurtains: boolean): void {
  const { sheet, air } = stage
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
  if (!hasCurtains) return
  const cloth = pick(r, [
    paints.linen,
    paints.rose,
    mix(paints.sky, paints.linen, 0.5),
    mix(paints.ochre, paints.linen, 0.5),
    paints.teal,
    mix(paints.brick, paints.rose, 0.4),
    mix(paints.moss, paints.linen, 0.3),
  ])
  for (const side of [-1, 1]) {
    const x = side < 0 ? box.x - bar : box.x + box.w + bar
    const reach = Math.min(box.w * 0.3, box.h * 0.2)
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

/** The window's light on the floor, drawn out towards us, where the sun shines; else only its glow. */
export function drawFallingLight(stage: Stage, box: Box, plan: Plan, outside: Air, isSunny: boolean): void {
  const { sheet, height, side } = stage
  sheet.glow(box.x + box.w / 2, box.y + box.h / 2, height * 0.5, outside.glow, 0.16 + 0.2 * outside.sun)
  if (!isSunny) return
  const drop = height - plan.floorY
  const slant = -side * height * 0.2
  for (const [from, to] of [
    [0.02, 0.46],
    [0.54, 0.98],
  ] as const) {
    const path = new Path2D()
    path.moveTo(box.x + box.w * from + slant * 0.25, plan.floorY + drop * 0.16)
    path.lineTo(box.x + box.w * to + slant * 0.25, plan.floorY + drop * 0.16)
    path.lineTo(box.x + box.w * (to * 1.25 - 0.1) + slant * 1.1, plan.floorY + drop * 0.72)
    path.lineTo(box.x + box.w * (from * 1.25 - 0.1) + slant * 1.1, plan.floorY + drop * 0.72)
    path.closePath()
    sheet.fill(path, sunlight(stage), undefined, 0.16 + 0.5 * outside.sun)
  }
}

const sunlight = (stage: Stage): Colour =>
  litOf(stage.air, shift(mix(paints.cream, paints.woodPale, 0.3), 0.03, 0, 0.01))

/** The light of a window that the picture does not show: its panes slanting over the wall and down to the floor. */
export function drawLightOnWall(stage: Stage, plan: Plan, outside: Air, r: Random): void {
  const { sheet, width, height } = stage
  const left = between(r, 0.24, 0.5)
  const paneWidth = between(r, 0.075, 0.11)
  const top = height * between(r, 0.12, 0.24)
  const paneHeight = (plan.floorY - top) * between(r, 0.3, 0.4)
  const slope = between(r, 0.2, 0.42)
  const strength = 0.2 + 0.42 * outside.sun
  for (let i = 0; i < 2; i++)
    for (let j = 0; j < 2; j++) {
      const path = new Path2D()
      const corners = [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ] as const
      for (const [a, b] of corners) {
        const u = left + (i * 1.16 + a) * paneWidth + 0.05 * (j * 1.12 + b)
        const y = top + (j * 1.12 + b) * paneHeight + (u - left) * width * slope
        if (a + b === 0) path.moveTo(across(stage, u), y)
        else path.lineTo(across(stage, u), y)
      }
      path.closePath()
      const wall = new Path2D()
      wall.rect(-width, -height, 3 * width, height + footAt(plan, left))
      sheet.clip(wall, () => sheet.fill(path, sunlight(stage), undefined, strength))
    }
  const pool = new Path2D()
  const drop = height - plan.floorY
  pool.moveTo(across(stage, left - 0.12), plan.floorY + drop * 0.3)
  pool.lineTo(across(stage, left + 0.2), plan.floorY + drop * 0.2)
  pool.lineTo(across(stage, left + 0.14), plan.floorY + drop * 0.6)
  pool.lineTo(across(stage, left - 0.26), plan.floorY + drop * 0.74)
  pool.closePath()
  sheet.fill(pool, sunlight(stage), undefined, strength * 0.8)
  sheet.glow(across(stage, -0.05), height * 0.25, height * 0.8, outside.glow, 0.2)
}

/** A window in the side wall, seen aslant, and its light on the floor. */
export function drawSideWindow(stage: Stage, plan: Plan, outside: Air, isSunny: boolean): void {
  const { sheet, air, height, brief } = stage
  const r = streamOf(stage, 'side window')
  const [near, far] = [between(r, 0.72, 0.9), between(r, 0.2, 0.32)]
  const [top, low] = [-between(r, 0.8, 1), between(r, 0.3, 0.5)]
  const area = (from: number, to: number, above: number, below: number) => {
    const path = new Path2D()
    for (const [i, [t, q]] of (
      [
        [from, above],
        [to, above],
        [to, below],
        [from, below],
      ] as const
    ).entries()) {
      const [x, y] = onSideWall(stage, plan, t, q)
      if (i === 0) path.moveTo(x, y)
      else path.lineTo(x, y)
    }
    path.closePath()
    return path
  }
  const frame = mix(shadeOf(air, paints.linen), litOf(air, paints.linen), 0.6)
  sheet.fill(area(far - 0.03, near + 0.04, top - 0.06, low + 0.07), frame, matter.wood)
  const [, y0] = onSideWall(stage, plan, near, top)
  const [, y1] = onSideWall(stage, plan, near, low)
  const pane = area(far, near, top, low)
  sheet.fill(pane, sheet.ramp(0, y0, 0, y1, [outside.skyTop, outside.skyMid, outside.skyLow]), matter.sky)
  const green = mix(mix(paints.grass, paints.snow, outside.snow * 0.9), outside.haze, 0.25)
  const [middleX, middleY] = onSideWall(stage, plan, (far + near) / 2, (top + low) / 2)
  sheet.clip(pane, () => {
    const [, hill] = onSideWall(stage, plan, near, low - 0.28)
    sheet.rect(0, hill, stage.width, height, mix(outside.haze, outside.skyMid, 0.3), matter.distance)
    const tree: Colour = [green[0] * outside.gain * 0.8, green[1] * outside.sat, green[2] * outside.sat]
    const [, ground] = onSideWall(stage, plan, (near + far) / 2, low - 0.1)
    sheet.rect(0, ground, stage.width, height, shift(tree, 0.05), matter.grass)
    if (allows(brief, 'tree'))
      for (let i = 0; i < 26; i++) {
        const [x, y] = onSideWall(stage, plan, between(r, far, near), low - 0.1 - between(r, -0.04, 0.22) * r())
        const size = stage.unit * between(r, 10, 20)
        sheet.dab(x, y, size, size * 0.9, shift(tree, between(r, -0.09, 0.06)), matter.foliage, 0.95)
      }
    sheet.glow(middleX, y0, height * 0.3, outside.glow, 0.5)
  })
  const cross = new Path2D()
  for (const [from, to] of [
    [
      [(far + near) / 2, top],
      [(far + near) / 2, low],
    ],
    [
      [far, top * 0.35],
      [near, top * 0.35],
    ],
  ] as const) {
    cross.moveTo(...onSideWall(stage, plan, from[0]!, from[1]!))
    cross.lineTo(...onSideWall(stage, plan, to[0]!, to[1]!))
  }
  sheet.stroke(cross, frame, stage.unit * 7, matter.wood)
  if (allows(brief, 'curtain') && (brief.wanted.has('curtain') || r() < 0.6)) {
    const cloth = pick(r, [paints.linen, paints.rose, paints.ochre, paints.teal, paints.sky])
    const shades = sheet.ramp(middleX - height * 0.3, 0, middleX + height * 0.3, 0, [
      shadeOf(air, cloth),
      litOf(air, cloth),
    ])
    sheet.fill(area(far - 0.12, far + 0.05, top - 0.14, low + 0.26), shades, matter.cloth, 0.95)
    sheet.fill(area(near - 0.06, near + 0.16, top - 0.14, low + 0.26), shades, matter.cloth, 0.95)
  }
  sheet.glow(middleX, middleY, height * 0.5, outside.glow, 0.14 + 0.2 * outside.sun)
  if (!isSunny) return
  const drop = height - plan.floorY
  for (const [t, reach] of [
    [far + 0.06, 0.3],
    [(far + near) / 2 + 0.06, 0.38],
  ] as const) {
    const [x, y] = onSideWall(stage, plan, t, 1)
    const [x2, y2] = onSideWall(stage, plan, t + (near - far) * 0.42, 1)
    const path = new Path2D()
    path.moveTo(x + stage.side * stage.width * 0.08, y + drop * 0.06)
    path.lineTo(x + stage.side * stage.width * reach, y + drop * 0.2)
    path.lineTo(x2 + stage.side * stage.width * reach * 1.1, y2 + drop * 0.26)
    path.lineTo(x2 + stage.side * stage.width * 0.08, y2 + drop * 0.06)
    path.closePath()
    sheet.fill(path, sunlight(stage), undefined, 0.16 + 0.45 * outside.sun)
  }
}
