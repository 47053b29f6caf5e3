import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { Failure } from '@aiw/kit/errors'
import { type Key, keyVersionOf, type Place, seal, sealJson, unopened, unseal, unsealJson } from './seal.ts'

// What opens what, from the writer's hand down to a row:
//
//   access code ─Argon2id, HKDF─▶ wrap ─┐
//   recovery card ─────same────▶ wrap ─┼─▶ ring key ─▶ keyring { version → data key } ─▶ item key ─▶ text, picture, …
//   token of a session ──HKDF──▶ wrap ─┘   (random)    (in the writer's file)            (in its row)
//
// The ring key is sealed once for the code, once for the card and once for each session, and seals the keyring. So a data
// key can be added without asking for the card, a code can be changed without touching a row, and whoever destroys the
// writer's file has destroyed everything, whatever sessions and backups of the database hold.

/** A writer's data keys by version, from 1. The newest seals what is new. */
export type Keyring = ReadonlyMap<number, Buffer>

const keyBytes = 32
/** OWASP's choice for Argon2id: 19 MiB, two passes, one lane. The number names the algorithm. */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: keyBytes } as const
/** Codes that may be derived at once: half of what Node's threads can do, so that files are still read meanwhile. */
const mostAtOnce = 2
/** Codes that may wait for their turn. */
const mostWaiting = 64

/** What is made of a code: where its writer is found, and what opens the writer's ring key. */
export interface CodeKeys {
  /** Hexadecimal SHA-256 of the derived name; may be stored. */
  lookup: string
  wrap: Key
}

/**
 * Derives the keys of an access code or a recovery card, in its normal form, off the event loop: some 50 ms. Throws Failure
 * `busy` when too many wait.
 */
export async function deriveCodeKeys(code: string, salt: Buffer): Promise<CodeKeys> {
  const secret = await inTurn(() => hashRaw(code, { ...argon2id, salt }))
  const lookup = createHash('sha256').update(derive(secret, 'aiw code lookup 1')).digest('hex')
  return { lookup, wrap: alone(derive(secret, 'aiw code wrap 1')) }
}

/** What opens the ring key in a session's file. The token is 32 bytes of chance and needs no slow hash. */
export const deriveTokenKey = (token: string): Key => alone(derive(Buffer.from(token), 'aiw session wrap 1'))

const derive = (secret: Buffer, label: string) => Buffer.from(hkdfSync('sha256', secret, '', label, keyBytes))

let running = 0
const waiting: (() => void)[] = []
async function inTurn<T>(act: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) throw new Failure('busy', 'Too many people sign in at once; try again in a moment')
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await act()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** A key that stands alone: a ring key, a wrap, a sentence's or a sitting's own. */
export const newKey = (): Key => alone(randomBytes(keyBytes))

/** Bytes as such a key. */
export const alone = (bytes: Buffer): Key => ({ version: 0, bytes })

/** A keyring with one more data key; without one, a new keyring. */
export const withNewKey = (ring: Keyring = new Map()): Keyring =>
  new Map(ring).set(Math.max(0, ...ring.keys()) + 1, randomBytes(keyBytes))

const placeOfRing = (writer: string): Place => ['writer', 'keyring', writer]

/** A keyring as it lies in the writer's file. */
export function sealRing(ringKey: Key, writer: string, ring: Keyring): Buffer {
  const entries = [...ring].map(([version, bytes]) => [version, bytes.toString('base64')])
  return sealJson(ringKey, placeOfRing(writer), entries)
}

/** Opens a writer's keyring. Throws Failure `internal` when it is not what this ring key sealed for this writer. */
export function openRing(ringKey: Key, writer: string, sealed: Buffer): Keyring {
  const entries = unsealJson<[number, string][]>(ringKey, placeOfRing(writer), sealed)
  return new Map(entries.map(([version, bytes]) => [version, Buffer.from(bytes, 'base64')]))
}

/** Seals a key, for a row, with the newest data key. */
export const sealKey = (ring: Keyring, place: Place, key: Key): Buffer => seal(newestKey(ring), place, key.bytes)

/** Opens a row's key. Throws Failure `internal` when the keyring is another writer's or the row was changed. */
export const openKey = (ring: Keyring, place: Place, sealed: Buffer): Key =>
  alone(unseal(dataKeyFor(ring, sealed), place, sealed))

/** The newest data key, for what is sealed without a key of its own. */
export function newestKey(ring: Keyring): Key {
  const version = Math.max(...ring.keys())
  return { version, bytes: ring.get(version)! }
}

/** The data key something was sealed with. Throws Failure `internal` when it is not on the ring. */
export function dataKeyFor(ring: Keyring, sealed: Buffer): Key {
  const version = keyVersionOf(sealed)
  const bytes = ring.get(version)
  if (!bytes) throw unopened()
  return { version, bytes }
}
