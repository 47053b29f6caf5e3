import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { langOf } from '../script.ts'
import { Markdown } from './markdown.tsx'
import { useToday } from './Today.tsx'
import '../styles/at-desk.css'

/** What lies beside a page on which nothing is written yet: the ways in, for somebody new; what one chose to write about. */
export function AtDesk({ desk, state }: { desk: Desk; state: DeskState }) {
  const { t } = useTranslation()
  const [{ start, progress, isTaken, minutes }, days] = useToday(desk)
  const { isKnown, needsCode, session } = state
  if (needsCode) return null
  if (start) {
    return (
      <aside className="start-card" aria-label={t('programme.starts')}>
        <h2 lang={langOf(start.title)}>{start.title}</h2>
        <Markdown text={start.text} />
        <Button className="link" onPress={days.putStartAway}>
          {t('today.putAway')}
        </Button>
      </aside>
    )
  }
  if (session.sentences.length > 0) return null
  if (isKnown === false) {
    return (
      <aside className="first" aria-label={t('welcome.newTitle')}>
        <h2>{t('welcome.newTitle')}</h2>
        <p>{t('welcome.newText')}</p>
        <p className="first-ways">
          <a href="#/welcome/how">{t('welcome.how')}</a>
          <a href="#/welcome/code">{t('welcome.code')}</a>
        </p>
      </aside>
    )
  }
  if (isTaken && progress && progress.day !== null && minutes === 0) {
    return (
      <aside className="first" aria-label={t('programme.title')}>
        <p>{t('today.begins', { day: progress.day, days: progress.days })}</p>
        <p className="first-ways">
          <a href="#/programme">{t('programme.starts')}</a>
          {!days.wasAsked('before') && <a href="#/mood/before">{t('mood.title')}</a>}
        </p>
      </aside>
    )
  }
  return null
}
