import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Made once: a pair of this size takes most of a second. */
const pairs = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>()
export function pairOf(id: string) {
  const pair = pairs.get(id) ?? generateKeyPairSync('rsa', { modulusLength: 3072 })
  pairs.set(id, pair)
  return pair
}

/** A folder as an operator fills it: a therapist and a study, with the private keys that only they have. */
export function recipientFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'aiw-recipients-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const register = (id: string, name: string, purpose: string) => {
    const { publicKey, privateKey } = pairOf(id)
    const pem = publicKey.export({ type: 'spki', format: 'pem' })
    writeFileSync(join(folder, `${id}.pem`), `name: ${name}\npurpose: ${purpose}\n${pem.toString()}`)
    return privateKey
  }
  return {
    folder,
    wang: register('dr-wang', 'Dr Wang, ward 3', 'care'),
    study: register('sleep-study', 'Sleep study', 'research'),
  }
}
