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
  /** How far edges stray that are drawn by hand: 1 unless said, 0 not at all. */
  stray?: number
  /** Strokes by area: 1 covers the ground once or so. */
  cover: number
  /** Layers of a smaller radius leave this matter alone, in thousandths of the picture's width. */
  finest: number
}

/** One round over the picture with one size of brush. */
export interface Layer {
  /** Half the width of the brush, in thousandths of the picture's width. */
  radius: number
  /** A place is painted again when it differs from what it should be by more than this: sum over red, green and blue,
   *  0 to 765. -1: everywhere. */
  need: number
  /** Distance between strokes, in radii; 1.05 unless said. */
  spacing?: number
  /** Share of the places that are painted, 0 to 1. */
  share?: number
  /** Only these kinds of matter; otherwise all. */
  only?: readonly Matter[]
  /** Only where the subject has an edge. */
  isOutline?: boolean
  /** Painted from the scene as it was before abstraction. */
  isMemory?: boolean
  /** Only where the focus is, and as if there were no abstraction. */
  isFocus?: boolean
  /** Replaces the brush of every matter in part. */
  brush?: Partial<Brush>
  /** Changes a stroke's colour, after its hand-made variation; otherwise as the style does. */
  colour?: (touch: Touch) => void
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
  /** On paper colour is transparent: it only darkens what lies below, no paint stands up, and the paper's tooth shows.
   *  On canvas it covers, and the ground leans to the mean of the picture. */
  support: 'canvas' | 'paper'
  layers: readonly Layer[]
  brushes: (matter: Matter) => Brush
  /** How strongly light from the upper left shows the paint's relief or the paper's tooth, 0 to 1. */
  relief: number
  /** How far sky and ground stray from their calm direction, in turns: at no energy and at full. */
  swirl: readonly [number, number]
  /** Whirls in the sky. */
  whirls?: number
  /** Colour of the finished picture against the house style: added to mean L* and b*, a factor on colourfulness, and how much
   *  of the scene's own light and warmth is kept (1 unless said). */
  tone: { lightness: number; yellowness: number; chroma: number; scene?: number }
  /** Changes a stroke's colour, after its hand-made variation. */
  colour?: (touch: Touch) => void
  /** Where the picture is not painted in the scene's own colours: sRGB for a matter, a lightness of 0 to 255, and how far
   *  the place lies below the upper edge of what is seen there, 0 to 1 (a sixth of the picture's height). */
  tones?: (matter: Matter, lightness: number, below: number) => readonly [number, number, number]
  /** sRGB of a seal in a corner. */
  seal?: readonly [number, number, number]
}
