import { useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

interface SureProps {
  /** What happens, so that nobody is surprised. */
  text: string
  yes?: string
  /** It can be taken back. */
  isMild?: boolean
  no?: string
  onYes: () => void | Promise<void>
  onNo: () => void
}

/** Asks once more before something that somebody has to mean. The focus begins on the answer that changes nothing. */
export function Sure({ text, yes, no, isMild, onYes, onNo }: SureProps) {
  const { t } = useTranslation()
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const sure = useRef<HTMLDivElement>(null)

  async function act() {
    if (isBusy) return
    setBusy(true)
    const places = around(sure.current)
    try {
      await onYes()
      // What was asked about is gone, and this with it: the focus goes to what is left around it.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body)
          places.find((place) => place.isConnected)?.focus({ preventScroll: true })
      })
    } catch {
      setFailed(true)
      setBusy(false)
    }
  }

  return (
    <div
      className="sure"
      ref={(element) => {
        sure.current = element
        element?.scrollIntoView({ block: 'nearest' })
      }}
      role="group"
      aria-label={text}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Not also the sheet around.
        event.preventDefault()
        event.stopPropagation()
        onNo()
      }}
    >
      <p>{text}</p>
      {hasFailed && <p role="alert">{t('sure.failed')}</p>}
      <div className="card-tools">
        <Button className="button" autoFocus onPress={onNo}>
          {no ?? t('sure.keep')}
        </Button>
        <Button className={isMild ? 'button' : 'button grave'} onPress={() => void act()} isDisabled={isBusy}>
          {yes ?? t('sure.delete')}
        </Button>
      </div>
    </div>
  )
}

/** Whatever an element stands in that can be gone to, the nearest first. */
function around(element: Element | null): HTMLElement[] {
  const nearest = element?.parentElement?.closest<HTMLElement>('[tabindex="-1"]')
  return nearest ? [nearest, ...around(nearest)] : []
}
