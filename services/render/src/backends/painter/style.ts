import type { Tip } from './brush.ts'
import type { Matter } from './composition.ts'

/** How one kind of matter is painted. */
export interface Brush {
  tip: Tip
  /** Half the width of a stroke, in radii of the layer. */
  width: number
  /** Shortest and longest stroke, in half widths. */
  length: readonly [number, number]
  /** 0: the brush goes its own way (level on water, upright on grass); 1: it follows the form. */
  follow: number
  /** How far single strokes stray from that direction, in turns. */
  scatter: number
  /** How much neighbouring strokes differ in lightness (OKLab L) and in colour (OKLab a, b). */
  light: number
  hue: number
  /** 0 to 1. */
  opacity: number
  /** Thickness of the paint, 0 to 1. */
  thickness: number
  /** Share of the stroke that crosses into other matter, at most: 0 keeps every edge, 1 loses them. */
  spill: number
  /** Strokes by area: 1 covers the ground once or so. */
  cover: number
}

/** One round over the picture with one size of brush. */
export interface Layer {
  /** Half the width of the brush, in thousandths of the picture's width. */
  radius: number
  /** A place is painted again when it differs from what it should be by more than this: sum over red, green and blue,
   *  0 to 765. -1: everywhere. */
  need: number
  /** Share of the places that are painted, 0 to 1. */
  share?: number
  /** Only these kinds of matter; otherwise all. */
  only?: readonly Matter[]
  /** Replaces the brush of every matter in part. */
  brush?: Partial<Brush>
}

/** Where a style may change the colour of a stroke: OKLab in `lab`, changed in place. */
export interface Touch {
  lab: Float64Array
  matter: number
  /** 0 at the first layer to 1 at the last. */
  depth: number
  random: () => number
}

/** A manner of painting: data, and where data will not do, a few small functions. */
export interface Style {
  name: string
  /** For people, by language. */
  title: { en: string; zh: string }
  /** sRGB of the primed canvas or paper. */
  ground: readonly [number, number, number]
  layers: readonly Layer[]
  brushes: (matter: Matter) => Brush
  /** How strongly light from the upper left shows the paint's relief, 0 to 1. */
  relief: number
  /** Turbulence of sky and ground at full energy and at none, in turns. */
  swirl: readonly [number, number]
  /** Colour of the finished picture against the house style: added to mean L* and b*, and a factor on colourfulness. */
  tone: { lightness: number; yellowness: number; chroma: number }
  /** Changes a stroke's colour, after its hand-made variation. */
  colour?: (touch: Touch) => void
}
