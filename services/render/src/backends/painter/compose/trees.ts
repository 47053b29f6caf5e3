import { Path2D } from '@napi-rs/canvas'
import { matter } from '../composition.ts'
import { type Colour, mix, shift } from './colour.ts'
import { paints } from './paints.ts'
import { between, clamp } from './random.ts'
import type { Hand } from './stage.ts'

export type TreeKind = 'round' | 'poplar' | 'pine' | 'willow' | 'bare' | 'birch' | 'blossom' | 'palm' | 'bush'

/** The leaves' own colour by kind and season. */
function leavesOf(hand: Hand, kind: TreeKind): Colour {
  const { season } = hand.brief
  if (kind === 'pine') return mix(paints.pine, paints.snow, hand.air.snow * 0.35)
  // What keeps its leaves carries the snow on them.
  if (kind === 'bush' && hand.air.snow > 0) return mix(paints.leafDeep, paints.snow, hand.air.snow * 0.7)
  if (kind === 'palm') return paints.leaf
  if (kind === 'blossom') return season === 'autumn' ? paints.leafRust : paints.blossom
  const own =
    kind === 'willow'
      ? paints.willow
      : kind === 'poplar'
        ? paints.poplar
        : kind === 'birch'
          ? paints.leafSpring
          : kind === 'bush'
            ? paints.leafDeep
            : paints.leaf
  if (season === 'spring') return mix(own, paints.leafSpring, 0.5)
  if (season === 'autumn') return mix(own, hand.r() < 0.5 ? paints.leafAutumn : paints.leafRust, 0.8)
  return own
}

/** A mass of leaves: deep inside, lit towards the light, broken at the edge. Axes as in the hand's. */
export function foliage(hand: Hand, x: number, y: number, rx: number, ry: number, colour: Colour, count = 16): void {
  const { sheet, r, light } = hand
  // Few dabs where the tree is small: they would not be seen.
  const n = Math.round(clamp(count * Math.sqrt((hand.size * rx) / 60), 4, count * 1.6))
  sheet.dab(x, y, rx * 0.82, ry * 0.82, hand.tone(colour, 0.12), matter.foliage)
  for (let i = 0; i < n; i++) {
    const angle = r() * 6.283
    const out = Math.sqrt(r()) * 0.85
    const size = between(r, 0.2, 0.36)
    sheet.dab(
      x + Math.cos(angle) * out * rx,
      y + Math.sin(angle) * out * ry,
      rx * size,
      ry * size * 0.85,
      hand.tone(shift(colour, 0, between(r, -0.015, 0.015), between(r, -0.02, 0.02)), between(r, 0.05, 0.4)),
      matter.foliage,
      0.95,
    )
  }
  for (let i = 0; i < n; i++) {
    const angle = r() * 6.283
    const out = Math.sqrt(r()) * 0.9
    const px = Math.cos(angle) * out + light * 0.2
    const py = Math.sin(angle) * out - 0.26
    const turned = clamp(0.5 + 0.4 * light * px - 0.55 * py, 0, 1)
    const size = between(r, 0.09, 0.2)
    sheet.dab(
      x + px * rx * 0.92,
      y + py * ry * 0.9,
      rx * size,
      ry * size * 0.7,
      hand.tone(shift(colour, 0.02 * turned, 0, 0.02 * turned), 0.25 + 0.85 * turned),
      undefined,
      0.9,
      between(r, -0.4, 0.4),
    )
  }
}

/** A trunk from the foot to `top`, as wide as `w` at the foot, with a lean. */
export function trunk(hand: Hand, top: number, w: number, lean = 0, colour: Colour = paints.trunk): void {
  const path = new Path2D()
  path.moveTo(-w * 0.7, 0)
  path.quadraticCurveTo(-w * 0.35 + lean * 0.3, -top * 0.4, lean - w * 0.25, -top)
  path.lineTo(lean + w * 0.25, -top)
  path.quadraticCurveTo(w * 0.35 + lean * 0.3, -top * 0.4, w * 0.7, 0)
  path.closePath()
  hand.sheet.fill(path, hand.body(colour, -w, w), matter.wood)
}

function branches(hand: Hand, x: number, y: number, length: number, angle: number, width: number, depth: number): void {
  const { r, sheet } = hand
  const endX = x + Math.cos(angle) * length
  const endY = y + Math.sin(angle) * length
  const path = new Path2D()
  path.moveTo(x, y)
  path.quadraticCurveTo(x + Math.cos(angle - 0.2) * length * 0.5, y + Math.sin(angle - 0.2) * length * 0.5, endX, endY)
  sheet.stroke(path, hand.tone(paints.trunk, between(r, 0.1, 0.7)), Math.max(width, 1.1 / hand.size), matter.wood)
  if (depth === 0) return
  const forks = depth > 2 ? 3 : 2
  for (let i = 0; i < forks; i++)
    branches(
      hand,
      endX,
      endY,
      length * between(r, 0.6, 0.78),
      angle + between(r, 0.25, 0.62) * (i === 0 ? -1 : i === 1 ? 1 : 0.2),
      width * 0.6,
      depth - 1,
    )
}

/** A tree of height 1. Trees that shed stand bare in winter. */
export function drawTree(hand: Hand, kind: TreeKind): void {
  const { r, brief } = hand
  const sheds = kind !== 'pine' && kind !== 'palm' && kind !== 'bush'
  if (kind === 'bare' || (sheds && brief.season === 'winter')) {
    trunk(hand, 0.34, 0.045, 0.01)
    branches(hand, 0.01, -0.32, 0.24, -1.5, 0.03, 4)
    branches(hand, 0.005, -0.27, 0.2, -1.05, 0.022, 3)
    branches(hand, 0.005, -0.25, 0.2, -2.1, 0.022, 3)
    return
  }
  const leaves = leavesOf(hand, kind)
  if (kind === 'poplar') {
    trunk(hand, 0.4, 0.022)
    for (let i = 0; i < 5; i++) {
      const t = i / 4
      foliage(hand, between(r, -0.012, 0.012), -0.2 - 0.7 * t, 0.085 * (1.1 - 0.75 * t ** 2), 0.16, leaves, 9)
    }
  } else if (kind === 'pine') {
    trunk(hand, 0.3, 0.03)
    for (let i = 0; i < 6; i++) {
      const t = i / 5
      const w = 0.24 * (1 - t) + 0.03
      const y = -0.14 - 0.78 * t
      const path = new Path2D()
      path.moveTo(0, y - 0.2)
      path.quadraticCurveTo(w * 0.5, y - 0.04, w * between(r, 0.9, 1.1), y + 0.03)
      path.quadraticCurveTo(0, y + 0.075, -w * between(r, 0.9, 1.1), y + 0.03)
      path.quadraticCurveTo(-w * 0.5, y - 0.04, 0, y - 0.2)
      hand.sheet.fill(path, hand.body(leaves, -w, w), matter.foliage)
      if (hand.air.snow > 0.3)
        hand.sheet.dab(
          hand.light * w * 0.3,
          y - 0.03,
          w * 0.5,
          0.018,
          hand.tone(paints.snow, 0.9),
          undefined,
          0.9,
          hand.light * 0.25,
        )
    }
  } else if (kind === 'willow') {
    trunk(hand, 0.55, 0.05, 0.03)
    foliage(hand, 0.02, -0.72, 0.3, 0.24, leaves, 16)
    for (const side of [-1, 1]) foliage(hand, side * 0.24, -0.55, 0.13, 0.26, leaves, 10)
    for (let i = 0; i < 46; i++) {
      const x = between(r, -0.4, 0.42)
      const y = -0.86 + Math.abs(x) * 0.75
      const path = new Path2D()
      path.moveTo(x * 0.86, y)
      path.quadraticCurveTo(
        x * 1.02,
        y + 0.16,
        x * 1.06 + between(r, -0.015, 0.015),
        Math.min(-0.1, y + between(r, 0.3, 0.6)),
      )
      hand.sheet.stroke(
        path,
        hand.tone(leaves, clamp(0.45 + hand.light * x * 1.4 + between(r, -0.35, 0.3), 0, 1)),
        between(r, 0.012, 0.03),
        matter.foliage,
        0.8,
      )
    }
  } else if (kind === 'palm') {
    trunk(hand, 0.78, 0.03, 0.08)
    for (let i = 0; i < 9; i++) {
      const angle = -2.9 + i * 0.33
      const path = new Path2D()
      path.moveTo(0.08, -0.78)
      path.quadraticCurveTo(
        0.08 + Math.cos(angle) * 0.2,
        -0.82 + Math.sin(angle) * 0.2,
        0.08 + Math.cos(angle) * 0.34,
        -0.7 + Math.sin(angle) * 0.14,
      )
      hand.sheet.stroke(path, hand.tone(leaves, between(r, 0.1, 1)), 0.035, matter.foliage)
    }
  } else if (kind === 'bush') {
    for (let i = 0; i < 3; i++) foliage(hand, (i - 1) * 0.42, -0.42 - (i === 1 ? 0.12 : 0), 0.42, 0.42, leaves, 12)
  } else if (kind === 'birch') {
    trunk(hand, 0.9, 0.02, 0.03, paints.birch)
    for (let i = 0; i < 5; i++) foliage(hand, between(r, -0.1, 0.12), -0.42 - 0.11 * i, 0.12, 0.1, leaves, 9)
  } else {
    const lean = between(r, -0.06, 0.06)
    trunk(hand, 0.5, 0.06, lean)
    for (const side of [-1, 1]) {
      const path = new Path2D()
      path.moveTo(lean * 0.4, -0.26)
      path.quadraticCurveTo(side * 0.08, -0.36, side * between(r, 0.14, 0.22), between(r, -0.5, -0.42))
      hand.sheet.stroke(path, hand.tone(paints.trunk, side === hand.light ? 0.7 : 0.2), 0.026, matter.wood)
    }
    // No two crowns alike: masses around the middle, the lower ones wider, some hanging low.
    foliage(hand, lean, -0.58, 0.22, 0.2, leaves, 10)
    const count = hand.size < 150 ? 5 : 8
    const turn = r() * 6.283
    for (let i = 0; i < count; i++) {
      const angle = turn + (i * 6.283) / count
      const out = between(r, 0.5, 1)
      const x = Math.cos(angle) * 0.29 * out
      const y = -0.57 + Math.sin(angle) * 0.27 * out
      foliage(hand, x + lean, y, between(r, 0.13, 0.21), between(r, 0.11, 0.16), leaves, 9)
    }
    foliage(hand, lean + hand.light * 0.06, -0.7, 0.22, 0.17, leaves, 12)
  }
}

/** How wide a tree of a kind is against its height. */
export const treeWidth: Record<TreeKind, number> = {
  round: 0.8,
  poplar: 0.2,
  pine: 0.48,
  willow: 0.84,
  bare: 0.7,
  birch: 0.4,
  blossom: 0.8,
  palm: 0.6,
  bush: 1.7,
}
