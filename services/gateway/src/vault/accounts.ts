import { Failure } from '@aiw/kit/errors'
import { newAuditKey } from './audit.ts'
import type { KeyStore, WriterFile } from './key-store.ts'
import { alone, type CodeKeys, type Keyring, newKey, openRing, sealRing, withNewKey } from './keys.ts'
import { type Key, type Place, seal, unseal } from './seal.ts'

type Opener = WriterFile['wrappings'][number]['by']

/** A writer's account, open: what the store knows, and the keyring. */
export interface Account {
  id: string
  /** What the account may do; staff will have kinds of their own. */
  kind: WriterFile['kind']
  hasCard: boolean
  ring: Keyring
}

const placeOf = (writer: string, by: Opener): Place => ['writer', 'ringKey', writer, by]

const wrappingOf = (id: string, by: Opener, { lookup, wrap }: CodeKeys, ringKey: Key) => ({
  by,
  lookup,
  ringKey: seal(wrap, placeOf(id, by), ringKey.bytes).toString('base64'),
})

/** Makes a writer's keys, for the code they will come back with. Returns the ring key. */
export async function addAccount(store: KeyStore, id: string, code: CodeKeys): Promise<Key> {
  const ringKey = newKey()
  const keyring = sealRing(ringKey, id, withNewKey()).toString('base64')
  await store.changeWriter(id, (file) => {
    if (file) throw new Failure('internal', 'This writer has keys already')
    const wrappings = [wrappingOf(id, 'code', code, ringKey)]
    return { format: 1, id, kind: 'writer', wrappings, keyring, auditKey: newAuditKey() }
  })
  return ringKey
}

/** The writer whom a code or a card belongs to, and their ring key. */
export async function findAccount(
  store: KeyStore,
  { lookup, wrap }: CodeKeys,
): Promise<{ id: string; by: Opener; ringKey: Key } | undefined> {
  const file = await store.findWriter(lookup)
  const wrapping = file?.wrappings.find((one) => one.lookup === lookup)
  if (!file || !wrapping) return undefined
  const { id } = file
  const ringKey = alone(unseal(wrap, placeOf(id, wrapping.by), Buffer.from(wrapping.ringKey, 'base64')))
  return { id, by: wrapping.by, ringKey }
}

/** Opens an account whose ring key is known. Undefined when its keys were destroyed. */
export async function openAccount(store: KeyStore, id: string, ringKey: Key): Promise<Account | undefined> {
  const file = await store.readWriter(id)
  if (!file) return undefined
  const { kind, wrappings, keyring } = file
  const ring = openRing(ringKey, id, Buffer.from(keyring, 'base64'))
  return { id, kind, hasCard: wrappings.some(({ by }) => by === 'card'), ring }
}

/** Gives a writer a code or a card in place of the one they had, which is worth nothing from now on. */
export async function giveCode(store: KeyStore, id: string, ringKey: Key, by: Opener, code: CodeKeys): Promise<void> {
  await store.changeWriter(id, (file) => {
    const known = present(file)
    const others = known.wrappings.filter((wrapping) => wrapping.by !== by)
    return { ...known, wrappings: [...others, wrappingOf(id, by, code, ringKey)] }
  })
}

/** Adds a data key, with which everything new is sealed. Returns the keyring. */
export async function addDataKey(store: KeyStore, id: string, ringKey: Key): Promise<Keyring> {
  let ring: Keyring = new Map()
  await store.changeWriter(id, (file) => {
    const known = present(file)
    ring = withNewKey(openRing(ringKey, id, Buffer.from(known.keyring, 'base64')))
    return { ...known, keyring: sealRing(ringKey, id, ring).toString('base64') }
  })
  return ring
}

/** An account that was erased meanwhile must not come back. */
function present(file: WriterFile | undefined): WriterFile {
  if (!file) throw new Failure('unauthenticated', 'Sign in with an access code, or begin anew')
  return file
}
