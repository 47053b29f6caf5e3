import { useEffect, useState } from 'react'
import type { SettingValues } from './wire-http.ts'
import type { DeskState } from './desk.ts'
import type { Language, Wish } from './wire.ts'

/** The language chosen before on this machine, or else the browser's. */
export function rememberedLanguage(): Language {
  const chosen = read('localStorage', 'aiw.language')
  if (chosen === 'en' || chosen === 'zh') return chosen
  return navigator.languages
    .find((tag) => /^(en|zh)\b/i.test(tag))
    ?.toLowerCase()
    .startsWith('zh')
    ? 'zh'
    : 'en'
}

/** Remembers the language for the next visit. */
export function rememberLanguage(language: Language) {
  write('localStorage', 'aiw.language', language)
}

/** How whoever is here wants pictures. */
export interface Wanted {
  /** No picture is to be seen anywhere. */
  isHidden: boolean
  /** Only because the house has not said yet what this writer's settings are. */
  isComing: boolean
  /** The look wished for. It lasts as long as the tab. */
  wish: Wish
}

/** What the settings of a writer say of pictures; `unknown` where the house could not be asked. */
export interface Told {
  writer: string
  pictures: SettingValues['pictures'] | 'unknown'
  /** The writer has just now changed this themselves: it counts more than what they did before. */
  by?: 'pictures' | 'gentle'
}

/** What somebody does about pictures, or what becomes known of it. */
export interface Want {
  isHidden?: boolean
  told?: Told
  wish?: Wish
}

/** What is known of whether somebody wants to see pictures. */
export interface Sight {
  /** What they did last: hid them, or asked for them. */
  did: 'hide' | 'show' | undefined
  told: Told | undefined
}

/** Whether pictures may be seen. Of a known writer none may until their settings are known, unless they ask for them. */
export function sightOf(
  { did, told }: Sight,
  { isKnown, writer }: Pick<DeskState, 'isKnown' | 'writer'>,
): 'shown' | 'hidden' | 'coming' {
  if (did) return did === 'hide' ? 'hidden' : 'shown'
  if (!isKnown) return 'shown'
  if (writer === undefined || told?.writer !== writer) return 'coming'
  return told.pictures === 'on' ? 'shown' : 'hidden'
}

/** What is known after that. */
export function sightAfter(sight: Sight, { isHidden, told }: Want): Sight {
  if (isHidden !== undefined) return { ...sight, did: isHidden ? 'hide' : 'show' }
  if (!told) return sight
  if (told.pictures === 'unknown' && sight.told?.writer === told.writer) return sight
  // What one chose among the three holds at once; Gentle hides, but shows nothing that was hidden otherwise.
  const isOver = told.by === 'pictures' || (told.by === 'gentle' && told.pictures !== 'on' && sight.did === 'show')
  return { did: isOver ? undefined : sight.did, told }
}

/** What is known after pictures were hidden in another tab, or are no longer: then what is set decides here. */
export function sightElsewhere(sight: Sight, isHidden: boolean): Sight {
  if (isHidden) return { ...sight, did: 'hide' }
  return sight.did === 'hide' ? { ...sight, did: undefined } : sight
}

/** Whose page this is after a change of the desk: a session that is lost leaves it whose it was, until somebody else comes. */
export function ownerAfter(
  before: string | undefined,
  { writer, isKnown, needsCode }: Pick<DeskState, 'writer' | 'isKnown' | 'needsCode'>,
): string | undefined {
  return writer ?? (isKnown === false && !needsCode ? undefined : before)
}

const hiddenKey = 'aiw.hidden'
const wishKey = 'aiw.wish'

/** How whoever is here wants pictures; that they hid them holds in every tab of this browser, until they leave it. */
export function useWanted(state: DeskState): [Wanted, (change: Want) => void, () => void] {
  const [sight, setSight] = useState<Sight>(() => ({
    did: read('localStorage', hiddenKey) === null ? undefined : 'hide',
    told: undefined,
  }))
  const [wish, setWish] = useState<Wish>(() => {
    try {
      return JSON.parse(read('sessionStorage', wishKey) ?? '{}') as Wish
    } catch {
      return {}
    }
  })
  const { did } = sight
  useEffect(() => write('localStorage', hiddenKey, did === 'hide' ? 'yes' : undefined), [did])
  useEffect(() => {
    const hear = ({ key, newValue }: StorageEvent) => {
      if (key === hiddenKey) setSight((before) => sightElsewhere(before, newValue !== null))
    }
    addEventListener('storage', hear)
    return () => removeEventListener('storage', hear)
  }, [])
  useEffect(() => write('sessionStorage', wishKey, JSON.stringify(wish)), [wish])
  const now = sightOf(sight, state)

  function want(change: Want) {
    setSight((before) => sightAfter(before, change))
    if (change.wish) setWish(change.wish)
  }
  function forget() {
    // What the house told names whose it is.
    setSight(({ told }) => ({ did: undefined, told }))
    setWish({})
  }
  return [{ isHidden: now !== 'shown', isComing: now === 'coming', wish }, want, forget]
}

/** What lasts as long as the tab; undefined where the browser forbids it. */
export function tabStorage(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}

type Where = 'localStorage' | 'sessionStorage'

// A browser may forbid storage (private windows, a ward's policy); then nothing is remembered, and nothing breaks.
function read(where: Where, key: string): string | null {
  try {
    return globalThis[where].getItem(key)
  } catch {
    return null
  }
}

function write(where: Where, key: string, value: string | undefined) {
  try {
    if (value === undefined) globalThis[where].removeItem(key)
    else globalThis[where].setItem(key, value)
  } catch {
    return
  }
}
