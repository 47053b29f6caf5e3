import { matter } from '../../composition.ts'
import { allows } from '../brief.ts'
import { drawGround, drawHills, drawLightOnGround, drawTufts, smooth } from '../land.ts'
import { paints } from '../paints.ts'
import { plantRow, plantTree } from '../planting.ts'
import { between, pick } from '../random.ts'
import { drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'
import { drawWater } from '../water.ts'
import { drawPond, isPond } from './pond.ts'

/** A river or pond: trees on the far bank and their reflection, a bank in front to stand on. */
export function drawRiver(stage: Stage): void {
  const { height, brief } = stage
  const r = streamOf(stage, 'river')
  if (isPond(stage)) return drawPond(stage)
  const high = r() < 0.5
  stage.horizon = height * (high ? between(r, 0.28, 0.35) : between(r, 0.4, 0.5))
  stage.eye = high ? 4 : 3
  stage.reach = 0.65
  stage.sun = sunOf(stage, stage.horizon, r)
  drawSky(stage, stage.horizon)
  drawHills(stage, 'river hills', stage.horizon + 2, height * between(r, 0.05, 0.1), 2)
  const h = stage.horizon / height
  // The far bank falls from one side to the other.
  const bank = h + between(r, 0.05, 0.08)
  const reach = between(r, 0.5, 0.72)
  const meadow = smooth(stage, [
    [-0.2, h - 0.004],
    [0.4, h],
    [1.2, h],
    [1.2, h + 0.02],
    [reach, h + 0.028],
    [0.3, bank],
    [-0.2, bank + 0.012],
  ])
  drawGround(stage, 'far bank', meadow, {
    far: paints.meadow,
    near: paints.grass,
    top: stage.horizon,
    matter: matter.grass,
    dabs: 150,
    lie: 4,
  })
  if (allows(brief, 'tree')) {
    const kinds = pick(r, [
      ['poplar', 'poplar', 'bush'],
      ['round', 'willow', 'bush', 'round'],
      ['round', 'poplar', 'round'],
    ] as const)
    plantRow(stage, 'bank far', {
      from: 0.55,
      to: 1.05,
      y: stage.horizon + height * 0.016,
      metres: 6,
      size: height * 0.09,
      count: 9,
      kinds: ['round', 'bush'],
    })
    plantRow(stage, 'bank near', {
      from: -0.02,
      to: reach - 0.06,
      y: height * (bank - 0.012),
      metres: 8,
      size: height * between(r, 0.2, 0.26),
      count: 7,
      kinds,
      far: 0.3,
    })
  }
  const shore = between(r, 0.82, 0.88)
  const rise = between(r, 0.1, 0.17)
  const water = smooth(stage, [
    [-0.3, bank + 0.008],
    [0.3, bank - 0.002],
    [reach, h + 0.026],
    [1.3, h + 0.017],
    [1.4, 1.1],
    [-0.4, 1.1],
  ])
  drawWater(stage, 'river water', water, {
    top: height * (bank - 0.01),
    own: paints.water,
    rough: 0.12 + 0.4 * brief.energy,
    mirror: 0.9,
  })

  const near: [number, number][] = [
    [-0.2, shore + 0.08],
    [0.2, shore + 0.07],
    [0.45, shore + 0.02],
    [0.7, shore - rise * 0.5],
    [0.9, shore - rise],
    [1.2, shore - rise * 1.1],
  ]
  const curved = smooth(stage, [...near, [1.4, 1.2], [-0.4, 1.2]])
  drawGround(stage, 'near bank', curved, {
    far: paints.grass,
    near: paints.moss,
    top: height * (shore - rise),
    matter: matter.grass,
    flecks:
      brief.season === 'winter' || !allows(brief, 'flower')
        ? [paints.straw]
        : [paints.yellow, paints.linen, paints.rose],
    fleckShare: 0.1,
    dabs: 240,
  })
  drawLightOnGround(stage, 'bank light', curved, paints.grass, height * (shore - rise))
  drawTufts(
    stage,
    'reeds',
    Array.from({ length: 22 }, () => {
      const t = r()
      const u = 0.05 + 0.62 * t
      return { x: across(stage, u), y: height * (shore + 0.085 - 0.09 * t ** 2), h: height * between(r, 0.05, 0.13) }
    }),
    paints.moss,
  )
  if (allows(brief, 'tree'))
    plantTree(stage, 'river edge', {
      u: between(r, 0.88, 0.93),
      y: height * (shore - rise * 0.55),
      size: height * between(r, 0.66, 0.85),
      kind: pick(r, ['willow', 'round', 'birch'] as const),
    })
  stage.front = height * 0.965
}
