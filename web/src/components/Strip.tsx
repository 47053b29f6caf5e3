import { useEffect, useRef } from 'react'
import { Button, Toolbar } from 'react-aria-components'
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

/** Earlier pictures, in the order of the writing; one stop of the Tab key, with arrows from one to the next. */
export function Strip({ session, shown, isHidden, onChoose }: StripProps) {
  const { t } = useTranslation()
  const hung = strip(session)
  const row = useRef<HTMLDivElement>(null)
  const count = hung.length
  useEffect(() => {
    // Not scrollIntoView: that may scroll the page too, and nothing else may move.
    if (count > 0) row.current?.scrollTo({ left: row.current.scrollWidth })
  }, [count])
  return (
    <div className="strip">
      <Toolbar className="strip-row" ref={row} aria-label={t('stage.strip')}>
        {!isHidden &&
          hung.map(({ picture }) => (
            <Button
              key={picture.id}
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
          ))}
      </Toolbar>
    </div>
  )
}
