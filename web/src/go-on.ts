import type { RefObject } from 'react'

/**
 * What was pressed and has gone, or goes with the next drawing, leaves the focus nowhere: the writing goes on in the box.
 * Waits until what is open has closed, at most so many frames. Does nothing where something else has the focus.
 */
export function goOnIn(box: RefObject<HTMLTextAreaElement | null>, frames = 60): void {
  requestAnimationFrame(() => {
    if (frames > 0 && document.querySelector('.popover')) goOnIn(box, frames - 1)
    else if (document.activeElement?.matches('body, [data-away], :disabled')) box.current?.focus()
  })
}

/** Whether a focused box leaves the page as it is: on a phone it brings up the keyboard, which nobody asked for. */
export const isQuietFocus = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches
