import { type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../api.ts'
import type { Recipient, Release } from '../wire-http.ts'
import { partsOf } from '../components/Consents.tsx'
import { dateFormat } from '../i18n/i18n.ts'
import type { Consent, Language } from '../wire.ts'
import type { Sharing } from './use-sharing.ts'

interface ShareProps {
  sharing: Sharing
  sitting: string
  /** Without one, the sitting. */
  sentence?: string
  onClose: () => void
}

/** Shows a sentence or a sitting to somebody whom the site has registered, or takes it back. */
export function Share({ sharing, sitting, sentence, onClose }: ShareProps) {
  const { t } = useTranslation()
  const isSentence = sentence !== undefined
  const given = sharing.of(sitting, sentence)
  /** Somebody was shown it, or it was taken back. */
  const [isDone, setDone] = useState(false)
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <section
      className="share"
      ref={card}
      aria-label={isSentence ? t('share.sentenceTitle') : t('share.sittingTitle')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <h3>{isSentence ? t('share.sentenceTitle') : t('share.sittingTitle')}</h3>
      <p>{isSentence ? t('share.sentenceText') : t('share.sittingText')}</p>
      <p className="quiet">{t('share.withdrawText')}</p>
      <ul>
        {sharing.recipients.map((recipient, at) => (
          <li key={recipient.id}>
            <OneRecipient
              recipient={recipient}
              given={given.find((one) => one.recipient === recipient.id)}
              whole={isSentence ? sharing.of(sitting).find((one) => one.recipient === recipient.id) : undefined}
              isFirst={at === 0}
              onGive={() => sharing.give(recipient.id, sitting, sentence)}
              onDone={() => setDone(true)}
              sharing={sharing}
            />
          </li>
        ))}
      </ul>
      <Button className="button" onPress={onClose}>
        {isDone || given.length > 0 ? t('share.close') : t('share.cancel')}
      </Button>
    </section>
  )
}

interface OneRecipientProps {
  recipient: Recipient
  given: Release | undefined
  /** The sitting around it was given. */
  whole: Release | undefined
  isFirst: boolean
  onGive: () => Promise<void>
  onDone: () => void
  sharing: Sharing
}

function OneRecipient({ recipient, given, whole, isFirst, onGive, onDone, sharing }: OneRecipientProps) {
  const { t, i18n } = useTranslation()
  const [asked, setAsked] = useState<Consent[]>([])
  const isBusy = useRef(false)
  const [hasFailed, setFailed] = useState(false)
  const language = i18n.language as Language
  const date = dateFormat(language, { dateStyle: 'long' })
  const { name, purpose } = recipient
  const place = useRef<HTMLDivElement>(null)

  useGoOn(place, [given?.id, asked.length].join())

  async function attempt(act: () => Promise<void>) {
    // Not by disabling what was pressed: that would take the focus from it.
    if (isBusy.current) return
    isBusy.current = true
    setFailed(false)
    try {
      await act()
      setAsked([])
      onDone()
    } catch (error) {
      const missing =
        error instanceof Refusal && error.code === 'forbidden' ? await sharing.missing(purpose).catch(() => []) : []
      setAsked(missing)
      setFailed(missing.length === 0)
    }
    isBusy.current = false
  }

  async function agree() {
    await sharing.agree(asked, language)
    await onGive()
  }

  return (
    <div className="share-one" ref={place} tabIndex={-1}>
      {given || whole ? (
        <p>
          {t(given ? 'share.given' : 'share.givenWhole', {
            name,
            when: date.format(new Date((given ?? whole)!.releasedAt)),
          })}
        </p>
      ) : (
        purpose === 'research' && <p className="quiet">{t('share.study')}</p>
      )}
      {given && (
        <Button className="button" onPress={() => void attempt(() => sharing.takeBack(given.id))}>
          {t('share.takeBack')}
        </Button>
      )}
      {!given && !whole && asked.length === 0 && (
        <Button className="button" autoFocus={isFirst} onPress={() => void attempt(onGive)}>
          {t('share.give', { name })}
        </Button>
      )}
      {asked.length > 0 && (
        <div className="share-agree">
          {asked.flatMap(({ purpose: one, texts }) => {
            const { title, parts } = partsOf(texts[language].markdown)
            return [<h4 key={one}>{title}</h4>, ...parts.map((part) => <p key={part}>{part}</p>)]
          })}
          <Button className="button" onPress={() => void attempt(agree)}>
            {t('share.agree', { name })}
          </Button>
        </div>
      )}
      {hasFailed && <p role="alert">{t('sure.failed')}</p>}
    </div>
  )
}

/** What was pressed has given way to something else: the focus goes on there, and what it says is in sight. */
function useGoOn(place: RefObject<HTMLElement | null>, what: string) {
  const before = useRef(what)
  useEffect(() => {
    if (before.current === what) return
    before.current = what
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true })
    place.current?.closest('.share')?.scrollIntoView({ block: 'nearest' })
  }, [place, what])
}
