import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { lit, shade, through, tone } from '../air.ts'
import { type Colour, mix, shift } from '../colour.ts'
import { drawGround, groundOf, polygon, wayTo } from '../land.ts'
import { paints } from '../paints.ts'
import { between, clamp, pick } from '../random.ts'
import { drawSky, sunOf } from '../sky.ts'
import { type Stage, across, streamOf } from '../stage.ts'

/** A wood: trunks from pale to dark, a clearing that glows, light in pools on the floor. */
export function drawForest(stage: Stage): void {
  const { height, width, sheet, air, brief, unit } = stage
  const r = streamOf(stage, 'forest')
  stage.horizon = height * between(r, 0.46, 0.56)
  stage.eye = 2.3
  stage.reach = 0.6
  stage.sun = sunOf(stage, stage.horizon, r)
  const h = stage.horizon / height
  drawSky(stage, stage.horizon)
  const open = between(r, 0.34, 0.66)
  const leaves = leavesOf(stage)
  const isBare = brief.season === 'winter'

  // The wood behind: a wall of leaves that thins towards the clearing.
  const far = (t: number) => through(air, tone(air, leaves, t), 0.55)
  for (let i = 0; i < 150; i++) {
    const u = r()
    const away = Math.abs(u - open)
    if (away < 0.07 && r() < 0.75) continue
    const v = h * between(r, 0.02, 1.02)
    const size = unit * between(r, 22, 52) * (isBare ? 0.55 : 1)
    const glow = Math.exp(-away * 7)
    sheet.dab(
      across(stage, u),
      v * height,
      size,
      size * 0.75,
      mix(far(clamp(0.15 + 0.9 * glow * r() + 0.25 * (1 - v / h), 0, 1)), air.glow, 0.3 * glow * r()),
      matter.foliage,
      isBare ? 0.4 : 0.9,
    )
  }
  sheet.glow(across(stage, open), stage.horizon - height * 0.1, height * 0.36, air.glow, 0.35 + 0.4 * air.sun)

  const floor = polygon(stage, [
    [-0.02, h - 0.005],
    [1.02, h - 0.005],
    [1.02, 1.02],
    [-0.02, 1.02],
  ])
  const mossy = mix(paints.moss, paints.earth, brief.season === 'autumn' ? 0.6 : 0.25)
  drawGround(stage, 'forest floor', floor, {
    far: mix(paints.grass, paints.meadow, 0.5),
    near: mossy,
    top: stage.horizon,
    matter: matter.grass,
    flecks:
      brief.season === 'autumn' ? [paints.leafAutumn, paints.leafRust, paints.ochre] : [paints.meadow, paints.linen],
    fleckShare: brief.season === 'autumn' ? 0.35 : 0.06,
    dabs: 320,
  })
  const way = wayTo(
    stage,
    { u: between(r, 0.35, 0.65), halfWidth: 0.13 },
    { u: open, v: h + 0.005 },
    between(r, -0.1, 0.1),
    0.1,
  )
  if (brief.absent.has('path') === false)
    drawGround(stage, 'forest way', way, {
      far: paints.path,
      near: mix(paints.path, paints.earth, 0.5),
      top: stage.horizon,
      matter: matter.earth,
      dabs: 130,
      lie: 4,
    })

  // Pools of light and the shadows of trunks, all away from the clearing.
  const warm = lit(air, groundOf(stage, mix(paints.meadow, paints.straw, 0.5)))
  for (let i = 0; i < 22; i++) {
    const v = between(r, 0.02, 1) ** 1.2
    sheet.dab(
      across(stage, clamp(open + (r() - 0.5) * (0.25 + 1.1 * v), 0, 1)),
      height * (h + (1 - h) * v),
      width * between(r, 0.02, 0.09) * (0.3 + v),
      height * 0.014 * (0.3 + v),
      through(air, warm, 0.3 * (1 - v)),
      undefined,
      0.2 + 0.5 * air.sun,
    )
  }

  const rows = [
    { count: 15, v: 0.03, w: 0.007, far: 0.62 },
    { count: 9, v: 0.13, w: 0.014, far: 0.36 },
    { count: 6, v: 0.36, w: 0.026, far: 0.14 },
  ]
  for (const [i, row] of rows.entries()) {
    for (let k = 0; k < row.count; k++) {
      const u = (k + between(r, 0.1, 0.9)) / row.count
      if (Math.abs(u - open) < 0.05 + 0.05 * i) continue
      const y = height * (h + (1 - h) * row.v * between(r, 0.75, 1.25))
      plantTrunk(stage, `trunk ${i} ${k}`, u, y, width * row.w * between(r, 0.7, 1.4), row.far, i === 2)
    }
  }
  // Two dark trunks at the edges hold the picture.
  plantTrunk(stage, 'trunk left', between(r, 0.02, 0.1), height * 0.93, width * 0.05, 0, true)
  plantTrunk(stage, 'trunk right', between(r, 0.88, 0.97), height * 0.98, width * 0.062, 0, true)

  if (!isBare) canopy(stage, leaves, open)
  stage.front = height * 0.95
}

function leavesOf(stage: Stage): Colour {
  const { season } = stage.brief
  if (season === 'autumn') return mix(paints.leafAutumn, paints.ochre, 0.3)
  if (season === 'winter') return mix(paints.trunk, paints.snow, 0.45)
  return season === 'spring' ? paints.leafSpring : paints.leaf
}

/** A trunk from the ground out of the picture's top, kept as a prop where it stands near. */
function plantTrunk(
  stage: Stage,
  subject: string,
  u: number,
  y: number,
  w: number,
  far: number,
  isNear: boolean,
): void {
  const { sheet, air, sun } = stage
  const r = streamOf(stage, subject)
  const x = across(stage, u)
  const lean = between(r, -0.4, 0.4) * w
  const own = pick(r, [paints.trunk, paints.trunk, paints.birch, mix(paints.trunk, paints.stone, 0.4)])
  const draw = () => {
    const path = new Path2D()
    path.moveTo(x - w * 0.95, y)
    path.bezierCurveTo(x - w * 0.45, y - w * 1.2, x - w * 0.5 + lean * 0.5, y * 0.5, x - w * 0.4 + lean, -4)
    path.lineTo(x + w * 0.4 + lean, -4)
    path.bezierCurveTo(x + w * 0.5 + lean * 0.5, y * 0.5, x + w * 0.45, y - w * 1.2, x + w * 0.95, y)
    path.closePath()
    const dark = through(air, shade(air, own), far)
    const bright = through(air, tone(air, own, 0.45 + 0.4 * air.sun), far)
    const toRight = sun.x > x
    sheet.fill(
      path,
      sheet.ramp(x - w * 0.5, 0, x + w * 0.5, 0, toRight ? [dark, dark, bright] : [bright, dark, dark]),
      matter.wood,
    )
    if (w > stage.unit * 12) {
      sheet.clip(path, () => {
        for (let i = 0; i < 26; i++)
          sheet.dab(
            x + between(r, -0.5, 0.5) * w,
            y * r(),
            w * between(r, 0.06, 0.16),
            w * between(r, 0.3, 0.9),
            shift(i % 2 ? dark : bright, between(r, -0.04, 0.03), 0.004, -0.006),
            undefined,
            0.5,
          )
      })
    }
    if (air.snow > 0.4) sheet.dab(x, y - w * 0.1, w * 1.2, w * 0.22, lit(air, paints.snow), undefined, 0.7)
  }
  if (isNear) stage.props.push({ name: 'tree', x, y, width: w * 1.5, height: y, depth: y, asked: false, draw })
  else draw()
}

/** Leaves that hang into the picture from above, darker to the sides. */
function canopy(stage: Stage, leaves: Colour, open: number): void {
  const { sheet, air, height, unit } = stage
  const r = streamOf(stage, 'canopy')
  stage.props.push({
    name: 'leaves',
    x: -999,
    y: -999,
    width: 0,
    height: 0,
    depth: height * 0.7,
    asked: false,
    draw() {
      for (let i = 0; i < 120; i++) {
        const u = r()
        const reach = 0.05 + 0.3 * Math.abs(u - open) ** 0.8
        const v = reach * r() ** 0.7
        const turned = r()
        const size = unit * between(r, 10, 30)
        sheet.dab(
          across(stage, u),
          v * height,
          size * 1.2,
          size * 0.7,
          tone(
            air,
            shift(leaves, 0, between(r, -0.02, 0.02), between(r, -0.02, 0.02)),
            turned * (0.25 + 0.75 * (v / (reach + 0.01))),
          ),
          matter.foliage,
          0.92,
          between(r, -0.5, 0.5),
        )
      }
    },
  })
}
