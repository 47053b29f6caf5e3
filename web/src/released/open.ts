import { bytesOf } from './key.ts'

// Opens what a writer released, in the browser of whom it is for. How it was sealed: services/gateway/src/vault/seal.ts and
// release.ts; what lies in each cell: services/gateway/src/db/cells.ts. test/released-page.test.ts holds both ends to each other.

/** A release as the house hands it out (services/gateway/src/released-page.ts). Bytes are base64. */
export interface SealedRelease {
  id: string
  scope: 'sentence' | 'sitting' | 'everything'
  /** ISO 8601. */
  releasedAt: string
  /** With the day a sitting began; of a single sentence there are none. */
  sittings: { id: string; startedAt: string }[]
  sentences: {
    sitting: string
    id: string
    kind: 'write' | 'revise' | 'again'
    of: string | null
    key: string
    content: string
    events: { seq: number; body: string }[]
    pictures: { id: string; data: string }[]
  }[]
}

/** A sentence, open. */
export interface ShownSentence {
  sitting: string
  id: string
  kind: 'write' | 'revise' | 'again'
  /** Which sentence a revision takes the place of, or a further picture is of. */
  of: string | null
  /** Of a further picture there is none. */
  text: string | null
  pictures: { blob: Blob; alt: string }[]
}

/** What is thrown where a release was given to another key, or was changed. */
export class NotOpened extends Error {}

/** Opens a release. Throws NotOpened when it is another's, or was changed. */
export async function openRelease(
  key: CryptoKey,
  { id, sentences }: Pick<SealedRelease, 'id' | 'sentences'>,
): Promise<ShownSentence[]> {
  const opened: ShownSentence[] = []
  for (const { sitting, id: sentence, kind, of, key: sealedKey, content, events, pictures } of sentences) {
    const own = await openKey(key, sealedKey, [id, sitting, sentence])
    const { text } = await openJson<{ text: string | null }>(
      own,
      ['sentence', 'sealed_content', sitting, sentence],
      content,
    )
    const alts = new Map<string, string>()
    for (const { seq, body } of events) {
      const event = await openJson<{ type: string; picture?: { id: string; alt: string } }>(
        own,
        ['event', 'sealed_body', sitting, seq],
        body,
      )
      if (event.type === 'picture' && event.picture) alts.set(event.picture.id, event.picture.alt)
    }
    const shown: ShownSentence['pictures'] = []
    for (const picture of pictures) {
      const bytes = await unseal(own, ['picture', 'sealed_data', picture.id], picture.data)
      // The media type in a line of its own, then the bytes.
      const end = bytes.indexOf(0x0a)
      const type = new TextDecoder('latin1').decode(bytes.subarray(0, end))
      shown.push({ blob: new Blob([bytes.subarray(end + 1)], { type }), alt: alts.get(picture.id) ?? '' })
    }
    opened.push({ sitting, id: sentence, kind, of, text, pictures: shown })
  }
  return opened
}

/** The key of a sentence, sealed to the recipient for one release and one row. */
async function openKey(key: CryptoKey, sealed: string, row: [release: string, sitting: string, sentence: string]) {
  const label = new TextEncoder().encode(JSON.stringify(['release_key', 'sealed_key', ...row]))
  try {
    const bytes = await crypto.subtle.decrypt({ name: 'RSA-OAEP', label }, key, bytesOf(sealed)!)
    return await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt'])
  } catch {
    throw new NotOpened()
  }
}

type Place = readonly [table: string, column: string, ...row: (string | number)[]]

const [headerBytes, nonceBytes] = [5, 12]

async function unseal(key: CryptoKey, place: Place, base64: string): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = bytesOf(base64)
  if (!sealed || sealed[0] !== 1) throw new NotOpened()
  const where = new TextEncoder().encode(JSON.stringify(place))
  const additionalData = new Uint8Array([...sealed.subarray(0, headerBytes), ...where])
  const iv = sealed.subarray(headerBytes, headerBytes + nonceBytes)
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData },
      key,
      sealed.subarray(headerBytes + nonceBytes),
    )
    return new Uint8Array(plain)
  } catch {
    throw new NotOpened()
  }
}

/** JSON, ended by 0x80 and filled up with zeros. */
async function openJson<T>(key: CryptoKey, place: Place, base64: string): Promise<T> {
  const padded = await unseal(key, place, base64)
  return JSON.parse(new TextDecoder().decode(padded.subarray(0, padded.lastIndexOf(0x80)))) as T
}
