import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { daysOf, type Start, zoneHere } from '../before/days.ts'
import { Markdown } from '../before/markdown.tsx'
import { Room } from '../before/Room.tsx'
import { useEntry } from '../before/use-entry.ts'
import { Waiting } from '../before/Waiting.tsx'
import type { Programme as Site } from '../wire-http.ts'
import { minutesOf } from '../before/clock.ts'
import { langOf } from '../script.ts'
import { go } from '../place.ts'
import { unkept } from '../unkept.ts'
import type { PageProps } from './page.ts'
import '../styles/before.css'

/** What the site asks to be written: the words, the place, a promise, where to begin, and which day it is. */
export default function Programme(props: PageProps) {
  const { desk, state, language } = props
  const { t } = useTranslation()
  const entry = useEntry(state)
  const [programme, setProgramme] = useState<Site | 'failed'>()
  const look = () => desk.api.programme(language, zoneHere()).then(setProgramme, () => setProgramme('failed'))
  useEffect(() => {
    if (entry === 'in') void look()
  }, [entry, language, desk])

  if (entry !== 'in' || typeof programme !== 'object') {
    return (
      <Room name="programme">
        <header className="before-head">
          <h2>{t('programme.title')}</h2>
        </header>
        {programme === 'failed' ? (
          <p role="alert">
            {t('sure.failed')}{' '}
            <Button className="button" onPress={() => void look()}>
              {t('comfort.tryAgain')}
            </Button>
          </p>
        ) : (
          <Waiting desk={desk} state={state} why={entry === 'in' ? 'coming' : entry} />
        )}
      </Room>
    )
  }
  return <Told {...props} programme={programme} onPromised={look} />
}

interface ToldProps extends PageProps {
  programme: Site
  onPromised: () => Promise<void>
}

function Told({ desk, state, programme, onPromised }: ToldProps) {
  const { t } = useTranslation()
  const { day, days, minutes, texts, promised, done } = programme
  const [hasFailed, setFailed] = useState(false)

  const keeper = daysOf(desk)
  const { session } = state

  /** A day begins on a fresh page, and before its first sentence one may say how one is. */
  function begin(start?: Start) {
    const isFirst = done === 0 && !keeper.wasAsked('before')
    if (isFirst && session.sentences.length > 0 && unkept(session).length === 0) desk.newSitting()
    keeper.take(start)
    if (isFirst) go('mood', 'before')
    else go()
  }
  async function promise() {
    try {
      await desk.api.promise()
      setFailed(false)
      await onPromised()
      await keeper.look()
    } catch {
      setFailed(true)
    }
  }

  return (
    <Room name="programme" className="programme">
      <header className="before-head">
        <p className="before-over">{t('programme.title')}</p>
        <h2>{day === null ? t('programme.over', { count: days }) : t('programme.day', { day, days })}</h2>
        <p className="before-intro">
          {day === null ? t('programme.overText') : t('programme.amount', { days, minutes })}
          {done >= 60 && <> {t('programme.today', { count: minutesOf(done) })}</>}
        </p>
        {day !== null && (
          <nav className="before-ways">
            <Button className="button send" onPress={() => begin()}>
              {t('programme.begin')}
            </Button>
            <a className="link" href="#/">
              {t('programme.notNow')}
            </a>
          </nav>
        )}
      </header>
      <section>
        <h3>{t('programme.instruction')}</h3>
        <Markdown text={texts.instruction} level={4} />
      </section>
      <section>
        <h3>{t('programme.starts')}</h3>
        <p className="quiet">{t('programme.startsText')}</p>
        <ul className="starts">
          {texts.starts.map(({ id, title, text }) => (
            <li key={id} className="start">
              <Button className="start-open" onPress={() => begin({ title, text })} aria-describedby={`start-${id}`}>
                <span lang={langOf(title)}>{title}</span>
              </Button>
              <div id={`start-${id}`}>
                <Markdown text={text} level={4} />
              </div>
            </li>
          ))}
          <li className="start">
            <Button className="start-open" onPress={() => begin()} aria-describedby="start-free">
              {t('programme.free')}
            </Button>
            <div className="prose" id="start-free">
              <p>{t('programme.freeText')}</p>
            </div>
          </li>
        </ul>
      </section>
      <section>
        <h3>{t('programme.place')}</h3>
        <Markdown text={texts.place} level={4} />
      </section>
      <section className="promise">
        <h3>{t('programme.promise')}</h3>
        <blockquote>
          <Markdown text={texts.promise} level={4} />
        </blockquote>
        <div role="status">{promised && day !== null && <p className="quiet">{t('programme.promised')}</p>}</div>
        {hasFailed && <p role="alert">{t('sure.failed')}</p>}
        {(!promised || day === null) && (
          <div className="before-ways">
            <Button className="button" onPress={() => void promise()}>
              {day === null ? t('programme.again') : t('programme.give')}
            </Button>
            <span className="quiet">{t('programme.needNot')}</span>
          </div>
        )}
      </section>
    </Room>
  )
}
