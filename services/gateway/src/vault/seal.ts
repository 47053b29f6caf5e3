import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'

// Every word, reading and picture passes through here on its way to the database, and back.
//
// Against whom. Somebody who reads the database, the disk or a backup of any age, and somebody who writes to them: moves,
// swaps, shortens or flips bytes. The first learns ids, order, kind, which sentences are private, times to the minute and
// lengths to the next 64 bytes (pictures: exactly). The second is noticed: what was changed or stands where it was not put
// does not open, and nothing of it is given out. Whole rows that are deleted, or put back from an old backup, are not
// noticed here: that is for the chain in audit.ts.
//
// Not against somebody who rules the gateway while its writer is signed in: the keys are in its memory then.
//
// How. AES-256-GCM of node:crypto, nothing of our own. A nonce is 96 bits of chance; keys are random, each for one sentence
// or one writer, so that none comes near the 2^32 messages random nonces are good for. The tag covers the header and the
// place: table, column and row. GCM does not tell which of two keys sealed something; here the place names the writer's or
// the sentence's row, of which each has one key.
//
//   1 byte   format, 1
//   4 bytes  number of the key in its keyring, big endian; 0 for keys that stand alone
//   12 bytes nonce
//   …        ciphertext, as long as the plaintext
//   16 bytes tag

/** 32 random bytes, and the number they are known by in their keyring; 0 for a key that stands alone. */
export interface Key {
  version: number
  bytes: Buffer
}

/** Where something sealed lies: table, column, and what names the row. It opens nowhere else. */
export type Place = readonly [table: string, column: string, ...row: (string | number)[]]

const format = 1
const headerBytes = 5
const nonceBytes = 12
const tagBytes = 16
/** Texts are filled up to a multiple of this: their length must not tell the word. */
const blockBytes = 64
/** Ends a text before it is filled up with zeros (ISO/IEC 7816-4). */
const endOfText = 0x80

/** Seals bytes for one place. */
export function seal(key: Key, place: Place, plain: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes)
  header[0] = format
  header.writeUInt32BE(key.version, 1)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', secretOf(key), nonce, { authTagLength: tagBytes })
  cipher.setAAD(boundTo(header, place))
  return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `seal` made, with the same key at the same place. Throws Failure `internal` otherwise, and tells nothing. */
export function unseal(key: Key, place: Place, sealed: Buffer): Buffer {
  if (keyVersionOf(sealed) !== key.version) throw unopened()
  const header = sealed.subarray(0, headerBytes)
  const nonce = sealed.subarray(headerBytes, headerBytes + nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', secretOf(key), nonce, { authTagLength: tagBytes })
  decipher.setAAD(boundTo(header, place)).setAuthTag(sealed.subarray(-tagBytes))
  const plain = decipher.update(sealed.subarray(headerBytes + nonceBytes, -tagBytes))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    throw unopened()
  }
}

/** The number of the key something was sealed with. Throws Failure `internal` when it is nothing sealed. */
export function keyVersionOf(sealed: Buffer): number {
  if (sealed.length < headerBytes + nonceBytes + tagBytes || sealed[0] !== format) throw unopened()
  return sealed.readUInt32BE(1)
}

/** Seals any JSON value as text whose length tells nothing to within 64 bytes. */
export function sealJson(key: Key, place: Place, value: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(value))
  const padded = Buffer.alloc(Math.ceil((text.length + 1) / blockBytes) * blockBytes)
  text.copy(padded)
  padded[text.length] = endOfText
  return seal(key, place, padded)
}

/** Opens what `sealJson` made. Throws Failure `internal` as `unseal` does. */
export function unsealJson<T>(key: Key, place: Place, sealed: Buffer): T {
  const padded = unseal(key, place, sealed)
  const end = padded.lastIndexOf(endOfText)
  try {
    return JSON.parse(padded.toString('utf8', 0, end)) as T
  } catch {
    // Without the cause: JSON.parse quotes its input.
    throw unopened()
  }
}

/** Node's own form of a key takes three times as long to make as to use (measured on 24.21), so it is made once a key. */
const secrets = new WeakMap<Buffer, KeyObject>()
function secretOf({ bytes }: Key): KeyObject {
  const secret = secrets.get(bytes) ?? createSecretKey(bytes)
  secrets.set(bytes, secret)
  return secret
}

const boundTo = (header: Buffer, place: Place) => Buffer.concat([header, Buffer.from(JSON.stringify(place))])

const unopenedMessage = 'What is kept here cannot be opened'

/** What is thrown when something does not open. */
export const unopened = () => new Failure('internal', unopenedMessage)

/** Whether that is what was caught. */
export const isUnopened = (error: unknown): boolean => error instanceof Failure && error.message === unopenedMessage
