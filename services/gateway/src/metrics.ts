import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { SentenceEvent } from './messages.ts'

/** What an operator may watch: numbers only, of nobody in particular. Prometheus text format 0.0.4. */
export interface Metrics {
  /** Counts an event that was said to a page, so many milliseconds after its sentence was taken in hand. */
  said: (event: SentenceEvent, ms: number) => void
  socketOpened: () => void
  socketClosed: () => void
  /** All of it, and its media type. */
  text: () => Promise<string>
  readonly mediaType: string
}

export function gatewayMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const events = new Counter({
    name: 'aiw_events_total',
    help: 'Events said to pages, by type: kept, picture, problem, done and so on',
    labelNames: ['type'],
    registers,
  })
  const problems = new Counter({
    name: 'aiw_problems_total',
    help: 'Sentences that got no picture, by the code of the problem',
    labelNames: ['code'],
    registers,
  })
  const seconds = new Histogram({
    name: 'aiw_seconds_until',
    help: 'Seconds from a sentence taken in hand until it was kept, read, first shown and painted',
    labelNames: ['step'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 0.5, 1, 1.5, 2, 3, 5, 10, 30],
    registers,
  })
  const sockets = new Gauge({ name: 'aiw_sockets', help: 'Open sockets of sittings', registers })
  const steps = new Set<SentenceEvent['type']>(['kept', 'reading', 'preview', 'picture'])
  return {
    said(event, ms) {
      events.inc({ type: event.type })
      if (event.type === 'problem') problems.inc({ code: event.code })
      if (steps.has(event.type)) seconds.observe({ step: event.type }, ms / 1_000)
    },
    socketOpened: () => sockets.inc(),
    socketClosed: () => sockets.dec(),
    text: () => registry.metrics(),
    mediaType: registry.contentType,
  }
}
