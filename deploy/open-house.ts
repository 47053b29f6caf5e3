import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readConfig } from '@aiw/kit/config'
import { Failure } from '@aiw/kit/errors'
import { variables } from '../services/gateway/src/config.ts'
import { openDatabase } from '../services/gateway/src/db/connect.ts'
import { findRunning, startPostgres } from '../services/gateway/src/db/embedded.ts'
import type { Db } from '../services/gateway/src/db/schema.ts'

// For the programs beside the house: its database and the folder of its keys, by the same variables and .env as the house's.

/** How long one query may take, in milliseconds: large tables are migrated. */
const patientMs = 4 * 60 * 60_000

/** A house's database, the folder of its keys, and that of whom its writers may release to. */
export interface OpenHouse {
  db: Db
  keys: string
  recipients: string | undefined
}

/**
 * Lends the house's database and folder of keys. Where the database is the house's own and does not run, it is started for
 * as long as it takes. `alone`: the house must not be running; where the database is its own, that is held so. Throws
 * Failure.
 */
export async function withHouse<T>(use: (house: OpenHouse) => Promise<T>, { alone = false } = {}): Promise<T> {
  const root = resolve(import.meta.dirname, '..')
  const envFile = resolve(root, '.env')
  if (existsSync(envFile)) process.loadEnvFile(envFile)
  const { DATABASE_URL, AIW_DATA, AIW_KEYS, GATEWAY_RECIPIENTS } = readConfig(variables, process.env)
  // As `npm start` has it.
  const data = resolve(root, AIW_DATA)
  const keys = AIW_KEYS === undefined ? resolve(data, 'keys') : resolve(root, AIW_KEYS)
  const recipients = GATEWAY_RECIPIENTS && resolve(root, GATEWAY_RECIPIENTS)
  const folder = resolve(data, 'postgres')
  if (!DATABASE_URL && !alone && !existsSync(folder))
    throw new Failure(
      'not_found',
      `There is no house in ${data}; name its folder in AIW_DATA, or its database in DATABASE_URL`,
    )

  const running = DATABASE_URL ?? (alone ? undefined : findRunning({ folder }))
  const own = running === undefined ? await startPostgres({ folder }) : undefined
  const db = openDatabase(running ?? own!.url, () => {}, patientMs)
  try {
    return await use({ db, keys, recipients })
  } finally {
    await db.destroy()
    await own?.stop()
  }
}

/** Runs a program for people at a terminal: what they can put right is told in one line. */
export async function tell(usage: string, program: () => Promise<void>): Promise<void> {
  try {
    await program()
  } catch (error) {
    const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (!isUsage && !(error instanceof Failure)) throw error
    console.error(isUsage ? usage : (error as Failure).message)
    process.exitCode = 1
  }
}
