import type { Composition } from './composition.ts'
import type { Field } from './field.ts'
import type { Style } from './style.ts'

/** What strokes are laid from. */
export interface Subject {
  composition: Composition
  /** What the picture should be, 0x00BBGGRR. */
  pixels: Int32Array
  /** The same before it was dissolved: what the last touches remember. */
  remembered: Int32Array
  field: Field
  style: Style
  energy: number
  abstraction: number
  seed: number
}
