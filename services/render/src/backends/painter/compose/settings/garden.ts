import { matter } from '../../composition.ts'
import { tone } from '../air.ts'
import { allows } from '../brief.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { drawFrontShade, drawGround, drawHills, drawLightOnGround, groundOf, polygon, wayTo } from '../land.ts'
import { paints } from '../paints.ts'
import { keep } from '../keeping.ts'
import { plantRow, plantTree } from '../planting.ts'
import { between, pick } from '../random.ts'
import { drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'

const beds: readonly (readonly Colour[])[] = [
  [paints.rose, paints.linen, paints.red],
  [paints.lilac, paints.violet, paints.linen],
  [paints.yellow, paints.orange, paints.cream],
  [paints.red, paints.rose, paints.orange],
  [paints.blue, paints.lilac, paints.linen],
]

/** A garden: a path between beds in flower, a wall of trees behind, a house that looks through. */
export function drawGarden(stage: Stage): void {
  const { height, brief, sheet, air, unit } = stage
  const r = streamOf(stage, 'garden')
  stage.horizon = height * between(r, 0.36, 0.46)
  stage.eye = 3
  stage.reach = 0.45
  stage.sun = sunOf(stage, stage.horizon, r)
  drawSky(stage, stage.horizon)
  drawHills(stage, 'garden hills', stage.horizon + 2, height * 0.07, 1)
  const h = stage.horizon / height
  const ground = polygon(stage, [
    [-0.02, h],
    [1.02, h],
    [1.02, 1.02],
    [-0.02, 1.02],
  ])
  drawGround(stage, 'lawn', ground, {
    far: paints.meadow,
    near: paints.grass,
    top: stage.horizon,
    matter: matter.grass,
    flecks: [paints.linen, paints.yellow],
    fleckShare: 0.06,
    dabs: 240,
  })
  if (allows(brief, 'tree')) {
    plantRow(stage, 'garden wall', {
      from: -0.04,
      to: 1.04,
      y: stage.horizon + height * 0.012,
      metres: 6,
      size: height * 0.24,
      count: 11,
      kinds: ['round', 'bush', 'round', 'round', 'poplar', 'bush'],
      far: 0.3,
    })
  }
  if (allows(brief, 'house') && r() < 0.65 && !brief.things.some(({ word }) => word.drawing === 'house')) {
    const y = stage.horizon + height * 0.03
    keep(
      stage,
      { concept: 'house', word: { drawing: 'house', kind: 'ground', metres: 5 } },
      7,
      {
        x: across(stage, pick(r, [0.26, 0.72])),
        y,
        height: height * 0.2,
        ratio: 1.25,
        depth: y,
        far: 0.3,
        where: 'ground',
        shadow: true,
      },
      false,
    )
  }
  drawLightOnGround(stage, 'lawn light', ground, paints.grass, stage.horizon)
  drawFrontShade(stage, 'garden shade', ground, paints.grass)
  const end = between(r, 0.38, 0.62)
  const start = between(r, 0.36, 0.64)
  const bend = between(r, -0.12, 0.12)
  const way = wayTo(stage, { u: start, halfWidth: 0.15 }, { u: end, v: h + 0.025 }, bend, 0.12)
  if (allows(brief, 'path')) {
    drawGround(stage, 'garden path', way, {
      far: paints.path,
      near: mix(paints.path, paints.plasterRose, 0.25),
      top: stage.horizon,
      matter: matter.earth,
      dabs: 170,
      lie: 4,
    })
    drawLightOnGround(stage, 'path light', way, paints.path, stage.horizon)
  }
  // Beds along both sides of the path, from far to near, each of one key of colour.
  const bloom =
    brief.season === 'winter' || !allows(brief, 'flower') ? [] : [pick(r, beds), pick(r, beds), pick(r, beds)]
  for (let i = 0; i < 24; i++) {
    const away = 1 / (1 + (23 - i) * 0.24)
    const v = h + 0.03 + (1.04 - h) * away
    const near = (v - h) / (1.02 - h)
    const mid = end + (start - end) * near ** 1.1 + bend * Math.sin(near ** 0.75 * Math.PI * 1.25) * near ** 0.5
    for (const side of [-1, 1, -1, 1]) {
      const u = mid + side * (0.15 * near ** 1.25 + 0.025 + between(r, 0.03, 0.36) * near)
      const x = across(stage, u)
      const y = v * height
      const size = unit * (9 + 54 * near) * between(r, 0.8, 1.2)
      const palette = bloom[Math.floor((i / 24) * 2.99 + (side > 0 ? 1 : 0)) % Math.max(1, bloom.length)]
      for (let k = 0; k < 5; k++)
        sheet.dab(
          x + between(r, -1, 1) * size,
          y - between(r, 0, 0.8) * size,
          size * 0.55,
          size * 0.36,
          tone(air, groundOf(stage, pick(r, [paints.leaf, paints.leafDeep, paints.moss])), r() * 0.8),
          matter.foliage,
          0.95,
        )
      for (let k = 0; k < 8 && palette; k++) {
        const up = r()
        sheet.dab(
          x + between(r, -1.1, 1.1) * size,
          y - size * (0.15 + 0.85 * up),
          size * between(r, 0.09, 0.19),
          size * between(r, 0.08, 0.15),
          tone(air, shift(pick(r, palette), between(r, -0.03, 0.04)), 0.35 + 0.65 * up),
          matter.foliage,
          0.97,
        )
      }
    }
  }
  if (allows(brief, 'tree'))
    plantTree(stage, 'garden edge', {
      u: pick(r, [0.085, 0.915]),
      y: height * between(r, 0.8, 0.9),
      size: height * between(r, 0.75, 0.95),
      kind: brief.season === 'spring' ? 'blossom' : pick(r, ['round', 'birch', 'willow'] as const),
    })
}
