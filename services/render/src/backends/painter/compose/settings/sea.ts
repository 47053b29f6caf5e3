import { matter } from '../../composition.ts'
import { lit, shade, through, tone } from '../air.ts'
import { mix } from '../colour.ts'
import { drawGround, drawHills, polygon, smooth } from '../land.ts'
import { paints } from '../paints.ts'
import { between, pick } from '../random.ts'
import { drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'
import { drawCrest, drawWater } from '../water.ts'

/** The sea: a strip of beach in front, waves that come in, now a cliff at one side, now hills far out. */
export function drawSea(stage: Stage): void {
  const { height, width, sheet, air, brief, unit } = stage
  const r = streamOf(stage, 'sea')
  const high = r() < 0.4
  stage.horizon = height * (high ? between(r, 0.27, 0.36) : between(r, 0.44, 0.56))
  stage.eye = high ? 4.6 : 3
  stage.sun = sunOf(stage, stage.horizon, r)
  // What is tall and built needs land to stand on.
  const needsLand = brief.things.some(({ word }) => word.kind === 'ground' && word.metres > 4.5)
  const kind = pick(r, needsLand ? (['hills', 'cliff'] as const) : (['hills', 'cliff', 'open'] as const))
  drawSky(stage, stage.horizon)
  if (kind === 'hills') drawHills(stage, 'coast', stage.horizon, height * 0.09, 2)
  const h = stage.horizon / height
  if (kind === 'cliff') drawCliff(stage, h, r)
  for (const [i, u] of [0.84, 0.93, 0.78].entries())
    stage.spots.push({
      kind: 'height',
      x: across(stage, u),
      y: kind === 'cliff' ? cliffTop(h) * height + height * 0.02 : stage.horizon + i,
      ppm: Math.min(height * 0.24, height * (h - 0.06)),
      depth: -0.5,
    })

  const water = polygon(stage, [
    [-0.02, h],
    [1.02, h],
    [1.02, 1.02],
    [-0.02, 1.02],
  ])
  drawWater(stage, 'sea water', water, {
    top: stage.horizon,
    own: paints.sea,
    rough: 0.45 + 0.5 * brief.energy,
    mirror: 0.6,
  })

  // Swells: long lines, closer together far out.
  const foam = mix(lit(air, paints.snow), air.skyLow, 0.25)
  const swells = 7
  for (let i = 1; i <= swells; i++) {
    const v = (i / (swells + 1)) ** 1.7
    const y = height * (h + (0.94 - h) * v)
    const dark = shade(air, mix(paints.deep, paints.sea, 0.5))
    const x0 = width * between(r, -0.1, 0.55)
    const x1 = x0 + width * between(r, 0.35, 0.75)
    drawCrest(stage, r, x0, x1, y + unit * 7 * v, unit * (2 + 11 * v), mix(dark, air.skyTop, 0.35), 0.4)
    drawCrest(stage, r, x0, x1, y, unit * (1 + 4 * v) * (0.6 + brief.energy), foam, 0.5)
  }

  const shore = between(r, 0.74, 0.82)
  const fall = between(r, 0.05, 0.16)
  const beach = smooth(stage, [
    [-0.1, shore],
    [0.2, shore + 0.02],
    [0.45, shore + fall * 0.7],
    [0.72, shore + fall],
    [1.1, shore + fall + 0.02],
    [1.2, 1.2],
    [-0.2, 1.2],
  ])
  drawGround(stage, 'beach', beach, {
    far: mix(paints.sand, paints.earth, 0.35),
    near: paints.sand,
    top: height * shore,
    matter: matter.earth,
    dabs: 170,
    lie: 4.5,
  })
  // Wet sand holds the sky; foam runs along its edge.
  const edge: [number, number][] = [
    [-0.1, shore],
    [0.2, shore + 0.02],
    [0.45, shore + fall * 0.7],
    [0.72, shore + fall],
    [1.1, shore + fall + 0.02],
  ]
  const wet = smooth(stage, [
    ...edge,
    [1.1, shore + fall + 0.055],
    [0.72, shore + fall + 0.04],
    [0.45, shore + fall * 0.7 + 0.045],
    [0.2, shore + 0.055],
    [-0.1, shore + 0.035],
  ])
  sheet.fill(wet, mix(air.skyMid, tone(air, paints.earth, 0.5), 0.45), undefined, 0.6)
  const line = smooth(stage, edge, false)
  sheet.stroke(line, foam, unit * 9, undefined, 0.75)
  sheet.stroke(
    smooth(
      stage,
      edge.map(([u, v]) => [u + 0.03, v - 0.035] as const),
      false,
    ),
    foam,
    unit * 5,
    undefined,
    0.5,
  )
  stage.front = height * 0.96
}

const cliffTop = (h: number): number => h - Math.min(0.25, h * 0.5)

function drawCliff(stage: Stage, h: number, r: () => number): void {
  const { sheet, air, height } = stage
  const top = cliffTop(h)
  const chalk = through(air, tone(air, paints.cliff, 0.75), 0.3)
  const dark = through(air, shade(air, paints.cliff), 0.3)
  const cliff = polygon(stage, [
    [1.05, top - 0.02],
    [0.86, top],
    [0.8, top + 0.03],
    [0.74, top + 0.1],
    [0.72, h - 0.05],
    [0.7, h + 0.012],
    [1.05, h + 0.012],
  ])
  sheet.fill(
    cliff,
    sheet.ramp(
      across(stage, 0.7),
      0,
      across(stage, 1),
      0,
      stage.side * (stage.sun.x - stage.width / 2) > 0 ? [dark, chalk] : [chalk, dark],
    ),
    matter.distance,
  )
  sheet.clip(cliff, () => {
    for (let i = 0; i < 26; i++) {
      const u = between(r, 0.7, 1.02)
      sheet.dab(
        across(stage, u),
        height * between(r, top, h),
        stage.unit * between(r, 3, 8),
        stage.unit * between(r, 10, 34),
        through(air, tone(air, paints.cliff, r()), 0.3),
        undefined,
        0.5,
      )
    }
    for (let i = 0; i < 16; i++)
      sheet.dab(
        across(stage, between(r, 0.76, 1.02)),
        height * (top + between(r, -0.01, 0.04)),
        stage.unit * 26,
        stage.unit * 8,
        through(air, tone(air, paints.moss, r()), 0.3),
        undefined,
        0.8,
      )
  })
}
