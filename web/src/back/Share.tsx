import { useState } from 'react'
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
  return (
    <section
      className="share"
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
              given={sharing.of(sitting, sentence).find((one) => one.recipient === recipient.id)}
              whole={isSentence ? sharing.of(sitting).find((one) => one.recipient === recipient.id) : undefined}
              isFirst={at === 0}
              onGive={() => sharing.give(recipient.id, sitting, sentence)}
              sharing={sharing}
            />
          </li>
        ))}
      </ul>
      <Button className="button" onPress={onClose}>
        {t('share.close')}
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
  sharing: Sharing
}

function OneRecipient({ recipient, given, whole, isFirst, onGive, sharing }: OneRecipientProps) {
  const { t, i18n } = useTranslation()
  const [asked, setAsked] = useState<Consent[]>([])
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const language = i18n.language as Language
  const date = dateFormat(language, { dateStyle: 'long' })
  const { name, purpose } = recipient

  async function attempt(act: () => Promise<void>) {
    if (isBusy) return
    setBusy(true)
    setFailed(false)
    try {
      await act()
      setAsked([])
    } catch (error) {
      const missing =
        error instanceof Refusal && error.code === 'forbidden' ? await sharing.missing(purpose).catch(() => []) : []
      setAsked(missing)
      setFailed(missing.length === 0)
    }
    setBusy(false)
  }

  async function agree() {
    await sharing.agree(asked, language)
    await onGive()
  }

  return (
    <>
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
        <Button className="button" isDisabled={isBusy} onPress={() => void attempt(() => sharing.takeBack(given.id))}>
          {t('share.takeBack')}
        </Button>
      )}
      {!given && !whole && asked.length === 0 && (
        <Button className="button" autoFocus={isFirst} isDisabled={isBusy} onPress={() => void attempt(onGive)}>
          {t('share.give', { name })}
        </Button>
      )}
      {asked.length > 0 && (
        <div className="share-agree">
          {asked.flatMap(({ purpose: one, texts }) => {
            const { title, parts } = partsOf(texts[language].markdown)
            return [<h4 key={one}>{title}</h4>, ...parts.map((part) => <p key={part}>{part}</p>)]
          })}
          <Button className="button" isDisabled={isBusy} onPress={() => void attempt(agree)}>
            {t('share.agree')}
          </Button>
        </div>
      )}
      {hasFailed && <p role="alert">{t('sure.failed')}</p>}
    </>
  )
}
