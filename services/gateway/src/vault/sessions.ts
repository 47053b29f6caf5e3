import { createHash, randomBytes } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import type { KeyStore, SessionFile } from './key-store.ts'
import { alone, deriveTokenKey } from './keys.ts'
import { type Key, type Place, seal, unseal } from './seal.ts'

const minuteMs = 60_000

/** How long a session may lie unused before it ends, in milliseconds: a page's, and a program's. */
export interface IdleTimes {
  cookie: number
  token: number
}

/** A signed-in browser or program. */
export interface Session {
  writer: string
  by: SessionFile['by']
  /** SHA-256 of its token, hexadecimal: its name in the store. */
  hash: string
  /** Opens the writer's keyring. In memory only while the session is used. */
  ringKey: Key
}

export interface Sessions {
  /** Signs a writer in. Returns the token, of which only a hash stays here. */
  open(writer: string, ringKey: Key, by: SessionFile['by']): Promise<string>
  /** The session of a token, unless it ended or nobody used it for too long; notes that it is used now. */
  find(token: string): Promise<Session | undefined>
  /** Whether a session still holds. */
  isAlive(hash: string): Promise<boolean>
  /** Notes that a session is used, as by a sentence on its socket. */
  touch(hash: string): Promise<void>
  /** Ends all sessions of a writer, but for one that may stay. */
  endAll(writer: string, but?: string): Promise<void>
  /**
   * Removes the sessions that nobody used for too long, and those whose file is damaged. Whatever else keeps a file from being
   * read ends no session: it is thrown when the others are done.
   */
  sweep(): Promise<void>
}

const placeOf = (hash: string): Place => ['session', 'ringKey', hash]

/** The sessions in a key store. They outlive the process: the token opens what is sealed in its file. */
export function sessions(store: KeyStore, idle: IdleTimes, now: () => number = Date.now): Sessions {
  /** When each session was last noted to be used, so that a busy one costs one note a minute. */
  const noted = new Map<string, number>()

  /** The session's file, unless it has lain too long: then it is removed. */
  async function alive(hash: string): Promise<SessionFile | undefined> {
    const found = await store.readSession(hash)
    if (!found) return undefined
    if (now() - found.usedAt < idle[found.session.by]) return found.session
    await store.removeSession(hash)
    return undefined
  }

  async function touch(hash: string): Promise<void> {
    const minute = Math.floor(now() / minuteMs)
    if (noted.get(hash) === minute) return
    noted.set(hash, minute)
    await store.touchSession(hash, now())
  }

  return {
    async open(writer, ringKey, by) {
      const token = randomBytes(32).toString('base64url')
      const hash = hashOf(token)
      const sealed = seal(deriveTokenKey(token), placeOf(hash), ringKey.bytes)
      const since = new Date(Math.floor(now() / minuteMs) * minuteMs).toISOString()
      await store.addSession(hash, { format: 1, writer, by, since, ringKey: sealed.toString('base64') })
      await store.touchSession(hash, now())
      return token
    },
    async find(token) {
      const hash = hashOf(token)
      const file = await alive(hash)
      if (!file) return undefined
      await touch(hash)
      const ringKey = alone(unseal(deriveTokenKey(token), placeOf(hash), Buffer.from(file.ringKey, 'base64')))
      return { writer: file.writer, by: file.by, hash, ringKey }
    },
    isAlive: async (hash) => (await alive(hash)) !== undefined,
    touch,
    async endAll(writer, but) {
      for (const hash of store.sessionsOf(writer)) if (hash !== but) await store.removeSession(hash)
    },
    async sweep() {
      const troubles: unknown[] = []
      for (const hash of store.allSessions())
        await alive(hash)
          .catch((error: unknown) => {
            if (!(error instanceof Failure)) throw error
            return store.removeSession(hash)
          })
          .catch((error: unknown) => void troubles.push(error))
      const held = new Set(store.allSessions())
      for (const hash of noted.keys()) if (!held.has(hash)) noted.delete(hash)
      if (troubles.length > 0) throw troubles[0]
    },
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
