import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Learnt } from '../before/Learnt.tsx'
import { Room } from '../before/Room.tsx'
import { SettledChoice, SettledScale, SettledSwitch, type Settling } from '../before/Settled.tsx'
import { useEntry } from '../before/use-entry.ts'
import { Waiting } from '../before/Waiting.tsx'
import type { SettingChanges, Settings as Answer, Taste } from '../wire-http.ts'
import { Sure } from '../components/Sure.tsx'
import type { PageProps } from './page.ts'
import '../styles/before.css'
import '../styles/measures.css'

/** How the house writes and paints with this writer: what holds, from whom it comes, and what they change of it. */
export default function Settings(props: PageProps) {
  const { desk, state, want } = props
  const { t } = useTranslation()
  const entry = useEntry(state)
  const [answer, setAnswer] = useState<Answer>()
  const [hasFailed, setFailed] = useState(false)
  /** One change after the other, so that the newest answer is the last. */
  const changing = useRef<Promise<void>>(Promise.resolve())
  const ask = (asked: Promise<Answer>) =>
    asked.then(
      (settings) => {
        setAnswer(settings)
        setFailed(false)
        return settings
      },
      () => {
        setFailed(true)
        return undefined
      },
    )
  useEffect(() => {
    if (entry === 'in') void ask(desk.api.settings())
  }, [entry, desk])

  function change(changes: SettingChanges) {
    changing.current = changing.current.then(async () => {
      const after = await ask(desk.api.changeSettings(changes))
      const by = changes.pictures !== undefined ? 'pictures' : changes.gentle !== undefined ? 'gentle' : undefined
      if (!after || !by || state.writer === undefined) return
      want({ told: { writer: state.writer, pictures: after.settings.pictures.value, by } })
    })
  }

  return (
    <Room name="settings" className="settings">
      <header className="before-head">
        <h2>{t('settings.title')}</h2>
        <p className="before-intro">{t('settings.intro')}</p>
      </header>
      {hasFailed && answer && <p role="alert">{t('sure.failed')}</p>}
      {hasFailed && !answer && (
        <p role="alert">
          {t('back.failed')}{' '}
          <Button className="button" onPress={() => void ask(desk.api.settings())}>
            {t('back.tryAgain')}
          </Button>
        </p>
      )}
      {entry === 'in' && answer ? (
        <All {...props} settings={answer.settings} change={change} />
      ) : (
        !hasFailed && <Waiting desk={desk} state={state} why={entry === 'in' ? 'coming' : entry} />
      )}
      <nav className="before-ways">
        <a className="button" href="#/">
          {t('settings.toDesk')}
        </a>
      </nav>
    </Room>
  )
}

function All({ desk, state, language, settings, change }: PageProps & Settling) {
  const { t } = useTranslation()
  const given = { settings, change }
  const styles = state.styles.map(({ name, title }) => [name, title[language] ?? title.en ?? name] as const)
  const { value, fixed } = settings.style
  return (
    <>
      <section>
        <h3>{t('settings.pictures')}</h3>
        <SettledChoice
          {...given}
          name="pictures"
          label={t('settings.arePictures')}
          choices={[
            ['on', t('settings.on')],
            ['hidden', t('settings.hidden')],
            ['off', t('settings.off')],
          ]}
        />
        <SettledSwitch {...given} name="gentle" label={t('settings.gentle')} text={t('settings.gentleText')} />
      </section>
      <section>
        <h3>{t('settings.look')}</h3>
        <p className="quiet">{settings.gentle.value ? t('settings.lookGentle') : t('settings.lookText')}</p>
        <SettledScale
          {...given}
          name="brightness"
          label={t('look.brightness')}
          ends={[t('taste.darker'), t('taste.brighter')]}
        />
        <SettledScale {...given} name="warmth" label={t('look.warmth')} ends={[t('taste.colder'), t('taste.warmer')]} />
        <SettledScale {...given} name="blur" label={t('look.blur')} ends={[t('settings.clear'), t('taste.softer')]} />
        <SettledScale
          {...given}
          name="abstraction"
          label={t('look.abstraction')}
          ends={[t('settings.things'), t('settings.colours')]}
        />
        {styles.length > 0 && (
          <SettledChoice
            settings={{ ...settings, style: { ...settings.style, value: value || styles[0]![0] } }}
            change={change}
            name="style"
            label={t('look.style')}
            choices={fixed ? styles.filter(([name]) => name === value) : styles}
          />
        )}
      </section>
      <section>
        <h3>{t('settings.writing')}</h3>
        <SettledSwitch {...given} name="imagineFirst" label={t('settings.imagine')} text={t('settings.imagineText')} />
        <SettledSwitch {...given} name="thirdPerson" label={t('settings.third')} text={t('settings.thirdText')} />
        <SettledSwitch {...given} name="focus" label={t('settings.focus')} text={t('settings.focusText')} />
        <SettledSwitch {...given} name="questions" label={t('settings.questions')} text={t('settings.questionsText')} />
        <SettledSwitch {...given} name="feelingsLine" label={t('settings.line')} text={t('settings.lineText')} />
      </section>
      <section>
        <h3>{t('settings.learning')}</h3>
        <SettledSwitch {...given} name="learning" label={t('settings.learn')} text={t('settings.learnText')} />
        <Taught desk={desk} state={state} language={language} isLearning={settings.learning.value} />
      </section>
    </>
  )
}

type TaughtProps = Pick<PageProps, 'desk' | 'state' | 'language'> & { isLearning: boolean }

/** What the house learned, and how to have it forgotten. */
function Taught({ desk, state, language, isLearning }: TaughtProps) {
  const { t } = useTranslation()
  const [taste, setTaste] = useState<Taste>()
  const [isAsked, setAsked] = useState(false)
  const look = () => desk.api.taste().then(setTaste, () => undefined)
  useEffect(() => {
    void look()
  }, [desk, isLearning])
  return (
    <div className="setting">
      <div role="status">{taste && <Learnt says={taste.says} styles={state.styles} language={language} />}</div>
      {isAsked ? (
        <Sure
          text={t('settings.forgetSure')}
          yes={t('settings.forget')}
          onYes={async () => {
            await desk.api.forgetTaste()
            setAsked(false)
            await look()
          }}
          onNo={() => setAsked(false)}
        />
      ) : (
        taste !== undefined &&
        taste.ratings > 0 && (
          <Button className="button" onPress={() => setAsked(true)}>
            {t('settings.forgetOpen')}
          </Button>
        )
      )}
      {isLearning && (
        <p className="quiet">
          <a href="#/comfort">{t('comfort.title')}</a>
        </p>
      )}
    </div>
  )
}
