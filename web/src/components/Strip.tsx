import { useEffect, useRef } from 'react'
import { Button, Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Session, Shown } from '../session.ts'
import { strip } from '../session.ts'
import { Picture } from './Picture.tsx'

interface StripProps {
  session: Session
  shown: Shown | undefined
  isHidden: boolean
  isAtDesk: boolean
  onChoose: (picture: string) => void
}

/** Earlier pictures, in the order of the writing; one stop of the Tab key, with arrows from one to the next. */
export function Strip({ session, shown, isHidden, isAtDesk, onChoose }: StripProps) {
  const { t } = useTranslation()
  const hung = strip(session)
  const row = useRef<HTMLDivElement>(null)
  const count = hung.length
  const current = shown?.picture?.id
  useEffect(() => {
    if (row.current && count > 0 && !isHidden && isAtDesk) bringCurrent(row.current)
  }, [count, current, isHidden, isAtDesk])
  return (
    <div className="strip">
      <Toolbar className="strip-row" ref={row} aria-label={t('stage.strip')}>
        {!isHidden &&
          hung.map(({ picture }) => (
            <Button
              key={picture.id}
              className="thumb"
              aria-current={picture.id === current ? 'true' : undefined}
              onPress={() => onChoose(picture.id)}
              preventFocusOnPress
            >
              <Picture picture={picture} />
            </Button>
          ))}
      </Toolbar>
    </div>
  )
}

/** Scrolls a row just so far that the current picture is all in sight; the newest, where none of them is on the wall. */
function bringCurrent(row: HTMLElement) {
  const thumb = row.querySelector('[aria-current]') ?? row.lastElementChild
  if (!thumb) return
  const side = Number.parseFloat(getComputedStyle(row).paddingLeft)
  const seen = row.getBoundingClientRect()
  const { left, right } = thumb.getBoundingClientRect()
  const over = Math.max(0, right + side - seen.right) || Math.min(0, left - side - seen.left)
  // Not scrollIntoView: that may scroll the page too, and nothing else may move.
  row.scrollTo({ left: row.scrollLeft + over })
}
