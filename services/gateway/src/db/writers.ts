import { createHash, randomBytes } from 'node:crypto'
import { codeHash } from '../access-code.ts'
import type { Db } from './schema.ts'

const hash = (token: string) => createHash('sha256').update(token).digest()

/** Makes a new writer who is nobody but the bearer of this access code; returns the writer's id. */
export async function createWriter(db: Db, code: string): Promise<string> {
  const { id } = await db
    .insertInto('writer')
    .values({ code_hash: codeHash(code) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The writer who bears an access code, if there is one. */
export async function findWriterByCode(db: Db, code: string): Promise<string | undefined> {
  const writer = await db.selectFrom('writer').select('id').where('code_hash', '=', codeHash(code)).executeTakeFirst()
  return writer?.id
}

/** Signs a writer in; returns the token that only the writer's browser or program holds. */
export async function openSession(db: Db, writerId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db
    .insertInto('session')
    .values({ token_hash: hash(token), writer_id: writerId })
    .execute()
  return token
}

/** The writer a token belongs to, if there is one. */
export async function findWriterByToken(db: Db, token: string): Promise<string | undefined> {
  const session = await db
    .selectFrom('session')
    .select('writer_id')
    .where('token_hash', '=', hash(token))
    .executeTakeFirst()
  return session?.writer_id
}

/** Signs out: the token is worth nothing from now on. */
export async function closeSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', hash(token)).execute()
}
