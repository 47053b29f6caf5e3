import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Ask } from '../before/Ask.tsx'
import { Room } from '../before/Room.tsx'
import { useBeginning } from '../before/use-entry.ts'
import { Waiting } from '../before/Waiting.tsx'
import type { SiteFacts } from '../wire-http.ts'
import { CodeForm } from '../components/CodeForm.tsx'
import { Consents } from '../components/Consents.tsx'
import { EmptyCanvas } from '../components/EmptyCanvas.tsx'
import { goAfter } from '../place.ts'
import type { Consent, Language } from '../wire.ts'
import type { PageProps } from './page.ts'
import '../styles/before.css'

/** The way in: a language, a beginning or a code, how it works and what one agrees to. Every step can be passed by. */
export default function Welcome(props: PageProps) {
  const site = useSiteFacts(props)
  const [, step] = props.place
  if (step === 'how') return <How site={site} {...props} />
  return <Arrive site={site} isCode={step === 'code'} {...props} />
}

function useSiteFacts({ desk }: PageProps): SiteFacts | undefined {
  const [site, setSite] = useState<SiteFacts>()
  useEffect(() => {
    desk.api.site().then(setSite, () => undefined)
  }, [desk])
  return site
}

interface StepProps extends PageProps {
  site: SiteFacts | undefined
}

function Arrive({ desk, state, language, onLanguage, isCode, site }: StepProps & { isCode: boolean }) {
  const { t } = useTranslation()
  const isOpen = site?.open !== false
  const asksCode = isCode || !isOpen
  return (
    <Room name={asksCode ? 'code' : 'arrive'} className="welcome">
      <div className="welcome-wall">
        <EmptyCanvas />
      </div>
      <div className="welcome-words">
        <div className="welcome-languages" role="group" aria-label={t('welcome.language')}>
          <LanguageButton of="en" language={language} onLanguage={onLanguage} />
          <LanguageButton of="zh" language={language} onLanguage={onLanguage} />
        </div>
        <h2>{t('welcome.title')}</h2>
        <p className="before-intro">{t('welcome.intro')}</p>
        {asksCode ? (
          <section className="before-code">
            <p>{isOpen ? t('code.enterHelp') : t('notice.handedOutText')}</p>
            <CodeForm autoFocus={isCode} onCode={(code) => goAfter(desk.signIn(code))} />
            {isOpen && (
              <a className="link" href="#/welcome">
                {t('welcome.noCode')}
              </a>
            )}
          </section>
        ) : (
          <div className="before-ways">
            <a className="button send" href="#/welcome/how">
              {state.isKnown ? t('welcome.how') : t('welcome.begin')}
            </a>
            {!state.isKnown && (
              <a className="button" href="#/welcome/code">
                {t('welcome.code')}
              </a>
            )}
            <a className="link" href="#/">
              {t('welcome.justWrite')}
            </a>
          </div>
        )}
      </div>
    </Room>
  )
}

const names = { en: 'English', zh: '中文' }

function LanguageButton({ of, language, onLanguage }: { of: Language } & Pick<PageProps, 'language' | 'onLanguage'>) {
  return (
    <Button
      className="choice"
      data-selected={of === language || undefined}
      aria-pressed={of === language}
      onPress={() => onLanguage(of)}
    >
      <span lang={of === 'zh' ? 'zh-Hans' : 'en'}>{names[of]}</span>
    </Button>
  )
}

type Point = readonly [title: string, text: string]

/** Whoever touches is not told of keys. */
const always = (): readonly Point[] => [
  ['welcome.aiTitle', 'welcome.ai'],
  ['welcome.youTitle', matchMedia('(pointer: coarse)').matches ? 'welcome.youTouch' : 'welcome.you'],
  ['welcome.keptTitle', 'welcome.kept'],
]
const whoReads: Record<SiteFacts['readsAlong'], readonly Point[]> = {
  nobody: [
    ['welcome.whoTitle', 'welcome.whoNobody'],
    ['welcome.alongNobodyTitle', 'welcome.alongNobody'],
  ],
  therapist: [
    ['welcome.whoTitle', 'welcome.whoTherapist'],
    ['welcome.alongTherapistTitle', 'welcome.alongTherapist'],
  ],
}

function How(props: StepProps) {
  const { desk, state, site } = props
  const { t } = useTranslation()
  const entry = useBeginning(desk, state)
  const along = site?.readsAlong
  const points = [...always(), ...(along === undefined ? [] : whoReads[along])]
  return (
    <Room name="how" className="how">
      <header className="before-head">
        <h2>{t('welcome.how')}</h2>
      </header>
      <dl className="points">
        {points.map(([title, text]) => (
          <div key={title} className="point">
            <dt>{t(title)}</dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      {entry === 'in' ? <Agreements {...props} /> : <Waiting desk={desk} state={state} why={entry} />}
      <nav className="before-ways how-on">
        <a className="button send" href="#/">
          {t('welcome.write')}
        </a>
        <a className="button" href="#/programme">
          {t('welcome.programme')}
        </a>
        <a className="button" href="#/comfort">
          {t('welcome.comfort')}
        </a>
      </nav>
    </Room>
  )
}

/** Somebody new is asked for each purpose; whoever has written already decides as under "What is yours", deletion included. */
function Agreements({ desk, state, language }: StepProps) {
  const { t } = useTranslation()
  const [consents, setConsents] = useState<Consent[] | 'failed'>()
  const again = () => desk.consents().then(setConsents, () => setConsents('failed'))
  useEffect(() => {
    void again()
  }, [desk])
  const isNew = state.code !== undefined && state.session.sentences.length === 0
  if (!isNew) {
    return (
      <div className="agreements">
        <Consents desk={desk} language={language} />
      </div>
    )
  }
  return (
    <section className="agreements">
      <h3>{t('welcome.agree')}</h3>
      <p className="quiet">{t('welcome.agreeText')}</p>
      {consents === 'failed' && <p role="alert">{t('sure.failed')}</p>}
      {Array.isArray(consents) &&
        consents.map((consent) => (
          <Ask key={consent.purpose} desk={desk} language={language} consent={consent} onDecided={again} />
        ))}
    </section>
  )
}
