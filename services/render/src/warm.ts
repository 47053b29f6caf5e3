import { toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { Painter } from './fleet.ts'
import { emptyScene, plainLook, size } from './request.ts'

/** How long warming up may take, in milliseconds; the backend serves after that in any case. */
const warmMs = 20_000

/** Paints a neutral picture on every thread of the painter and drops it, so that the first writer does not wait for code to be
 *  loaded. Nodes warm themselves. */
export async function warmUp(backend: Painter, stop: AbortSignal, log: Log): Promise<void> {
  const startedAt = performance.now()
  const style = backend.styles[0]!.name
  const signal = AbortSignal.any([stop, AbortSignal.timeout(warmMs)])
  const paintOnce = async (slot: number) => {
    const job = { id: `warm-up ${slot}`, scene: emptyScene, look: { ...plainLook, style }, seed: slot, ...size }
    const [offer] = backend.offers(job)
    for await (const _ of backend.paint(job, signal, offer!));
  }
  try {
    await Promise.all(Array.from({ length: backend.slots }, (_, slot) => paintOnce(slot)))
    log.info({ backend: backend.name, ms: Math.round(performance.now() - startedAt) }, 'backend is warm')
  } catch (error) {
    if (!stop.aborted) log.warn({ backend: backend.name, code: toFailure(error).code }, 'backend could not warm up')
  }
}
