import { useState } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../desk.ts'
import { dateFormat } from '../i18n/i18n.ts'
import type { Consent, Language } from '../wire.ts'
import { useLoaded } from './Mine.tsx'
import { Sure } from './Sure.tsx'

interface ConsentsProps {
  desk: Desk
  language: Language
}

/** What the writer agrees to, for each purpose on its own, with the words that are asked. */
export function Consents({ desk, language }: ConsentsProps) {
  const { t } = useTranslation()
  const [consents, again] = useLoaded(() => desk.consents())
  return (
    <section>
      <h2>{t('mine.agree')}</h2>
      {consents === 'failed' && <p role="alert">{t('sure.failed')}</p>}
      {Array.isArray(consents) &&
        consents.map((consent) => (
          <OneConsent key={consent.purpose} consent={consent} desk={desk} language={language} onDecided={again} />
        ))}
    </section>
  )
}

interface OneConsentProps extends ConsentsProps {
  consent: Consent
  onDecided: () => Promise<void>
}

function OneConsent({ consent, desk, language, onDecided }: OneConsentProps) {
  const { t } = useTranslation()
  const { purpose, given, decidedAt, texts } = consent
  const { markdown, sha256 } = texts[language]
  const { title, parts } = partsOf(markdown)
  const [isAsked, setAsked] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const date = dateFormat(language, { dateStyle: 'long', timeStyle: 'short' })

  const isUnasked = decidedAt === undefined
  const ways = isUnasked ? [true, false] : [!given]
  /** Of the button for a decision: what was pressed stays, with another meaning, and the focus on it. */
  const keyOf = (next: boolean) => String(isUnasked ? next : given)

  const decide = async (next: boolean, erase?: true) => {
    await desk.decide({ purpose, given: next, language, sha256, ...(erase && { erase }) })
    await onDecided()
  }
  const press = (next: boolean) => {
    if (purpose === 'keeping' && !next) setAsked(true)
    else
      void decide(next).then(
        () => setFailed(false),
        () => setFailed(true),
      )
  }

  return (
    <Disclosure className="consent">
      <Heading>
        <Button slot="trigger" className="consent-open">
          <span>{title}</span>
          <span className="quiet">{isUnasked ? t('mine.notAsked') : given ? t('mine.given') : t('mine.notGiven')}</span>
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className="consent-text">
          {parts.map((part) => (
            <p key={part}>{part}</p>
          ))}
          <p className="quiet">
            {isUnasked
              ? given
                ? t('mine.asBegun')
                : t('mine.asBegunNot')
              : t('mine.since', { when: date.format(new Date(decidedAt)) })}
          </p>
          {hasFailed && <p role="alert">{t('sure.failed')}</p>}
          {isAsked ? (
            <Sure
              text={t('mine.keepingSure')}
              yes={t('mine.keepingYes')}
              onYes={() => decide(false, true).then(() => setAsked(false))}
              onNo={() => setAsked(false)}
            />
          ) : (
            <div className="card-tools">
              {ways.map((next) => (
                <Button key={keyOf(next)} className="button" onPress={() => press(next)}>
                  {next ? t('mine.give') : isUnasked ? t('mine.refuse') : t('mine.withdraw')}
                </Button>
              ))}
            </div>
          )}
        </div>
      </DisclosurePanel>
    </Disclosure>
  )
}

/** A text of the site's: its heading and its paragraphs, without the marks of Markdown. */
export function partsOf(markdown: string): { title: string; parts: string[] } {
  const [first = '', ...parts] = markdown
    .split(/\n\s*\n/)
    .map((part) => part.replace(/^#+ /, '').replace(/[*_`]{1,2}(\S[^*_`]*)[*_`]{1,2}/g, '$1'))
  return { title: first, parts }
}
