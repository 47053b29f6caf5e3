import { Path2D } from '@napi-rs/canvas'
import { type Matter, matter } from '../composition.ts'
import { lit, shade, through, tone } from './air.ts'
import { type Colour, mix, shift } from './colour.ts'
import { paints } from './paints.ts'
import { type Random, between, pick } from './random.ts'
import { ridgeLine } from './sky.ts'
import { type Stage, across, distanceAt, streamOf } from './stage.ts'

/** A shape under a line from edge to edge, down to `bottom`. */
export function under(stage: Stage, line: (x: number) => number, bottom: number): Path2D {
  const path = new Path2D()
  const step = stage.width / 64
  path.moveTo(-2, bottom)
  for (let x = -2; x <= stage.width + step; x += step) path.lineTo(x, line(x))
  path.lineTo(stage.width + 4, bottom)
  path.closePath()
  return path
}

/** A closed shape through points given in parts of the layout: u across (mirrored with it), v down, as a smooth line. */
export function smooth(stage: Stage, points: readonly (readonly [u: number, v: number])[], isClosed = true): Path2D {
  const path = new Path2D()
  const at = points.map(([u, v]) => [across(stage, u), v * stage.height] as const)
  const n = at.length
  const get = (i: number) => at[isClosed ? (i + n) % n : Math.max(0, Math.min(n - 1, i))]!
  path.moveTo(get(0)[0], get(0)[1])
  for (let i = 0; i < (isClosed ? n : n - 1); i++) {
    const [p0, p1, p2, p3] = [get(i - 1), get(i), get(i + 1), get(i + 2)]
    path.bezierCurveTo(
      p1[0] + (p2[0] - p0[0]) / 6,
      p1[1] + (p2[1] - p0[1]) / 6,
      p2[0] - (p3[0] - p1[0]) / 6,
      p2[1] - (p3[1] - p1[1]) / 6,
      p2[0],
      p2[1],
    )
  }
  if (isClosed) path.closePath()
  return path
}

/** A closed shape with straight sides, in parts of the layout. */
export function polygon(stage: Stage, points: readonly (readonly [u: number, v: number])[]): Path2D {
  const path = new Path2D()
  points.forEach(([u, v], i) =>
    i === 0 ? path.moveTo(across(stage, u), v * stage.height) : path.lineTo(across(stage, u), v * stage.height),
  )
  path.closePath()
  return path
}

/** Far hills behind one another, paler with distance. `base` in pixels. */
export function drawHills(
  stage: Stage,
  subject: string,
  base: number,
  rise: number,
  rows = 3,
  colour: Colour = mix(paints.moss, paints.violet, 0.5),
): void {
  const { sheet, air } = stage
  for (let i = 0; i < rows; i++) {
    const near = rows === 1 ? 0.6 : i / (rows - 1)
    const line = ridgeLine(
      stage,
      `${subject} ${i}`,
      base - rise * 0.5 * (1 - near),
      rise * (1 - 0.35 * near),
      2.5 + 2 * i,
    )
    const body = through(air, tone(air, colour, 0.25 + 0.2 * near), 0.95 - 0.4 * near)
    sheet.fill(
      under(stage, line, base + 3),
      sheet.ramp(0, base - rise * 1.4, 0, base, [body, mix(body, air.haze, 0.25)]),
      matter.distance,
    )
  }
}

/** The ground's colour in this season: snow hides it. */
export function groundOf(stage: Stage, colour: Colour): Colour {
  const { air, brief } = stage
  let own = colour
  if (brief.season === 'autumn') own = mix(own, paints.wheat, 0.45)
  if (brief.season === 'spring') own = mix(own, paints.leafSpring, 0.3)
  if (brief.season === 'winter') own = mix(own, paints.straw, 0.4)
  return mix(own, paints.snow, air.snow * 0.88)
}

export interface GroundOptions {
  far: Colour
  near: Colour
  /** Pixels from the top. */
  top: number
  matter: Matter
  /** Flecks of other colours, such as flowers. */
  flecks?: readonly Colour[]
  fleckShare?: number
  /** How many dabs at full detail. */
  dabs?: number
  /** How long a dab lies against how high. */
  lie?: number
}

/** A piece of ground: a ramp from far to near, broken into dabs that grow towards the eye. */
export function drawGround(stage: Stage, subject: string, path: Path2D, options: GroundOptions): void {
  const { sheet, air, width, height, unit, brief } = stage
  const { top } = options
  const far = groundOf(stage, options.far)
  const near = groundOf(stage, options.near)
  const r = streamOf(stage, subject)
  const span = Math.max(1, height - top)
  const at = (v: number, t: number) =>
    through(air, tone(air, mix(far, near, v), t + 0.3 * air.snow * (1 - t)), 0.55 * distanceAt(stage, top + v * span))
  sheet.fill(
    path,
    sheet.ramp(0, top, 0, height, [at(0, 0.9), at(0.15, 0.85), at(0.5, 0.72), at(1, 0.5)]),
    options.matter,
  )
  const count = Math.round((options.dabs ?? 260) * (0.3 + 0.7 * brief.detail))
  const lie = options.lie ?? 3.2
  sheet.clip(path, () => {
    for (let i = 0; i < count; i++) {
      const v = r() ** 0.85
      const y = top + v * span
      const x = r() * width
      const size = unit * (1.2 + 8 * v * v)
      const isFleck = options.flecks !== undefined && r() < (options.fleckShare ?? 0.1) * (1 - 0.8 * air.snow)
      const t = between(r, 0.15, 1.05)
      const wobble = between(r, -0.03, 0.03)
      if (isFleck) {
        const fleck = through(
          air,
          tone(air, mix(pick(r, options.flecks!), paints.snow, air.snow * 0.9), 0.55 + 0.45 * t),
          distanceAt(stage, y),
        )
        sheet.dab(x, y, size * 0.55, size * 0.42, fleck, undefined, 0.95)
      } else
        sheet.dab(
          x,
          y,
          size * lie,
          size * (0.55 + 0.5 * v),
          shift(at(v, t), wobble * 0.6, wobble * 0.3, wobble),
          undefined,
          0.55,
        )
    }
  })
}

/** Patches of shade and sun that lie across the ground, as clouds and trees cast them. */
export function drawLightOnGround(stage: Stage, subject: string, path: Path2D, ground: Colour, top: number): void {
  const { sheet, air, width, height } = stage
  const r = streamOf(stage, subject)
  const own = groundOf(stage, ground)
  sheet.clip(path, () => {
    for (let i = 0; i < 7; i++) {
      const v = between(r, 0.05, 1)
      const isShade = i % 2 === 0
      const colour = through(
        air,
        isShade ? shade(air, own) : lit(air, shift(own, 0.03, 0, 0.015)),
        distanceAt(stage, top + v * (height - top)),
      )
      sheet.dab(
        r() * width,
        top + v * (height - top),
        width * between(r, 0.12, 0.4),
        (height - top) * (0.015 + 0.07 * v),
        colour,
        undefined,
        0.12 + 0.3 * air.sun,
        between(r, -0.06, 0.06),
      )
    }
  })
}

/** Drifts of one colour across the ground, as flowers grow: along a line, denser in the middle of each. */
export function drawDrifts(stage: Stage, subject: string, path: Path2D, colours: readonly Colour[], top: number): void {
  const { sheet, air, height, unit, brief } = stage
  const r = streamOf(stage, subject)
  const from = between(r, 0.05, 0.4)
  const to = between(r, 0.5, 0.95)
  sheet.clip(path, () => {
    for (let drift = 0; drift < 7; drift++) {
      const v = (drift + 0.6) / 7
      const near = v ** 1.5
      const u = from + (to - from) * v + between(r, -0.12, 0.12)
      const own = pick(r, colours)
      const size = unit * (1.5 + 8 * near)
      const y = top + (height - top) * near
      sheet.dab(
        across(stage, u),
        y,
        size * 16,
        size * 2,
        through(air, tone(air, groundOf(stage, mix(own, paints.meadow, 0.65)), 0.7), distanceAt(stage, y) * 0.6),
        undefined,
        0.3,
      )
      for (let i = 0; i < Math.round(42 * (0.25 + 0.75 * brief.detail)); i++) {
        const dx = (r() + r() + r() - 1.5) * size * 20
        const dy = (r() + r() - 1) * size * 3.4
        const colour = mix(r() < 0.8 ? own : pick(r, colours), paints.snow, air.snow * 0.9)
        sheet.dab(
          across(stage, u) + dx,
          y + dy,
          size * between(r, 0.6, 1.25),
          size * between(r, 0.45, 0.95),
          through(air, tone(air, colour, between(r, 0.4, 1.05)), distanceAt(stage, y) * 0.6),
          undefined,
          0.92,
        )
      }
    }
  })
}

/** The shadow of what stands behind the painter, cool and broken, along the front edge: it makes the rest sunny. */
export function drawFrontShade(stage: Stage, subject: string, path: Path2D, ground: Colour): void {
  const { sheet, air, width, height } = stage
  if (air.sun < 0.2) return
  const r = streamOf(stage, subject)
  const reach = between(r, 0.05, 0.13)
  const dark = shade(air, groundOf(stage, ground))
  sheet.clip(path, () => {
    for (let i = 0; i < 22; i++) {
      const u = r()
      const depth = reach * (0.35 + 0.65 * Math.abs(u - 0.5) * 2) * r()
      sheet.dab(
        across(stage, u),
        height * (1.005 - depth),
        width * between(r, 0.05, 0.13),
        height * between(r, 0.012, 0.032),
        dark,
        undefined,
        0.3 * air.sun,
        between(r, -0.08, 0.08),
      )
    }
    for (let i = 0; i < 12; i++)
      sheet.dab(
        across(stage, r()),
        height * (1 - reach * r()),
        width * between(r, 0.008, 0.02),
        height * 0.006,
        lit(air, groundOf(stage, ground)),
        undefined,
        0.6 * air.sun,
      )
  })
}

/** A way that winds from the foreground to a far point, as a shape. */
export function wayTo(
  stage: Stage,
  from: { u: number; halfWidth: number },
  to: { u: number; v: number },
  bend: number,
  taper = 0.03,
): Path2D {
  const path = new Path2D()
  const { height } = stage
  const steps = 22
  const left: [number, number][] = []
  const right: [number, number][] = []
  for (let i = 0; i <= steps; i++) {
    const t = i / steps
    // Perspective: half of the way's length lies in the first fifth above the front.
    const v = 1.02 + (to.v - 1.02) * (1 - (1 - t) ** 1.8)
    const near = (v - to.v) / (1.02 - to.v)
    const u = to.u + (from.u - to.u) * near ** 1.1 + bend * Math.sin(near ** 0.75 * Math.PI * 1.25) * near ** 0.5
    const half = from.halfWidth * (taper + (1 - taper) * near ** 1.25)
    left.push([across(stage, u - half), v * height])
    right.push([across(stage, u + half), v * height])
  }
  ;[...left, ...right.reverse()].forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
  path.closePath()
  return path
}

/** Tufts of grass or reeds along the front edge, thin upright strokes. */
export function drawTufts(
  stage: Stage,
  subject: string,
  spots: readonly { x: number; y: number; h: number }[],
  colour: Colour,
): void {
  const { sheet, air } = stage
  const r: Random = streamOf(stage, subject)
  for (const { x, y, h } of spots) {
    for (let i = 0; i < 7; i++) {
      const lean = between(r, -0.4, 0.4) * h
      const path = new Path2D()
      path.moveTo(x + between(r, -0.25, 0.25) * h, y)
      path.quadraticCurveTo(x + lean * 0.2, y - h * 0.6, x + lean, y - h * between(r, 0.6, 1))
      sheet.stroke(
        path,
        through(air, tone(air, groundOf(stage, colour), between(r, 0, 1)), distanceAt(stage, y)),
        Math.max(1, h * 0.05),
        matter.grass,
        0.9,
      )
    }
  }
}
