import { useEffect, useRef, useState } from 'react'
import type { SettingChanges, Settings, SettingValues } from '../wire-http.ts'
import type { Desk, DeskState } from '../desk.ts'
import type { Want } from '../preferences.ts'
import type { Wish } from '../wire.ts'

type All = Settings['settings']

const aspects = ['brightness', 'warmth', 'blur', 'abstraction', 'style'] as const

/** What the writer wishes by their settings. What others set is not their wish; the house sees to it by itself. */
export function wishFrom(settings: All): Wish {
  const set = aspects.filter((aspect) => settings[aspect].origin === 'writer' && settings[aspect].value)
  return Object.fromEntries(set.map((aspect) => [aspect, settings[aspect].value]))
}

/** What changes in the settings with a wish; what was taken out of it is as the house has it. */
export function changesFrom(before: Wish, wish: Wish): SettingChanges {
  const changed = aspects.filter((aspect) => wish[aspect] !== before[aspect])
  return Object.fromEntries(changed.map((aspect) => [aspect, wish[aspect] ?? null]))
}

interface Options {
  desk: Desk
  state: DeskState
  isAtDesk: boolean
  want: (change: Want) => void
}

/**
 * The writer's settings as far as the house has told them, and the way to change them; what is set before there is a writer
 * is told then.
 */
export function useSettled({ desk, state, isAtDesk, want }: Options) {
  const [settings, setSettings] = useState<All>()
  /** Changes on their way: what the house says meanwhile is older than what the writer sees. */
  const underway = useRef<Promise<unknown>>(undefined)
  const early = useRef<SettingChanges>({})
  /** What was changed here and the house has not said yet. */
  const [local, setLocal] = useState<SettingChanges>({})
  /** Whose settings were asked for and came. */
  const toldOf = useRef<string>(undefined)
  const latest = useRef(want)
  latest.current = want
  /** How often somebody came back to this tab: in another one they may have set something. */
  const [looks, setLooks] = useState(0)
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && setLooks((before) => before + 1)
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  const { isKnown, writer } = state
  const { sitting, line } = state.session
  const isOpen = line === 'open'

  function take(next: All, of: string) {
    // First: an answer that lacks something is none.
    const wish = wishFrom(next)
    const pictures = next.pictures.value
    setSettings(next)
    setLocal({})
    toldOf.current = of
    latest.current({ wish, told: { writer: of, pictures } })
  }

  useEffect(() => {
    // On another page it is asked, too, until it is known: whether pictures may be seen hangs on it everywhere.
    if (writer === undefined || (!isAtDesk && toldOf.current === writer)) return
    let isWanted = true
    const changes = early.current
    early.current = {}
    const asked = Object.keys(changes).length > 0 ? desk.api.changeSettings(changes) : desk.api.settings()
    asked
      .then(({ settings: told }) => {
        if (!isWanted) return
        if (underway.current) latest.current({ told: { writer, pictures: told.pictures.value } })
        else take(told, writer)
      })
      .catch(() => {
        early.current = { ...changes, ...early.current }
        if (isWanted) latest.current({ told: { writer, pictures: 'unknown' } })
      })
    return () => {
      isWanted = false
    }
  }, [desk, writer, isAtDesk, sitting, isOpen, looks])

  function change(changes: SettingChanges) {
    setLocal((before) => ({ ...before, ...changes }))
    if (!isKnown) {
      early.current = { ...early.current, ...changes }
      return
    }
    const mine = Promise.resolve(underway.current)
      .then(() => desk.api.changeSettings(changes))
      .then(({ settings: told }) => {
        if (underway.current === mine && writer !== undefined) take(told, writer)
      })
      // It holds here all the same, until the page is left.
      .catch(() => undefined)
      .finally(() => {
        if (underway.current === mine) underway.current = undefined
      })
    underway.current = mine
  }

  const valueOf = <Name extends keyof SettingValues>(name: Name) => local[name] ?? settings?.[name].value
  const is = (name: 'imagineFirst' | 'thirdPerson' | 'focus' | 'questions') => valueOf(name) === true
  return { settings, change, is, arePainted: valueOf('pictures') !== 'off' }
}
