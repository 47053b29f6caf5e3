import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Learnt } from '../before/Learnt.tsx'
import { type Painting, useComfortPictures } from '../before/comfort-pictures.ts'
import { Room } from '../before/Room.tsx'
import { Scale } from '../before/Scale.tsx'
import { useEntry } from '../before/use-entry.ts'
import { Waiting } from '../before/Waiting.tsx'
import type { Taste } from '../wire-http.ts'
import type { PageProps } from './page.ts'
import '../styles/before.css'
import '../styles/measures.css'

/** Pictures of the round, and steps of a rating. */
const count = 8
const most = 10

/** Eight pictures of one calm place, one at a time: how comfortable they are, and whether they make one want to write. */
export default function Comfort(props: PageProps) {
  const { desk, state } = props
  const { t } = useTranslation()
  const entry = useEntry(state)
  /** Undefined before the first, `count` after the last. */
  const [at, setAt] = useState<number>()
  const [rated, setRated] = useState(0)
  if (entry !== 'in') {
    return (
      <Room name="comfort">
        <header className="before-head">
          <h2>{t('comfort.title')}</h2>
        </header>
        <Waiting desk={desk} state={state} why={entry} />
      </Room>
    )
  }
  if (at === undefined) {
    return (
      <Room name="comfort">
        <header className="before-head">
          <h2>{t('comfort.title')}</h2>
          <p className="before-intro">{t('comfort.intro')}</p>
        </header>
        <div className="before-ways">
          <Button className="button send" onPress={() => setAt(0)}>
            {t('comfort.begin')}
          </Button>
          <a className="link" href="#/">
            {t('comfort.skipAll')}
          </a>
        </div>
      </Room>
    )
  }
  if (at >= count) {
    return (
      <Done
        {...props}
        rated={rated}
        onAgain={() => {
          setRated(0)
          setAt(0)
        }}
      />
    )
  }
  return (
    <Round
      {...props}
      at={at}
      onNext={(isRated) => {
        if (isRated) setRated((before) => before + 1)
        // Whoever has ended the round meanwhile is not called back.
        setAt((now) => (now === at ? at + 1 : now))
      }}
      onEnd={() => setAt(count)}
    />
  )
}

interface RoundProps extends PageProps {
  at: number
  onNext: (isRated: boolean) => void
  onEnd: () => void
}

function Round({ desk, at, wanted, want, onNext, onEnd }: RoundProps) {
  const { t } = useTranslation()
  const painting = useComfortPictures(desk.api, at, count)
  const [said, setSaid] = useState<{ at: number; comfort?: number; motivation?: number }>({ at })
  const { comfort, motivation } = said.at === at ? said : { comfort: undefined, motivation: undefined }
  const [hasFailed, setFailed] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [at])
  const isRated = comfort !== undefined || motivation !== undefined

  async function next() {
    if (!isRated) return onNext(false)
    setBusy(true)
    try {
      await desk.api.rateComfort({
        comfortPicture: at,
        ...(comfort !== undefined && { comfort: comfort / most }),
        ...(motivation !== undefined && { motivation: motivation / most }),
      })
      setFailed(false)
      onNext(true)
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }

  const ends = [t('comfort.least'), t('comfort.most')] as const
  return (
    <Room name="round" className="comfort">
      <h2 ref={heading} tabIndex={-1} className="comfort-place">
        {t('comfort.picture', { n: at + 1, count })}
      </h2>
      <Shown
        painting={painting}
        isHidden={wanted.isHidden}
        onHide={() => want({ isHidden: true })}
        onShow={() => want({ isHidden: false })}
      />
      <div className="comfort-scales" key={at}>
        <Scale
          label={t('comfort.comfort')}
          value={comfort}
          least={0}
          most={most}
          ends={ends}
          onChange={(value) => setSaid({ ...(said.at === at ? said : {}), at, comfort: value })}
        />
        <Scale
          label={t('comfort.motivation')}
          value={motivation}
          least={0}
          most={most}
          ends={ends}
          onChange={(value) => setSaid({ ...(said.at === at ? said : {}), at, motivation: value })}
        />
      </div>
      {hasFailed && <p role="alert">{t('sure.failed')}</p>}
      <div className="before-ways">
        <Button className={isRated ? 'button send' : 'button'} onPress={() => !isBusy && void next()}>
          {isRated ? t('comfort.next') : t('comfort.skip')}
        </Button>
        {hasFailed && (
          <Button className="button" onPress={() => onNext(false)}>
            {t('comfort.skip')}
          </Button>
        )}
        <Button className="link" onPress={onEnd}>
          {t('comfort.enough')}
        </Button>
      </div>
    </Room>
  )
}

interface ShownProps {
  painting: Painting
  isHidden: boolean
  onHide: () => void
  onShow: () => void
}

function Shown({ painting, isHidden, onHide, onShow }: ShownProps) {
  const { t } = useTranslation()
  return (
    <div className="comfort-wall">
      {isHidden ? (
        <div className="comfort-note">
          <p>{t('stage.hidden')}</p>
          <Button className="button" onPress={onShow}>
            {t('stage.show')}
          </Button>
        </div>
      ) : painting.url === undefined ? (
        <div className="comfort-note" role="status">
          <p>{painting.hasFailed ? t('comfort.failed') : t('stage.painting')}</p>
          {painting.hasFailed && (
            <Button className="button" onPress={painting.again}>
              {t('comfort.tryAgain')}
            </Button>
          )}
        </div>
      ) : (
        <img key={painting.url} src={painting.url} alt={t('comfort.alt')} />
      )}
      <p className="comfort-label">
        <span>{t('stage.madeBy')}</span>
        {!isHidden && (
          <Button className="link" onPress={onHide}>
            {t('stage.hide')} <kbd aria-hidden="true">{t('stage.hideKey')}</kbd>
          </Button>
        )}
      </p>
    </div>
  )
}

function Done({ desk, state, language, rated, onAgain }: PageProps & { rated: number; onAgain: () => void }) {
  const { t } = useTranslation()
  const [taste, setTaste] = useState<Taste>()
  useEffect(() => {
    if (rated > 0) desk.api.taste().then(setTaste, () => undefined)
  }, [desk, rated])
  return (
    <Room name="done">
      <header className="before-head">
        <h2>{rated > 0 ? t('comfort.thanks') : t('comfort.noneTitle')}</h2>
        <div className="before-intro" role="status">
          {rated === 0 ? (
            <p>{t('comfort.none')}</p>
          ) : (
            taste && <Learnt says={taste.says} styles={state.styles} language={language} />
          )}
        </div>
        <p className="quiet">{t('comfort.later')}</p>
      </header>
      <div className="before-ways">
        <a className="button send" href="#/">
          {t('welcome.write')}
        </a>
        <Button className="button" onPress={onAgain}>
          {t('comfort.again')}
        </Button>
      </div>
    </Room>
  )
}
