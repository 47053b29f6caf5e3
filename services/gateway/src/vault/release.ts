import { constants, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import type { Reading } from '@aiw/proto'
import {
  openEvent,
  openPicture,
  openReading,
  openSentence,
  openSitting,
  type PictureContent,
  type SentenceContent,
  type SittingContent,
} from '../db/cells.ts'
import type { EventMessage } from '../messages.ts'
import { alone } from './keys.ts'
import type { Key, Place } from './seal.ts'

// A release hands out keys, not words: the key of each sentence is sealed to the recipient's public key with RSA-OAEP and
// SHA-256, for one release and one row. Whoever has the private key opens the sealed rows with it. The house cannot: it has
// public keys only, and the writer's keys only while the writer is signed in.

const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }

/** Binds a key to the release and the row it was given for. */
const labelOf = (release: string, sitting: string, sentence: string | null) =>
  Buffer.from(
    JSON.stringify(['release_key', 'sealed_key', release, sitting, sentence] satisfies (Place[number] | null)[]),
  )

/** Seals the key of a sitting, or of a sentence, to a recipient. */
export const releaseKey = (
  publicKey: KeyObject,
  release: string,
  { sitting, sentence, key }: { sitting: string; sentence: string | null; key: Key },
): Buffer => publicEncrypt({ key: publicKey, ...padding, oaepLabel: labelOf(release, sitting, sentence) }, key.bytes)

/** A release as the house hands it out: nothing in it can be read without the recipient's private key. */
export interface SealedRelease {
  id: string
  sittings: { id: string; key: Buffer; content: Buffer; startedAt: Date }[]
  sentences: {
    sitting: string
    id: string
    position: number
    kind: 'write' | 'revise' | 'again'
    of: string | null
    key: Buffer
    content: Buffer
    reading: Buffer | null
    events: { seq: number; body: Buffer }[]
    pictures: { id: string; data: Buffer }[]
  }[]
}

/** What was released, open. */
export interface OpenRelease {
  sittings: (SittingContent & { id: string; startedAt: Date })[]
  sentences: (SentenceContent & {
    sitting: string
    id: string
    position: number
    kind: 'write' | 'revise' | 'again'
    of: string | null
    reading?: Reading
    events: EventMessage[]
    pictures: (PictureContent & { id: string })[]
  })[]
}

/** Opens a release with the recipient's private key. Throws Failure `internal` when it is another's, or was changed. */
export function openRelease(privateKey: KeyObject, release: SealedRelease): OpenRelease {
  const keyOf = (sealed: Buffer, sitting: string, sentence: string | null): Key => {
    const oaepLabel = labelOf(release.id, sitting, sentence)
    try {
      return alone(privateDecrypt({ key: privateKey, ...padding, oaepLabel }, sealed))
    } catch {
      throw new Failure('internal', 'This was not released to this key')
    }
  }
  return {
    sittings: release.sittings.map(({ id, key, content, startedAt }) => ({
      id,
      startedAt,
      ...openSitting(keyOf(key, id, null), id, content),
    })),
    sentences: release.sentences.map(({ sitting, id, key: sealed, content, reading, events, pictures, ...plain }) => {
      const key = keyOf(sealed, sitting, id)
      return {
        sitting,
        id,
        ...plain,
        ...openSentence(key, sitting, id, content),
        reading: reading ? openReading(key, sitting, id, reading) : undefined,
        events: events.map(({ seq, body }) => ({ ...openEvent(key, sitting, seq, body), id, seq })),
        pictures: pictures.map((picture) => ({ id: picture.id, ...openPicture(key, picture.id, picture.data) })),
      }
    }),
  }
}
