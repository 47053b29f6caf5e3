import type { Db } from './schema.ts'

/** Makes sure a writer has a row to hang sittings on. Returns whether there was none. */
export async function keepWriter(db: Db, id: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('writer')
    .values({ id, code_hash: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Boolean(numInsertedOrUpdatedRows)
}

/** Takes a row away that nothing hangs on yet. */
export async function dropWriter(db: Db, id: string): Promise<void> {
  await db.deleteFrom('writer').where('id', '=', id).execute()
}

/** The writer of release 0.1.0 whose code has this hash, if nothing of them is sealed yet. */
export async function findUnsealedWriter(db: Db, hash: Buffer): Promise<string | undefined> {
  const writer = await db.selectFrom('writer').select('id').where('code_hash', '=', hash).executeTakeFirst()
  return writer?.id
}

/** Whether something of a writer may still lie readable, as release 0.1.0 wrote it. */
export async function hasUnsealedRows(db: Db, id: string): Promise<boolean> {
  const writer = await db.selectFrom('writer').select('code_hash').where('id', '=', id).executeTakeFirst()
  return Boolean(writer?.code_hash)
}

/** How many writers of release 0.1.0 have not signed in since, and are not sealed. */
export async function countUnsealedWriters(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('writer')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('code_hash', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
