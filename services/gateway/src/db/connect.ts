import { Failure } from '@aiw/kit/errors'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import type { Db, Schema } from './schema.ts'

/** Opens the database at a `postgres://` url. `onLost` hears of idle connections the server dropped. */
export function openDatabase(url: string, onLost: (error: Error) => void): Db {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 3_000, query_timeout: 10_000 })
  pool.on('error', onLost)
  // A connection lost in the middle of a transaction says so on its own; the query that waited there is told as well.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

/**
 * What a failing database means to the page. The error itself is not passed on: PostgreSQL quotes values in its messages,
 * and values are the writer's. Only its five-letter SQLSTATE survives.
 */
export function databaseFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  const state = error instanceof Error && 'code' in error ? String(error.code).slice(0, 16) : 'unknown'
  if (/^(53100|58030)$/.test(state)) return new Failure('unavailable', 'The house has no room left to keep this')
  if (/^(08|3D000|53|57|58|XX001)|^E[A-Z]+$/.test(state) || isConnectionLoss(error))
    return new Failure('unavailable', 'The house cannot keep anything at the moment')
  return new Failure('internal', 'Something went wrong', { cause: new Error(`database error ${state}`) })
}

// pg 8 gives these no code.
const isConnectionLoss = (error: unknown) =>
  error instanceof Error && /connection|timeout|Query read timeout|pool/i.test(error.message)
