import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../desk.ts'
import { isPaused, watchPaused } from '../help/paused.ts'
import { type Days, daysOf, type Today as Standing } from './days.ts'

/** Where the writer of a desk stands in the programme today. */
export function useToday(desk: Desk): [Standing, Days] {
  const days = daysOf(desk)
  return [useSyncExternalStore(days.subscribe, days.state), days]
}

/** The quiet clock of whoever takes part in the programme: which day, how long, and in one line that it is enough. */
export function Today({ desk, isAtDesk }: { desk: Desk; isAtDesk: boolean }) {
  const { t } = useTranslation()
  const [{ progress, isTaken, minutes, isReached }, days] = useToday(desk)
  useWriting(days, isAtDesk)
  if (!isTaken || !progress || progress.day === null) return null
  const said = isReached
    ? t('today.reached', { minutes })
    : t('today.label', { day: progress.day, days: progress.days, minutes })
  return (
    <>
      <a className="link today" href={isReached ? '#/mood/after' : '#/programme'} data-reached={isReached || undefined}>
        {said}
      </a>
      {/* Told once, when it is so; the minutes are not. */}
      <span className="only-heard" role="status">
        {isReached ? said : ''}
      </span>
    </>
  )
}

/** Hears at the desk that somebody writes, and when they leave it; not what they write. */
function useWriting(days: Days, isAtDesk: boolean) {
  const isHere = useRef(isAtDesk)
  isHere.current = isAtDesk
  useEffect(() => {
    if (!isAtDesk) void days.stop()
  }, [days, isAtDesk])
  useEffect(() => {
    const wrote = (event: Event) => {
      const isWritten = event.target instanceof HTMLTextAreaElement && event.target.closest('.desk') !== null
      if (isWritten && isHere.current && !isPaused()) days.wrote()
    }
    const left = () => {
      if (document.visibilityState === 'hidden') void days.stop()
    }
    const paused = watchPaused(() => {
      if (isPaused()) void days.stop()
    })
    const gone = () => void days.stop()
    document.addEventListener('input', wrote)
    document.addEventListener('compositionupdate', wrote)
    document.addEventListener('visibilitychange', left)
    addEventListener('pagehide', gone)
    return () => {
      document.removeEventListener('input', wrote)
      document.removeEventListener('compositionupdate', wrote)
      document.removeEventListener('visibilitychange', left)
      removeEventListener('pagehide', gone)
      paused()
    }
  }, [days])
}
