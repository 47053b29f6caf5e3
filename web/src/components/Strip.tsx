import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { langOf } from '../script.ts'
import type { Session, Shown } from '../session.ts'
import { strip } from '../session.ts'

interface StripProps {
  session: Session
  shown: Shown | undefined
  isHidden: boolean
  onChoose: (picture: string) => void
}

/** Earlier pictures, in the order of the writing; choosing one hangs it on the stage. */
export function Strip({ session, shown, isHidden, onChoose }: StripProps) {
  const { t } = useTranslation()
  const hung = strip(session)
  const row = useRef<HTMLUListElement>(null)
  const count = hung.length
  useEffect(() => {
    // Not scrollIntoView: that may scroll the page too, and nothing else may move.
    if (count > 0) row.current?.scrollTo({ left: row.current.scrollWidth })
  }, [count])
  return (
    <nav className="strip" aria-label={t('stage.strip')}>
      <ul ref={row}>
        {!isHidden &&
          hung.map(({ picture }) => (
            <li key={picture.id}>
              <Button
                className="thumb"
                aria-current={picture.id === shown?.picture?.id ? 'true' : undefined}
                onPress={() => onChoose(picture.id)}
                preventFocusOnPress
              >
                <img
                  src={picture.url}
                  alt={picture.alt}
                  lang={langOf(picture.alt)}
                  width={96}
                  height={60}
                  decoding="async"
                />
              </Button>
            </li>
          ))}
      </ul>
    </nav>
  )
}
