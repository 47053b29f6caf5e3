import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Affective } from '../before/Affective.tsx'
import { daysOf, zoneHere } from '../before/days.ts'
import { Markdown } from '../before/markdown.tsx'
import { Room } from '../before/Room.tsx'
import { useEntry } from '../before/use-entry.ts'
import { Waiting } from '../before/Waiting.tsx'
import { go } from '../place.ts'
import { written } from '../session.ts'
import type { PageProps } from './page.ts'
import '../styles/before.css'
import '../styles/measures.css'

/** How somebody is, before they write or after it. Nothing is made of it but what they may look at themselves. */
export default function Mood(props: PageProps) {
  const { desk, state, place } = props
  const { t } = useTranslation()
  const entry = useEntry(state)
  const asked = place[1]
  const isAfter = asked === 'after' || (asked !== 'before' && written(state.session).length > 0)
  const when = isAfter ? 'after' : 'before'
  const [isSaid, setSaid] = useState(false)
  if (entry !== 'in') {
    return (
      <Room name="mood">
        <header className="before-head">
          <h2>{t('mood.title')}</h2>
        </header>
        <Waiting desk={desk} state={state} why={entry} />
      </Room>
    )
  }
  if (isAfter && isSaid) return <Afterwards {...props} />
  return (
    <Question
      key={when}
      {...props}
      when={when}
      onDone={() => {
        daysOf(desk).noteAsked(when)
        if (isAfter) setSaid(true)
        else go()
      }}
    />
  )
}

interface QuestionProps extends PageProps {
  when: 'before' | 'after'
  onDone: () => void
}

function Question({ desk, state, when, onDone }: QuestionProps) {
  const { t } = useTranslation()
  const [pleasure, setPleasure] = useState<number>()
  const [arousal, setArousal] = useState<number>()
  // Which one is above is left to chance, as the authors of the scale recommend.
  const [first] = useState<'pleasure' | 'arousal'>(() => (Math.random() < 0.5 ? 'pleasure' : 'arousal'))
  const [trouble, setTrouble] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const { sitting } = state.session
  const isWhole = pleasure !== undefined && arousal !== undefined

  async function keep() {
    if (!isWhole || isBusy) return
    setBusy(true)
    try {
      await desk.api.measure({
        when,
        pleasure,
        arousal,
        first,
        ...(sitting !== undefined && { sitting }),
      })
      onDone()
    } catch {
      setTrouble(true)
    } finally {
      setBusy(false)
    }
  }

  const sliders = [
    <Affective key="pleasure" of="pleasure" value={pleasure} onChange={setPleasure} />,
    <Affective key="arousal" of="arousal" value={arousal} onChange={setArousal} />,
  ]
  return (
    <Room name={when} className="mood">
      <header className="before-head">
        <h2>{when === 'before' ? t('mood.title') : t('mood.titleAfter')}</h2>
        <p className="before-intro">{t('mood.intro')}</p>
      </header>
      <div className="affectives">{first === 'pleasure' ? sliders : sliders.toReversed()}</div>
      {trouble && <p role="alert">{t('sure.failed')}</p>}
      <div className="before-ways">
        <Button className="button send" isDisabled={!isWhole || isBusy} onPress={() => void keep()}>
          {t('mood.done')}
        </Button>
        <Button className="link" onPress={onDone}>
          {t('mood.skip')}
        </Button>
      </div>
      <p className="quiet">{t('mood.whose')}</p>
    </Room>
  )
}

/** What the site says at the end of a day's writing. */
function Afterwards({ desk, language }: PageProps) {
  const { t } = useTranslation()
  const [text, setText] = useState<string>()
  useEffect(() => {
    desk.api.programme(language, zoneHere()).then(
      ({ texts }) => setText(texts.after),
      () => undefined,
    )
  }, [desk, language])
  return (
    <Room name="afterwards">
      <header className="before-head">
        <h2>{t('mood.afterwards')}</h2>
      </header>
      {text !== undefined && <Markdown text={text} />}
      <nav className="before-ways">
        <a className="button" href="#/">
          {t('mood.goOn')}
        </a>
        <a className="button" href="#/back">
          {t('back.open')}
        </a>
      </nav>
    </Room>
  )
}
