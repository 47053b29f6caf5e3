import { Path2D } from '@napi-rs/canvas'
import { matter } from '../composition.ts'
import { shade, tone } from './air.ts'
import { type Colour, css, mix, shift } from './colour.ts'
import { paints } from './paints.ts'
import { between, clamp } from './random.ts'
import { type Stage, streamOf } from './stage.ts'

export interface WaterOptions {
  /** The far edge, in pixels from the top: what lies above is mirrored at it. */
  top: number
  /** The water's own colour near the eye. */
  own?: Colour
  /** 0 a mirror to 1 waves. */
  rough: number
  /** How much is mirrored, 0 to 1. */
  mirror?: number
}

/** Water that mirrors what is drawn above it, broken by ripples and by the light's path. Draw what stands behind it first. */
export function drawWater(stage: Stage, subject: string, path: Path2D, options: WaterOptions): void {
  const { sheet, air, width, height, unit } = stage
  const { top, rough } = options
  const r = streamOf(stage, subject)
  const own = tone(air, mix(options.own ?? paints.water, air.skyMid, 0.25), 0.45)
  const farColour = mix(mix(air.skyLow, air.skyMid, 0.6), own, 0.2)
  const nearColour = mix(mix(own, air.skyTop, 0.4), shade(air, paints.deep), 0.35)
  sheet.fill(
    path,
    sheet.ramp(0, top, 0, height, [farColour, mix(farColour, nearColour, 0.45), nearColour, shift(nearColour, -0.03)]),
    matter.water,
  )
  sheet.clip(path, () => {
    const mirror = (options.mirror ?? 0.75) * (1 - 0.5 * rough)
    const { g } = sheet
    g.save()
    g.globalAlpha = mirror
    // Mirrored a little longer than high, as on water seen from above.
    const stretch = clamp((height - top) / Math.max(1, top), 1.1, 2)
    const source = Math.min(top, (height - top) / stretch)
    g.translate(0, top)
    g.scale(1, -stretch)
    g.drawImage(g.canvas, 0, top - source, width, source, 0, -source, width, source)
    g.restore()
    const end = top + source * stretch
    if (end < height) sheet.rect(0, end - 1, width, height - end + 1, air.skyTop, undefined, mirror)
    const veil = g.createLinearGradient(0, top, 0, height)
    veil.addColorStop(0, css(nearColour, 0.04))
    veil.addColorStop(0.4, css(nearColour, 0.22))
    veil.addColorStop(1, css(shift(nearColour, -0.02), 0.55))
    g.fillStyle = veil
    g.fillRect(0, top, width, height - top)
    drawRipples(stage, options, r, nearColour)
    drawGlitter(stage, options, unit)
  })
}

function drawRipples(stage: Stage, { top, rough }: WaterOptions, r: () => number, near: Colour): void {
  const { sheet, air, width, height, unit, brief } = stage
  const count = Math.round((110 + 170 * rough) * (0.35 + 0.65 * brief.detail))
  const light = mix(air.skyLow, air.cloudLit, 0.4)
  for (let i = 0; i < count; i++) {
    const v = r() ** 1.25
    const y = top + (height - top) * v
    const w = unit * (5 + 60 * v) * between(r, 0.5, 1.2)
    const h = unit * (0.7 + (1.8 + 3.2 * rough) * v)
    const pickOne = r()
    const colour =
      pickOne < 0.38
        ? mix(air.skyMid, light, r())
        : pickOne < 0.75
          ? shift(near, between(r, -0.06, 0.01))
          : mix(near, air.skyTop, 0.6)
    sheet.dab(r() * width, y, w, h, colour, undefined, 0.2 + 0.25 * rough + 0.1 * r())
  }
}

/** The path of light under sun or moon. */
function drawGlitter(stage: Stage, { top, rough }: WaterOptions, unit: number): void {
  const { sheet, air, height, width, sun, brief } = stage
  const isDay = brief.time === 'TIME_OF_DAY_DAY'
  const strength = air.sun * (isDay ? 0.6 : 1) + (brief.time === 'TIME_OF_DAY_NIGHT' ? 0.5 : 0)
  if (strength < 0.12) return
  const r = streamOf(stage, 'glitter')
  const x = clamp(sun.x, width * 0.12, width * 0.88)
  const count = Math.round(130 * clamp(strength, 0.25, 1))
  for (let i = 0; i < count; i++) {
    const v = r() ** 1.35
    const y = top + (height - top) * v
    const spread = unit * (16 + 190 * v * (0.5 + rough)) * (isDay ? 1.9 : 1)
    const off = (r() + r() + r() - 1.5) * spread
    const w = unit * (3 + 24 * v) * between(r, 0.4, 1.1)
    sheet.dab(
      x + off,
      y,
      w,
      unit * (0.9 + 2.6 * v),
      mix(air.disc, air.glow, r() * 0.8),
      undefined,
      between(r, 0.35, 0.85) * clamp(strength + 0.2, 0, 1),
    )
  }
}

/** A line of foam or of a ripple's crest, from one x to another, wandering. */
export function drawCrest(
  stage: Stage,
  r: () => number,
  x0: number,
  x1: number,
  y: number,
  thick: number,
  colour: Colour,
  alpha: number,
): void {
  const { sheet } = stage
  const n = 9
  const path = new Path2D()
  const top: [number, number][] = []
  for (let i = 0; i <= n; i++) top.push([x0 + ((x1 - x0) * i) / n, y + (r() - 0.5) * thick * 2.2])
  path.moveTo(top[0]![0], top[0]![1])
  for (let i = 1; i <= n; i++) path.lineTo(top[i]![0], top[i]![1])
  for (let i = n; i >= 0; i--)
    path.lineTo(top[i]![0], top[i]![1] + thick * Math.sin((Math.PI * i) / n) * between(r, 0.6, 1.3))
  path.closePath()
  sheet.fill(path, colour, undefined, alpha)
}
