import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { lit, shade, through, tone } from '../air.ts'
import { allows } from '../brief.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { drawGround, drawHills, drawLightOnGround, polygon } from '../land.ts'
import { paints } from '../paints.ts'
import { keep } from '../keeping.ts'
import { type Random, between, clamp, pick } from '../random.ts'
import { drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'

interface Street {
  /** Vanishing point: u across, pixels down. */
  u: number
  y: number
  /** Half the street's width at the front, as a share of the picture's width. */
  half: number
}

/** A street in one-point perspective, as Pissarro looked down the boulevards; it mirrors the sky when it is wet. */
export function drawTown(stage: Stage): void {
  const { height, air, brief } = stage
  const r = streamOf(stage, 'town')
  stage.horizon = height * between(r, 0.46, 0.56)
  stage.eye = between(r, 2.4, 3.6)
  stage.reach = 0.6
  stage.sun = sunOf(stage, stage.horizon, r)
  drawSky(stage, stage.horizon)
  const street: Street = { u: between(r, 0.36, 0.64), y: stage.horizon, half: between(r, 0.36, 0.44) }
  // The street ends in blue air.
  drawHills(stage, 'town end', stage.horizon + 2, height * 0.06, 1, paints.slate)
  const h = stage.horizon / height
  const ground = polygon(stage, [
    [-0.02, h],
    [1.02, h],
    [1.02, 1.02],
    [-0.02, 1.02],
  ])
  drawGround(stage, 'town ground', ground, {
    far: mix(paints.paving, paints.path, 0.4),
    near: paints.paving,
    top: stage.horizon,
    matter: matter.stone,
    dabs: 220,
    lie: 5,
  })
  drawLightOnGround(stage, 'town light', ground, paints.paving, stage.horizon)
  for (const side of [-1, 1] as const) drawFronts(stage, street, side)
  if (air.wet > 0.2) drawWetStreet(stage, street, r)
  if (allows(brief, 'street_lamp', 'lamp')) {
    for (let i = 0; i < 4; i++) {
      const z = 1.5 + i * i * 0.9 + i * 0.6
      for (const side of [-1, 1] as const) {
        if ((i + (side > 0 ? 1 : 0)) % 2 === 0) continue
        const y = street.y + (height - street.y) / z
        const x = across(stage, street.u + (side * street.half * 0.8) / z)
        keep(
          stage,
          { concept: 'street_lamp', word: { drawing: 'street_lamp', kind: 'ground', metres: 3.6 } },
          i,
          { x, y, height: (3.9 * (y - street.y)) / stage.eye, ratio: 0.3, depth: y, where: 'ground', shadow: true },
          false,
        )
      }
    }
  }
}

const at = (stage: Stage, street: Street, side: number, z: number, metres: number): [number, number] => {
  const y = street.y + (stage.height - street.y) / z
  const ppm = (y - street.y) / stage.eye
  return [across(stage, street.u + (side * street.half) / z), y - metres * ppm]
}

function quad(points: readonly (readonly [number, number])[]): Path2D {
  const path = new Path2D()
  points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
  path.closePath()
  return path
}

/** House fronts along one side of the street, from the far end to the near one. */
function drawFronts(stage: Stage, street: Street, side: -1 | 1): void {
  const { sheet, air, sun } = stage
  const r = streamOf(stage, `fronts ${side}`)
  const { isChinese } = stage.brief
  const bounds = [13, 9, 6.4, 4.6, 3.4, 2.5, 1.85, 1.32, 0.66]
  const grey = mix(paints.slate, paints.stone, 0.55)
  const colours = isChinese
    ? [
        grey,
        shift(grey, 0.04),
        mix(paints.linen, paints.stone, 0.25),
        shift(grey, -0.05),
        mix(grey, paints.brick, 0.25),
      ]
    : [
        paints.plaster,
        paints.plasterWarm,
        paints.plasterRose,
        paints.brick,
        paints.stone,
        mix(paints.plaster, paints.sky, 0.25),
      ]
  const facesLight = (sun.x - across(stage, street.u)) * side * stage.side < 0
  for (let i = 0; i + 1 < bounds.length; i++) {
    const z0 = bounds[i]!
    const z1 = bounds[i + 1]!
    const floors = isChinese ? 1 + Math.floor(r() * 1.4) : 2 + Math.floor(r() * 3)
    const metres = floors * 2.9 + 0.8
    const own: Colour = shift(pick(r, colours), between(r, -0.03, 0.02))
    const far = clamp(1 - 1.6 / z0, 0, 0.8) * 0.7
    const wall = through(air, tone(air, own, facesLight ? 0.88 : 0.12), far)
    const foot = through(air, tone(air, own, facesLight ? 0.6 : 0.02), far)
    const front = [
      at(stage, street, side, z0, 0),
      at(stage, street, side, z1, 0),
      at(stage, street, side, z1, metres),
      at(stage, street, side, z0, metres),
    ] as const
    const roofTop = metres + between(r, 1.2, 2)
    // The roof leans back from the street.
    const back = (z: number): [number, number] => {
      const [x, y] = at(stage, street, side * 1.1, z, roofTop)
      return [x, y]
    }
    const roof = r() < 0.6 || isChinese ? paints.slate : paints.roof
    sheet.fill(
      quad([front[3], front[2], back(z1), back(z0)]),
      through(air, tone(air, mix(roof, paints.snow, air.snow * 0.9), 0.7), far),
      matter.building,
    )
    // The gable towards the eye, where the next house is lower.
    const [gx, gy] = at(stage, street, side, z1, 0)
    const edge = stage.side * side > 0 ? stage.width + 4 : -4
    sheet.fill(
      quad([[gx, gy], front[2], back(z1), [edge, back(z1)[1]], [edge, gy]]),
      through(air, tone(air, shift(own, -0.04), 0.3), far),
      matter.building,
    )
    sheet.fill(quad(front), sheet.ramp(0, front[2][1], 0, front[1][1], [wall, wall, foot]), matter.building)
    drawWindows(stage, { street, side, z0, z1, floors, far, facesLight }, r)
    if (r() < 0.7 && !isChinese) {
      const z = z1 + (z0 - z1) * 0.4
      const [cx, cy] = at(stage, street, side * 1.06, z, roofTop)
      const size = ((stage.height - street.y) / z / stage.eye) * 0.5
      sheet.rect(
        cx - size / 2,
        cy - size * 1.6,
        size,
        size * 2.2,
        through(air, tone(air, paints.brick, 0.5), far),
        matter.building,
      )
    }
  }
}

interface Front {
  street: Street
  side: -1 | 1
  z0: number
  z1: number
  floors: number
  far: number
  facesLight: boolean
}

/** Panes, doors and shops of one front. Even steps along a wall are uneven in the picture. */
function drawWindows(stage: Stage, front: Front, r: Random): void {
  const { sheet, air, brief, unit } = stage
  const { street, side, z0, z1, floors, far, facesLight } = front
  const glass = through(air, tone(air, mix(paints.slate, paints.navy, 0.35), facesLight ? 0.65 : 0.35), far)
  const glow = mix(paints.window, paints.lamp, 0.4)
  const frame = through(air, tone(air, paints.cream, facesLight ? 0.95 : 0.4), far)
  const dark = Math.max(air.night, brief.weather === 'WEATHER_STORM' || brief.weather === 'WEATHER_RAIN' ? 0.35 : 0)
  const columns = clamp(Math.round((z0 - z1) * 4), 1, 8)
  const pane = (from: number, to: number, low: number, high: number, isLit: boolean, colour: Colour) => {
    const za = z0 + (z1 - z0) * from
    const zb = z0 + (z1 - z0) * to
    const [x0, y0] = at(stage, street, side, za, low)
    const [x1, y1] = at(stage, street, side, zb, high)
    const wide = Math.abs(x1 - x0)
    if (wide < unit * 2) return
    const path = quad([[x0, y0], at(stage, street, side, zb, low), [x1, y1], at(stage, street, side, za, high)])
    sheet.fill(
      path,
      isLit ? through(air, shift(glow, between(r, -0.12, 0.02), between(r, 0, 0.02)), far * 0.4) : colour,
      isLit ? matter.light : matter.building,
    )
    if (isLit) sheet.glow((x0 + x1) / 2, (y0 + y1) / 2, Math.min(wide * 2.4, unit * 90), glow, 0.26)
    else if (wide > unit * 6) sheet.stroke(path, frame, unit * 1.6, undefined, 0.6)
  }
  const isShop = r() < 0.45 && z1 > 1.25 && !brief.isChinese
  const door = Math.floor(r() * columns)
  const paint = through(
    air,
    tone(
      air,
      pick(r, brief.isChinese ? [paints.red] : [paints.teal, paints.brown, paints.navy, paints.red]),
      facesLight ? 0.6 : 0.25,
    ),
    far,
  )
  for (let floor = 0; floor < floors; floor++) {
    for (let c = 0; c < columns; c++) {
      const isLit = r() < dark * (floor === 0 ? 0.3 : 0.45)
      const isDoor = floor === 0 && c === door
      if (floor === 0 && isShop) continue
      const low = isDoor ? 0 : floor * 2.9 + 0.9
      pane((c + 0.3) / columns, (c + 0.7) / columns, low, floor * 2.9 + 2.4, isLit && !isDoor, isDoor ? paint : glass)
    }
  }
  if (brief.isChinese) drawEaves(stage, front, r)
  if (!isShop || brief.isChinese) return
  for (const [from, to] of [
    [0.08, 0.36],
    [0.4, 0.64],
    [0.68, 0.92],
  ] as const)
    pane(
      from,
      to,
      0.45,
      2.3,
      dark > 0.3 && r() < 0.75,
      through(air, tone(air, mix(paints.slate, paints.window, 0.25), 0.6), far),
    )
  const stripe = pick(r, [paints.red, paints.ochre, paints.teal, paints.blue])
  const parts = 6
  for (let i = 0; i < parts; i++) {
    const za = z0 + (z1 - z0) * (0.05 + (0.9 * i) / parts)
    const zb = z0 + (z1 - z0) * (0.05 + (0.9 * (i + 1)) / parts)
    const awning = quad([
      at(stage, street, side, za, 2.95),
      at(stage, street, side, zb, 2.95),
      at(stage, street, side * 0.84, zb, 2.35),
      at(stage, street, side * 0.84, za, 2.35),
    ])
    sheet.fill(
      awning,
      through(air, tone(air, i % 2 ? paints.cream : stripe, facesLight ? 0.9 : 0.4), far),
      matter.cloth,
    )
  }
}

/** Tiles that stand out over the lane, and red lanterns below them. */
function drawEaves(stage: Stage, { street, side, z0, z1, floors, far, facesLight }: Front, r: Random): void {
  const { sheet, air } = stage
  const top = floors * 2.9 + 0.8
  const tiles = mix(mix(paints.slate, paints.coat, 0.4), paints.snow, air.snow * 0.9)
  sheet.fill(
    quad([
      at(stage, street, side * 1.02, z0, top + 0.5),
      at(stage, street, side * 1.02, z1, top + 0.5),
      at(stage, street, side * 0.9, z1, top - 0.35),
      at(stage, street, side * 0.9, z0, top - 0.35),
    ]),
    through(air, tone(air, tiles, facesLight ? 0.8 : 0.3), far),
    matter.building,
  )
  if (!allows(stage.brief, 'lantern') || z1 < 1 || r() < 0.35) return
  for (const along of [0.35, 0.62]) {
    const z = z0 + (z1 - z0) * along
    const [x, y] = at(stage, street, side * 0.92, z, top - 0.95)
    const size = ((stage.height - street.y) / z / stage.eye) * 0.3
    sheet.dab(x, y, size, size * 0.9, through(air, tone(air, paints.red, 0.75), far), matter.light)
    if (air.night > 0.2) sheet.glow(x, y, size * 5, mix(paints.red, paints.lamp, 0.5), 0.3 * air.night)
  }
}

/** Rain on stones: what stands above is drawn downwards in long smears. */
function drawWetStreet(stage: Stage, street: Street, r: Random): void {
  const { sheet, air, width, height } = stage
  const { g } = sheet
  const road = polygon(stage, [
    [street.u, street.y / height],
    [street.u + street.half * 1.1, 1.02],
    [street.u - street.half * 1.1, 1.02],
  ])
  sheet.clip(road, () => {
    g.save()
    g.globalAlpha = 0.3 + 0.2 * air.wet
    g.translate(0, street.y)
    const span = height - street.y
    g.scale(1, -1)
    g.drawImage(
      g.canvas,
      0,
      Math.max(0, street.y - span),
      width,
      Math.min(span, street.y),
      0,
      -Math.min(span, street.y),
      width,
      Math.min(span, street.y),
    )
    g.restore()
    for (let i = 0; i < 60; i++) {
      const v = r()
      const y = street.y + span * v
      sheet.dab(
        width * r(),
        y,
        width * between(r, 0.01, 0.06) * (0.3 + v),
        height * 0.004 * (0.5 + v),
        i % 3 ? lit(air, mix(air.skyLow, paints.stone, 0.3)) : shade(air, paints.slate),
        undefined,
        0.35,
      )
    }
  })
}
