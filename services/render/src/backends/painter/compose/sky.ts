import { Path2D } from '@napi-rs/canvas'
import { matter } from '../composition.ts'
import { mix, shift } from './colour.ts'
import { allows } from './brief.ts'
import { between, clamp, noiseOf } from './random.ts'
import { type Stage, across, streamOf } from './stage.ts'

/** Where sun or moon stand for this hour; outside the picture by full day. */
export function sunOf(
  stage: Pick<Stage, 'brief' | 'width' | 'height' | 'side'>,
  horizon: number,
  r: () => number,
): { x: number; y: number } {
  const { width, height, side, brief } = stage
  const u = (side > 0 ? 0.5 : -0.5) * (0.24 + 0.36 * r()) + 0.5
  const v = r()
  const sky = Math.max(horizon, height * 0.28)
  if (brief.time === 'TIME_OF_DAY_DAY') return { x: width * (side > 0 ? 1.02 : -0.02), y: -height * (0.05 + 0.15 * v) }
  if (brief.time === 'TIME_OF_DAY_NIGHT') return { x: width * u, y: sky * (0.2 + 0.3 * v) }
  return { x: width * u, y: sky * (0.74 + 0.16 * v) }
}

/** Sky, light, sun or moon, stars and clouds, down to a line. */
export function drawSky(stage: Stage, bottom: number): void {
  const { sheet, air, width, height, sun, brief } = stage
  sheet.rect(
    0,
    0,
    width,
    bottom + 2,
    sheet.ramp(0, 0, 0, bottom, [
      air.skyTop,
      mix(air.skyTop, air.skyMid, 0.6),
      air.skyMid,
      mix(air.skyMid, air.skyLow, 0.55),
      air.skyLow,
    ]),
    matter.sky,
  )
  const path = new Path2D()
  path.rect(0, 0, width, bottom + 2)
  sheet.clip(path, () => {
    const shine = brief.time === 'TIME_OF_DAY_DAY' ? 0.45 : 0.8
    sheet.glow(sun.x, sun.y, height * 0.95, air.glow, shine * (0.3 + 0.7 * air.sun))
    if (brief.time === 'TIME_OF_DAY_NIGHT' && air.cover < 0.7 && allows(brief, 'star')) drawStars(stage, bottom)
    drawClouds(stage, bottom)
    drawDisc(stage)
    // The low sun burns through what lies before it.
    if (brief.time !== 'TIME_OF_DAY_DAY') sheet.glow(sun.x, sun.y, height * 0.2, air.disc, 0.3 * (0.4 + air.sun))
  })
  if (brief.things.some(({ word }) => word.drawing === 'rainbow')) drawRainbow(stage, bottom)
  if (brief.things.some(({ word }) => word.drawing === 'lightning')) drawLightning(stage, bottom)
}

function drawDisc(stage: Stage): void {
  const { sheet, air, sun, height, brief } = stage
  const isNight = brief.time === 'TIME_OF_DAY_NIGHT'
  if (brief.time === 'TIME_OF_DAY_DAY' && !brief.things.some(({ word }) => word.drawing === 'sun')) return
  if (!allows(brief, isNight ? 'moon' : 'sun')) return
  const hidden = brief.weather === 'WEATHER_RAIN' || brief.weather === 'WEATHER_STORM'
  const asked = brief.things.some(({ word }) => word.drawing === 'moon' || word.drawing === 'sun')
  if (hidden && !asked) return
  const radius = height * (isNight ? 0.034 : 0.04) * (asked ? 1.25 : 1)
  const y = brief.time === 'TIME_OF_DAY_DAY' ? Math.max(sun.y, height * 0.16) : sun.y
  const x = clamp(sun.x, radius * 3, stage.width - radius * 3)
  sheet.glow(x, y, radius * 5, air.glow, 0.85)
  sheet.dab(x, y, radius * 1.25, radius * 1.25, mix(air.disc, air.glow, 0.5), matter.light, 0.8)
  sheet.dab(x, y, radius, radius, air.disc, matter.light)
}

function drawStars(stage: Stage, bottom: number): void {
  const { sheet, air, width, unit, brief } = stage
  const r = streamOf(stage, 'stars')
  const asked = brief.things.some(({ word }) => word.drawing === 'star')
  const count = asked ? 70 : 34
  for (let i = 0; i < count; i++) {
    const x = r() * width
    const y = r() ** 1.3 * bottom * 0.86
    const size = unit * (1.3 + 2.2 * r() ** 3) * (asked ? 1.35 : 1)
    if (size > unit * 2.4) sheet.glow(x, y, size * 5, air.disc, 0.5)
    sheet.dab(x, y, size, size, mix(air.disc, air.skyLow, 0.25 * r()), matter.light, 0.95)
  }
}

function drawClouds(stage: Stage, bottom: number): void {
  const { air, width, brief } = stage
  const r = streamOf(stage, 'clouds')
  const layout = Array.from({ length: 12 }, () => ({ u: r(), v: r(), w: r(), own: r() }))
  if (air.cover > 0.7) drawBanks(stage, bottom)
  // Big masses first and low ones last, as they overlap in the eye.
  const seen = Math.round(layout.length * clamp(air.cover, 0, 0.85))
  if (brief.weather === 'WEATHER_FOG') return
  const clouds = layout.slice(0, seen).sort((a, b) => a.v - b.v)
  for (const cloud of clouds) {
    const v = 0.08 + 0.78 * cloud.v
    const w = width * (0.34 - 0.24 * v) * (0.6 + 0.8 * cloud.w)
    drawCloud(stage, across(stage, cloud.u), bottom * v, w, w * (0.34 - 0.18 * v), cloud.own)
  }
}

/** One heap of cloud: a shaded base and lit heads towards the light. */
export function drawCloud(stage: Stage, x: number, y: number, w: number, h: number, own: number, alpha = 0.62): void {
  const { sheet, air, sun, brief } = stage
  const r = streamOf(stage, `cloud ${own.toFixed(6)}`)
  const toLight = sun.x > x ? 1 : -1
  const near = Math.exp(-Math.hypot(sun.x - x, sun.y - y) / (stage.height * 0.7))
  const base = mix(air.cloudShade, air.skyMid, 0.15)
  const head = mix(air.cloudLit, air.glow, 0.5 * near)
  const under = sun.y > y + h && brief.time !== 'TIME_OF_DAY_NIGHT' // a low sun lights from below
  const puffs = 9
  const tops = Array.from({ length: puffs }, (_, i) => {
    const t = (i + 0.5) / puffs
    const arch = Math.sin(Math.PI * t) ** 0.7
    return {
      x: x + (t - 0.5) * w + between(r, -0.04, 0.04) * w,
      y: y - arch * h * between(r, 0.35, 1),
      size: between(r, 0.1, 0.17) * w * (0.5 + arch),
      t,
    }
  })
  for (const p of tops)
    sheet.dab(
      p.x,
      Math.min(y, p.y + p.size * 0.5),
      p.size * 1.25,
      p.size * 0.62,
      shift(base, between(r, -0.02, 0.02)),
      matter.cloud,
      alpha,
    )
  for (const p of tops) {
    const turned = 0.5 + 0.5 * toLight * (p.t - 0.5) * 2
    const light = under ? 0.75 : 0.35 + 0.65 * turned
    sheet.dab(
      p.x + toLight * p.size * 0.16,
      p.y + (under ? 0.35 : -0.1) * p.size,
      p.size * 0.9,
      p.size * 0.48,
      mix(base, head, light),
      undefined,
      alpha * 0.85,
    )
  }
  for (let i = 0; i < 5; i++) {
    const p = tops[Math.floor(r() * puffs)]!
    sheet.dab(
      p.x + toLight * p.size * between(r, 0.1, 0.4),
      p.y - p.size * (under ? -0.4 : 0.25),
      p.size * 0.4,
      p.size * 0.2,
      shift(head, 0.015),
      undefined,
      alpha * 0.9,
    )
  }
}

/** Long banks of an overcast sky. */
function drawBanks(stage: Stage, bottom: number): void {
  const { sheet, air, width, brief } = stage
  const r = streamOf(stage, 'banks')
  const isStorm = brief.weather === 'WEATHER_STORM'
  const depth = brief.weather === 'WEATHER_FOG' ? 0.12 : isStorm ? 1 : 0.55
  for (let i = 0; i < 30; i++) {
    const v = r()
    const y = bottom * (0.02 + 0.9 * v)
    const w = width * between(r, 0.12, 0.4) * (1.15 - 0.6 * v)
    const colour = mix(
      air.cloudShade,
      air.cloudLit,
      clamp(between(r, -0.2, 0.9) + (isStorm ? 0.5 * (v - 0.6) : 0.15), 0, 1),
    )
    sheet.dab(
      r() * width,
      y,
      w,
      w * (0.13 - 0.06 * v) * (isStorm ? 1.7 : 1),
      colour,
      matter.cloud,
      0.34 * depth + 0.1,
      isStorm ? between(r, -0.25, 0.05) * stage.side : between(r, -0.05, 0.05),
    )
  }
}

function drawRainbow(stage: Stage, bottom: number): void {
  const { sheet, width, height, sun } = stage
  const x = sun.x > width / 2 ? width * 0.3 : width * 0.7
  const radius = Math.min(bottom * 1.05, height * 0.75)
  const bands = [
    [0.63, 0.14, 0.08],
    [0.75, 0.08, 0.1],
    [0.85, 0, 0.13],
    [0.75, -0.1, 0.06],
    [0.66, -0.02, -0.1],
    [0.55, 0.06, -0.12],
  ] as const
  bands.forEach((colour, i) => {
    const path = new Path2D()
    path.arc(x, bottom * 1.08, radius - i * height * 0.011, Math.PI, 2 * Math.PI)
    sheet.clip(rectPath(0, 0, width, bottom), () =>
      sheet.stroke(path, mix(colour, stage.air.skyLow, 0.3), height * 0.013, matter.light, 0.55),
    )
  })
}

const rectPath = (x: number, y: number, w: number, h: number): Path2D => {
  const path = new Path2D()
  path.rect(x, y, w, h)
  return path
}

function drawLightning(stage: Stage, bottom: number): void {
  const { sheet, air, unit, height } = stage
  const r = streamOf(stage, 'lightning')
  let x = across(stage, 0.62 + 0.15 * r())
  const path = new Path2D()
  path.moveTo(x, bottom * 0.12)
  for (let i = 1; i <= 7; i++) {
    x += between(r, -0.045, 0.04) * height
    path.lineTo(x, bottom * (0.12 + (0.86 * i) / 7))
  }
  sheet.glow(x, bottom * 0.5, height * 0.4, air.disc, 0.4)
  sheet.stroke(path, shift(air.disc, 0.2), unit * 6.5, matter.light)
}

/** The line of far hills: pixels from the top at x. */
export function ridgeLine(
  stage: Stage,
  subject: string,
  base: number,
  rise: number,
  waves: number,
): (x: number) => number {
  const n = noiseOf(stage.brief.seed, subject)
  return (x) => {
    const t = (stage.side > 0 ? x : stage.width - x) / stage.width
    return base - rise * (0.72 * n(t * waves) + 0.28 * n(t * waves * 3.1 + 40))
  }
}
