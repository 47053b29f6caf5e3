import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { dwellMs, type Frame, framesOf, leastMs } from '../back/film.ts'
import type { Sittings } from '../back/use-sittings.ts'
import { Words } from '../back/Words.tsx'
import { useTries } from '../components/use-tries.ts'
import { langOf } from '../script.ts'
import type { PageProps } from './page.ts'

interface FilmProps extends PageProps {
  id: string
  sittings: Sittings
}

/** A sitting as a slow film: its pictures dissolve into each other, with the sentence beneath. */
export function Film({ id, sittings, wanted, want }: FilmProps) {
  const { t } = useTranslation()
  useEffect(() => sittings.want(id), [id])
  const found = sittings.get(id)
  if (found === undefined) return <p className="film back-waits">…</p>
  const frames = typeof found === 'object' ? framesOf(found.plates) : []
  const close = (
    <a className="link film-close" href={`#/back/${id}`}>
      {t('film.close')}
    </a>
  )
  if (frames.length === 0 || wanted.isHidden) {
    return (
      <div className="film">
        <p className="film-none">{wanted.isHidden ? t('stage.hidden') : t('film.none')}</p>
        {wanted.isHidden && (
          <Button className="button" onPress={() => want({ isHidden: false })}>
            {t('stage.show')}
          </Button>
        )}
        {close}
      </div>
    )
  }
  return <Reel frames={frames}>{close}</Reel>
}

function Reel({ frames, children }: { frames: readonly Frame[]; children: React.ReactNode }) {
  const { t } = useTranslation()
  const isStill = useStillness()
  const [at, setAt] = useState(0)
  const [isPlaying, setPlaying] = useState(!isStill)
  const last = useRef(-leastMs)
  const frame = frames[Math.min(at, frames.length - 1)]!
  const isOver = at >= frames.length - 1

  function step(by: number) {
    const next = Math.max(0, Math.min(frames.length - 1, at + by))
    // However fast a key repeats, pictures change slowly.
    if (next === at || performance.now() - last.current < leastMs) return
    last.current = performance.now()
    setAt(next)
  }
  function toggle() {
    if (isStill) return
    if (!isPlaying && isOver) setAt(0)
    setPlaying(!isPlaying)
  }

  const latest = useRef({ step, toggle })
  latest.current = { step, toggle }
  useEffect(() => {
    if (!isPlaying || isStill) return
    const timer = setTimeout(() => (isOver ? setPlaying(false) : latest.current.step(1)), dwellMs(frame.version.text))
    return () => clearTimeout(timer)
  }, [isPlaying, isStill, isOver, frame])
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (event.key === 'ArrowRight') latest.current.step(1)
      else if (event.key === 'ArrowLeft') latest.current.step(-1)
      // A button or a link under the focus has a use of its own for the space bar.
      else if (event.key === ' ' && !isControl(event.target)) latest.current.toggle()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])

  return (
    <section className="film" aria-label={t('film.label')}>
      <Screen frame={frame} next={frames[at + 1]} isStill={isStill} />
      <div className="film-words" aria-live={isPlaying ? 'off' : 'polite'}>
        <div key={frame.version.id} className="film-line" data-still={isStill || undefined}>
          <Words version={frame.version} />
        </div>
      </div>
      <div className="film-tools">
        <Button className="link" onPress={() => step(-1)} isDisabled={at === 0}>
          {t('film.previous')}
        </Button>
        {!isStill && (
          <Button className="button" onPress={toggle}>
            {isPlaying ? t('film.pause') : t('film.play')}
          </Button>
        )}
        <Button className="link" onPress={() => step(1)} isDisabled={isOver}>
          {t('film.next')}
        </Button>
        <span className="quiet film-place">{t('film.place', { at: at + 1, count: frames.length })}</span>
        {children}
      </div>
      <p className="quiet film-keys">{isStill ? t('film.still') : t('film.keys')}</p>
    </section>
  )
}

/** The picture, dissolving out of the one before; the one after is fetched meanwhile. */
function Screen({ frame, next, isStill }: { frame: Frame; next: Frame | undefined; isStill: boolean }) {
  const { url, alt } = frame.picture
  const [layers, setLayers] = useState<string[]>([])
  const { tries, fail } = useTries(url)
  const hung = useRef<string>(undefined)
  useEffect(() => {
    if (hung.current === url) return
    let isWanted = true
    const image = new Image()
    image.src = url
    void image.decode().then(
      () => {
        if (!isWanted) return
        hung.current = url
        setLayers((before) => (isStill ? [url] : [...before.filter((one) => one !== url), url].slice(-3)))
      },
      () => {
        if (!isWanted) return
        // A bare screen: the picture before would be taken for one of these words.
        hung.current = undefined
        setLayers([])
        fail()
      },
    )
    return () => {
      isWanted = false
    }
  }, [url, isStill, tries])
  useEffect(() => {
    if (next) new Image().src = next.picture.url
  }, [next])
  return (
    <div className="film-screen" role="img" aria-label={alt} lang={langOf(alt)}>
      {layers.map((layer, place) => (
        <img
          key={layer}
          src={layer}
          alt=""
          data-still={isStill || undefined}
          onAnimationEnd={() => place === layers.length - 1 && setLayers([layer])}
        />
      ))}
    </div>
  )
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('a, button, input, textarea, select, [role=menu]') !== null

/** Whether the visitor's device asks for less motion. */
function useStillness(): boolean {
  const query = '(prefers-reduced-motion: reduce)'
  const [isStill, setStill] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const listener = () => setStill(media.matches)
    media.addEventListener('change', listener)
    return () => media.removeEventListener('change', listener)
  }, [])
  return isStill
}
