import { useEffect, useState } from 'react'
import { Button, Link } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../desk.ts'
import { dateFormat } from '../i18n/i18n.ts'
import type { AuditEntry, Language, Receipt } from '../wire.ts'
import { Consents } from './Consents.tsx'
import { Sure } from './Sure.tsx'

interface MineProps {
  desk: Desk
  language: Language
  onBack: () => void
  onErased: (receipt: Receipt) => void
}

/** A writer's rights: take everything along, agree or not, see what was done, erase everything. */
export function Mine({ desk, language, onBack, onErased }: MineProps) {
  const { t } = useTranslation()
  const [isErasing, setErasing] = useState(false)
  return (
    <div className="code-dialog mine">
      <Button className="link mine-back" autoFocus onPress={onBack}>
        ‹ {t('mine.back')}
      </Button>
      <section>
        <h2>{t('mine.take')}</h2>
        <p>{t('mine.takeText')}</p>
        <Link className="button" href={desk.api.exportUrl} download>
          {t('mine.download')}
        </Link>
      </section>
      <Consents desk={desk} language={language} />
      <Done desk={desk} language={language} />
      <section>
        <h2>{t('mine.erase')}</h2>
        {isErasing ? (
          <Sure
            text={t('mine.eraseSure')}
            yes={t('mine.eraseYes')}
            onYes={() => desk.erase().then(onErased)}
            onNo={() => setErasing(false)}
          />
        ) : (
          <>
            <p>{t('mine.eraseText')}</p>
            <Button className="button" onPress={() => setErasing(true)}>
              {t('mine.eraseOpen')}
            </Button>
          </>
        )}
      </section>
    </div>
  )
}

/** What is left of a writer: nothing of theirs, but a number to ask by. */
export function ErasedReceipt({ receipt }: { receipt: Receipt }) {
  const { t, i18n } = useTranslation()
  const { id, day, sittings, sentences, pictures } = receipt
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
  const counts = [
    ...(sittings === undefined ? [] : [t('mine.sittings', { count: sittings })]),
    ...(sentences === undefined ? [] : [t('mine.sentences', { count: sentences })]),
    ...(pictures === undefined ? [] : [t('mine.pictures', { count: pictures })]),
  ]
  return (
    <div className="code-dialog receipt" role="status">
      <h2>{t('mine.erased')}</h2>
      <p>{t('mine.erasedText')}</p>
      <dl>
        <dt>{t('mine.receipt')}</dt>
        <dd className="receipt-id">{id}</dd>
        <dt>{t('mine.day')}</dt>
        <dd>{dateFormat(i18n.language as Language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))}</dd>
        {counts.length > 0 && <dt>{t('mine.erasedCount')}</dt>}
        {counts.length > 0 && <dd>{spaced(list.format(counts))}</dd>}
      </dl>
    </div>
  )
}

/** A figure after a Chinese word stands a little apart, as everywhere on the page. */
const spaced = (text: string) => text.replace(/(?<=\p{Script=Han})(?=\d)/gu, ' ')

/** The most entries that the house tells at once. */
const pageLength = 200

/** What was done to what is the writer's, and by whom: a plain list, newest first. */
function Done({ desk, language }: Pick<MineProps, 'desk' | 'language'>) {
  const { t, i18n } = useTranslation()
  const [entries, setEntries] = useState<AuditEntry[]>()
  const [isOpen, setOpen] = useState(false)
  const [isAll, setAll] = useState(false)
  const [hasFailed, setFailed] = useState(false)

  async function more() {
    setOpen(true)
    try {
      const next = await desk.api.audit(entries?.at(-1)?.number)
      setEntries([...(entries ?? []), ...next])
      setAll(next.length < pageLength)
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }

  const date = dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <section>
      <h2>{t('mine.done')}</h2>
      <p>{t('mine.doneText')}</p>
      {isOpen && entries && (
        <div className="done-list" tabIndex={0} role="group" aria-label={t('mine.done')}>
          <ul>
            {entries.map(({ number, at, by, action }) => {
              const key = `audit.${action}`
              return (
                <li key={number}>
                  <time dateTime={at}>{date.format(new Date(at))}</time>
                  <span>
                    {t('mine.deed', {
                      who: by === 'writer' ? t('mine.byWriter') : t('mine.byHouse'),
                      // A later gateway may do things that this page has no words for.
                      what: i18n.exists(key) ? t(key) : action,
                    })}
                  </span>
                </li>
              )
            })}
          </ul>
        </div>
      )}
      {hasFailed && <p role="alert">{t('sure.failed')}</p>}
      {!isAll && (
        <Button className="button" onPress={() => void more()}>
          {entries ? t('mine.more') : t('mine.show')}
        </Button>
      )}
    </section>
  )
}

/** Loads something once when it is shown; `again` loads it anew. */
export function useLoaded<Answer>(load: () => Promise<Answer>): [Answer | 'failed' | undefined, () => Promise<void>] {
  const [answer, setAnswer] = useState<Answer | 'failed'>()
  const again = () => load().then(setAnswer, () => setAnswer('failed'))
  useEffect(() => {
    void again()
  }, [])
  return [answer, again]
}
