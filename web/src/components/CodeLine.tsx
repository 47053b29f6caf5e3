import { type RefObject, useEffect, useState } from 'react'
import { Button, DialogTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { goOnIn, isQuietFocus } from '../go-on.ts'
import type { Language } from '../wire.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { Sheet } from './Sheet.tsx'

interface CodeLineProps {
  desk: Desk
  state: DeskState
  language: Language
  /** The writer wants to see nothing but box and picture. */
  isFocused: boolean
  box: RefObject<HTMLTextAreaElement | null>
}

/**
 * Right above the box, until it is seen to: the code that leads back here was never kept. One that is still on the page
 * stands on its card among the words, where they are seen. Where nothing is kept, there is nothing to come back to.
 */
export function CodeLine({ desk, state, language, isFocused, box }: CodeLineProps) {
  const { t } = useTranslation()
  const { code, codeIsNoted, codeIsMissed, agrees } = state
  const isMissed = agrees.keeping && (codeIsMissed || (isFocused && code !== undefined && !codeIsNoted))
  /** Whatever is done in the dialogue, it stays until it is closed. */
  const [isOpen, setOpen] = useState(false)
  const isThere = isMissed || isOpen
  useEffect(() => {
    // The button that had the focus is gone with the line.
    if (isThere) return () => void (isQuietFocus() && goOnIn(box))
  }, [isThere, box])
  if (!isThere) return null
  return (
    <div className="code-line">
      <p>{t('code.missed')}</p>
      <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <Button className="link">{code === undefined ? t('code.renew') : t('code.show')}</Button>
        <Sheet label={t('page.code')}>
          {(close) => <CodeDialog desk={desk} state={state} language={language} onClose={close} />}
        </Sheet>
      </DialogTrigger>
    </div>
  )
}
