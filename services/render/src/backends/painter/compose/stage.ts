import { type CanvasGradient, Path2D } from '@napi-rs/canvas'
import type { Air } from './air.ts'
import { shade, through, tone } from './air.ts'
import type { Brief } from './brief.ts'
import { type Colour, mix } from './colour.ts'
import { type Random, randomOf } from './random.ts'
import type { Sheet } from './sheet.ts'

/** Something that stands, floats or flies in the picture; drawn far to near. */
export interface Prop {
  /** What it is: a concept, or "person". */
  name: string
  /** Foot point in pixels. */
  x: number
  y: number
  /** Size in pixels. */
  width: number
  height: number
  /** Drawn in rising order; the foot's y unless something stands on something. */
  depth: number
  /** Whether the scene asked for it, rather than the setting. */
  asked: boolean
  /** What those who are absent have left. */
  isTrace?: boolean
  draw(): void
}

/** A place that a setting offers for things of a kind. */
export interface Spot {
  kind: 'top' | 'wall' | 'air' | 'view' | 'height'
  x: number
  y: number
  /** Pixels a metre there. */
  ppm: number
  depth: number
}

/** Everything a setting draws with. */
export interface Stage {
  brief: Brief
  air: Air
  sheet: Sheet
  width: number
  height: number
  /** The length that is 1 pixel at 640 lines. */
  unit: number
  /** 1, or -1 where the whole layout is mirrored. */
  side: 1 | -1
  /** Pixels from the top. */
  horizon: number
  /** How high the eye stands over the ground, in metres. */
  eye: number
  /** How far away the horizon is: 1 open land, less where walls or trees close the view, 0 in a room. */
  reach: number
  /** Where the light comes from, in pixels. */
  sun: { x: number; y: number }
  props: Prop[]
  spots: Spot[]
  /** Where nothing may stand: the room that something absent leaves. Pixels. */
  open: { x: number; y: number; rx: number; ry: number } | undefined
  /** The highest line where things may stand on the ground; undefined: just below the horizon. */
  back: number | undefined
  /** The lowest line (pixels from the top) where things may stand in front. */
  front: number
  /** Where the main thing stands, 0 to 1 across. */
  focus: number
  /** How high a grown-up stands, as a share of the picture, where the setting says. */
  grown: number | undefined
  /** People are so near that the lower edge of the picture cuts them off. */
  isCut: boolean
}

/** A stage's x for `u` in 0 to 1, mirrored with the layout. */
export const across = (stage: Stage, u: number): number => stage.width * (stage.side > 0 ? u : 1 - u)

/** Pixels a metre for something standing on flat ground at `y`. */
export const ppmAt = (stage: Stage, y: number): number => Math.max(2, (y - stage.horizon) / stage.eye)

/** 0 at the front to 1 at the horizon. */
export const distanceAt = (stage: Stage, y: number): number => {
  const t = (stage.height - y) / Math.max(1, stage.height - stage.horizon)
  return stage.reach * Math.max(0, Math.min(1, t)) ** 2.2
}

/** A stream of random numbers for one subject of the picture's layout. */
export const streamOf = (stage: Stage, subject: string): Random => randomOf(stage.brief.seed, subject)

/**
 * What a drawing of one thing gets: axes with the foot at 0,0 and the height 1 (up is negative), and colours as the
 * light makes them.
 */
export interface Hand {
  sheet: Sheet
  air: Air
  r: Random
  brief: Brief
  /** 1 when the light comes from the right of the drawing's own axes, -1 from the left. */
  light: 1 | -1
  /** 0 near to 1 far. */
  far: number
  /** Pixels of height 1. */
  size: number
  /** A colour between shadow (0) and light (1), through the air. */
  tone(colour: Colour, t: number): Colour
  /** A fill from the side in shadow to the side in light, between two x. */
  body(colour: Colour, from?: number, to?: number): CanvasGradient
}

/** Puts a drawing on the sheet with its foot at x, y. */
export function handAt(
  stage: Stage,
  subject: string,
  place: { x: number; y: number; size: number; far?: number; flip?: boolean; turn?: number },
  draw: (hand: Hand) => void,
): void {
  const { sheet, air } = stage
  const flip = place.flip === true ? -1 : 1
  const toSun = stage.sun.x >= place.x ? 1 : -1
  const far = place.far ?? distanceAt(stage, place.y)
  const light = (toSun * flip) as 1 | -1
  const coloured = (colour: Colour, t: number) => through(air, tone(air, colour, t), far)
  const hand: Hand = {
    sheet,
    air,
    r: streamOf(stage, subject),
    brief: stage.brief,
    light,
    far,
    size: place.size,
    tone: coloured,
    body(colour, from = -0.3, to = 0.3) {
      const contrast = 0.25 + 0.6 * air.sun
      const dark = coloured(colour, 0.5 - 0.5 * contrast)
      const bright = coloured(colour, 0.5 + 0.5 * contrast)
      return sheet.ramp(light > 0 ? from : to, 0, light > 0 ? to : from, 0, [dark, coloured(colour, 0.5), bright])
    },
  }
  sheet.at(place.x, place.y, place.size * flip, place.size, () => draw(hand), place.turn ?? 0)
}

/** The colour of a shadow on ground of a colour. */
export const shadowOn = (stage: Stage, ground: Colour): Colour =>
  shade(stage.air, mix([ground[0] * 0.85, ground[1], ground[2] - 0.01], shadedSnow, 0.9 * stage.air.snow))

/** Snow in shadow is blue, whatever lies below it. */
const shadedSnow: Colour = [0.84, 0, -0.025]

/** A shadow cast by something of `width` and `height` pixels with its foot at x, y. */
export function castShadow(stage: Stage, x: number, y: number, width: number, height: number, ground: Colour): void {
  const { sheet, air, sun } = stage
  const dark = shadowOn(stage, ground)
  const squash = 0.2
  sheet.dab(x, y, width * 0.55, Math.max(1.2, width * squash * 0.6), dark, undefined, 0.45)
  // What is long and low throws no long shadow.
  if (air.sun < 0.15 || width > 2.2 * height) return
  const low = sun.y > stage.horizon * 0.55
  const behind = sun.y < stage.horizon * 1.05
  const reach = height * (low ? 1.5 : 0.75)
  const slope = Math.max(-1.6, Math.min(1.6, (x - sun.x) / (stage.width * 0.42)))
  const dx = reach * slope
  const dy = (behind ? 1 : -1) * reach * (low ? 0.3 : 0.2)
  // An upright thing's shadow is the thing itself, laid over and drawn out.
  const path = new Path2D()
  path.moveTo(x - width * 0.42, y)
  path.quadraticCurveTo(x - width * 0.3 + dx * 0.6, y + dy * 0.6, x - width * 0.2 + dx, y + dy)
  path.quadraticCurveTo(x + dx * 1.08, y + dy * 1.12, x + width * 0.24 + dx, y + dy * 0.97)
  path.quadraticCurveTo(x + width * 0.42 + dx * 0.55, y + dy * 0.5, x + width * 0.42, y)
  path.closePath()
  sheet.fill(path, dark, undefined, 0.16 + 0.34 * air.sun)
}
