import { type CanvasGradient, Path2D, type SKRSContext2D, createCanvas } from '@napi-rs/canvas'
import type { Matter } from '../composition.ts'
import { type Colour, css } from './colour.ts'

/** What a shape is filled with. */
export type Fill = Colour | CanvasGradient

/**
 * The paper: what is drawn goes to a colour canvas and, where a matter is named, to a map of half the size that says
 * what is seen there. Both share one transform.
 */
export interface Sheet {
  width: number
  height: number
  /** The colour canvas, for what the methods do not offer. */
  g: SKRSContext2D
  fill(path: Path2D, fill: Fill, matter?: Matter, alpha?: number): void
  stroke(path: Path2D, colour: Colour, width: number, matter?: Matter, alpha?: number): void
  /** An ellipse. */
  dab(x: number, y: number, rx: number, ry: number, colour: Fill, matter?: Matter, alpha?: number, turn?: number): void
  rect(x: number, y: number, width: number, height: number, fill: Fill, matter?: Matter, alpha?: number): void
  /** A gradient along a line, stops evenly spread. */
  ramp(x0: number, y0: number, x1: number, y1: number, stops: readonly Colour[]): CanvasGradient
  /** Light or darkness that fades from a point. */
  glow(x: number, y: number, radius: number, colour: Colour, strength: number): void
  /** Leans everything drawn from now on by `turn` radians about the middle, drawn larger so that no corner stays blank. */
  lean(turn: number): void
  /** Draws inside moved, scaled and turned axes, and comes back. */
  at(x: number, y: number, scaleX: number, scaleY: number, draw: () => void, turn?: number): void
  /** Draws inside a path only, and comes back. */
  clip(path: Path2D, draw: () => void): void
  /** Draws with everything in the drawing partly transparent and the map of matter untouched. */
  veiled(alpha: number, draw: () => void): void
  /** Matter at a point in pixels of the picture, as far as drawn when `survey` was last called. */
  matterAt(x: number, y: number): number
  /** Reads the map of matter, so that `matterAt` can answer. */
  survey(): void
  finish(): { rgba: Uint8ClampedArray; matter: Uint8Array }
}

// Two channels on a bent line: a blend of two codes at an edge never looks like a third code.
const green = (code: number): number => ((code * 7) % 16) * 16 + 8
const inks = Array.from({ length: 16 }, (_, code) => `rgb(${code * 16 + 8},${green(code)},0)`)

// Loops over rows are functions of their own, outside of any other: V8 compiles them once and for good.

/** Reads the codes of a row of the map; where a blend is none, what is left of it goes on. */
function readRow(bytes: Uint8ClampedArray, out: Uint8Array, from: number, to: number): void {
  let last = from === 0 ? 0 : out[from - 1]!
  for (let i = from; i < to; i++) {
    const code = bytes[i * 4]! >> 4
    const off = bytes[i * 4 + 1]! - ((code * 7) % 16) * 16 - 8
    if (off < 7 && off > -7) last = code
    out[i] = last
  }
}

/** Writes each of a row's codes twice. */
function doubleRow(half: Uint8Array, at: number, full: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) full[i] = half[at + ((i - from) >> 1)]!
}

/** A blank sheet of so many pixels. */
export function sheetOf(width: number, height: number): Sheet {
  const canvas = createCanvas(width, height)
  const g = canvas.getContext('2d')
  const halfWidth = Math.ceil(width / 2)
  const halfHeight = Math.ceil(height / 2)
  const m = createCanvas(halfWidth, halfHeight).getContext('2d')
  m.scale(0.5, 0.5)
  g.lineCap = m.lineCap = 'round'
  g.lineJoin = m.lineJoin = 'round'
  let map: Uint8Array | undefined
  let isVeiled = false
  let veil = 1

  const style = (fill: Fill, alpha: number) =>
    Array.isArray(fill) ? css(fill as unknown as Colour, alpha) : (fill as CanvasGradient)
  const readMap = () => {
    const bytes = m.getImageData(0, 0, halfWidth, halfHeight).data
    const out = new Uint8Array(halfWidth * halfHeight)
    for (let y = 0; y < halfHeight; y++) readRow(bytes, out, y * halfWidth, (y + 1) * halfWidth)
    return out
  }

  /** From a point as drawn to where it lies on the sheet. */
  let leaning = (x: number, y: number): readonly [number, number] => [x, y]

  const sheet: Sheet = {
    width,
    height,
    g,
    fill(path, fill, matter, alpha = 1) {
      if (Array.isArray(fill)) g.fillStyle = style(fill, alpha * veil)
      else {
        g.fillStyle = fill as CanvasGradient
        g.globalAlpha = alpha * veil
      }
      g.fill(path)
      g.globalAlpha = 1
      if (matter !== undefined && !isVeiled) {
        m.fillStyle = inks[matter]!
        m.fill(path)
      }
    },
    stroke(path, colour, lineWidth, matter, alpha = 1) {
      g.strokeStyle = css(colour, alpha * veil)
      g.lineWidth = lineWidth
      g.stroke(path)
      if (matter !== undefined && !isVeiled) {
        m.strokeStyle = inks[matter]!
        m.lineWidth = lineWidth
        m.stroke(path)
      }
    },
    dab(x, y, rx, ry, colour, matter, alpha = 1, turn = 0) {
      if (Array.isArray(colour)) g.fillStyle = style(colour, alpha * veil)
      else {
        g.fillStyle = colour as CanvasGradient
        g.globalAlpha = alpha * veil
      }
      g.beginPath()
      g.ellipse(x, y, rx, ry, turn, 0, 6.2832)
      g.fill()
      g.globalAlpha = 1
      if (matter !== undefined && !isVeiled) {
        m.fillStyle = inks[matter]!
        m.beginPath()
        m.ellipse(x, y, rx, ry, turn, 0, 6.2832)
        m.fill()
      }
    },
    rect(x, y, w, h, fill, matter, alpha = 1) {
      const path = new Path2D()
      path.rect(x, y, w, h)
      sheet.fill(path, fill, matter, alpha)
    },
    ramp(x0, y0, x1, y1, stops) {
      const gradient = g.createLinearGradient(x0, y0, x1, y1)
      stops.forEach((stop, i) => gradient.addColorStop(i / (stops.length - 1), css(stop)))
      return gradient
    },
    glow(x, y, radius, colour, strength) {
      const gradient = g.createRadialGradient(x, y, 0, x, y, radius)
      for (const t of [0, 0.12, 0.3, 0.55, 0.8, 1])
        gradient.addColorStop(t, css(colour, Math.min(0.999, strength * veil * (1 - t) ** 2.2)))
      g.fillStyle = gradient
      g.fillRect(x - radius, y - radius, 2 * radius, 2 * radius)
    },
    lean(turn) {
      const larger = 1 + Math.abs(turn) * (width / height + 0.1)
      const [cos, sin] = [Math.cos(turn) * larger, Math.sin(turn) * larger]
      for (const c of [g, m]) {
        c.translate(width / 2, height / 2)
        c.rotate(turn)
        c.scale(larger, larger)
        c.translate(-width / 2, -height / 2)
      }
      leaning = (x, y) => [
        width / 2 + (x - width / 2) * cos - (y - height / 2) * sin,
        height / 2 + (x - width / 2) * sin + (y - height / 2) * cos,
      ]
    },
    at(x, y, scaleX, scaleY, draw, turn = 0) {
      for (const c of [g, m]) {
        c.save()
        c.translate(x, y)
        if (turn !== 0) c.rotate(turn)
        c.scale(scaleX, scaleY)
      }
      draw()
      g.restore()
      m.restore()
    },
    clip(path, draw) {
      for (const c of [g, m]) {
        c.save()
        c.clip(path)
      }
      draw()
      g.restore()
      m.restore()
    },
    veiled(alpha, draw) {
      const before = [isVeiled, veil] as const
      isVeiled = true
      veil *= alpha
      draw()
      ;[isVeiled, veil] = before
    },
    matterAt(x, y) {
      map ??= readMap()
      const [px, py] = leaning(x, y)
      const i = Math.max(0, Math.min(halfWidth - 1, px >> 1))
      const j = Math.max(0, Math.min(halfHeight - 1, py >> 1))
      return map[j * halfWidth + i]!
    },
    survey() {
      map = readMap()
    },
    finish() {
      const half = readMap()
      const full = new Uint8Array(width * height)
      for (let y = 0; y < height; y++) doubleRow(half, (y >> 1) * halfWidth, full, y * width, (y + 1) * width)
      return { rgba: g.getImageData(0, 0, width, height).data, matter: full }
    },
  }
  return sheet
}
