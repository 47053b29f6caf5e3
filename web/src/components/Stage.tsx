import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Session, Shown } from '../session.ts'
import { painting } from '../session.ts'
import { langOf } from '../script.ts'
import type { Wish } from '../wire.ts'
import { type Felt, feltAs, warmthMatrix } from '../writing/felt.ts'
import { EmptyCanvas } from './EmptyCanvas.tsx'
import { useTries } from './use-tries.ts'

interface StageProps {
  session: Session
  shown: Shown | undefined
  isHidden: boolean
  /** Hidden only until it is known whether they may be seen. */
  isComing: boolean
  onShow: () => void
  /** Pictures are painted at all. */
  arePainted: boolean
  onPaintAgain: () => void
  /** A look that is being tried on: what is wished now, and what was before. */
  trying?: { wish: Wish; from: Wish } | undefined
  /** Lies on the canvas in place of the picture. */
  children?: ReactNode
}

/** The wall: one picture in a space that is always kept for it. Each picture develops out of the one before. */
export function Stage(props: StageProps) {
  const { session, shown, isHidden, isComing, onShow, arePainted, onPaintAgain, trying, children } = props
  const { t } = useTranslation()
  const { layers, settle, hasFailed } = useLayers(shown)
  const alt = shown?.picture?.alt
  const inMaking = painting(session).at(-1)
  const said = alt ?? (shown ? t('stage.emerging') : t('stage.emptyAlt'))
  const felt = (painted: Wish | undefined) => (trying ? feltAs(trying.wish, painted ?? trying.from) : undefined)
  const isCovered = children !== undefined && children !== null && children !== false
  return (
    <section className="stage" aria-label={t('stage.label')}>
      {isComing ? (
        <div className="canvas">
          <EmptyCanvas />
        </div>
      ) : !arePainted && !shown && !isCovered ? (
        <Instead text={t('easel.off')} action={t('easel.on')} onAct={onPaintAgain} />
      ) : isHidden ? (
        <Instead text={t('stage.hidden')} action={t('stage.show')} onAct={onShow} />
      ) : isCovered ? (
        <div className="canvas">{children}</div>
      ) : (
        <div className="canvas" role="img" aria-label={said} lang={alt ? langOf(alt) : undefined}>
          {(!shown || (hasFailed && layers.length === 0)) && <EmptyCanvas />}
          {layers.map(({ src, wish }, at) => (
            <img
              key={src}
              className="layer"
              src={src}
              alt=""
              style={filterOf(felt(wish))}
              onAnimationEnd={() => at === layers.length - 1 && settle()}
            />
          ))}
          <Warmth felt={felt(layers.at(-1)?.wish)} />
          {!shown && layers.length === 0 && !inMaking && (
            <p className="canvas-note">{session.sentences.length === 0 ? t('stage.empty') : ''}</p>
          )}
        </div>
      )}
      {inMaking && !isHidden && (
        <div className="progress" aria-hidden="true">
          <div style={{ transform: `scaleX(${0.04 + 0.96 * (inMaking.progress ?? 0)})` }} />
        </div>
      )}
      <Announcement picture={shown?.picture?.id} alt={isHidden || isCovered ? undefined : alt} />
    </section>
  )
}

const filterOf = (felt: Felt | undefined) => (felt && felt.filter !== 'none' ? { filter: felt.filter } : undefined)

/** What stands on the canvas where there is no picture to be seen, and the way back to one. */
function Instead({ text, action, onAct }: { text: string; action: string; onAct: () => void }) {
  return (
    <div className="canvas">
      <div className="canvas-note">
        <p>{text}</p>
        <Button className="button" onPress={onAct} preventFocusOnPress>
          {action}
        </Button>
      </div>
    </div>
  )
}

/** The one part of a look for which CSS has no filter of its own. */
function Warmth({ felt }: { felt: Felt | undefined }) {
  if (!felt || felt.warmth === 0) return null
  return (
    <svg className="only-filter" aria-hidden="true">
      <filter id="felt-warmth" colorInterpolationFilters="sRGB">
        <feColorMatrix type="matrix" values={warmthMatrix(felt.warmth)} />
      </filter>
    </svg>
  )
}

interface Layer {
  src: string
  /** The request it was painted for. */
  of: string | undefined
  wish: Wish | undefined
}

/**
 * The pictures that lie on each other while the topmost fades in; only ever pictures that are ready to be drawn. Where the
 * finished one does not arrive its preview stays up, and it is fetched again: use-tries.ts.
 */
function useLayers(shown: Shown | undefined) {
  const [layers, setLayers] = useState<Layer[]>([])
  const src = shown?.src
  const of = shown?.sentence.id
  const { tries, hasFailed, fail } = useTries(src)
  const hung = useRef<string>(undefined)
  const wish = useRef(shown?.sentence.wish)
  wish.current = shown?.sentence.wish
  useEffect(() => {
    if (src === undefined) {
      hung.current = undefined
      setLayers([])
      return
    }
    if (hung.current === src) return
    let isWanted = true
    const image = new Image()
    image.src = src
    void image.decode().then(
      () => {
        if (!isWanted) return
        hung.current = src
        const layer = { src, of, wish: wish.current }
        setLayers((before) => [...before.filter((one) => one.src !== src), layer].slice(-3))
      },
      () => {
        if (!isWanted) return
        hung.current = undefined
        // What was painted for other words would be taken for a picture of these.
        setLayers((before) => before.filter((one) => one.of === of))
        fail()
      },
    )
    return () => {
      isWanted = false
    }
  }, [src, of, tries])
  return { layers, hasFailed, settle: () => setLayers((before) => before.slice(-1)) }
}

/** Tells a screen reader of a new picture, but not of the one that was there when the page was opened. */
function Announcement({ picture, alt = '' }: { picture: string | undefined; alt: string | undefined }) {
  const before = useRef(picture)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (picture === before.current) return
    before.current = picture
    setSaid(alt)
  }, [picture, alt])
  return (
    <p className="only-heard" role="status" lang={langOf(said)}>
      {said}
    </p>
  )
}
