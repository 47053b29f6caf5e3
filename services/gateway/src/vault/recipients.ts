import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '@aiw/kit/errors'

/** Somebody a writer may release to: a therapist, a study. */
export interface Recipient {
  /** The name of the file, without `.pem`. */
  id: string
  /** For people. */
  name: string
  purpose: 'care' | 'research'
  publicKey: KeyObject
  /** SHA-256 of the public key, as SubjectPublicKeyInfo. */
  fingerprint: Buffer
}

/** What may be asked of RSA until 2030 and beyond: NIST SP 800-57. */
const leastBits = 3072

/**
 * Reads whom the operator has registered: one `.pem` file each, with lines `name: …` and `purpose: care` or `purpose: research`
 * above an RSA public key of 3,072 bits or more. Throws Failure `invalid` naming the file that is none.
 */
export function readRecipients(folder: string | undefined): Map<string, Recipient> {
  if (!folder) return new Map()
  let files: string[]
  try {
    files = readdirSync(folder).filter((name) => name.endsWith('.pem'))
  } catch (error) {
    throw new Failure('invalid', 'GATEWAY_RECIPIENTS names a folder that cannot be read', { cause: error })
  }
  return new Map(
    files.map((file) => {
      const id = file.slice(0, -'.pem'.length)
      return [id, recipientOf(id, readFileSync(join(folder, file), 'utf8'))]
    }),
  )
}

function recipientOf(id: string, text: string): Recipient {
  const name = /^name: *(\S.*)$/m.exec(text)?.[1]?.trim()
  const purpose = /^purpose: *(care|research) *$/m.exec(text)?.[1] as Recipient['purpose'] | undefined
  const pem = /-----BEGIN PUBLIC KEY-----[^]+-----END PUBLIC KEY-----/.exec(text)?.[0]
  const publicKey = pem && readKey(pem)
  if (!name || !purpose || !publicKey || !/^[a-z0-9-]{1,64}$/.test(id))
    throw new Failure(
      'invalid',
      `GATEWAY_RECIPIENTS: ${id}.pem needs lines "name: …" and "purpose: care" or "purpose: research", and an RSA public key of ${leastBits} bits or more; its own name has a to z, 0 to 9 and -`,
    )
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return { id, name, purpose, publicKey, fingerprint: createHash('sha256').update(spki).digest() }
}

function readKey(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    return key.asymmetricKeyType === 'rsa' && bits >= leastBits ? key : undefined
  } catch {
    return undefined
  }
}
