import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { isForInputMethod, noComposition } from '../ime.ts'

interface OverProps {
  className: string
  label: string
  lang?: string
  onClose: () => void
  children: ReactNode
}

/**
 * Stands before everything, open dialogues too, and leaves them as they are: whoever comes back finds what they were at.
 * The browser's own dialogue; React Aria's would end theirs. The attribute tells React Aria not to take its focus away.
 */
export function Over({ className, label, lang, onClose, children }: OverProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  // Before it is taken out of the page: then the browser gives the focus back to where it was.
  useLayoutEffect(() => {
    const mine = dialog.current!
    mine.showModal()
    mine.focus()
    return () => mine.close()
  }, [])
  return createPortal(
    <dialog
      ref={dialog}
      className={className}
      aria-label={label}
      lang={lang}
      tabIndex={-1}
      data-react-aria-top-layer="true"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isForInputMethod(event.nativeEvent, noComposition)) return
        // Else the browser closes it, too, and the second time without asking.
        event.preventDefault()
        onClose()
      }}
      // A phone's own way back.
      onCancel={(event) => {
        event.preventDefault()
        close.current()
      }}
    >
      {children}
    </dialog>,
    document.body,
  )
}
