import { useState } from 'react'
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

  async function act() {
    if (isBusy) return
    setBusy(true)
    try {
      await onYes()
    } catch {
      setFailed(true)
      setBusy(false)
    }
  }

  return (
    <div
      className="sure"
      ref={(sure) => sure?.scrollIntoView({ block: 'nearest' })}
      role="group"
      aria-label={text}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Not also the pictures, nor the sheet around.
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
