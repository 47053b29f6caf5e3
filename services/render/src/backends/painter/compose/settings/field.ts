import { matter } from '../../composition.ts'
import { tone, through } from '../air.ts'
import { allows } from '../brief.ts'
import { mix } from '../colour.ts'
import {
  drawDrifts,
  drawFrontShade,
  drawGround,
  drawHills,
  drawLightOnGround,
  drawTufts,
  groundOf,
  polygon,
  smooth,
  wayTo,
} from '../land.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import { drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'
import { plantRow, plantTree } from '../planting.ts'

/** Open fields in bands, a row of trees far off, a tree at the edge, a path that leads in. */
export function drawField(stage: Stage): void {
  const { height, brief } = stage
  const r = streamOf(stage, 'field')
  const high = r() < 0.45
  stage.horizon = height * (high ? between(r, 0.3, 0.38) : between(r, 0.5, 0.62))
  stage.eye = high ? 4.2 : 2.6
  stage.reach = 0.85
  stage.sun = sunOf(stage, stage.horizon, r)
  drawSky(stage, stage.horizon)
  drawHills(stage, 'field hills', stage.horizon + height * 0.004, height * between(r, 0.05, 0.12), 2)
  const h = stage.horizon / height
  const kind = pick(r, ['wheat', 'meadow', 'poppies'] as const)
  const near = kind === 'wheat' ? paints.wheat : paints.grass
  const far = kind === 'wheat' ? paints.straw : paints.meadow
  const ground = polygon(stage, [
    [-0.02, h],
    [1.02, h],
    [1.02, 1.02],
    [-0.02, 1.02],
  ])
  const flecks =
    brief.season === 'winter' || !allows(brief, 'flower')
      ? []
      : kind === 'poppies'
        ? [paints.red, paints.rose, paints.red, paints.linen]
        : kind === 'wheat'
          ? [paints.ochre, paints.red, paints.blue]
          : [paints.yellow, paints.linen, paints.lilac]
  drawGround(stage, 'field ground', ground, {
    far,
    near,
    top: stage.horizon,
    matter: matter.grass,
    flecks: flecks.length > 0 ? flecks : [paints.straw],
    fleckShare: kind === 'poppies' ? 0.3 : 0.12,
    dabs: 380,
  })

  // Bands of other crops far off, thinner towards the horizon.
  const bands = [paints.wheat, paints.moss, paints.meadow, paints.earth]
  for (let i = 0; i < 4; i++) {
    const v = h + (1 - h) * (0.015 + 0.07 * i * (1 + 0.5 * i) * 0.8)
    const tilt = between(r, -0.02, 0.03)
    const colour = groundOf(stage, pick(r, bands))
    const from = between(r, -0.3, 0.4)
    stage.sheet.fill(
      smooth(stage, [
        [from, v],
        [from + 0.5, v - tilt * 0.4],
        [1.2, v + tilt],
        [1.2, v + tilt + 0.012 + 0.012 * i],
        [from + 0.4, v + 0.014 + 0.01 * i],
      ]),
      through(stage.air, tone(stage.air, colour, 0.8), 0.6 - 0.12 * i),
      matter.grass,
      0.75,
    )
  }
  if (flecks.length > 0 && kind !== 'wheat') drawDrifts(stage, 'field drifts', ground, flecks, stage.horizon)
  drawLightOnGround(stage, 'field light', ground, near, stage.horizon)
  drawFrontShade(stage, 'field shade', ground, near)
  if (allows(brief, 'path', 'road') && r() < 0.7) {
    const way = wayTo(
      stage,
      { u: between(r, 0.3, 0.7), halfWidth: 0.09 },
      { u: between(r, 0.35, 0.65), v: h + 0.012 },
      between(r, -0.1, 0.1),
    )
    drawGround(stage, 'field path', way, {
      far: mix(paints.path, paints.meadow, 0.3),
      near: paints.path,
      top: stage.horizon,
      matter: matter.earth,
      dabs: 120,
      lie: 4,
    })
  }
  if (allows(brief, 'tree')) {
    plantRow(stage, 'field row', {
      from: between(r, -0.05, 0.3),
      to: between(r, 0.6, 1.05),
      y: stage.horizon + height * 0.012,
      metres: 7,
      size: height * 0.07,
      count: 11,
      kinds: ['round', 'bush', 'round', 'poplar'],
    })
    plantTree(stage, 'field edge', {
      u: 0.93,
      y: height * between(r, 0.78, 0.9),
      size: height * between(r, 0.6, 0.78),
      kind: pick(r, ['round', 'birch', 'round'] as const),
    })
  }
  drawTufts(
    stage,
    'field tufts',
    Array.from({ length: 16 }, () => ({
      x: across(stage, r()),
      y: height * between(r, 0.96, 1.03),
      h: height * between(r, 0.04, 0.09),
    })),
    near,
  )
}
