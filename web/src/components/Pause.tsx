import { useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { setPaused, usePaused } from '../help/paused.ts'
import { isForInputMethod, noComposition } from '../ime.ts'

/** Keys that are pressed on the way to others, such as those that change the window. */
const onTheWay = new Set(['Alt', 'AltGraph', 'Control', 'Meta', 'Shift', 'CapsLock', 'Fn'])

/** The neutral page: no picture, no text, nothing moves. Alt+B puts it up; any key or touch takes it away. */
export function Pause() {
  const isUp = usePaused()
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyB') return
      if (isForInputMethod(event, noComposition)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (!event.repeat) setPaused(true)
    }
    addEventListener('keydown', listener, true)
    return () => removeEventListener('keydown', listener, true)
  }, [])
  return isUp ? <Neutral /> : null
}

function Neutral() {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const mine = dialog.current!
    mine.showModal()
    const back = (event: KeyboardEvent) => {
      // The window's own keys (reload, another tab) do what they do.
      if (event.repeat || onTheWay.has(event.key) || event.ctrlKey || event.metaKey) return
      // Escape also does what it always does: the pictures are hidden when the page is back.
      if (event.key !== 'Escape') {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
      setPaused(false)
    }
    addEventListener('keydown', back, true)
    return () => {
      removeEventListener('keydown', back, true)
      mine.close()
    }
  }, [])
  return createPortal(
    <dialog
      ref={dialog}
      className="neutral"
      aria-label={t('pause.label')}
      data-react-aria-top-layer="true"
      onCancel={(event) => event.preventDefault()}
      onClick={() => setPaused(false)}
    />,
    document.body,
  )
}
