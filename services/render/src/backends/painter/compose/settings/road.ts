import { matter } from '../../composition.ts'
import { allows } from '../brief.ts'
import { drawFrontShade, drawGround, drawHills, drawLightOnGround, drawTufts, polygon, wayTo } from '../land.ts'
import { paints } from '../paints.ts'
import { plantTree } from '../planting.ts'
import { between, pick } from '../random.ts'
import { drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'
import type { TreeKind } from '../trees.ts'
import { keep } from '../keeping.ts'

/** A road into the distance between rows of trees, as Pissarro and Sisley walked them. */
export function drawRoad(stage: Stage): void {
  const { height, brief } = stage
  const r = streamOf(stage, 'road')
  stage.horizon = height * between(r, 0.46, 0.58)
  stage.eye = 2.5
  stage.sun = sunOf(stage, stage.horizon, r)
  drawSky(stage, stage.horizon)
  drawHills(stage, 'road hills', stage.horizon + 2, height * 0.08, 2)
  const h = stage.horizon / height
  const ground = polygon(stage, [
    [-0.02, h],
    [1.02, h],
    [1.02, 1.02],
    [-0.02, 1.02],
  ])
  drawGround(stage, 'road verge', ground, {
    far: paints.meadow,
    near: paints.grass,
    top: stage.horizon,
    matter: matter.grass,
    flecks: [paints.yellow, paints.linen, paints.rose],
    fleckShare: 0.07,
    dabs: 300,
  })
  drawLightOnGround(stage, 'road light', ground, paints.grass, stage.horizon)
  drawFrontShade(stage, 'road shade', ground, paints.grass)
  const end = between(r, 0.36, 0.64)
  const start = 0.5 + (0.5 - end) * 0.35
  const bend = between(r, -0.09, 0.09)
  const way = wayTo(stage, { u: start, halfWidth: 0.3 }, { u: end, v: h + 0.008 }, bend, 0.015)
  drawGround(stage, 'road way', way, {
    far: paints.path,
    near: paints.path,
    top: stage.horizon,
    matter: matter.earth,
    dabs: 240,
    lie: 5,
  })
  drawLightOnGround(stage, 'road way light', way, paints.path, stage.horizon)

  if (allows(brief, 'house') && r() < 0.7) {
    const y = stage.horizon + height * 0.03
    keep(
      stage,
      { concept: 'house', word: { drawing: 'house', kind: 'ground', metres: 5 } },
      7,
      {
        x: across(stage, end + (r() < 0.5 ? -0.16 : 0.16)),
        y,
        height: height * 0.11,
        ratio: 1.25,
        depth: y,
        where: 'ground',
        shadow: true,
      },
      false,
    )
  }
  if (allows(brief, 'tree')) {
    const kind: TreeKind = pick(r, ['poplar', 'round', 'birch'] as const)
    for (let i = 0; i < 7; i++) {
      // Equal steps on the ground are shorter and shorter in the picture.
      const away = 1 / (1 + i * 0.72)
      const v = h + (1.06 - h) * away
      for (const side of [-1, 1]) {
        if (i === 0 && side === (end > 0.5 ? 1 : -1)) continue
        const near = (v - h) / (1.02 - h)
        const u =
          end +
          (start - end) * near +
          bend * Math.sin(near ** 0.75 * Math.PI * 1.25) * near ** 0.5 +
          side * (0.3 * near ** 1.25 + 0.1 * near + 0.012)
        const size = height * (v - h) * (kind === 'poplar' ? 2 : 1.5) * between(r, 0.85, 1.12)
        if (size < height * 0.03) continue
        plantTree(stage, `road tree ${i} ${side}`, { u, y: v * height, size: Math.min(size, height * 1.02), kind })
      }
    }
  }
  drawTufts(
    stage,
    'road tufts',
    Array.from({ length: 12 }, (_, i) => ({
      x: across(stage, i % 2 ? r() * 0.16 : 1 - r() * 0.16),
      y: height * between(r, 0.95, 1.02),
      h: height * between(r, 0.04, 0.09),
    })),
    paints.grass,
  )
}
