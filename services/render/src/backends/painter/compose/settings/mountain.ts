import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { lit, shade, through, tone } from '../air.ts'
import { allows } from '../brief.ts'
import { type Colour, mix } from '../colour.ts'
import { drawDrifts, drawFrontShade, drawGround, drawHills, drawLightOnGround, polygon, smooth } from '../land.ts'
import { paints } from '../paints.ts'
import { plantRow, plantTree } from '../planting.ts'
import { type Random, between, pick } from '../random.ts'
import { drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'
import { drawWater } from '../water.ts'

/** Mountains in planes of light and blue shadow, a valley or lake before them, a slope in front. */
export function drawMountain(stage: Stage): void {
  const { height, brief } = stage
  const r = streamOf(stage, 'mountain')
  stage.horizon = height * between(r, 0.5, 0.6)
  stage.eye = 3.4
  stage.sun = sunOf(stage, stage.horizon * 0.8, r)
  drawSky(stage, stage.horizon)
  const h = stage.horizon / height
  const peak = between(r, 0.3, 0.7)
  drawRange(stage, 'range far', peak + between(r, -0.25, 0.25), h, h - between(r, 0.16, 0.22), 0.5, true)
  drawRange(stage, 'range near', peak, h + 0.005, between(r, 0.08, 0.15), 0.24, true)
  drawHills(stage, 'foothills', stage.horizon + 4, height * 0.1, 2, paints.pine)
  const hasLake = r() < 0.75
  const ground = polygon(stage, [
    [-0.02, h],
    [1.02, h],
    [1.02, 1.02],
    [-0.02, 1.02],
  ])
  drawGround(stage, 'valley', ground, {
    far: paints.meadow,
    near: paints.grass,
    top: stage.horizon,
    matter: matter.grass,
    flecks: brief.season === 'winter' ? [paints.straw] : [paints.yellow, paints.linen, paints.lilac],
    fleckShare: 0.1,
    dabs: 300,
  })
  drawSpurs(stage, r, h)
  if (allows(brief, 'tree', 'pine'))
    plantRow(stage, 'valley firs', {
      from: -0.03,
      to: 1.03,
      y: stage.horizon + height * 0.012,
      metres: 8,
      size: height * 0.06,
      count: 22,
      kinds: ['pine', 'pine', 'bush'],
      far: 0.45,
    })
  if (hasLake && allows(brief, 'lake', 'water')) {
    const shore = h + between(r, 0.14, 0.2)
    const lake = smooth(stage, [
      [-0.2, h + 0.025],
      [0.35, h + 0.018],
      [0.8, h + 0.022],
      [1.2, h + 0.03],
      [1.2, shore - 0.05],
      [0.75, shore],
      [0.3, shore - 0.01],
      [-0.2, shore - 0.06],
    ])
    drawWater(stage, 'lake', lake, {
      top: height * (h + 0.018),
      own: paints.teal,
      rough: 0.08 + 0.3 * brief.energy,
      mirror: 0.95,
    })
  }
  const rise = between(r, 0.08, 0.16)
  const slope = smooth(stage, [
    [-0.3, 0.92 - rise],
    [0.1, 0.9 - rise * 0.6],
    [0.45, 0.9],
    [0.8, 0.93],
    [1.3, 0.9],
    [1.4, 1.2],
    [-0.4, 1.2],
  ])
  drawGround(stage, 'slope', slope, {
    far: paints.grass,
    near: paints.moss,
    top: height * (0.92 - rise),
    matter: matter.grass,
    flecks: [paints.linen, paints.lilac, paints.yellow],
    fleckShare: 0.12,
    dabs: 180,
  })
  if (brief.season !== 'winter' && allows(brief, 'flower'))
    drawDrifts(stage, 'slope drifts', ground, [paints.linen, paints.lilac, paints.yellow], height * (h + 0.24))
  drawLightOnGround(stage, 'slope light', ground, paints.grass, stage.horizon)
  drawFrontShade(stage, 'slope shade', ground, paints.moss)
  drawBoulders(stage, r)
  if (allows(brief, 'tree', 'pine')) {
    plantTree(stage, 'edge fir', {
      u: between(r, 0.06, 0.1),
      y: height * 0.9,
      size: height * between(r, 0.62, 0.8),
      kind: 'pine',
    })
    plantTree(stage, 'edge fir 2', {
      u: between(r, 0.14, 0.2),
      y: height * 0.86,
      size: height * between(r, 0.36, 0.48),
      kind: pick(r, ['pine', 'pine', 'birch'] as const),
    })
  }
}

/** A range with its main peak at `u`, foot at `base`, top at `top`; planes towards the light and away from it. */
function drawRange(
  stage: Stage,
  subject: string,
  u: number,
  base: number,
  top: number,
  far: number,
  snow: boolean,
): void {
  const { sheet, air, height, sun } = stage
  const r = streamOf(stage, subject)
  const points: [number, number][] = []
  const main = u
  // Peaks and saddles alternate; the further from the main peak, the lower.
  for (let i = -5; i <= 5; i++) {
    const at = main + i * 0.135 + between(r, -0.03, 0.03)
    const fall = Math.exp(-Math.abs(i) * 0.28)
    const isPeak = i % 2 === 0
    points.push([
      at,
      base - (base - top) * fall * (isPeak ? (i === 0 ? 1 : between(r, 0.75, 1)) : between(r, 0.5, 0.66)),
    ])
  }
  const rock: Colour = mix(paints.rock, paints.pine, 0.12)
  const bright = through(air, lit(air, mix(rock, paints.sand, 0.25)), far)
  const dark = through(air, shade(air, rock), far)
  const white = through(air, lit(air, paints.snow), far * 0.7)
  const whiteShade = through(air, shade(air, [0.98, 0, -0.02]), far * 0.6)
  const jag = (from: readonly [number, number], to: readonly [number, number], steps: number, amount: number) =>
    Array.from({ length: steps }, (_, i): [number, number] => {
      const t = (i + 1) / (steps + 1)
      return [
        from[0] + (to[0] - from[0]) * t + between(r, -1, 1) * amount,
        from[1] + (to[1] - from[1]) * t + between(r, -1, 1) * amount,
      ]
    })
  const outline: [number, number][] = [
    [-0.3, base],
    [-0.3, base - 0.02],
  ]
  points.forEach((point, i) => {
    if (i > 0) outline.push(...jag(points[i - 1]!, point, 3, 0.006))
    outline.push(point)
  })
  outline.push([1.3, base - 0.02], [1.3, base])
  const body = polygon(stage, outline)
  sheet.fill(
    body,
    sheet.ramp(0, top * height, 0, base * height, [dark, mix(dark, air.haze, 0.35 + 0.4 * far)]),
    matter.distance,
  )
  const lightFromRight = (sun.x > across(stage, main) ? 1 : -1) * stage.side
  sheet.clip(body, () => {
    points.forEach((point, i) => {
      if (i % 2 === 0) return
      const valley = points[i + lightFromRight]
      if (!valley) return
      const foot: [number, number] = [point[0] - lightFromRight * 0.05, base]
      const spine = jag(point, foot, 6, 0.016)
      const plane = polygon(stage, [
        point,
        ...jag(point, valley, 2, 0.004),
        valley,
        [valley[0] + lightFromRight * 0.03, base],
        foot,
        ...spine.reverse(),
      ])
      sheet.fill(
        plane,
        sheet.ramp(0, point[1] * height, 0, base * height, [bright, mix(bright, air.haze, 0.3 + 0.4 * far)]),
        undefined,
        0.9,
      )
    })
    if (snow) {
      points.forEach((point, i) => {
        if (i % 2 === 0) return
        const depth = (base - point[1]) * (0.34 + 0.5 * air.snow)
        for (const side of [-1, 1]) {
          const edge: [number, number][] = [point]
          const reach = 0.11
          edge.push([point[0] + side * reach, point[1] + depth * 1.05])
          for (let k = 4; k >= 0; k--)
            edge.push([
              point[0] + side * reach * (k / 4) * 0.9,
              point[1] + depth * (k % 2 ? 0.55 : 1.05) * (0.75 + 0.25 * (k / 4)),
            ])
          sheet.fill(polygon(stage, edge), side === lightFromRight ? white : whiteShade, undefined, 0.92)
        }
      })
    }
    for (let i = 0; i < 70; i++) {
      const x = across(stage, between(r, -0.05, 1.05))
      const y = height * between(r, top, base)
      const path = new Path2D()
      path.moveTo(x, y)
      path.lineTo(x + between(r, -14, 14) * stage.unit, y + between(r, 12, 34) * stage.unit)
      sheet.stroke(path, i % 2 ? bright : dark, stage.unit * between(r, 2, 5), undefined, 0.22)
    }
  })
}

/** Wooded shoulders that come down from both sides and open the valley between them. */
function drawSpurs(stage: Stage, r: Random, h: number): void {
  const { sheet, air, height, unit, brief } = stage
  for (const [side, reach, rise, far] of [
    [1, between(r, 0.34, 0.5), between(r, 0.1, 0.17), 0.34],
    [-1, between(r, 0.26, 0.42), between(r, 0.14, 0.22), 0.2],
  ] as const) {
    const at = (t: number): [number, number] => [
      side > 0 ? 1.03 - reach * t : -0.03 + reach * t,
      h + 0.012 + (side > 0 ? 0 : 0.02) - rise * (1 - t) ** 1.5,
    ]
    const shape = polygon(stage, [
      [side > 0 ? 1.1 : -0.1, at(0)[1]],
      ...[0, 0.2, 0.4, 0.6, 0.8, 1].map(at),
      [side > 0 ? 1.1 : -0.1, h + 0.035],
    ])
    const wood = mix(paints.pine, paints.moss, 0.35)
    const own = mix(wood, paints.snow, air.snow * 0.7)
    sheet.fill(shape, through(air, tone(air, own, 0.35), far), matter.distance)
    if (!allows(brief, 'tree', 'pine')) continue
    for (let i = 0; i < 44; i++) {
      const t = r()
      const [u, v] = at(t)
      const y = (v + r() ** 2 * (h + 0.025 - v)) * height
      const size = unit * between(r, 9, 20) * (1 - far)
      sheet.dab(
        across(stage, u),
        y - size * 0.5,
        size * 0.28,
        size,
        through(air, tone(air, own, between(r, 0, 0.9)), far),
        matter.distance,
        0.95,
      )
    }
  }
}

function drawBoulders(stage: Stage, r: () => number): void {
  const { sheet, air, height, unit } = stage
  for (let i = 0; i < 5; i++) {
    const u = between(r, 0.08, 0.95)
    const v = between(r, 0.86, 0.98)
    const size = unit * between(r, 10, 34) * (v - 0.4)
    const x = across(stage, u)
    sheet.dab(x, v * height, size * 1.7, size * 0.4, shade(air, paints.moss), undefined, 0.5)
    sheet.dab(x, v * height - size * 0.5, size * 1.5, size, tone(air, paints.rock, 0.25), matter.stone)
    sheet.dab(
      x + (stage.sun.x > x ? 0.35 : -0.35) * size,
      v * height - size * 0.75,
      size * 0.9,
      size * 0.55,
      tone(air, mix(paints.rock, paints.snow, air.snow), 0.95),
      matter.stone,
    )
  }
}
