import { Path2D } from '@napi-rs/canvas'
import { matter } from '../../composition.ts'
import { allows } from '../brief.ts'
import { mix, shift } from '../colour.ts'
import { drawings } from '../motifs/all.ts'
import { flat, form, line } from '../motifs/drawing.ts'
import { paints } from '../paints.ts'
import { type Random, between, pick } from '../random.ts'
import { type Hand, type Stage, across, handAt, streamOf } from '../stage.ts'
import type { Plan } from './plan.ts'
import { litOf, shadeOf } from './window.ts'

/** A door in the wall with its foot at `x`, `y`: shut, or open to a lighter room. */
export function drawDoor(stage: Stage, at: { x: number; y: number; size: number }, isOpen: boolean, r: Random): void {
  const colour = pick(r, [
    paints.shutter,
    paints.woodPale,
    paints.linen,
    paints.wood,
    mix(paints.moss, paints.linen, 0.3),
    paints.brick,
  ])
  const panels = r() < 0.5
  if (isOpen) {
    // Its light on the floor.
    const spill = new Path2D()
    spill.moveTo(at.x - at.size * 0.2, at.y)
    spill.lineTo(at.x + at.size * 0.2, at.y)
    spill.lineTo(at.x + at.size * 0.34, at.y + at.size * 0.36)
    spill.lineTo(at.x - at.size * 0.3, at.y + at.size * 0.36)
    spill.closePath()
    stage.sheet.fill(spill, mix(litOf(stage.air, paints.cream), paints.lamp, 0.5 * stage.air.night), undefined, 0.4)
  }
  handAt(stage, 'room door', { ...at, far: 0 }, (hand) => {
    flat(hand, 'M-0.25 -1.03 L0.25 -1.03 L0.25 0 L-0.25 0 Z', mix(colour, paints.linen, 0.7), 0.5, matter.wood)
    if (isOpen) return drawOpening(hand, colour)
    form(hand, 'M-0.21 -0.99 L0.21 -0.99 L0.21 0 L-0.21 0 Z', colour, matter.wood, -0.22, 0.22)
    for (const [x, y, h] of panels
      ? ([
          [-0.16, -0.92, 0.36],
          [0.03, -0.92, 0.36],
          [-0.16, -0.48, 0.38],
          [0.03, -0.48, 0.38],
        ] as const)
      : ([[-0.15, -0.9, 0.78]] as const))
      flat(
        hand,
        `M${x} ${y} l${panels ? 0.13 : 0.3} 0 l0 ${h} l${panels ? -0.13 : -0.3} 0 Z`,
        colour,
        0.25,
        matter.wood,
      )
    hand.sheet.dab(-0.17, -0.5, 0.014, 0.014, hand.tone(paints.ochre, 0.95), matter.thing)
  })
}

/** The next room, bright, and the leaf of the door turned in. */
function drawOpening(hand: Hand, colour: typeof paints.linen): void {
  const light = mix(hand.tone(paints.cream, 1), paints.lamp, 0.25 + 0.5 * hand.air.night)
  flat(hand, 'M-0.21 -0.99 L0.21 -0.99 L0.21 0 L-0.21 0 Z', paints.cream, 0.9, matter.wall)
  const room = new Path2D('M-0.21 -0.99 L0.21 -0.99 L0.21 -0.12 L-0.21 -0.12 Z')
  hand.sheet.fill(room, light, matter.wall)
  flat(hand, 'M-0.21 -0.12 L0.21 -0.12 L0.21 0 L-0.21 0 Z', paints.woodPale, 0.9, matter.floor)
  flat(
    hand,
    'M0.06 -0.99 L0.21 -0.99 L0.21 -0.12 L0.06 -0.16 Z',
    mix(paints.cream, paints.ochre, 0.3),
    0.7,
    matter.wall,
  )
  form(hand, 'M-0.21 -0.99 L-0.11 -0.94 L-0.11 -0.04 L-0.21 0 Z', colour, matter.wood, -0.22, -0.1)
}

/** A frame on the wall with a few touches of a picture in it: a field, a sea, flowers, or a glass that shows light. */
export function drawFrame(stage: Stage, nth: number, at: { x: number; y: number; size: number }, r: Random): void {
  const wide = between(r, 0.34, 0.66)
  const frame = pick(r, [paints.ochre, paints.woodDark, paints.linen, paints.iron])
  const kind = pick(r, ['field', 'sea', 'flowers', 'print', 'glass'] as const)
  handAt(stage, `room picture ${nth}`, { ...at, far: 0 }, (hand) => {
    const inside = wide - 0.08
    form(hand, `M${-wide} -1 L${wide} -1 L${wide} 0 L${-wide} 0 Z`, frame, matter.wood, -wide, wide)
    const band = (from: number, to: number, colour: typeof paints.linen, t: number) =>
      flat(hand, `M${-inside} ${from} L${inside} ${from} L${inside} ${to} L${-inside} ${to} Z`, colour, t)
    if (kind === 'glass') {
      band(-0.92, -0.08, mix(paints.sky, paints.linen, 0.6), 0.8)
      flat(
        hand,
        `M${-inside} -0.6 L${inside * 0.4} -0.92 L${inside * 0.8} -0.92 L${-inside} -0.3 Z`,
        paints.linen,
        1,
        matter.thing,
        0.5,
      )
      return
    }
    band(
      -0.92,
      -0.08,
      kind === 'flowers' ? mix(paints.teal, paints.coat, 0.4) : kind === 'print' ? paints.linen : paints.sky,
      0.65,
    )
    if (kind === 'field') {
      band(-0.46, -0.08, pick(hand.r, [paints.grass, paints.wheat, paints.meadow]), 0.6)
      hand.sheet.dab(inside * 0.4, -0.5, inside * 0.3, 0.16, hand.tone(paints.leafDeep, 0.4), matter.thing)
    }
    if (kind === 'sea') {
      band(-0.44, -0.08, paints.sea, 0.55)
      flat(hand, 'M-0.06 -0.42 L0.02 -0.74 L0.14 -0.42 Z', paints.linen, 0.95)
    }
    if (kind === 'flowers')
      for (let i = 0; i < 9; i++)
        hand.sheet.dab(
          between(hand.r, -0.6, 0.6) * inside,
          between(hand.r, -0.78, -0.36),
          0.09,
          0.08,
          hand.tone(pick(hand.r, [paints.rose, paints.linen, paints.yellow, paints.red]), 0.8),
          matter.thing,
        )
    if (kind === 'print')
      for (let i = 0; i < 4; i++)
        line(hand, `M${-inside * 0.5 + i * 0.1} -0.3 L${-inside * 0.2 + i * 0.1} -0.76`, paints.coat, 0.4, 0.05)
  })
}

/** A lamp that hangs over whoever is there, and its light. */
export function drawHangingLamp(stage: Stage, u: number, low: number, r: Random): void {
  const { sheet, air, height, unit } = stage
  const x = across(stage, u)
  const half = height * between(r, 0.05, 0.07)
  const colour = pick(r, [paints.teal, paints.cream, paints.brick, paints.ochre])
  const cord = new Path2D()
  cord.moveTo(x, -height * 0.1)
  cord.lineTo(x, low)
  sheet.stroke(cord, shadeOf(air, paints.iron), unit * 2.5, matter.thing)
  sheet.glow(x, low + half * 0.6, height * 0.5, paints.lamp, 0.25 + 0.4 * air.night)
  sheet.glow(x, low + height * 0.3, height * 0.75, paints.lamp, 0.3 * air.night)
  const shade = new Path2D()
  shade.moveTo(x - half * 0.25, low)
  shade.lineTo(x + half * 0.25, low)
  shade.quadraticCurveTo(x + half * 0.7, low + half * 0.3, x + half, low + half * 0.75)
  shade.lineTo(x - half, low + half * 0.75)
  shade.quadraticCurveTo(x - half * 0.7, low + half * 0.3, x - half * 0.25, low)
  shade.closePath()
  sheet.fill(shade, mix(shadeOf(air, colour), litOf(air, colour), 0.4), matter.thing)
  sheet.dab(x, low + half * 0.76, half * 0.86, half * 0.16, shift(paints.lamp, 0.05), matter.light)
}

/**
 * Something very near at an edge of the picture, now and then: the frame of the door that we look through, or the corner of
 * a table with flowers on it.
 */
export function drawForeground(stage: Stage, plan: Plan): void {
  const { brief, height, width, sheet, air } = stage
  const r = streamOf(stage, 'foreground')
  const [roll, hue] = [r(), r()]
  const isFree = plan.view !== 'close' && brief.viewpoint !== 'VIEWPOINT_FAR' && brief.detail > 0.25
  const hasFloor = brief.things.some(({ word }) => word.kind === 'ground')
  if (!isFree || roll > 0.42) return
  // On the other side than who is there; the corner of the room is at the left of the layout.
  const u = stage.focus < 0.5 ? 1 : 0
  const edge = across(stage, u)
  const inward = edge > 0 ? -1 : 1
  const push = (name: string, draw: () => void): void => {
    const place = { x: edge, y: height, width: 0, height: 0, depth: 2 * height }
    stage.props.push({ name, ...place, asked: false, draw })
  }
  if (roll < 0.2 && allows(brief, 'door')) {
    const colour = pick(r, [paints.wood, paints.woodDark, paints.teal, paints.linen])
    const wide = width * between(r, 0.04, 0.065)
    return push('door frame', () => {
      const bar = (from: number, to: number, fill: typeof colour) => {
        const path = new Path2D()
        path.rect(edge + inward * (from < to ? from : to), -height * 0.1, inward * Math.abs(to - from), height * 1.2)
        sheet.fill(path, fill, matter.wood)
      }
      bar(-width * 0.1, wide, shadeOf(air, mix(colour, paints.coat, 0.35)))
      bar(wide * 0.45, wide * 0.55, shadeOf(air, mix(colour, paints.coat, 0.7)))
      bar(wide, wide * 1.16, mix(shadeOf(air, colour), litOf(air, colour), 0.85))
    })
  }
  // Nobody sets flowers out where there is rage.
  if (roll < 0.2 || hasFloor || brief.strain > 0.1 || !allows(brief, 'table', 'flower', 'vase')) return
  const cloth = pick(r, [paints.linen, mix(paints.sky, paints.linen, 0.4), paints.rose, paints.ochre, paints.teal])
  const x = edge + inward * width * between(r, 0.1, 0.15)
  const y = height * between(r, 0.84, 0.88)
  push('near flowers', () => {
    sheet.dab(x, y + height * 0.12, width * 0.23, height * 0.2, shadeOf(air, cloth), matter.cloth)
    sheet.dab(
      x,
      y + height * 0.1,
      width * 0.225,
      height * 0.16,
      mix(shadeOf(air, cloth), litOf(air, cloth), 0.75),
      matter.cloth,
    )
    const vase = hue < 0.5 ? 'vase' : 'potted_plant'
    handAt(stage, 'foreground flowers', { x, y: y + height * 0.06, size: height * 0.3, far: 0 }, (hand) =>
      drawings[vase]!.draw(hand, { where: 'ground', nth: 0 }),
    )
  })
}
