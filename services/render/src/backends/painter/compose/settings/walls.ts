import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { type Colour, hex, mix, shift } from '../colour.ts'
import { paints } from '../paints.ts'
import { type Random, between, pick } from '../random.ts'
import { type Stage, across } from '../stage.ts'
import { type Plan, footAt, onSideWall } from './plan.ts'
import { litOf, shadeOf } from './window.ts'

/** What walls are painted with, from pale to deep. */
const walls: readonly Colour[] = [
  paints.plaster,
  mix(paints.sky, paints.plaster, 0.45),
  mix(paints.rose, paints.plaster, 0.55),
  mix(paints.leafSpring, paints.plaster, 0.55),
  mix(paints.ochre, paints.plaster, 0.45),
  mix(paints.teal, paints.plaster, 0.4),
  mix(paints.lilac, paints.plaster, 0.4),
  mix(paints.moss, paints.plaster, 0.4),
  mix(paints.brick, paints.ochre, 0.35),
  mix(paints.navy, paints.sky, 0.5),
  paints.linen,
]

/** What a wall turns to where there is anger or fear: the red of old brick and of wine. */
const heated = [hex('#7d4a40'), hex('#6d4450'), hex('#86573a'), hex('#5f4a4c')] as const

const papers = ['plain', 'plain', 'plain', 'flowers', 'flowers', 'stripes', 'panel', 'panel'] as const

const area = (points: readonly (readonly [number, number])[]): Path2D => {
  const path = new Path2D()
  points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
  path.closePath()
  return path
}

/** The walls, brightest where the light is (`lightU`, across), with what is on them. */
export function drawWalls(stage: Stage, plan: Plan, lightU: number, r: Random): void {
  const { sheet, air, width, height, brief } = stage
  const calm = pick(r, walls)
  const own = mix(calm, pick(r, heated), 0.8 * brief.strain)
  const bright = (t: number, colour: Colour = own): Colour => mix(shadeOf(air, colour), litOf(air, colour), t)
  const fading = 0.85 + 0.5 * brief.strain
  const at = (u: number) => Math.max(0.04, 0.74 - fading * Math.abs(u - lightU))
  const ramp = (colour: Colour) =>
    sheet.ramp(
      across(stage, 0),
      0,
      across(stage, 1),
      0,
      [0, 0.25, 0.5, 0.75, 1].map((u) => bright(at(u), colour)),
    )
  sheet.rect(-width * 0.1, -height * 0.1, width * 1.2, height * 1.2, ramp(own), matter.wall)
  // Ceilings are far from the window.
  sheet.glow(across(stage, lightU < 0.5 ? 0.95 : 0.05), 0, height * 0.7, bright(0), 0.34 + 0.2 * brief.strain)
  // Where there is strain the light is a pool, and the room around it deep.
  if (brief.strain > 0) {
    const x = across(stage, Math.min(0.8, Math.max(0.2, lightU)))
    sheet.glow(x, height * 0.42, height * 0.62, mix(bright(1), litOf(air, paints.ochre), 0.5), 0.75 * brief.strain)
    for (const [u, v] of [
      [lightU < 0.5 ? 1 : 0, 0.3],
      [lightU < 0.5 ? 0.9 : 0.1, 0.02],
    ] as const)
      sheet.glow(across(stage, u), height * v, height * 0.75, shift(bright(0), -0.07, 0.01, -0.015), 0.6 * brief.strain)
  }
  const from = Math.max(0, plan.corner)
  const paper = pick(r, papers)
  const hasPanel = paper === 'panel' && plan.view !== 'across'
  if (hasPanel) drawPanel(stage, plan, from, own, ramp, r)
  if (brief.detail > 0.25 && (paper === 'flowers' || paper === 'stripes')) drawPaper(stage, plan, paper, bright, at, r)
  if (plan.corner > 0) drawSideWall(stage, plan, lightU, bright)
  // Broken colour, and where there is strain long slanting touches of it.
  for (let i = 0; i < 56; i++)
    sheet.dab(
      r() * width,
      r() * plan.floorY,
      width * between(r, 0.02, 0.07),
      height * between(r, 0.02, 0.06),
      shift(bright(between(r, 0.15, 0.8)), 0, between(r, -0.01, 0.01), between(r, -0.014, 0.014)),
      undefined,
      0.2,
    )
  const strokes = Math.round(46 * brief.strain)
  for (let i = 0; i < strokes; i++)
    sheet.dab(
      r() * width,
      r() * plan.floorY,
      width * between(r, 0.05, 0.13),
      height * between(r, 0.008, 0.02),
      shift(bright(i % 2 ? between(r, 0.6, 1) : 0), i % 2 ? 0 : -0.05, 0.008, between(r, -0.01, 0.03)),
      undefined,
      0.3,
      stage.side * (i % 5 === 0 ? 0.6 : -0.75) + between(r, -0.25, 0.25),
    )
}

/** The lower part of a wall in a colour of its own. */
function drawPanel(
  stage: Stage,
  plan: Plan,
  from: number,
  wall: Colour,
  ramp: (colour: Colour) => ReturnType<Stage['sheet']['ramp']>,
  r: Random,
): void {
  const { sheet, air, height } = stage
  const lower = mix(
    wall,
    pick(r, [
      paints.linen,
      paints.wood,
      paints.teal,
      paints.brick,
      mix(paints.moss, paints.slate, 0.4),
      paints.woodPale,
    ]),
    0.6,
  )
  const up = (plan.floorY - stage.horizon) * between(r, 0.7, 0.85)
  const top = (u: number) => footAt(plan, u) - up * ((footAt(plan, u) - stage.horizon) / (plan.floorY - stage.horizon))
  sheet.fill(
    area([
      [across(stage, from), top(from)],
      [across(stage, 1.05), top(1.05)],
      [across(stage, 1.05), height],
      [across(stage, from), height],
    ]),
    ramp(lower),
    matter.wall,
  )
  const rail = new Path2D()
  rail.moveTo(across(stage, from), top(from))
  rail.lineTo(across(stage, 1.05), top(1.05))
  sheet.stroke(rail, litOf(air, mix(lower, paints.linen, 0.5)), stage.unit * 7, matter.wall, 0.8)
}

/** Flowers or stripes on the wall, a touch each. */
function drawPaper(
  stage: Stage,
  plan: Plan,
  paper: 'flowers' | 'stripes',
  bright: (t: number, colour?: Colour) => Colour,
  at: (u: number) => number,
  r: Random,
): void {
  const { sheet, width, unit } = stage
  const colour = pick(r, [paints.rose, paints.linen, paints.teal, paints.ochre, paints.lilac, paints.brick])
  const step = unit * between(r, 34, 58)
  const start = Math.max(0, plan.corner) * width
  if (paper === 'stripes') {
    for (let x = start + step / 2; x < width * 1.04; x += step) {
      const u = x / width
      const line = new Path2D()
      line.moveTo(across(stage, u), -9)
      line.lineTo(across(stage, u), footAt(plan, u))
      sheet.stroke(line, bright(at(u), colour), step * 0.3, undefined, 0.5)
    }
    return
  }
  const leaf = mix(paints.moss, colour, 0.25)
  let row = 0
  for (let y = step * 0.4; y < plan.floorY + plan.slope; y += step * 0.8, row++)
    for (let x = start + (row % 2 ? step : step / 2); x < width * 1.04; x += step) {
      const u = x / width
      if (y > footAt(plan, u) - unit * 8) continue
      const px = across(stage, u) + between(r, -0.1, 0.1) * step
      sheet.dab(px, y, step * 0.17, step * 0.15, bright(at(u) + 0.12, colour), undefined, 0.7)
      sheet.dab(px + step * 0.14, y + step * 0.17, step * 0.12, step * 0.05, bright(at(u), leaf), undefined, 0.6, 0.6)
    }
}

/** The wall at the side, turned away from the light or towards it. */
function drawSideWall(stage: Stage, plan: Plan, lightU: number, bright: (t: number) => Colour): void {
  const { sheet, height } = stage
  const [cornerX] = onSideWall(stage, plan, 0, 0)
  const [edgeX, edgeFoot] = onSideWall(stage, plan, 1, 1)
  // A wall with the window in it is in its own shade.
  const isDark = plan.opening === 'beside' || (plan.opening === 'unseen' && lightU < plan.corner)
  sheet.fill(
    area([
      [edgeX, -height * 0.1],
      [cornerX, -height * 0.1],
      [cornerX, plan.floorY],
      [edgeX, edgeFoot],
    ]),
    sheet.ramp(edgeX, 0, cornerX, 0, isDark ? [bright(0.12), bright(0.3)] : [bright(0.6), bright(0.86)]),
    matter.wall,
  )
}

/** The floor: boards, tiles or a carpet, and perhaps a rug. */
export function drawFloor(stage: Stage, plan: Plan, r: Random): void {
  const { sheet, air, width, height, brief } = stage
  const kind = pick(r, ['boards', 'boards', 'tiles', 'carpet'] as const)
  const calm =
    kind === 'carpet'
      ? pick(r, [
          paints.teal,
          paints.brick,
          mix(paints.moss, paints.earth, 0.5),
          mix(paints.violet, paints.earth, 0.5),
          paints.ochre,
        ])
      : kind === 'tiles'
        ? pick(r, [
            mix(paints.stone, paints.brown, 0.3),
            mix(paints.brick, paints.path, 0.3),
            mix(paints.slate, paints.stone, 0.4),
          ])
        : pick(r, [
            paints.wood,
            paints.woodPale,
            mix(paints.wood, paints.brick, 0.4),
            mix(paints.wood, paints.slate, 0.35),
          ])
  const own = mix(calm, hex('#5c443c'), 0.5 * brief.strain)
  const tone = (t: number, colour: Colour = own) => mix(shadeOf(air, colour), litOf(air, colour), t)
  const from = Math.max(-0.05, plan.corner)
  const path = area([
    [across(stage, from), plan.floorY],
    [across(stage, 1.06), footAt(plan, 1.06)],
    [across(stage, 1.06), height * 1.1],
    [across(stage, -0.06), height * 1.1],
    ...(plan.corner > 0 ? [onSideWall(stage, plan, 1.2, 1)] : []),
  ])
  sheet.fill(path, sheet.ramp(0, plan.floorY, 0, height, [tone(0.75), tone(0.5), tone(0.28)]), matter.floor)
  const vx = across(stage, plan.view === 'corner' ? 0.72 : between(r, 0.4, 0.6))
  const drop = height - plan.floorY
  sheet.clip(path, () => {
    // Boards and tiles run to the vanishing point.
    if (kind !== 'carpet')
      for (let i = -18; i <= 18; i++) {
        const line = new Path2D()
        line.moveTo(vx + i * width * 0.028, plan.floorY)
        line.lineTo(vx + i * width * 0.1, height)
        sheet.stroke(line, tone(0.1), stage.unit * 1.6, undefined, 0.5)
      }
    if (kind === 'tiles')
      for (let i = 0; i < 7; i++) {
        const line = new Path2D()
        const y = plan.floorY + drop * (i / 7) ** 1.5
        line.moveTo(0, y)
        line.lineTo(width, y + plan.slope * stage.side * 0.6)
        sheet.stroke(line, tone(0.1), stage.unit * 1.6, undefined, 0.5)
      }
    for (let i = 0; i < 60; i++) {
      const v = r()
      sheet.dab(
        r() * width,
        plan.floorY + v * drop,
        width * between(r, 0.02, 0.06) * (0.5 + v),
        stage.unit * (2 + 6 * v),
        shift(tone(between(r, 0.1, 1)), 0, between(r, -0.008, 0.008), between(r, -0.01, 0.012)),
        undefined,
        0.35,
      )
    }
    if (brief.detail > 0.25 && kind !== 'carpet' && r() < 0.5) drawRug(stage, plan, vx, tone, r)
  })
  const skirting = new Path2D()
  skirting.moveTo(across(stage, Math.max(0, plan.corner)), plan.floorY - stage.unit * 4)
  skirting.lineTo(across(stage, 1.05), footAt(plan, 1.05) - stage.unit * 4)
  sheet.stroke(skirting, tone(0.5, paints.linen), stage.unit * 8, matter.wall, 0.5)
}

/** A rug, round or as long as the room, with a border and a few touches of pattern. */
function drawRug(stage: Stage, plan: Plan, vx: number, tone: (t: number, colour?: Colour) => Colour, r: Random): void {
  const { sheet, height, width } = stage
  const drop = height - plan.floorY
  const rug = pick(r, [paints.rose, paints.blue, paints.teal, paints.red, paints.ochre, paints.violet, paints.moss])
  const middle = mix(rug, pick(r, [paints.cream, paints.navy, paints.brick]), 0.55)
  const u = between(r, 0.36, 0.66)
  if (r() < 0.45) {
    for (const [by, colour] of [
      [1, rug],
      [0.8, middle],
      [0.34, rug],
    ] as const)
      sheet.dab(
        across(stage, u),
        plan.floorY + drop * 0.66,
        width * 0.26 * by,
        drop * 0.27 * by,
        tone(0.5, colour),
        undefined,
        0.85,
      )
    return
  }
  const spread = (x: number, v: number) => vx + (x - vx) * (0.42 + 0.58 * v)
  const corners = (inset: number) => {
    const [left, right] = [across(stage, u) - width * (0.28 - inset), across(stage, u) + width * (0.28 - inset)]
    const [top, bottom] = [0.3 + inset * 1.4, 0.96 - inset * 1.6]
    const y = (v: number) => plan.floorY + drop * v
    return area([
      [spread(left, top), y(top)],
      [spread(right, top), y(top)],
      [spread(right, bottom), y(bottom)],
      [spread(left, bottom), y(bottom)],
    ])
  }
  sheet.fill(corners(0), tone(0.45, rug), undefined, 0.9)
  sheet.fill(corners(0.028), tone(0.55, middle), undefined, 0.85)
  sheet.fill(corners(0.04), tone(0.42, rug), undefined, 0.8)
  for (let i = 0; i < 14; i++) {
    const v = between(r, 0.42, 0.84)
    sheet.dab(
      spread(across(stage, u) + width * between(r, -0.2, 0.2), v),
      plan.floorY + drop * v,
      width * 0.012 * (0.6 + v),
      stage.unit * 5 * v,
      tone(0.75, i % 2 ? middle : paints.cream),
      undefined,
      0.7,
    )
  }
}
