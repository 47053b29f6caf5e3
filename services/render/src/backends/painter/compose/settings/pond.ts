import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { through, tone } from '../air.ts'
import { allows } from '../brief.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { drawGround, drawTufts, polygon, smooth } from '../land.ts'
import { paints } from '../paints.ts'
import { plantRow } from '../planting.ts'
import { type Random, between, pick } from '../random.ts'
import { drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'
import { drawWater } from '../water.ts'

/** Whether this river is a pond seen from above: where lilies are asked for, and now and then. */
export const isPond = (stage: Stage): boolean =>
  stage.brief.viewpoint !== 'VIEWPOINT_FAR' &&
  (stage.brief.things.some(({ word }) => word.drawing === 'water_lily') || streamOf(stage, 'pond or river')() < 0.3)

/** A pond that fills the picture, as at Giverny: the sky is seen in it more than over it. */
export function drawPond(stage: Stage): void {
  const { height, brief } = stage
  const r = streamOf(stage, 'pond')
  stage.horizon = height * between(r, 0.15, 0.2)
  stage.eye = 4.2
  stage.reach = 0.4
  stage.sun = sunOf(stage, height * 0.3, r)
  // A deeper sky than is seen, for the water to mirror.
  drawSky(stage, stage.horizon)
  const h = stage.horizon / height
  drawGround(
    stage,
    'pond far',
    polygon(stage, [
      [-0.02, h],
      [1.02, h],
      [1.02, h + 0.1],
      [-0.02, h + 0.1],
    ]),
    { far: paints.meadow, near: paints.grass, top: stage.horizon, matter: matter.grass, dabs: 60 },
  )
  const bank = h + between(r, 0.05, 0.07)
  if (allows(brief, 'tree')) {
    const gap = between(r, 0.3, 0.7)
    plantRow(stage, 'pond left', {
      from: -0.05,
      to: gap - 0.1,
      y: height * (bank - 0.01),
      metres: 6,
      size: height * 0.2,
      count: 7,
      kinds: ['round', 'bush', 'willow', 'bush'],
      far: 0.22,
    })
    plantRow(stage, 'pond right', {
      from: gap + 0.1,
      to: 1.05,
      y: height * (bank - 0.015),
      metres: 6,
      size: height * 0.18,
      count: 7,
      kinds: ['bush', 'round', 'poplar', 'bush'],
      far: 0.26,
    })
  }
  const water = smooth(stage, [
    [-0.3, bank],
    [0.2, bank - 0.008],
    [0.5, bank + 0.006],
    [0.8, bank - 0.006],
    [1.3, bank],
    [1.4, 1.2],
    [-0.4, 1.2],
  ])
  drawWater(stage, 'pond water', water, {
    top: height * (bank - 0.004),
    own: mix(paints.teal, paints.water, 0.5),
    rough: 0.06 + 0.25 * brief.energy,
    mirror: 0.85,
  })
  if (brief.season !== 'winter' && allows(brief, 'water_lily', 'lotus')) drawPads(stage, r, bank)
  const shore = between(r, 0.8, 0.86)
  const edge: [number, number][] = [
    [-0.2, 1.1],
    [0.2, 0.985],
    [0.45, 0.93],
    [0.72, shore],
    [1.2, shore - 0.06],
  ]
  drawGround(stage, 'pond near', smooth(stage, [...edge, [1.4, 1.3], [-0.3, 1.3]]), {
    far: paints.grass,
    near: paints.moss,
    top: height * shore,
    matter: matter.grass,
    dabs: 130,
  })
  drawTufts(
    stage,
    'pond reeds',
    Array.from({ length: 18 }, () => {
      const t = r()
      return {
        x: across(stage, 0.25 + 0.7 * t),
        y: height * (0.985 - 0.15 * t + 0.02 * r()),
        h: height * between(r, 0.06, 0.16),
      }
    }),
    paints.moss,
  )
  if (allows(brief, 'tree', 'willow') && brief.season !== 'winter') drawHanging(stage, r)
  stage.front = height * 0.965
}

/** Rafts of lily pads that close up towards the far bank, here and there in flower. */
function drawPads(stage: Stage, r: Random, bank: number): void {
  const { sheet, air, height, unit, brief } = stage
  for (let raft = 0; raft < 9; raft++) {
    const v = bank + 0.05 + (0.86 - bank) * ((raft + 0.5 * r()) / 9) ** 1.15
    const near = (v - bank) / (1 - bank)
    const u = between(r, 0.05, 0.95)
    const size = unit * (7 + 30 * near)
    for (let i = 0; i < 11; i++) {
      const x = across(stage, u) + between(r, -1, 1) * size * 4.4
      const y = v * height + between(r, -1, 1) * size * 0.75
      const pad: Colour = shift(mix(paints.leaf, paints.teal, between(r, 0.1, 0.6)), between(r, 0, 0.08))
      sheet.dab(x, y, size * between(r, 0.7, 1.1), size * 0.3, tone(air, pad, between(r, 0.3, 1)), matter.foliage, 0.95)
      if (i % 4 === 0 && brief.season === 'summer') {
        const flower = pick(r, [paints.rose, paints.linen, paints.cream, paints.lilac])
        sheet.dab(x, y - size * 0.22, size * 0.3, size * 0.24, tone(air, flower, 0.55), matter.foliage)
        sheet.dab(
          x + size * 0.05,
          y - size * 0.32,
          size * 0.17,
          size * 0.16,
          tone(air, shift(flower, 0.05), 1),
          matter.foliage,
        )
      }
    }
  }
}

/** Willow that hangs into the picture from above, at one side. */
function drawHanging(stage: Stage, r: Random): void {
  const { sheet, air, height, unit } = stage
  const from = r() < 0.5 ? 0 : 0.78
  stage.props.push({
    name: 'leaves',
    x: -999,
    y: -999,
    width: 0,
    height: 0,
    depth: height * 0.9,
    asked: false,
    draw() {
      for (let i = 0; i < 34; i++) {
        const x = across(stage, from + 0.22 * r())
        const length = height * between(r, 0.14, 0.5)
        const path = new Path2D()
        path.moveTo(x, -4)
        path.quadraticCurveTo(x + between(r, -8, 8) * unit, length * 0.6, x + between(r, -14, 14) * unit, length)
        sheet.stroke(
          path,
          through(air, tone(air, paints.willow, between(r, 0, 1)), 0.05),
          unit * between(r, 3, 8),
          matter.foliage,
          0.9,
        )
      }
    },
  })
}
