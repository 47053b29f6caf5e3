import { matter } from '../../composition.ts'
import { drawGround, drawHills, polygon } from '../land.ts'
import { paints } from '../paints.ts'
import { plantRow } from '../planting.ts'
import { allows } from '../brief.ts'
import { between, clamp } from '../random.ts'
import { drawCloud, drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'

/** Nearly all sky, as in Boudin's studies: towers of cloud over a strip of land. */
export function drawSkyscape(stage: Stage): void {
  const { height, width, air, brief } = stage
  const r = streamOf(stage, 'skyscape')
  stage.horizon = height * between(r, 0.84, 0.88)
  stage.eye = 1.7
  stage.sun = sunOf(stage, stage.horizon * 0.8, r)
  drawSky(stage, stage.horizon)
  const towers = brief.weather === 'WEATHER_FOG' ? 0 : Math.round(6 * clamp(air.cover + 0.25, 0.3, 1))
  const lean = between(r, 0.15, 0.5)
  for (let i = 0; i < 7; i++) {
    // Heaped along one diagonal, so that the sky has a way through it.
    const t = i / 6
    const u = lean + (0.9 - lean) * t + between(r, -0.1, 0.1)
    const v = 0.24 + 0.44 * t + between(r, -0.07, 0.07)
    const w = width * between(r, 0.24, 0.44) * (1.1 - 0.5 * t)
    const own = r()
    if (i < towers) drawCloud(stage, across(stage, u), height * v, w, w * between(r, 0.34, 0.5), own, 0.6)
  }
  drawHills(stage, 'sky hills', stage.horizon + 2, height * 0.035, 2)
  const h = stage.horizon / height
  drawGround(
    stage,
    'sky land',
    polygon(stage, [
      [-0.02, h],
      [1.02, h],
      [1.02, 1.02],
      [-0.02, 1.02],
    ]),
    { far: paints.meadow, near: paints.moss, top: stage.horizon, matter: matter.grass, dabs: 120 },
  )
  if (allows(brief, 'tree'))
    plantRow(stage, 'sky row', {
      from: between(r, 0, 0.4),
      to: between(r, 0.6, 1),
      y: stage.horizon + height * 0.008,
      metres: 5,
      size: height * 0.035,
      count: 7,
      kinds: ['round', 'bush', 'poplar'],
    })
  stage.front = height * 0.985
}
