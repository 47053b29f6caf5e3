import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  arrive,
  beginLeaving,
  finishLeaving,
  finishSigningOut,
  noteHere,
  type Places,
  signOutSurely,
  watchIdle,
} from '../src/kiosk.ts'

describe('whether anybody is there', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function watch() {
    const page = new EventTarget()
    const said: string[] = []
    const idle = watchIdle(page, {
      idleMs: 300_000,
      warnMs: 60_000,
      onWarn: (isNear) => said.push(isNear ? 'near' : 'there after all'),
      onOver: () => said.push('over'),
    })
    return { page, said, idle }
  }

  test('it is said once before the end, and not again', () => {
    const { said } = watch()
    vi.advanceTimersByTime(239_000)
    expect(said).toEqual([])
    vi.advanceTimersByTime(60_999)
    expect(said).toEqual(['near'])
    vi.advanceTimersByTime(1)
    expect(said).toEqual(['near', 'over'])
  })

  test.each(['keydown', 'pointermove', 'touchstart', 'wheel'])('%s puts the end off', (sign) => {
    const { page, said } = watch()
    vi.advanceTimersByTime(299_000)
    page.dispatchEvent(new Event(sign))
    vi.advanceTimersByTime(239_000)
    expect(said).toEqual(['near', 'there after all'])
    vi.advanceTimersByTime(61_000)
    expect(said).toEqual(['near', 'there after all', 'near', 'over'])
  })

  test('a machine that slept past the end is over at the first touch, which may be somebody else’s', () => {
    const { page, said } = watch()
    vi.setSystemTime(Date.now() + 3_600_000)
    page.dispatchEvent(new Event('pointerdown'))
    expect(said).toEqual(['over'])
    page.dispatchEvent(new Event('pointerdown'))
    vi.advanceTimersByTime(3_600_000)
    expect(said).toEqual(['over'])
  })

  test('one that is stopped says nothing any more', () => {
    const { said, idle } = watch()
    idle.stop()
    vi.advanceTimersByTime(3_600_000)
    expect(said).toEqual([])
  })
})

describe('whoever has left', () => {
  function storage(): Storage {
    const kept = new Map<string, string>()
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
      clear: () => kept.clear(),
      key: (at) => [...kept.keys()][at] ?? null,
      get length() {
        return kept.size
      },
    }
  }

  function machine() {
    const gone: string[] = []
    const places: Places = {
      local: storage(),
      session: storage(),
      database: {
        deleteDatabase: (name: string) => {
          gone.push(name)
          const request = {} as IDBOpenDBRequest
          queueMicrotask(() => request.onsuccess?.({} as Event))
          return request
        },
      } as unknown as IDBFactory,
      caches: { delete: async (name: string) => gone.push(name) > 0 } as unknown as CacheStorage,
    }
    places.local.setItem('aiw.language', 'zh')
    places.session.setItem('aiw.unsent', 'a key')
    return { places, gone }
  }

  const away = () => Promise.reject(new Error('away'))
  const shutDown = () => Promise.reject(new Error('shut down'))
  const noPause = async () => undefined

  test('nothing of them stays, and the house is told as often as it takes', async () => {
    const { places, gone } = machine()
    beginLeaving(places)
    let tries = 0
    await finishLeaving(places)
    expect(places.session.length).toBe(0)
    await finishSigningOut(
      places.local,
      async () => {
        if (++tries < 3) throw new Error('away')
      },
      async () => undefined,
    )
    expect(tries).toBe(3)
    expect(gone.toSorted()).toEqual(['aiw', 'aiw-letters'])
    expect([places.local.length, places.session.length]).toEqual([0, 0])
  })

  test('until the house was told, a page that is opened anew knows that it must be', async () => {
    const { places } = machine()
    beginLeaving(places)
    await finishLeaving(places)
    const stopped = finishSigningOut(places.local, away, shutDown)
    await expect(stopped).rejects.toThrow('shut down')
    // What the next person writes meanwhile is theirs.
    places.session.setItem('aiw.unsent', 'another key')
    await finishLeaving(places)
    expect(places.session.length).toBe(1)
    let told = 0
    await finishSigningOut(places.local, async () => void told++, noPause)
    await finishSigningOut(places.local, async () => void told++, noPause)
    expect(told).toBe(1)
  })

  test('who signs out while the house is away is signed out by whichever page is next, and keeps their machine’s ways', async () => {
    const { places, gone } = machine()
    await expect(signOutSurely(places.local, away, shutDown)).rejects.toThrow('shut down')
    let told = 0
    await finishLeaving(places)
    await finishSigningOut(places.local, async () => void told++, noPause)
    expect([told, gone, places.local.getItem('aiw.language')]).toEqual([1, [], 'zh'])
  })

  test('a page that waits to sign somebody out leaves whoever came meanwhile', async () => {
    const { places } = machine()
    let tries = 0
    await signOutSurely(
      places.local,
      async () => {
        tries++
        throw new Error('away')
      },
      () => finishSigningOut(places.local, async () => undefined, noPause),
    )
    expect(tries).toBe(1)
  })

  test('a browser that keeps nothing signs out all the same, as often as it takes', async () => {
    let tries = 0
    await signOutSurely(
      undefined,
      async () => {
        if (++tries < 3) throw new Error('away')
      },
      noPause,
    )
    expect(tries).toBe(3)
  })

  test('a tab opened anew on a shared machine signs out who was there; one that was reloaded does not', async () => {
    const session = storage()
    let signOuts = 0
    const open = (now: number, kiosk = true) =>
      arrive(
        session,
        async () => ({ kiosk, idleMinutes: 5 }),
        async () => void signOuts++,
        now,
      )
    const start = Date.now()
    await open(start, false)
    expect(signOuts).toBe(0)
    await open(start)
    expect(signOuts).toBe(1)
    await open(start + 299_000)
    expect(signOuts).toBe(1)
    // A tab that somebody else takes out of the list of closed ones.
    await open(start + 299_000 + 300_000)
    expect(signOuts).toBe(2)
    noteHere(session, start + 700_000)
    await open(start + 900_000)
    expect(signOuts).toBe(2)
  })

  test('as long as the house cannot be told, whoever opens a tab there has not arrived', async () => {
    const session = storage()
    const site = async () => ({ kiosk: true, idleMinutes: 5 })
    await expect(arrive(session, site, () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    let isTold = false
    await arrive(session, site, async () => void (isTold = true))
    expect(isTold).toBe(true)
  })

  test('where nobody left, nothing is touched', async () => {
    const { places, gone } = machine()
    await finishLeaving(places)
    await finishSigningOut(places.local, () => Promise.reject(new Error('not to be asked')), shutDown)
    expect(gone).toEqual([])
    expect(places.local.getItem('aiw.language')).toBe('zh')
  })
})
