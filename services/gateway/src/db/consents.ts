import { randomUUID } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import type { Language } from '../look.ts'
import type { Purpose } from '../vault/consent-texts.ts'
import { dataKeyFor, type Keyring, newestKey } from '../vault/keys.ts'
import { type Place, sealJson, unsealJson } from '../vault/seal.ts'
import type { Db } from './schema.ts'

/** What a writer decided, and on which words. */
export interface Decision {
  purpose: Purpose
  isGiven: boolean
  /** Of the text that was shown; a withdrawal needs none. */
  text?: { language: Language; version: string; sha256: string }
}

const placeOf = (id: string): Place => ['consent', 'sealed_content', id]

/** Writes a decision down, sealed with the writer's key. */
export async function keepDecision(db: Db, writerId: string, ring: Keyring, decision: Decision): Promise<void> {
  const id = randomUUID()
  const sealed_content = sealJson(newestKey(ring), placeOf(id), decision)
  await db.insertInto('consent').values({ id, writer_id: writerId, sealed_content }).execute()
}

/** All decisions of a writer, oldest first. Throws Failure `internal` when one does not open. */
export async function decisionsOf(
  db: Db,
  writerId: string,
  ring: Keyring,
): Promise<(Decision & { id: string; at: Date })[]> {
  const rows = await db
    .selectFrom('consent')
    .select(['id', 'sealed_content', 'created_at'])
    .where('writer_id', '=', writerId)
    .orderBy('number')
    .execute()
  return rows.map(({ id, sealed_content, created_at }) => ({
    ...unsealJson<Decision>(dataKeyFor(ring, sealed_content), placeOf(id), sealed_content),
    id,
    at: created_at,
  }))
}

/**
 * What holds when nothing was decided: who writes here came to have pictures painted and to find them again. Nothing goes to
 * anybody without being asked for.
 */
const undecided: Record<Purpose, boolean> = { ai: true, keeping: true, releasing: false, research: false }

/** What a writer agrees to now. */
export async function agreementsOf(db: Db, writerId: string, ring: Keyring): Promise<Record<Purpose, boolean>> {
  const decided = (await decisionsOf(db, writerId, ring)).map(({ purpose, isGiven }) => [purpose, isGiven])
  return { ...undecided, ...(Object.fromEntries(decided) as Partial<Record<Purpose, boolean>>) }
}

/** Throws Failure `forbidden` where a writer does not agree to the use of AI; `refused` says what is not done then. */
export async function checkAgreesToAi(
  db: Db,
  { writer, ring }: { writer: string; ring: Keyring },
  refused: string,
): Promise<void> {
  const { ai } = await agreementsOf(db, writer, ring)
  if (!ai) throw new Failure('forbidden', `${refused}: you have not agreed to the use of AI on your text`)
}
