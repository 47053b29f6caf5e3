import { type CanvasGradient, Path2D } from '@napi-rs/canvas'
import { matter } from '../composition.ts'
import { type Colour, shift } from './colour.ts'
import type { Dress } from './dress.ts'
import { paints } from './paints.ts'
import { between } from './random.ts'
import type { Hand } from './stage.ts'

/** A point of a figure of height 1: its foot at 0,0, up negative. */
export type Point = readonly [x: number, y: number]
/** A point of a limb and how wide the limb is there. */
export type Girth = readonly [x: number, y: number, width: number]

/** Below so many pixels of height folds and broken colour are not to be told from each other. */
const leastForFolds = 85

/** A soft closed shape that is drawn towards its points; a point named twice is a corner. */
export function outline(points: readonly Point[]): Path2D {
  const path = new Path2D()
  const middle = (i: number): Point => {
    const [a, b] = [points[i % points.length]!, points[(i + 1) % points.length]!]
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  }
  path.moveTo(...middle(0))
  for (let i = 1; i <= points.length; i++) path.quadraticCurveTo(...points[i % points.length]!, ...middle(i))
  path.closePath()
  return path
}

/** A limb or a fold of cloth that narrows and widens along its way. */
export function ribbon(points: readonly Girth[]): Path2D {
  const sides = points.map(([x, y, width], i): [Point, Point] => {
    const [before, after] = [points[Math.max(0, i - 1)]!, points[Math.min(points.length - 1, i + 1)]!]
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]]
    const half = width / 2 / (Math.hypot(dx, dy) || 1)
    return [
      [x - dy * half, y + dx * half],
      [x + dy * half, y - dx * half],
    ]
  })
  const left = sides.map(([point]) => point)
  const right = sides.map(([, point]) => point).toReversed()
  const ends = (side: Point[]) => [side[0]!, ...side, side.at(-1)!]
  return outline([...ends(left), ...ends(right)])
}

/** From the shaded side over a hard turn to the lit one, with a little light thrown back into the shade. */
function modelled(hand: Hand, colour: Colour, from: number, to: number): CanvasGradient {
  const contrast = 0.5 + 0.5 * hand.air.sun
  const at = (t: number, by: Colour = colour) => hand.tone(by, 0.5 + contrast * (t - 0.5))
  // Pale cloth is seen by its shade, which is blue beside snow and sand.
  const pale = Math.max(0, colour[0] - 0.78)
  const dark = shift(colour, -0.045 - 0.5 * pale, 0.008, -0.02 - 0.12 * pale)
  const bright = shift(colour, 0.05 * (1 - pale * 4), 0.002, 0.022)
  const stops = [
    at(0.22, dark),
    at(0, dark),
    at(0.08, dark),
    at(0.7),
    at(1, bright),
    at(1, shift(bright, 0.03, 0, 0.01)),
  ]
  return hand.sheet.ramp(hand.light > 0 ? from : to, 0, hand.light > 0 ? to : from, 0, stops)
}

/** Cloth over a body between two x: lit from one side, with folds, and broken colour in light and shade. */
export function cloth(
  hand: Hand,
  path: Path2D,
  colour: Colour,
  box: readonly [left: number, top: number, right: number, bottom: number],
  folds: readonly (readonly Girth[])[] = [],
): void {
  const { sheet, r, light } = hand
  const [left, top, right, bottom] = box
  sheet.fill(path, modelled(hand, colour, left, right), matter.figure)
  if (hand.size < leastForFolds) return
  const [middle, half, high] = [(left + right) / 2, (right - left) / 2, bottom - top]
  sheet.clip(path, () => {
    for (let i = 0; i < 9; i++) {
      const across = between(r, -0.95, 0.95)
      const isLit = across * light > 0.1
      const touch = isLit
        ? shift(colour, between(r, 0.01, 0.12), between(r, -0.016, 0.018), between(r, 0, 0.045))
        : shift(colour, between(r, -0.08, 0.02), between(r, -0.01, 0.024), between(r, -0.06, 0))
      sheet.dab(
        middle + across * half,
        between(r, top, bottom),
        half * between(r, 0.09, 0.2),
        high * between(r, 0.06, 0.16),
        hand.tone(touch, isLit ? 0.95 : 0.2),
        undefined,
        0.6,
        between(r, -0.25, 0.25),
      )
    }
    for (const [i, fold] of folds.entries())
      sheet.fill(ribbon(fold), hand.tone(shift(colour, -0.05, 0, -0.012), i % 2 ? 0.3 : 0.08), undefined, 0.75)
  })
}

/** A sleeve or a trouser leg along its joints. */
export function sleeve(hand: Hand, points: readonly Girth[], colour: Colour, isLit: boolean): void {
  const lefts = points.map(([x, , width]) => x - width / 2)
  const rights = points.map(([x, , width]) => x + width / 2)
  const [left, right] = [Math.min(...lefts), Math.max(...rights)]
  const path = ribbon(points)
  hand.sheet.fill(path, modelled(hand, shift(colour, isLit ? 0.012 : -0.035), left, right), matter.figure)
  if (hand.size < leastForFolds || points.length < 3) return
  // Cloth breaks where the limb bends.
  const [x, y, width] = points[points.length >> 1]!
  hand.sheet.clip(path, () => {
    for (const dy of [-0.012, 0.014])
      hand.sheet.fill(
        ribbon([
          [x - width * 0.5, y + dy, 0.004],
          [x, y + dy + 0.008, 0.011],
          [x + width * 0.5, y + dy - 0.002, 0.004],
        ]),
        hand.tone(shift(colour, -0.05, 0, -0.01), 0.15),
        undefined,
        0.6,
      )
  })
}

/** Skin along a limb's end: a hand, an ankle. */
export const skin = (hand: Hand, x: number, y: number, rx: number, ry: number, t: number, turn = 0): void =>
  hand.sheet.dab(x, y, rx, ry, hand.tone(paints.skin, t), matter.figure, 1, turn)

/** Where a head is, how large it is, and which way it is turned: -1 left, 0 away from us, 1 right. */
export interface Head {
  x: number
  y: number
  rx: number
  ry: number
  turn: -1 | 0 | 1
}

/** A head from behind or in a profile that is lost: neck, hair and hat, never a face. `neck` is where it leaves the collar. */
export function drawHead(hand: Hand, head: Head, neck: Point, dress: Dress): void {
  const { sheet, light } = hand
  const { x, y, rx, ry, turn } = head
  const hair = (t: number) => hand.tone(dress.hair, t)
  const isShort = dress.hairdo === 'short'
  const isCropped = dress.hairdo === 'crop'
  if (dress.hairdo === 'long') drawLongHair(hand, head, neck, dress.hair)
  const neckWidth = rx * (isShort ? 1.02 : 0.84)
  sheet.fill(
    ribbon([
      [neck[0], neck[1] + 0.012, neckWidth * 1.25],
      [x + (neck[0] - x) * 0.4, (neck[1] + y) / 2 + 0.01, neckWidth],
      [x, y + ry * 0.4, neckWidth],
    ]),
    modelled(hand, shift(paints.skin, -0.04), x - neckWidth / 2, x + neckWidth / 2),
    matter.figure,
  )
  if (turn !== 0) {
    // Cheek and brow, no more of them than a patch of light.
    skin(hand, x + turn * rx * 0.5, y + ry * 0.1, rx * 0.62, ry * 0.84, turn === light ? 0.8 : 0.4)
    skin(hand, x + turn * rx * 0.45, y + ry * 0.5, rx * 0.5, ry * 0.46, turn === light ? 0.7 : 0.3)
  } else if (isShort)
    for (const side of [-1, 1])
      skin(hand, x + side * rx * 0.96, y + ry * 0.2, rx * 0.14, ry * 0.2, side === light ? 0.85 : 0.3)
  const backX = x - turn * rx * 0.2
  const nape = rx * (isShort ? 0.5 : isCropped ? 0.72 : 0.7)
  const low = y + ry * (isShort ? 0.8 : isCropped ? 0.9 : 0.92)
  // The back of the head, narrower at the nape.
  const skull = outline([
    [backX - rx * 1.04, y - ry * 0.35],
    [backX - rx * 0.75, y - ry * 1.08],
    [backX + rx * 0.75, y - ry * 1.08],
    [backX + rx * 1.04, y - ry * 0.35],
    [backX + rx * (turn > 0 ? 0.5 : 0.98), y + ry * 0.35],
    [backX + nape * (turn > 0 ? 0.3 : 1), low],
    [backX - nape * (turn < 0 ? 0.3 : 1), low],
    [backX - rx * (turn < 0 ? 0.5 : 0.98), y + ry * 0.35],
  ])
  sheet.fill(skull, modelled(hand, dress.hair, x - rx * 1.05, x + rx * 1.05), matter.figure)
  if (dress.hairdo === 'bun') {
    sheet.dab(backX - turn * rx * 0.75, y + ry * 0.16, rx * 0.5, ry * 0.36, hair(0.3), matter.figure)
    sheet.dab(
      backX - turn * rx * 0.75 + light * rx * 0.16,
      y + ry * 0.06,
      rx * 0.26,
      ry * 0.16,
      hair(0.9),
      matter.figure,
    )
  }
  if (dress.hairdo === 'bob')
    sheet.fill(
      outline([
        [backX - rx * 1.1, y - ry * 0.2],
        [backX, y - ry * 0.6],
        [backX + rx * 1.1, y - ry * 0.2],
        [backX + rx * (turn > 0 ? 0.5 : 1.3), y + ry * 0.9],
        [backX + rx * (turn > 0 ? 0.2 : 1.0), y + ry * 1.22],
        [backX - rx * (turn < 0 ? 0.2 : 1.0), y + ry * 1.22],
        [backX - rx * (turn < 0 ? 0.5 : 1.3), y + ry * 0.9],
      ]),
      modelled(hand, dress.hair, x - rx * 1.2, x + rx * 1.2),
      matter.figure,
    )
  if (dress.hairdo === 'tail') {
    const tailX = backX - turn * rx * 0.8
    sheet.fill(
      ribbon([
        [tailX, y + ry * 0.05, rx * 0.5],
        [tailX - turn * rx * 0.35 + light * rx * 0.08, y + ry * 1.1, rx * 0.74],
        [tailX - turn * rx * 0.2 - light * rx * 0.06, y + ry * 2.3, rx * 0.2],
      ]),
      modelled(hand, dress.hair, tailX - rx * 0.4, tailX + rx * 0.4),
      matter.figure,
    )
  }
  // Where the light slides over the hair.
  sheet.dab(
    backX + light * rx * 0.42,
    y - ry * 0.5,
    rx * 0.36,
    ry * 0.24,
    hand.tone(shift(dress.hair, 0.07, 0.004, 0.016), 1),
    undefined,
    0.65,
    light * 0.5,
  )
  if (dress.hat) drawHat(hand, head, dress)
}

function drawLongHair(hand: Hand, { x, y, rx, ry, turn }: Head, neck: Point, colour: Colour): void {
  const end = neck[1] + ry * 1.5
  const bx = x - turn * rx * 0.45
  hand.sheet.fill(
    outline([
      [bx - rx * 1.1, y - ry * 0.4],
      [bx, y - ry * 0.9],
      [bx + rx * 1.1, y - ry * 0.4],
      [bx + rx * 1.24, y + ry * 0.9],
      [bx + rx * 0.95, end],
      [bx + rx * 0.2, end + ry * 0.3],
      [bx - rx * 0.8, end],
      [bx - rx * 1.24, y + ry * 0.9],
    ]),
    modelled(hand, colour, x - rx * 1.2, x + rx * 1.2),
    matter.figure,
  )
}

function drawHat(hand: Hand, { x, y, rx, ry, turn }: Head, dress: Dress): void {
  const { sheet, light } = hand
  const { kind, colour } = dress.hat!
  const body = (half: number) => modelled(hand, colour, x - half, x + half)
  const dome = (half: number, foot: number, top: number) =>
    outline([
      [x - half, foot],
      [x - half, foot],
      [x - half * 0.98, (foot + top) / 2],
      [x - half * 0.62, top],
      [x + half * 0.62, top],
      [x + half * 0.98, (foot + top) / 2],
      [x + half, foot],
      [x + half, foot],
    ])
  if (kind === 'knit') {
    sheet.fill(dome(rx * 1.16, y - ry * 0.02, y - ry * 1.34), body(rx * 1.16), matter.figure)
    sheet.dab(x, y - ry * 0.08, rx * 1.18, ry * 0.2, hand.body(shift(colour, -0.05), x - rx, x + rx), matter.figure)
    return
  }
  if (kind === 'cap') {
    sheet.fill(dome(rx * 1.2, y - ry * 0.28, y - ry * 1.22), body(rx * 1.2), matter.figure)
    if (turn !== 0)
      sheet.dab(x + turn * rx * 1.2, y - ry * 0.3, rx * 0.5, ry * 0.11, hand.tone(colour, 0.2), matter.figure)
    return
  }
  const brim = rx * (kind === 'sunhat' ? 2.15 : 1.75)
  const brimY = y - ry * (kind === 'sunhat' ? 0.16 : 0.3)
  // Under the brim lies its shadow.
  sheet.dab(x, brimY + ry * 0.2, rx * 1.05, ry * 0.24, hand.tone(dress.hair, 0), matter.figure, 0.7)
  sheet.dab(x, brimY, brim, ry * (kind === 'sunhat' ? 0.33 : 0.23), body(brim), matter.figure, 1, light * -0.06)
  const crown = kind === 'boater' ? 0.95 : 0.98
  sheet.fill(
    dome(rx * crown, brimY + ry * 0.06, brimY - ry * (kind === 'felt' ? 0.95 : 0.74)),
    body(rx * crown),
    matter.figure,
  )
  sheet.dab(x, brimY - ry * 0.06, rx * crown * 0.98, ry * 0.15, hand.tone(dress.ribbon, 0.4), matter.figure)
}

/** A limb or a pole as one stroke of the brush. */
export function limb(hand: Hand, points: readonly Point[], width: number, colour: Colour, t: number): void {
  const line = new Path2D()
  points.forEach(([x, y], i) => (i === 0 ? line.moveTo(x, y) : line.lineTo(x, y)))
  hand.sheet.stroke(line, hand.tone(colour, t), width, matter.figure)
}
