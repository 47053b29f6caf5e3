import { randomUUID } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import { codeHash, createCode, normalCode } from './access-code.ts'
import { dropWriter, findUnsealedWriter, hasUnsealedRows, keepWriter } from './db/writers.ts'
import type { House } from './house.ts'
import { type Account, addAccount, findAccount, openAccount } from './vault/accounts.ts'
import { recordAudit } from './vault/audit.ts'
import { type CodeKeys, deriveCodeKeys } from './vault/keys.ts'
import { sealWriter } from './vault/legacy.ts'
import type { Key } from './vault/seal.ts'
import type { Session } from './vault/sessions.ts'

/** Who asks: a writer, with the keys to what they wrote. Held for one request, or as long as a socket is open. */
export interface Identity extends Omit<Account, 'id'> {
  writer: string
  session: Session
}

/** Who a session's token belongs to. Throws Failure `unauthenticated`. */
export async function whoHas({ keys, sessions }: House, token: string | undefined): Promise<Identity> {
  const session = token ? await sessions.find(token) : undefined
  const account = session && (await openAccount(keys, session.writer, session.ringKey))
  if (!account) throw new Failure('unauthenticated', 'Sign in with an access code, or begin anew')
  const { id, ...rest } = account
  return { writer: id, session, ...rest }
}

/** Makes a writer who is nobody but the bearer of a code, and signs them in. The code is shown this once. */
export async function beginWriter(house: House): Promise<{ code: string; writer: string; token: string }> {
  const { db, keys, sessions, isOpen } = house
  if (!isOpen) throw new Failure('forbidden', 'Access codes are handed out by this site; ask for one there')
  const [code, writer] = [createCode(), randomUUID()]
  const derived = await deriveCodeKeys(normalCode(code)!, keys.salt)
  await keepWriter(db, writer)
  const ringKey = await addAccount(keys, writer, derived)
  await recordAudit(house, { action: 'writer.began', writer })
  return { code, writer, token: await sessions.open(writer, ringKey, 'cookie') }
}

/** Codes that are being used for the first time, so that nobody becomes two writers. */
const firstUses = new Map<string, Promise<{ id: string; ringKey: Key }>>()

/**
 * Signs in with an access code or a recovery card. What release 0.1.0 left readable is sealed first. Throws Failure `invalid`
 * when it cannot be a code, `unauthenticated` when it is nobody's.
 */
export async function signIn(
  house: House,
  typed: string,
  by: Session['by'],
): Promise<{ writer: string; token: string }> {
  const { db, keys, sessions } = house
  const code = normalCode(typed)
  if (!code) throw new Failure('invalid', 'This is not an access code: look for a mistyped character')
  const derived = await deriveCodeKeys(code, keys.salt)
  const { id, ringKey } = (await findAccount(keys, derived)) ?? (await firstUse(house, code, derived))
  const isNew = await keepWriter(db, id)
  const account = await openAccount(keys, id, ringKey)
  if (!account) {
    // Erased in between, elsewhere: of whoever is, no row is left. One that was there goes with what hangs on it: erase.ts.
    if (isNew) await dropWriter(db, id)
    throw unknownCode()
  }
  if (await hasUnsealedRows(db, id)) await sealWriter(db, id, account.ring)
  await recordAudit(house, { action: 'writer.signed_in', writer: id })
  return { writer: id, token: await sessions.open(id, ringKey, by) }
}

function firstUse(house: House, code: string, derived: CodeKeys): Promise<{ id: string; ringKey: Key }> {
  const { lookup } = derived
  const known = firstUses.get(lookup)
  if (known) return known
  const use = becomeWriter(house, code, derived).finally(() => firstUses.delete(lookup))
  firstUses.set(lookup, use)
  return use
}

/** Makes keys for a code that was issued in a batch, or that a writer of release 0.1.0 has. */
async function becomeWriter({ db, keys }: House, code: string, derived: CodeKeys) {
  const isIssued = await keys.isIssued(derived.lookup)
  const id = isIssued ? randomUUID() : await findUnsealedWriter(db, codeHash(code))
  if (!id) throw unknownCode()
  const ringKey = await addAccount(keys, id, derived)
  if (isIssued) await keys.redeemCode(derived.lookup)
  await recordAudit({ db, keys }, { action: 'writer.began', writer: id })
  return { id, ringKey }
}

const unknownCode = () => new Failure('unauthenticated', 'This access code is not known here')
