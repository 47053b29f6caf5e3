import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Session, Shown } from '../session.ts'
import { painting } from '../session.ts'
import { langOf } from '../script.ts'
import { EmptyCanvas } from './EmptyCanvas.tsx'

interface StageProps {
  session: Session
  shown: Shown | undefined
  isHidden: boolean
  onShow: () => void
}

/** The wall: one picture in a space that is always kept for it. Each picture develops out of the one before. */
export function Stage({ session, shown, isHidden, onShow }: StageProps) {
  const { t } = useTranslation()
  const [layers, settle] = useLayers(shown?.src)
  const alt = shown?.picture?.alt
  const inMaking = painting(session).at(-1)
  const said = alt ?? (shown ? t('stage.emerging') : t('stage.emptyAlt'))
  return (
    <section className="stage" aria-label={t('stage.label')}>
      {isHidden ? (
        <div className="canvas">
          <div className="canvas-note">
            <p>{t('stage.hidden')}</p>
            <Button className="button" onPress={onShow} preventFocusOnPress>
              {t('stage.show')}
            </Button>
          </div>
        </div>
      ) : (
        <div className="canvas" role="img" aria-label={said} lang={alt ? langOf(alt) : undefined}>
          {!shown && <EmptyCanvas />}
          {layers.map((layer, at) => (
            <img
              key={layer}
              className="layer"
              src={layer}
              alt=""
              onAnimationEnd={() => at === layers.length - 1 && settle()}
            />
          ))}
          {!shown && layers.length === 0 && !inMaking && <p className="canvas-note">{t('stage.empty')}</p>}
        </div>
      )}
      {inMaking && !isHidden && (
        <div className="progress" aria-hidden="true">
          <div style={{ transform: `scaleX(${0.04 + 0.96 * (inMaking.progress ?? 0)})` }} />
        </div>
      )}
      <Announcement picture={shown?.picture?.id} alt={isHidden ? undefined : alt} />
    </section>
  )
}

/** The pictures that lie on each other while the topmost fades in; only ever pictures that are ready to be drawn. */
function useLayers(src: string | undefined): [string[], () => void] {
  const [layers, setLayers] = useState<string[]>([])
  useEffect(() => {
    if (src === undefined) {
      setLayers([])
      return
    }
    let isWanted = true
    const image = new Image()
    image.src = src
    // A picture that cannot be decoded is put up all the same: the browser then says that it is broken.
    void image
      .decode()
      .catch(() => undefined)
      .then(() => {
        if (isWanted) setLayers((before) => [...before.filter((layer) => layer !== src), src].slice(-3))
      })
    return () => {
      isWanted = false
    }
  }, [src])
  return [layers, () => setLayers((before) => before.slice(-1))]
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
