/**
 * A machine that a ward shares: it forgets whoever has left it. What that means is done at the next start of the page,
 * when nothing of the page before holds on to it any more, and again until it is done: a mark says that it is due.
 */

/** Where a browser keeps things for a page. */
export interface Places {
  local: Storage
  session: Storage
  database: IDBFactory
  /** Missing in pages over plain HTTP. */
  caches: CacheStorage | undefined
}

/** This browser's; undefined where it keeps nothing for anybody. */
export function placesHere(): Places | undefined {
  try {
    return { local: localStorage, session: sessionStorage, database: indexedDB, caches: globalThis.caches }
  } catch {
    return undefined
  }
}

/** Says that whoever was here has left, and that it is not done yet. It names nobody. */
const mark = 'aiw.leaving'
/** Says that whoever was here is to be signed out, and that the house has not heard it yet. */
const signingOut = 'aiw.signing-out'
/** Which letters were loaded tells which were written: service-worker.ts. */
const lettersCache = 'aiw-letters'

/** Marks that the person has left, and takes away at once what a page can take away while it is open. */
export function beginLeaving(places: Places | undefined): void {
  if (!places) return
  const { local, session } = places
  local.clear()
  local.setItem(mark, 'yes')
  session.clear()
}

/** Forgets everything of the person who has left, if that is due; that they are signed out is due then. */
export async function finishLeaving(places: Places | undefined): Promise<void> {
  if (!places) return
  const { local, session, database, caches } = places
  if (local.getItem(mark) === null) return
  session.clear()
  await Promise.all([deleted(database.deleteDatabase('aiw')), caches?.delete(lettersCache)])
  local.setItem(signingOut, 'yes')
  local.removeItem(mark)
}

/**
 * Signs out whoever is here, however long it takes; a page that is opened meanwhile finds the mark and does it. Until the
 * house has been told nothing else may be asked of it, for the browser's cookie still opens what is theirs. `signOut`
 * throws as long as the house cannot be told; `pause` waits between the tries.
 */
export async function signOutSurely(
  local: Storage | undefined,
  signOut: () => Promise<void>,
  pause: (failures: number) => Promise<void>,
): Promise<void> {
  const marked = withMark(local)
  for (let failures = 0; ; failures++) {
    try {
      await signOut()
      break
    } catch {
      await pause(failures)
    }
    // Another tab has done it, and the next person may be here already.
    if (marked?.getItem(signingOut) === null) return
  }
  marked?.removeItem(signingOut)
}

/** The same, if it was begun in a page before and is still due. */
export async function finishSigningOut(...[local, ...how]: Parameters<typeof signOutSurely>): Promise<void> {
  if (local && local.getItem(signingOut) !== null) await signOutSurely(local, ...how)
}

/** Where the mark stands now; undefined where the browser keeps none. */
function withMark(local: Storage | undefined): Storage | undefined {
  try {
    local?.setItem(signingOut, 'yes')
    return local
  } catch {
    return undefined
  }
}

const hereKey = 'aiw.here'

/** Notes in this tab that somebody is here: a reload soon after is theirs. */
export function noteHere(session: Storage | undefined, now = Date.now()): void {
  try {
    session?.setItem(hereKey, String(now))
  } catch {
    // A reload then asks for the code.
  }
}

/**
 * On a machine that a ward shares, signs out whoever was here before, unless this tab was used within the idle time: who
 * closed the tab and walked off has left. Throws as long as the house cannot be told; nothing may be asked of it until then.
 */
export async function arrive(
  session: Storage | undefined,
  site: () => Promise<{ kiosk: boolean; idleMinutes: number }>,
  signOut: () => Promise<void>,
  now = Date.now(),
): Promise<void> {
  const { kiosk, idleMinutes } = await site()
  if (!kiosk) return
  const last = Number(hereOf(session))
  if (now - last >= idleMinutes * 60_000) await signOut()
  noteHere(session, now)
}

function hereOf(session: Storage | undefined): string | null {
  try {
    return session?.getItem(hereKey) ?? null
  } catch {
    return null
  }
}

/** Another tab may hold it open; it forgets on its own. */
function deleted(request: IDBOpenDBRequest): Promise<void> {
  return new Promise((resolve) => {
    request.onsuccess = () => resolve()
    request.onerror = () => resolve()
    request.onblocked = () => resolve()
  })
}

/** Whatever shows that somebody is there. */
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart', 'input'] as const

/**
 * How a sign is listened for: before a dialogue can stop it; but letters (nothing stops them) only after the field itself
 * has heard of them. What is drawn anew in between would be drawn with the text from before them, and they would be lost.
 */
export const hearing = (name: string) => ({ capture: name !== 'input', passive: true })

interface IdleOptions {
  idleMs: number
  /** How long before the end somebody is told. */
  warnMs: number
  /** True when the end is near, false when somebody is there after all. */
  onWarn: (isNear: boolean) => void
  onOver: () => void
  /** Somebody was there in this tab; other tabs are told. */
  onSign?: () => void
  now?: () => number
}

/** Watches whether anybody is there. By the clock, for a machine that slept has been idle, too. */
export function watchIdle(
  page: EventTarget,
  options: IdleOptions,
): { seen: () => void; look: () => void; stop: () => void } {
  const { idleMs, warnMs, onWarn, onOver, onSign, now = Date.now } = options
  let last = now()
  let isNear = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function look() {
    clearTimeout(timer)
    const left = last + idleMs - now()
    if (left <= 0) {
      stop()
      return onOver()
    }
    if (left <= warnMs !== isNear) onWarn((isNear = !isNear))
    timer = setTimeout(look, isNear ? left : left - warnMs)
  }
  function seen() {
    // After the end nobody's sign counts: it may be somebody else's. The clock decides, not a late timer.
    if (now() - last >= idleMs) return look()
    last = now()
    if (isNear) look()
  }
  function sign() {
    seen()
    onSign?.()
  }
  function stop() {
    clearTimeout(timer)
    for (const name of signs) page.removeEventListener(name, sign, hearing(name))
  }
  for (const name of signs) page.addEventListener(name, sign, hearing(name))
  look()
  return { seen, look, stop }
}
