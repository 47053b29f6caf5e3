import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../desk.ts'
import { dateFormat } from '../i18n/i18n.ts'
import type { Language, SittingSummary } from '../wire.ts'
import { Icon } from './icons.tsx'
import { Sure } from './Sure.tsx'

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
  const [asked, setAsked] = useState<string>()
  const date = dateFormat(language, { dateStyle: 'long', timeStyle: 'short' })

  async function remove(id: string) {
    await desk.deleteSitting(id)
    setAsked(undefined)
    setList(await desk.sittings())
  }

  return (
    <div className="earlier">
      <h2>{t('earlier.title')}</h2>
      {list === 'failed' && <p role="alert">{t('earlier.failed')}</p>}
      {Array.isArray(list) && list.length > 0 && (
        <a className="link earlier-back" href="#/back" onClick={onClose}>
          {t('back.open')}
        </a>
      )}
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
                <span className="quiet earlier-count">{t('earlier.sentences', { count: sentences })}</span>
              </Button>
              <Button
                className="tool"
                aria-label={t('earlier.delete', { when: date.format(new Date(startedAt)) })}
                onPress={() => setAsked(id)}
              >
                <Icon name="trash" />
              </Button>
              {asked === id && (
                <Sure text={t('earlier.sure')} onYes={() => remove(id)} onNo={() => setAsked(undefined)} />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
