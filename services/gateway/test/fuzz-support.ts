import { createLogger } from '@aiw/kit/log'
import type { Db } from '../src/db/schema.ts'
import { fakeClients, gatewayOf } from './support.ts'

/** Bounded by time as well as by number, so that a slow machine tests less and not longer. */
// The same cases in every run, so that a red run is about the change; without the seed it looks for more.
export const bounds = { seed: 20_261_123, numRuns: 150, interruptAfterTimeLimit: 4_000, endOnFailure: false }

/** A gateway that has logged no error when the test is over. */
export async function soundGateway(db: Db, clients = fakeClients()) {
  const errors: string[] = []
  const log = createLogger('test', 'error', { write: (line) => void errors.push(line) })
  return { ...(await gatewayOf(db, clients, log)), errors }
}
