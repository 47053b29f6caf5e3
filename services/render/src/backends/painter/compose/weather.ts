import { Path2D } from '@napi-rs/canvas'
import { css, mix } from './colour.ts'
import { between } from './random.ts'
import { type Stage, streamOf } from './stage.ts'

/** Air between the eye and things: fog that thickens with distance. Drawn before what stands near. */
export function drawHaze(stage: Stage): void {
  const { sheet, air, width, height, horizon, brief } = stage
  if (brief.setting === 'SETTING_ROOM') return
  const strength = Math.max(0, air.thickness - 0.3) * 1.1
  if (strength <= 0) return
  const { g } = sheet
  const veil = g.createLinearGradient(0, horizon - height * 0.3, 0, height)
  veil.addColorStop(0, css(air.haze, 0.1 * strength))
  veil.addColorStop(0.42, css(air.haze, 0.62 * strength))
  veil.addColorStop(0.65, css(air.haze, 0.3 * strength))
  veil.addColorStop(1, css(air.haze, 0))
  g.fillStyle = veil
  g.fillRect(0, horizon - height * 0.3, width, height)
}

/** What falls before everything: rain, snow, the veils of fog. Leaves the map of matter as it is. */
export function drawFalling(stage: Stage): void {
  const { sheet, air, width, height, unit, brief } = stage
  if (brief.setting === 'SETTING_ROOM') return
  const r = streamOf(stage, 'falling')
  const wind = stage.side * (0.1 + 0.5 * brief.energy + (brief.weather === 'WEATHER_STORM' ? 0.3 : 0))
  if (brief.weather === 'WEATHER_RAIN' || brief.weather === 'WEATHER_STORM') {
    const colour = mix(air.cloudLit, air.skyLow, 0.4)
    for (let i = 0; i < 130; i++) {
      const length = height * between(r, 0.04, 0.12)
      const x = r() * width * 1.2 - width * 0.1
      const y = r() * height
      const path = new Path2D()
      path.moveTo(x, y)
      path.lineTo(x - wind * length, y + length)
      sheet.stroke(path, colour, unit * between(r, 0.8, 2.2), undefined, between(r, 0.16, 0.42))
    }
  }
  if (brief.weather === 'WEATHER_SNOW') {
    const flake = mix(air.cloudLit, [0.98, 0, 0], 0.7)
    for (let i = 0; i < 190; i++) {
      const near = r() ** 3
      const size = unit * (1.5 + 4.6 * near)
      sheet.dab(r() * width, r() * height, size, size * 0.9, flake, undefined, 0.55 + 0.4 * near)
    }
  }
  if (brief.weather === 'WEATHER_FOG') {
    for (let i = 0; i < 7; i++)
      sheet.dab(
        r() * width,
        stage.horizon + between(r, -0.15, 0.28) * height,
        width * between(r, 0.25, 0.5),
        height * between(r, 0.02, 0.06),
        air.haze,
        undefined,
        0.16,
      )
  }
}
