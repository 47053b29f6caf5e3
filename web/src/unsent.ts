import type { Revise, Write } from './wire.ts'

/**
 * What was written and is not yet kept by the house, so that a reload does not lose it. In IndexedDB, sealed with AES-GCM
 * under a key of chance that lies in the tab's session storage and in memory.
 *
 * That protects from whoever finds the browser's files later: when the tab is closed the key is gone, and what is left
 * cannot be opened. It does not protect from somebody who sits at the open tab: they see the page itself. Pages that come
 * over plain HTTP from elsewhere than this machine have no WebCrypto: there nothing is laid by, and unsent sentences live
 * in the page's memory only.
 */
export interface Unsent {
  /** What this tab had laid by, in the order it was written. Nothing where nothing can be kept or opened. */
  find(): Promise<Waiting[]>
  /** Lays by these and nothing else, in this order; done when it is written. Never throws. */
  keep(waiting: readonly Waiting[]): Promise<void>
  /** What else of this tab is laid by, one thing in the same way: the safety plan. Undefined where there is none. */
  findAside(): Promise<unknown>
  /** Lays it by in place of the one before; undefined takes it away. Never throws. */
  layAside(thing: unknown): Promise<void>
  /** What stood in the box and was not sent at all, in the same way. Undefined where there is none. */
  findDraft(): Promise<Draft | undefined>
  /** Lays it by in place of the one before; undefined takes it away. Never throws. */
  keepDraft(draft: Draft | undefined): Promise<void>
  /** Forgets everything of this tab, and its key. */
  forget(): Promise<void>
}

/** What stands in the box. */
export interface Draft {
  text: string
  isPrivate: boolean
  /** Whose it is, where that was known. */
  writer?: string
}

/** A sentence that waits. */
export interface Waiting {
  request: Write | Revise
  /** Whose it is and in which sitting, where that was known. */
  writer?: string
  sitting?: string
  /** It begins a sitting. */
  isNew?: true
  /** The sitting was put away without it: its writer is asked where it goes, and nothing else is done with it. */
  isApart?: true
}

interface Row {
  /** `tab/place`: so that rows come in order. */
  id: string
  /** The day it was written, for rows whose tab never came back. */
  day: number
  nonce: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
}

const keyName = 'aiw.unsent'
const mostDays = 2
const today = () => Math.floor(Date.now() / 86_400_000)

/** Where nothing can be laid by: no WebCrypto, no storage. */
export const nowhere: Unsent = {
  find: async () => [],
  keep: async () => undefined,
  findAside: async () => undefined,
  layAside: async () => undefined,
  findDraft: async () => undefined,
  keepDraft: async () => undefined,
  forget: async () => undefined,
}

/** A tab's rows: `tab/place` each sentence, `tab:draft` what is in the box, `tab:aside` what else is laid by. */
const sentencesOf = (tab: string) => IDBKeyRange.bound(`${tab}/`, `${tab}/\uffff`)
const allOf = (tab: string) => IDBKeyRange.bound(`${tab}/`, `${tab}:\uffff`)

/** This tab's. */
export function unsentOf(
  session: Storage | undefined,
  database: IDBFactory | undefined,
  subtle = crypto.subtle,
): Unsent {
  // Before the types of the browser: in pages over plain HTTP `subtle` is missing.
  if (!session || !database || !(subtle as SubtleCrypto | undefined)) return nowhere
  let opening: Promise<{ key: CryptoKey; tab: string; rows: IDBDatabase }> | undefined
  let last: Promise<unknown> = Promise.resolve()

  const open = () =>
    (opening ??= Promise.all([sessionKey(session, subtle), openRows(database)]).then(([own, rows]) => ({
      ...own,
      rows,
    })))

  /** One after the other, so that the newest is what stays. A browser that refuses costs nothing but the laying by. */
  const inTurn = <Answer>(act: () => Promise<Answer>, otherwise: Answer): Promise<Answer> => {
    const mine = last.then(act).catch(() => otherwise)
    last = mine
    return mine
  }

  const findOne = (name: string) =>
    inTurn<unknown>(async () => {
      const { key, tab, rows } = await open()
      const row = (await done(rows.transaction('unsent').objectStore('unsent').get(`${tab}:${name}`))) as
        | Row
        | undefined
      return row && openRow(row, key, subtle)
    }, undefined)
  const layOne = (name: string, thing: unknown) =>
    inTurn(async () => {
      const { key, tab, rows } = await open()
      const id = `${tab}:${name}`
      const row = thing === undefined ? undefined : await sealRow(thing, id, key, subtle)
      const store = rows.transaction('unsent', 'readwrite').objectStore('unsent')
      await (row ? done(store.put(row)) : done(store.delete(id)))
    }, undefined)

  return {
    find: () =>
      inTurn<Waiting[]>(async () => {
        const { key, tab, rows } = await open()
        const all = (await done(rows.transaction('unsent').objectStore('unsent').getAll())) as Row[]
        const old = all.filter(({ day }) => today() - day > mostDays)
        if (old.length > 0) {
          const store = rows.transaction('unsent', 'readwrite').objectStore('unsent')
          await Promise.all(old.map(({ id }) => done(store.delete(id))))
        }
        const own = all.filter(({ id }) => id.startsWith(`${tab}/`))
        // One that does not open was not written by this tab.
        const opened = await Promise.all(
          own.map((row) =>
            openRow(row, key, subtle).then(
              (one) => one as Waiting,
              () => undefined,
            ),
          ),
        )
        return opened.filter((one) => one !== undefined)
      }, []),
    keep: (waiting) =>
      inTurn(async () => {
        const { key, tab, rows } = await open()
        const sealed = await Promise.all(waiting.map((one, at) => sealRow(one, `${tab}/${padded(at)}`, key, subtle)))
        const transaction = rows.transaction('unsent', 'readwrite')
        const store = transaction.objectStore('unsent')
        store.delete(sentencesOf(tab))
        for (const row of sealed) store.put(row)
        await new Promise<void>((resolve, reject) => {
          transaction.oncomplete = () => resolve()
          transaction.onabort = () => reject(new Error('not laid by'))
        })
      }, undefined),
    findAside: () => findOne('aside'),
    layAside: (thing) => layOne('aside', thing),
    findDraft: () => findOne('draft') as Promise<Draft | undefined>,
    keepDraft: (draft) => layOne('draft', draft),
    forget: () =>
      inTurn(async () => {
        const { tab, rows } = await open()
        opening = undefined
        session.removeItem(keyName)
        await done(rows.transaction('unsent', 'readwrite').objectStore('unsent').delete(allOf(tab)))
        rows.close()
      }, undefined),
  }
}

const padded = (at: number) => String(at).padStart(6, '0')

/**
 * The tab's key and a name for its rows that tells nothing of the key. Made anew where there is none, and in a tab that
 * was duplicated, which has those of another tab.
 */
async function sessionKey(session: Storage, subtle: SubtleCrypto): Promise<{ key: CryptoKey; tab: string }> {
  const kept = session.getItem(keyName)
  const bytes = kept ? bytesOf(kept) : crypto.getRandomValues(new Uint8Array(48))
  const tab = hexOf(bytes.slice(32))
  if (!(await holds(tab))) {
    session.removeItem(keyName)
    return sessionKey(session, subtle)
  }
  if (!kept) session.setItem(keyName, hexOf(bytes))
  return { key: await subtle.importKey('raw', bytes.slice(0, 32), 'AES-GCM', false, ['encrypt', 'decrypt']), tab }
}

/** A page that is loaded again waits this long for the page before it to let go of the tab's name. */
const letGoMs = 1_000

/** Takes a tab's name for as long as the page lasts; false where another tab has it. */
function holds(tab: string): Promise<boolean> {
  // Before the types of the browser: older ones have none.
  const locks = navigator.locks as LockManager | undefined
  if (!locks) return Promise.resolve(true)
  return new Promise((resolve) => {
    const hold = (lock: Lock | null) => {
      resolve(lock !== null)
      return lock && new Promise(() => {})
    }
    locks
      .request(`aiw.tab.${tab}`, { signal: AbortSignal.timeout(letGoMs) }, hold)
      // On a busy machine the time may be over before the answer is heard.
      .catch(() => locks.request(`aiw.tab.${tab}`, { ifAvailable: true }, hold))
      // A browser that gives no locks has given none to another tab.
      .catch(() => resolve(true))
  })
}

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))

async function sealRow(thing: unknown, id: string, key: CryptoKey, subtle: SubtleCrypto): Promise<Row> {
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(thing))
  return { id, day: today(), nonce, sealed: await subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, text) }
}

async function openRow({ nonce, sealed }: Row, key: CryptoKey, subtle: SubtleCrypto): Promise<unknown> {
  const text = await subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, sealed)
  return JSON.parse(new TextDecoder().decode(text)) as unknown
}

function openRows(database: IDBFactory): Promise<IDBDatabase> {
  const opening = database.open('aiw', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('unsent', { keyPath: 'id' })
  return done(opening)
}

function done<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not laid by'))
  })
}
