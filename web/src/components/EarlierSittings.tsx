import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../desk.ts'
import { htmlLang } from '../i18n/i18n.ts'
import type { Language, SittingSummary } from '../wire.ts'

interface EarlierSittingsProps {
  desk: Desk
  language: Language
  /** The sitting that lies open now. */
  current: string | undefined
  onClose: () => void
}

/** The writer's sittings, newest first, to be opened again. */
export function EarlierSittings({ desk, language, current, onClose }: EarlierSittingsProps) {
  const { t } = useTranslation()
  const [list, setList] = useState<SittingSummary[] | 'failed'>()
  useEffect(() => {
    desk.sittings().then(setList, () => setList('failed'))
  }, [desk])
  // The browser knows how people here write a date in that language.
  const locales = [...navigator.languages.filter((tag) => tag.startsWith(language)), htmlLang(language)]
  const date = new Intl.DateTimeFormat(locales, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <div className="earlier">
      <h2>{t('earlier.title')}</h2>
      {list === 'failed' && <p role="alert">{t('earlier.failed')}</p>}
      {Array.isArray(list) && list.length === 0 && <p>{t('earlier.none')}</p>}
      {Array.isArray(list) && (
        <ul>
          {list.map(({ id, startedAt, sentences }) => (
            <li key={id}>
              <Button
                className="earlier-one"
                aria-current={id === current ? 'true' : undefined}
                onPress={() => {
                  desk.openSitting(id).then(onClose, () => setList('failed'))
                }}
              >
                <span>{date.format(new Date(startedAt))}</span>
                <span className="quiet">{t('earlier.sentences', { count: sentences })}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
