import { useSyncExternalStore } from 'react'
import { gatewayAt } from '../api.ts'
import { patience } from '../patience.ts'
import type { HelpCard, Language } from '../wire.ts'

/** What the house says of itself to anybody, as far as help, offline and a ward's kiosk need it: `GET /v1/site`. */
export interface Site {
  /** The site's own card, or the one the house brings. */
  help: Record<Language, HelpCard>
  /** The machine is shared: it forgets whoever leaves it. */
  kiosk: boolean
  /** Minutes without a touch after which a kiosk forgets; at least 1. */
  idleMinutes: number
}

const usualIdleMinutes = 10
const { pause, hurry } = patience(2_000, 60_000)
const listeners = new Set<() => void>()
let known: Site | undefined
let asking: Promise<void> | undefined

/** The site; undefined until the house, or the copy that the service worker keeps of it, has answered. */
export function useSite(): Site | undefined {
  return useSyncExternalStore(watch, () => known)
}

/** The site, as soon as the house or its copy has answered. */
export async function siteKnown(): Promise<Site> {
  if (!known) await (asking ??= ask())
  return known!
}

function watch(changed: () => void): () => void {
  listeners.add(changed)
  asking ??= ask()
  return () => listeners.delete(changed)
}

/** Asks until there is an answer: a kiosk that does not know that it is one forgets nobody. */
async function ask() {
  const house = gatewayAt(location.origin)
  addEventListener('online', hurry)
  for (let failures = 0; !known; failures++) {
    known = await house.site().then(siteFrom, () => undefined)
    if (!known) await pause(failures)
  }
  removeEventListener('online', hurry)
  for (const changed of listeners) changed()
}

/** Reads the house's answer; undefined where it is none. */
export function siteFrom(body: unknown): Site | undefined {
  const { help, kiosk, idleMinutes } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >
  const { en, zh } = (typeof help === 'object' && help !== null ? help : {}) as Record<string, unknown>
  if (!isCard(en) || !isCard(zh)) return undefined
  return {
    help: { en, zh },
    kiosk: kiosk === true,
    idleMinutes: typeof idleMinutes === 'number' && idleMinutes >= 1 ? idleMinutes : usualIdleMinutes,
  }
}

function isCard(card: unknown): card is HelpCard {
  const { title, text, contacts } = (typeof card === 'object' && card !== null ? card : {}) as Record<string, unknown>
  return typeof title === 'string' && typeof text === 'string' && Array.isArray(contacts)
}
