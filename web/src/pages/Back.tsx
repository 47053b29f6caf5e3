import { useEffect, useRef } from 'react'
import { Button, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { lightOfSitting } from '../back/light.ts'
import { LightLine } from '../back/LightLine.tsx'
import { Nobody } from '../back/Nobody.tsx'
import { firstWordsOf, wallOf } from '../back/plates.ts'
import { type List, useList } from '../back/use-list.ts'
import { useLight } from '../back/use-light.ts'
import { type Sittings, useSittings } from '../back/use-sittings.ts'
import { Mixed } from '../components/Mixed.tsx'
import { Picture } from '../components/Picture.tsx'
import { dateFormat } from '../i18n/i18n.ts'
import { langOf } from '../script.ts'
import type { Language, SittingSummary } from '../wire.ts'
import { Film } from './Film.tsx'
import type { PageProps } from './page.ts'
import { Sitting } from './Sitting.tsx'
import '../styles/back.css'
import '../styles/plates.css'

/** Looking back: all sittings, one of them, or one as a film. Nothing stays here once its writer has left. */
export default function Back(props: PageProps) {
  const { t } = useTranslation()
  const { isKnown, needsCode } = props.state
  if (!isKnown || needsCode) return <Nobody title={t('back.title')} isAsking={isKnown === undefined} />
  return <Rooms {...props} />
}

function Rooms(props: PageProps) {
  const { desk, place } = props
  const sittings = useSittings(desk.api)
  const list = useList(desk.api)
  const [, id, part] = place
  const room = useRoom(id, part)

  const summary = list.all?.find((one) => one.id === id)
  return (
    <main className="back" ref={room} tabIndex={-1}>
      {id === undefined && <All list={list} sittings={sittings} {...props} />}
      {id !== undefined && part !== 'film' && (
        <Sitting key={id} id={id} summary={summary} sittings={sittings} onDeleted={() => list.forget(id)} {...props} />
      )}
      {id !== undefined && part === 'film' && <Film key={id} id={id} sittings={sittings} {...props} />}
    </main>
  )
}

/** Each room begins at its top, and the list where it was left; a screen reader is taken along. */
function useRoom(id: string | undefined, part: string | undefined) {
  const room = useRef<HTMLElement>(null)
  const left = useRef(0)
  useEffect(() => {
    const main = room.current
    if (!main) return
    main.scrollTo({ top: id === undefined ? left.current : 0 })
    main.focus({ preventScroll: true })
    if (id !== undefined) return
    const remember = () => (left.current = main.scrollTop)
    main.addEventListener('scroll', remember, { passive: true })
    return () => main.removeEventListener('scroll', remember)
  }, [id, part])
  return room
}

interface AllProps extends PageProps {
  list: List
  sittings: Sittings
}

/** All sittings, newest first: when, the first words, and a few pictures. */
function All({ list, sittings, desk, wanted, want, language }: AllProps) {
  const { t } = useTranslation()
  const [hasLight, setLight] = useLight(desk.api)
  const written = list.all?.filter(({ sentences }) => sentences > 0)
  const hung = useRef<HTMLOListElement>(null)
  /** Where the older ones begin that were asked for: the focus goes on there, for the button may be gone. */
  const older = useRef<number>(undefined)
  useEffect(() => {
    if (older.current === undefined) return
    hung.current?.children[older.current]?.querySelector('a')?.focus()
    older.current = undefined
  }, [list.all])
  return (
    <div className="back-column">
      <header className="back-head">
        <h2>{t('back.title')}</h2>
        <p className="back-intro">{written?.length === 0 ? t('back.none') : t('back.intro')}</p>
        <nav className="back-ways">
          <a className="link" href="#/">
            {t('back.toDesk')}
          </a>
          {written !== undefined && written.length > 0 && (
            <a className="link" href="#/booklet">
              {t('booklet.open')}
            </a>
          )}
          {written !== undefined && written.length > 1 && (
            <ToggleButton className="link" isSelected={hasLight} onChange={setLight}>
              {t('light.open')}
            </ToggleButton>
          )}
          {wanted.isHidden && (
            <Button className="link" onPress={() => want({ isHidden: false })}>
              {t('stage.show')}
            </Button>
          )}
        </nav>
      </header>
      {hasLight && !wanted.isHidden && written && (
        <LightOfAll sittings={sittings} newest={written.slice(0, mostInLine)} language={language} />
      )}
      {list.hasFailed && !written && (
        <p role="alert">
          {t('back.failed')}{' '}
          <Button className="button" onPress={() => void list.more()}>
            {t('back.tryAgain')}
          </Button>
        </p>
      )}
      {written && (
        <ol className="sittings" ref={hung}>
          {written.map((summary) => (
            <One
              key={summary.id}
              summary={summary}
              sittings={sittings}
              isHidden={wanted.isHidden}
              language={language}
            />
          ))}
        </ol>
      )}
      {list.hasOlder && (
        <div className="back-older">
          {list.hasFailed && <p role="alert">{t('back.failed')}</p>}
          <Button
            className="button"
            onPress={() => {
              older.current = hung.current?.children.length
              void list.more()
            }}
          >
            {t('back.older')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** So many sittings, the newest, have a point in the line. */
const mostInLine = 40

interface LightOfAllProps {
  sittings: Sittings
  newest: readonly SittingSummary[]
  language: Language
}

/** How the pictures' light went from sitting to sitting. */
function LightOfAll({ sittings, newest, language }: LightOfAllProps) {
  const { t } = useTranslation()
  useEffect(() => newest.forEach(({ id }) => sittings.want(id)), [newest.length])
  const points = newest.toReversed().flatMap(({ id, startedAt }) => {
    const light = lightOfSitting(id, sittings.all.get(id) ?? [])
    return light ? [{ ...light, startedAt }] : []
  })
  if (points.length < 2) return null
  const day = dateFormat(language, { dateStyle: 'long' })
  return (
    <LightLine
      lights={points}
      label={t('light.labelSittings')}
      nameOf={(at) => day.format(new Date(points[at]!.startedAt))}
    />
  )
}

interface OneProps {
  summary: SittingSummary
  sittings: Sittings
  isHidden: boolean
  language: Language
}

/** A sitting in the list; it is fetched when it comes near. */
function One({ summary, sittings, isHidden, language }: OneProps) {
  const { t } = useTranslation()
  const { id, startedAt, sentences } = summary
  const item = useNearness(() => sittings.want(id))
  const found = sittings.get(id)
  const plates = typeof found === 'object' ? found.plates : undefined
  const words = plates && (firstWordsOf(plates) ?? t('back.onlyPrivate'))
  const wall = plates && !isHidden ? wallOf(plates, 5) : []
  if (found === 'gone') return null
  return (
    <li className="sitting-one" ref={item}>
      <BigDate when={startedAt} language={language} />
      <div className="sitting-what">
        <h3>
          <a href={`#/back/${id}`} lang={words === undefined ? undefined : langOf(words)}>
            {words === undefined ? <span className="sitting-waits">…</span> : <Mixed text={words} />}
          </a>
        </h3>
        {!isHidden && (
          <div className="wall" data-empty={(plates && wall.length === 0) || undefined}>
            {wall.map((picture) => (
              <Picture key={picture.id} picture={picture} isLazy isMute />
            ))}
          </div>
        )}
        <p className="quiet">{t('back.sentences', { count: sentences })}</p>
      </div>
    </li>
  )
}

/** A date as a catalogue sets it: the day large, the rest small. */
function BigDate({ when, language }: { when: string; language: Language }) {
  const date = new Date(when)
  const day = dateFormat(language, { day: 'numeric' }).formatToParts(date)
  return (
    <time className="big-date" dateTime={when}>
      <span className="big-day">{day.find(({ type }) => type === 'day')?.value}</span>
      <span className="big-month">{dateFormat(language, { month: 'long', year: 'numeric' }).format(date)}</span>
      <span className="big-time">{dateFormat(language, { timeStyle: 'short' }).format(date)}</span>
    </time>
  )
}

/** Calls once when an element comes near to what is seen. */
function useNearness(onNear: () => void) {
  const element = useRef<HTMLLIElement>(null)
  const latest = useRef(onNear)
  latest.current = onNear
  useEffect(() => {
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        watch.disconnect()
        latest.current()
      },
      { rootMargin: '300px' },
    )
    if (element.current) watch.observe(element.current)
    return () => watch.disconnect()
  }, [])
  return element
}
