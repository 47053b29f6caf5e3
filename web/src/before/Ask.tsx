import { useState } from 'react'
import { Button, Disclosure, DisclosurePanel, Label, Radio, RadioGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { partsOf } from '../components/Consents.tsx'
import type { Desk } from '../desk.ts'
import type { Consent, Language } from '../wire.ts'

interface AskProps {
  desk: Desk
  language: Language
  consent: Consent
  onDecided: () => Promise<void>
}

/** One purpose that somebody new is asked about: nothing is chosen for them. */
export function Ask({ desk, language, consent, onDecided }: AskProps) {
  const { t } = useTranslation()
  const { purpose, decided, given, texts } = consent
  const { markdown, sha256 } = texts[language]
  const { title, parts } = partsOf(markdown)
  /** What was just chosen, until the house has it. */
  const [chosen, setChosen] = useState<string>()
  const [hasFailed, setFailed] = useState(false)

  async function decide(choice: string) {
    setChosen(choice)
    setFailed(false)
    try {
      await desk.decide({ purpose, given: choice === 'yes', language, sha256 })
      await onDecided()
    } catch {
      setFailed(true)
    }
    setChosen(undefined)
  }

  return (
    <div className="ask-one">
      <RadioGroup
        className="ask-choice"
        value={chosen ?? (decided ? (given ? 'yes' : 'no') : null)}
        onChange={(choice) => void decide(choice)}
        orientation="horizontal"
      >
        <Label>{title}</Label>
        <span className="ask-ways">
          <Radio className="choice" value="yes">
            {t('welcome.yes')}
          </Radio>
          <Radio className="choice" value="no">
            {t('welcome.no')}
          </Radio>
        </span>
      </RadioGroup>
      {hasFailed && <p role="alert">{t('sure.failed')}</p>}
      <Disclosure>
        <Button slot="trigger" className="link ask-open" aria-label={t('welcome.wholeOf', { title })}>
          {t('welcome.whole')}
        </Button>
        <DisclosurePanel>
          <div className="prose ask-text">
            {parts.map((part) => (
              <p key={part}>{part}</p>
            ))}
          </div>
        </DisclosurePanel>
      </Disclosure>
    </div>
  )
}
