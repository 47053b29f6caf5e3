/**
 * When does Return submit? Never while an input method is composing. Browsers disagree about how they say so:
 * - Chrome, Edge and Firefox: the Return that picks a candidate is a keydown with `isComposing` true (keyCode 229).
 * - Safari: `compositionend` comes first, then a keydown with `isComposing` false and keyCode 229.
 * - Some input methods on Linux and Android: the same, with keyCode 13, in the same moment as `compositionend`.
 */
export interface KeyPress {
  key: string
  keyCode: number
  isComposing: boolean
  shiftKey: boolean
  /** Milliseconds, on the clock of all events. */
  timeStamp: number
}

/** What the text box knows of its input method. */
export interface Composition {
  isComposing: boolean
  /** `timeStamp` of the last `compositionend`; -Infinity before the first. */
  endedAt: number
}

export const noComposition: Composition = { isComposing: false, endedAt: Number.NEGATIVE_INFINITY }

/** No hand presses Return twice so fast: such a key still belongs to the composition that just ended. */
const sameKeyMs = 30

/** Whether a key belongs to the input method rather than to the page. */
export function isForInputMethod(press: KeyPress, composition: Composition): boolean {
  return (
    press.isComposing ||
    press.keyCode === 229 ||
    composition.isComposing ||
    press.timeStamp - composition.endedAt < sameKeyMs
  )
}

/** Whether a key press submits the sentence: Return, but not Shift+Return and not while composing. */
export function submits(press: KeyPress, composition: Composition): boolean {
  return press.key === 'Enter' && !press.shiftKey && !isForInputMethod(press, composition)
}
