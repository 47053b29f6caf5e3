import { useTranslation } from 'react-i18next'
import { Markdown } from '../before/markdown.tsx'
import type { Session } from '../session.ts'
import type { Guidance } from './use-guidance.ts'
import { toldIn } from './voice.ts'

interface TellsOfProps {
  session: Session
  guidance: Guidance
}

/** For whoever writes of themselves as of somebody else: the site's invitation, and in which person the last sentences are told. */
export function TellsOf({ session, guidance }: TellsOfProps) {
  const { t } = useTranslation()
  const told = toldIn(session)
  const of = (which: string) => told.filter((one) => one === which).length
  return (
    <aside className="tells" aria-label={t('tells.label')}>
      {guidance ? <Markdown text={guidance.thirdPerson} /> : guidance === null && <p>{t('tells.ask')}</p>}
      {told.length > 0 && (
        <p className="tells-row">
          <span className="only-heard">{t('tells.counted', { i: of('I'), they: of('they') })}</span>
          <span className="tells-marks" aria-hidden="true">
            {told.map((one, at) => (
              <span key={at} className="tells-mark" data-told={one}>
                {t(`tells.${one}`)}
              </span>
            ))}
          </span>
        </p>
      )}
    </aside>
  )
}
