import { toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import { enforceRetention, finishErasures } from './erase.ts'
import type { LiveSittings } from './live.ts'
import type { House } from './house.ts'

const hourMs = 60 * 60_000

/**
 * What the clock does: ends sessions nobody uses, finishes what was cut off, deletes what is too old. Never rejects; what fails
 * keeps nothing else from being done.
 */
export async function keepHouse(house: House, live: LiveSittings, log: Log, now = Date.now()): Promise<void> {
  const { retentionDays: days } = house
  const duties = {
    sessions: () => house.sessions.sweep(),
    erasures: () => finishErasures(house),
    retention: async () => {
      const deleted = days === undefined ? 0 : await enforceRetention(house, live, days, now)
      if (deleted > 0) log.info({ sittings: deleted, days }, 'sittings were deleted by their age')
    },
  }
  for (const [duty, act] of Object.entries(duties))
    await act().catch((error: unknown) =>
      log.warn({ duty, err: toFailure(error) }, 'the house could not be kept in order; it is tried again in an hour'),
    )
}

/** Keeps the house in order now and every hour. Returns how to stop. */
export function keepHouseHourly(house: House, live: LiveSittings, log: Log): () => void {
  void keepHouse(house, live, log)
  const clock = setInterval(() => void keepHouse(house, live, log), hourMs)
  return () => clearInterval(clock)
}
