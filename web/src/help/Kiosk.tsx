import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { beginLeaving, hearing, noteHere, placesHere, watchIdle } from '../kiosk.ts'
import { tabStorage } from '../preferences.ts'
import { unkept } from '../unkept.ts'
import type { PlanKeeper } from './plan.ts'
import { useSite } from './site.ts'

interface KioskProps {
  desk: Desk
  state: DeskState
  plan: PlanKeeper
}

/** Long enough to come back from the window, and short enough to be told once. */
const warnMs = 60_000
/** Whoever has signed out is not awaited. */
const leftMs = 60_000
/** How long the house may take to be told before the page is cleared all the same; it is told later then. */
const toldMs = 2_000
/** How often other tabs are told, at the most, that somebody is here. */
const tellMs = 5_000
/** How often the house is told so, at the most: its clock of the session runs a little longer than the page's. */
const tellHouseMs = 15_000

/** On a machine that a ward shares: forgets whoever has left it, and says so once before it does. */
export function Kiosk(props: KioskProps) {
  const site = useSite()
  const isTouched = useTouched()
  const { isKnown, needsCode, session } = props.state
  const wasKnown = useRef(false)
  if (isKnown) wasKnown.current = true
  if (!site?.kiosk || !(isTouched || isKnown || session.sentences.length > 0)) return null
  const hasLeft = wasKnown.current && isKnown === false && !needsCode
  const idleMs = site.idleMinutes * 60_000
  return <Watch {...props} idleMs={hasLeft ? Math.min(leftMs, idleMs) : idleMs} />
}

function Watch({ desk, state, plan, idleMs }: KioskProps & { idleMs: number }) {
  const { t } = useTranslation()
  const [isNear, setNear] = useState(false)
  const isKnown = state.isKnown === true
  useEffect(() => {
    const others = 'BroadcastChannel' in globalThis ? new BroadcastChannel('aiw.kiosk') : undefined
    let told = 0
    let houseTold = Date.now()
    noteHere(tabStorage())
    const idle = watchIdle(globalThis, {
      idleMs,
      warnMs: Math.min(warnMs, idleMs / 2),
      onWarn: setNear,
      onSign: () => {
        if (Date.now() - told < tellMs) return
        told = Date.now()
        others?.postMessage('here')
        noteHere(tabStorage(), told)
        if (!isKnown || told - houseTold < tellHouseMs) return
        houseTold = told
        // Who writes for long without a Return is there, too.
        void desk.api.whoIsIt().catch(() => undefined)
      },
      onOver: () => {
        others?.postMessage('over')
        void leave(desk, plan)
      },
    })
    const hear = ({ data }: MessageEvent) => (data === 'over' ? void leave(desk, plan) : idle.seen())
    others?.addEventListener('message', hear)
    // A machine that slept, or a tab that lay behind others: its timers are late.
    document.addEventListener('visibilitychange', idle.look)
    return () => {
      idle.stop()
      others?.close()
      document.removeEventListener('visibilitychange', idle.look)
      setNear(false)
    }
  }, [desk, plan, idleMs, isKnown])
  const hasUnsaved = unkept(state.session).length > 0
  return (
    <div
      className="near"
      role="status"
      data-react-aria-top-layer="true"
      ref={(near) => raise(near, isNear)}
      popover="manual"
    >
      {isNear && (
        <>
          <p>{hasUnsaved ? t('kiosk.nearUnsaved') : t('kiosk.near')}</p>
          {/* Any key and any touch says the same; this is for whoever looks for where. */}
          <Button className="button">{t('kiosk.stay')}</Button>
        </>
      )}
    </div>
  )
}

/** Above the neutral page and every dialogue. */
function raise(near: HTMLElement | null, isUp: boolean) {
  if (!near || near.matches(':popover-open') === isUp) return
  if (isUp) near.showPopover()
  else near.hidePopover()
}

/** Whether anybody touched this page since it was loaded: one that lies untouched has nobody to forget. */
function useTouched(): boolean {
  const [isTouched, setTouched] = useState(false)
  useEffect(() => {
    if (isTouched) return
    const touched = () => setTouched(true)
    const names = ['keydown', 'pointerdown', 'input']
    for (const name of names) addEventListener(name, touched, hearing(name))
    return () => {
      for (const name of names) removeEventListener(name, touched, hearing(name))
    }
  }, [isTouched])
  return isTouched
}

/** Clears the page and starts it anew, which does the rest: kiosk.ts. */
async function leave(desk: Desk, plan: PlanKeeper) {
  const places = placesHere()
  beginLeaving(places)
  plan.forget()
  // The page asks before unsaved words are left; here nobody is left to ask.
  addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)
  // Should the browser's way back lead to this page as it was: it is loaded anew.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
  const told = desk.signOut().catch(() => undefined)
  await Promise.race([told, new Promise((resolve) => setTimeout(resolve, toldMs))])
  beginLeaving(places)
  document.body.replaceChildren()
  location.replace('/')
}
