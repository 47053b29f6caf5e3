import { toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import { enforceRetention, finishErasures } from './erase.ts'
import type { LiveSittings } from './live.ts'
import type { House } from './sentence.ts'

const hourMs = 60 * 60_000

/** What the clock does: ends sessions nobody uses, deletes what is too old, finishes what was cut off. Never rejects. */
export async function keepHouse(house: House, live: LiveSittings, log: Log, now = Date.now()): Promise<void> {
  try {
    await house.sessions.sweep()
    await finishErasures(house)
    if (house.retentionDays === undefined) return
    const deleted = await enforceRetention(house, live, house.retentionDays, now)
    if (deleted > 0) log.info({ sittings: deleted, days: house.retentionDays }, 'sittings were deleted by their age')
  } catch (error) {
    log.warn({ err: toFailure(error) }, 'the house could not be kept in order; it is tried again in an hour')
  }
}

/** Keeps the house in order now and every hour. Returns how to stop. */
export function keepHouseHourly(house: House, live: LiveSittings, log: Log): () => void {
  void keepHouse(house, live, log)
  const clock = setInterval(() => void keepHouse(house, live, log), hourMs)
  return () => clearInterval(clock)
}
