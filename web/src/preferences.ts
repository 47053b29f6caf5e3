import { useEffect, useState } from 'react'
import type { Language, Wish } from './wire.ts'

/** The language chosen before on this machine, or else the browser's. */
export function rememberedLanguage(): Language {
  const chosen = read(localStorage, 'aiw.language')
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
  write(localStorage, 'aiw.language', language)
}

/** How this visitor wants pictures. It lasts as long as the tab: the next person at this machine starts afresh. */
export interface Wanted {
  isHidden: boolean
  wish: Wish
}

const fresh: Wanted = { isHidden: false, wish: {} }

/** State that outlives a reload, but not the tab. */
export function useWanted(): [Wanted, (change: Partial<Wanted>) => void, () => void] {
  const [wanted, setWanted] = useState<Wanted>(() => {
    try {
      return { ...fresh, ...(JSON.parse(read(sessionStorage, 'aiw.wanted') ?? '{}') as Partial<Wanted>) }
    } catch {
      return fresh
    }
  })
  useEffect(() => write(sessionStorage, 'aiw.wanted', JSON.stringify(wanted)), [wanted])
  return [wanted, (change) => setWanted((before) => ({ ...before, ...change })), () => setWanted(fresh)]
}

/** What lasts as long as the tab; undefined where the browser forbids it. */
export function tabStorage(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}

// A browser may forbid storage (private windows, a ward's policy); then nothing is remembered, and nothing breaks.
function read(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key)
  } catch {
    return null
  }
}

function write(storage: Storage, key: string, value: string) {
  try {
    storage.setItem(key, value)
  } catch {
    return
  }
}
