import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Pause } from '../components/Pause.tsx'
import type { Desk, DeskState } from '../desk.ts'
import { isForInputMethod, noComposition } from '../ime.ts'
import { nameInstalled, outlivesReload } from '../offline.ts'
import { Help } from '../pages/Help.tsx'
import { go, type Place, usePlace } from '../place.ts'
import type { Language } from '../wire.ts'
import { Kiosk } from './Kiosk.tsx'
import { Over } from './Over.tsx'
import { setPaused } from './paused.ts'
import type { PlanKeeper } from './plan.ts'

interface FootProps {
  desk: Desk
  state: DeskState
  language: Language
  plan: PlanKeeper
  /** What else is to be seen at the foot of every page. */
  children: ReactNode
}

/** Where the writer is, or was before they asked for help: help lies over it, and takes nothing away. */
export function usePlaceBelow(): Place {
  const place = usePlace()
  const below = useRef<Place>([])
  if (place[0] !== 'help') below.current = place
  return below.current
}

/** What is at hand on every page and before every dialogue: help, a pause, and what holds while the house is away. */
export function Foot({ desk, state, language, plan, children }: FootProps) {
  const { t } = useTranslation()
  const place = usePlace()
  const isHelp = place[0] === 'help'
  const [isAsked, setAsked] = useState(false)
  /** Help was opened here: the way back is the browser's. */
  const wasOpened = useRef(false)
  const below = usePlaceBelow()
  const isAway = state.session.line === 'lost'

  const help = () => {
    if (isHelp) return
    setPaused(false)
    wasOpened.current = true
    go('help')
  }
  const back = () => {
    if (!wasOpened.current) return go(...below)
    wasOpened.current = false
    history.back()
  }
  useAltH(help)
  useEffect(() => nameInstalled(language), [language])

  return (
    <>
      <footer className="foot" data-react-aria-top-layer="true">
        <Button className="link foot-help" onPress={help} aria-keyshortcuts="Alt+H" preventFocusOnPress>
          <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6M6 6l3.3 3.3M18 6l-3.3 3.3M6 18l3.3-3.3M18 18l-3.3-3.3" />
          </svg>
          {t('need.open')}
          <kbd aria-hidden="true">Alt H</kbd>
        </Button>
        <span className="foot-today">{children}</span>
        <span className="foot-rest">
          <Button className="link" data-away={!isAway || undefined} onPress={() => setAsked(true)}>
            {t('offline.label')}
          </Button>
          <Button className="link" onPress={() => setPaused(true)} aria-keyshortcuts="Alt+B" preventFocusOnPress>
            {t('pause.open')}
            <kbd aria-hidden="true">Alt B</kbd>
          </Button>
        </span>
      </footer>
      {isHelp && <Help language={language} keeper={plan} onClose={back} />}
      {isAsked && (
        <Over className="sheet told" label={t('offline.title')} onClose={() => setAsked(false)}>
          <h2>{t('offline.title')}</h2>
          <p>{t('offline.text')}</p>
          <p>{outlivesReload() ? t('offline.sealed') : t('offline.memory')}</p>
          <p>{t('offline.before')}</p>
          <Button className="button" onPress={() => setAsked(false)}>
            {t('offline.close')}
          </Button>
        </Over>
      )}
      <Kiosk desk={desk} state={state} plan={plan} />
      <Pause />
    </>
  )
}

/** Alt+H anywhere, before whatever else is open. By the key's place, since Alt makes another letter of it on some keyboards. */
function useAltH(help: () => void) {
  const latest = useRef(help)
  latest.current = help
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyH') return
      if (isForInputMethod(event, noComposition)) return
      event.preventDefault()
      if (!event.repeat) latest.current()
    }
    addEventListener('keydown', listener, true)
    return () => removeEventListener('keydown', listener, true)
  }, [])
}
