import { Failure } from '@aiw/kit/errors'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool, type PoolClient } from 'pg'
import type { Db, Schema } from './schema.ts'

/**
 * Opens the database at a `postgres://` url. Whatever fails in it is thrown as a Failure that says nothing of the data.
 * `onLost` hears of idle connections the server dropped. A query may take `queryMs` milliseconds.
 */
export function openDatabase(url: string, onLost: (error: Error) => void, queryMs = 10_000): Db {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 3_000, query_timeout: queryMs })
  pool.on('error', onLost)
  pool.on('connect', (client) => {
    // A connection lost in the middle of a transaction says so on its own; the query that waited there is told as well.
    client.on('error', () => {})
    failInOurWords(client)
  })
  const connect = () => pool.connect().catch(fail)
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: { connect, end: () => pool.end(), options: pool.options } }),
  })
}

function failInOurWords(client: PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const told = (...args: unknown[]) => {
    const result = query(...args)
    return result instanceof Promise ? result.catch(fail) : result
  }
  client.query = told as typeof client.query
}

function fail(error: unknown): never {
  throw databaseFailure(error)
}

/**
 * What a failing database means to the page. The error itself is not passed on: PostgreSQL quotes values in its messages,
 * and values are the writer's. Only its five-character SQLSTATE survives.
 */
export function databaseFailure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isSqlState = /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code)
  if (/^(53100|58030|ENOSPC)$/.test(code)) return new Failure('unavailable', 'The house has no room left to keep this')
  // The server is gone, stops, starts or is full; what pg says of a lost connection or of its own patience has no SQLSTATE.
  if (!isSqlState || /^(08|3D000|53|57|58|XX)/.test(code))
    return new Failure('unavailable', 'The house cannot keep anything at the moment', {
      cause: new Error(`database ${code}`),
    })
  return new Failure('internal', 'Something went wrong', { cause: new Error(`database ${code}`) })
}
