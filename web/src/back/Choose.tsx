import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Mixed } from '../components/Mixed.tsx'
import { Picture } from '../components/Picture.tsx'
import { dateFormat } from '../i18n/i18n.ts'
import { langOf } from '../script.ts'
import type { Language, SittingSummary } from '../wire.ts'
import { type Booklet, isSame, itemOf, itemsOf, toggle } from './booklet.ts'
import { newest, viewOf } from './plates.ts'
import type { Sittings } from './use-sittings.ts'

interface ChooseProps {
  list: readonly SittingSummary[]
  sittings: Sittings
  booklet: Booklet
  isHidden: boolean
  language: Language
  onChange: (how: (booklet: Booklet) => Booklet) => void
}

/** The sittings, from which sentences are chosen for a booklet. */
export function Choose({ list, booklet, language, ...rest }: ChooseProps) {
  const { t } = useTranslation()
  const date = dateFormat(language, { dateStyle: 'long' })
  return (
    <section className="booklet-choose booklet-aside" aria-labelledby="booklet-choose">
      <h3 id="booklet-choose">{t('booklet.choose')}</h3>
      {list
        .filter(({ sentences }) => sentences > 0)
        .map(({ id, startedAt }) => (
          <One key={id} id={id} when={date.format(new Date(startedAt))} booklet={booklet} {...rest} />
        ))}
    </section>
  )
}

interface OneProps extends Omit<ChooseProps, 'list' | 'language'> {
  id: string
  when: string
}

function One({ id, when, sittings, booklet, isHidden, onChange }: OneProps) {
  const { t } = useTranslation()
  const chosen = booklet.items.filter(({ sitting }) => sitting === id).length
  const [isOpen, setOpen] = useState(false)
  const found = sittings.get(id)
  const plates = typeof found === 'object' ? found.plates : []
  const whole = itemsOf(id, plates).filter((item) => !booklet.items.some((one) => isSame(one, item)))
  return (
    <details
      open={isOpen}
      onToggle={(event) => {
        setOpen(event.currentTarget.open)
        if (event.currentTarget.open) sittings.want(id)
      }}
    >
      <summary>
        <span>{when}</span>
        {chosen > 0 && <span className="quiet">{t('booklet.inIt', { count: chosen })}</span>}
      </summary>
      {found === 'failed' && <p role="alert">{t('back.failed')}</p>}
      {found === 'gone' && <p>{t('back.gone')}</p>}
      {whole.length > 1 && (
        <Button
          className="link"
          onPress={() => onChange((before) => ({ ...before, items: [...before.items, ...whole] }))}
        >
          {t('booklet.wholeSitting')}
        </Button>
      )}
      <ul>
        {plates.map(newest).map((version) => {
          const item = itemOf(id, version)
          const picture = isHidden ? undefined : viewOf(version)?.picture
          return (
            <li key={version.id}>
              <label className="choice">
                <input
                  type="checkbox"
                  checked={booklet.items.some((one) => isSame(one, item))}
                  onChange={() => onChange((before) => toggle(before, item))}
                />
                {picture && <Picture picture={picture} isLazy isMute />}
                <span className="choice-words" lang={langOf(version.text, version.language)}>
                  <Mixed text={version.text} />
                </span>
                {version.isPrivate && <span className="quiet">{t('back.onlyPrivate')}</span>}
              </label>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
