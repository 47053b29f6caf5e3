import { type ComponentType, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components'
import { Today } from './before/Today.tsx'
import { Boundary, NotShown } from './components/Boundary.tsx'
import { Header } from './components/Header.tsx'
import { LineNow } from './components/use-tries.ts'
import type { Desk, DeskState } from './desk.ts'
import { goOnIn } from './go-on.ts'
import { Foot, usePlaceBelow } from './help/Foot.tsx'
import { later } from './help/later.tsx'
import type { PlanKeeper } from './help/plan.ts'
import { changeLanguage, htmlLang } from './i18n/i18n.ts'
import { isForInputMethod, noComposition } from './ime.ts'
import { go } from './place.ts'
import { ownerAfter, rememberLanguage, useWanted } from './preferences.ts'
import type { PageProps } from './pages/page.ts'
import type { Language } from './wire.ts'
import { Writing } from './writing/Writing.tsx'

/** What stands in place of the desk, by the first name of the place; the desk goes on meanwhile. Each is fetched when it is gone to. */
const pages: Record<string, ComponentType<PageProps>> = {
  back: later(() => import('./pages/Back.tsx')),
  booklet: later(() => import('./pages/Booklet.tsx')),
  comfort: later(() => import('./pages/Comfort.tsx')),
  mood: later(() => import('./pages/Mood.tsx')),
  programme: later(() => import('./pages/Programme.tsx')),
  settings: later(() => import('./pages/Settings.tsx')),
  welcome: later(() => import('./pages/Welcome.tsx')),
}

/** The page: stage, strip, words and text box of one sitting. */
export function App({ desk, plan, firstLanguage }: { desk: Desk; plan: PlanKeeper; firstLanguage: Language }) {
  const state = useSyncExternalStore(desk.subscribe, desk.state)
  const [language, setLanguage] = useState(firstLanguage)
  const [wanted, want, forgetWanted] = useWanted(state)
  /** Counts the writers who left this page: whoever comes then finds an empty box. */
  const [visit, setVisit] = useState(0)
  const box = useRef<HTMLTextAreaElement>(null)
  const place = usePlaceBelow()
  const Page = pages[place[0] ?? '']

  useEscape((closes) => {
    if (!closes) want({ isHidden: true })
    goOnIn(box)
  })
  useOwner(state, forget)

  async function switchTo(next: Language) {
    rememberLanguage(next)
    await changeLanguage(next)
    setLanguage(next)
  }

  /** Nothing of whoever was here stays in the box or in the wishes. */
  function forget() {
    setVisit((before) => before + 1)
    forgetWanted()
  }

  return (
    <I18nProvider locale={htmlLang(language)}>
      <LineNow value={state.session.line}>
        <Boundary instead={<NotShown what="all" />}>
          <div className="page">
            <Header
              desk={desk}
              state={state}
              language={language}
              onLanguage={(next) => void switchTo(next)}
              onNewSitting={() => {
                desk.newSitting()
                if (Page) go()
                box.current?.focus()
              }}
            />
            <Boundary at={place.join('/')} instead={<NotShown what="page" />}>
              {Page && (
                <Page
                  desk={desk}
                  state={state}
                  language={language}
                  onLanguage={(next) => void switchTo(next)}
                  place={place}
                  wanted={wanted}
                  want={want}
                />
              )}
            </Boundary>
            <Boundary at={visit} instead={Page === undefined && <NotShown what="desk" />}>
              <Writing
                key={visit}
                desk={desk}
                state={state}
                language={language}
                wanted={wanted}
                want={want}
                box={box}
                isAtDesk={Page === undefined}
              />
            </Boundary>
            <Foot desk={desk} state={state} language={language} plan={plan}>
              <Today desk={desk} isAtDesk={Page === undefined} />
            </Foot>
          </div>
        </Boundary>
      </LineNow>
    </I18nProvider>
  )
}

/** Says when somebody has left this page, or somebody else has come. */
function useOwner(state: DeskState, onOther: () => void) {
  const owner = useRef<string>(undefined)
  useEffect(() => {
    const before = owner.current
    owner.current = ownerAfter(before, state)
    if (before !== undefined && owner.current !== before) onOther()
  }, [state.writer, state.isKnown, state.needsCode])
}

/** What Escape closes and no more: questions, and what stands before the page. Not the pause, which any key ends. */
const closedByEscape = '.sure, .share, .sheet, dialog:not(.neutral)'

/**
 * Escape hides pictures at once, wherever the focus is, and before a menu or whatever else is open closes by it; but
 * whoever is asked something, or has left the pictures behind a dialogue, means that.
 */
function useEscape(onEscape: (closes: boolean) => void) {
  const latest = useRef(onEscape)
  latest.current = onEscape
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isForInputMethod(event, noComposition)) return
      latest.current(event.target instanceof Element && event.target.closest(closedByEscape) !== null)
    }
    addEventListener('keydown', listener, true)
    return () => removeEventListener('keydown', listener, true)
  }, [])
}
