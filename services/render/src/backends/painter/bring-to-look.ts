import { borrow, giveBack } from './arrays.ts'
import { finished, type Raw } from './finish.ts'
import { aimOf, type Colours, coloursOf, type Grade, meanOf, type Target } from './grade.ts'
import { loosen } from './loosen.ts'
import { meanColour } from './measure.ts'
import type { Order } from './picture.ts'
import { soften } from './soften.ts'
import { styleNamed } from './styles.ts'
import { applyTone, gradeToward, toneOf } from './tone.ts'

/** Changes nothing. */
const plain: Grade = { bias: 0.5, lift: 0, warmth: 0, red: 0, chroma: 1 }
/** How far mean L* and b* of a picture may lie from where they should, before it is encoded; and how far a*. */
const near = 0.25
const nearRed = 0.8

/** Where a picture of any origin should lie: the painter's own table, with the colourfulness that the picture has. */
export const lookTarget = ({ scene, look }: Order): Target => ({
  ...aimOf(scene, look, styleNamed(look.style)),
  chroma: 1,
})

/** Brings a picture of any origin to its look, in place: light and warmth as the painter's own pictures have them, abstracted,
 *  blurred. Pure: the same arguments give the same bytes. Yields every few milliseconds; ends soon after `isCancelled` says
 *  so, with a picture that is not done. */
export function* bringToLook(picture: Raw, order: Order, isCancelled: () => boolean): Generator<void, void> {
  const { look, seed } = order
  const { width, height } = picture
  const target = lookTarget(order)
  const colours = coloursIn(picture)
  const grade = gradeToward(colours, target)
  applyTone(picture, toneOf(grade))
  yield
  const isLoose = look.abstraction >= 0.01
  if (isLoose) {
    const canvas = yield* loosen(pixelsOf(picture), width, height, look, seed, isCancelled)
    if (isCancelled()) return
    const relief = styleNamed(look.style).relief * (0.7 + 0.5 * look.energy) * (1 - 0.55 * look.abstraction)
    picture.rgb.set(finished(canvas, undefined, relief).rgb)
    giveBack(canvas.pixels, canvas.relief)
    yield
  }
  if (isCancelled()) return
  soften(picture, look.blur)
  // Red and green stay as the picture had them, whatever the strokes did.
  const redness = isLoose ? meanOf(colours, grade).redness : undefined
  for (let time = 0; time < 2; time++) {
    yield
    const is = meanColour(picture.rgb)
    const off = {
      lightness: target.lightness - is.lightness,
      yellowness: target.yellowness - is.yellowness,
      redness: redness === undefined ? 0 : redness - is.redness,
    }
    const isNear = Math.abs(off.lightness) < near && Math.abs(off.yellowness) < near
    if (isNear && Math.abs(off.redness) < nearRed) break
    shiftTone(picture, off)
  }
}

/** Moves the mean L*, b* and a* of a picture, in place, by a little. */
export function shiftTone(picture: Raw, by: { lightness: number; yellowness: number; redness: number }): void {
  const colours = coloursIn(picture)
  const is = meanOf(colours, plain)
  const aim = {
    lightness: is.lightness + by.lightness,
    yellowness: is.yellowness + by.yellowness,
    redness: is.redness + by.redness,
    chroma: 1,
  }
  applyTone(picture, toneOf(gradeToward(colours, aim)))
}

/** Colours of every seventh pixel. */
function coloursIn({ rgb }: Raw): Colours {
  const some = new Int32Array(Math.ceil(rgb.length / 21))
  for (let i = 0, at = 0; i < some.length; i++, at += 21)
    some[i] = rgb[at]! | (rgb[at + 1]! << 8) | (rgb[at + 2]! << 16)
  return coloursOf(some, 1)
}

function pixelsOf({ rgb, width, height }: Raw): Int32Array<ArrayBuffer> {
  const pixels = borrow(Int32Array, width * height)
  for (let i = 0, at = 0; i < pixels.length; i++, at += 3)
    pixels[i] = rgb[at]! | (rgb[at + 1]! << 8) | (rgb[at + 2]! << 16)
  return pixels
}
