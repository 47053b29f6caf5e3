import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { hostAndPort } from '@aiw/kit/config'
import { cannotListen } from '@aiw/kit/grpc-server'
import type { Node } from '@aiw/proto'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What an operator may watch: numbers only, of no picture in particular. Prometheus text format 0.0.4. */
export interface RenderMetrics {
  /** Pictures waiting now. */
  waiting: (count: number) => void
  /** A first preview was shown, so many milliseconds after it was asked for. */
  shown: (ms: number) => void
  /** A picture was painted in a quality of 0 (painter) to 1, so many milliseconds after it was asked for. */
  painted: (backend: string, quality: number, ms: number) => void
  /** A backend lost a picture; another one paints it. */
  lost: (backend: string, code: string) => void
  /** The painter began because a node was late. */
  rescued: () => void
  /** A picture was refused because too many wait. */
  refused: () => void
  /** All of it, with the state of the backends. */
  text: (nodes: readonly Node[]) => Promise<string>
  readonly mediaType: string
}

export function renderMetrics(): RenderMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const buckets = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 7.5, 10, 30]
  const waiting = new Gauge({ name: 'aiw_render_waiting', help: 'Pictures waiting for a backend', registers })
  const shown = new Histogram({
    name: 'aiw_render_first_preview_seconds',
    help: 'Seconds from a request to its first preview',
    buckets,
    registers,
  })
  const seconds = new Histogram({
    name: 'aiw_render_picture_seconds',
    help: 'Seconds from a request to its picture, waiting included, by backend',
    labelNames: ['backend'],
    buckets,
    registers,
  })
  const pictures = new Counter({
    name: 'aiw_render_pictures_total',
    help: 'Pictures painted, by backend and quality: full, reduced (fewer steps or smaller) or painter',
    labelNames: ['backend', 'quality'],
    registers,
  })
  const lost = new Counter({
    name: 'aiw_render_lost_total',
    help: 'Pictures a backend lost and another one had to paint, by the code of the failure',
    labelNames: ['backend', 'code'],
    registers,
  })
  const rescued = new Counter({
    name: 'aiw_render_rescued_total',
    help: 'Pictures the painter began because a node was late',
    registers,
  })
  const refused = new Counter({
    name: 'aiw_render_refused_total',
    help: 'Pictures refused because too many were waiting',
    registers,
  })
  const ready = new Gauge({
    name: 'aiw_render_node_ready',
    help: '1 while a backend takes pictures, else 0',
    labelNames: ['backend'],
    registers,
  })
  const busy = new Gauge({
    name: 'aiw_render_node_busy',
    help: 'Pictures on a backend now',
    labelNames: ['backend'],
    registers,
  })
  return {
    waiting: (count) => waiting.set(count),
    shown: (ms) => shown.observe(ms / 1_000),
    painted(backend, quality, ms) {
      pictures.inc({ backend, quality: quality === 0 ? 'painter' : quality < 1 ? 'reduced' : 'full' })
      seconds.observe({ backend }, ms / 1_000)
    },
    lost: (backend, code) => lost.inc({ backend, code }),
    rescued: () => rescued.inc(),
    refused: () => refused.inc(),
    async text(nodes) {
      ready.reset()
      busy.reset()
      for (const node of nodes) {
        ready.set({ backend: node.name }, node.ready ? 1 : 0)
        busy.set({ backend: node.name }, node.busy)
      }
      return registry.metrics()
    },
    mediaType: registry.contentType,
  }
}

/** Answers `GET /metrics` at host:port until the signal aborts. Throws Failure when the address is taken. */
export async function serveMetrics(
  address: string,
  metrics: RenderMetrics,
  nodes: () => readonly Node[],
  stop: AbortSignal,
): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end()
    metrics.text(nodes()).then(
      (text) => response.writeHead(200, { 'content-type': metrics.mediaType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  const { host, port } = hostAndPort(address)
  try {
    await once(server.listen(port, host), 'listening')
  } catch (error) {
    throw cannotListen(address, error as Error)
  }
  stop.addEventListener('abort', () => server.close(), { once: true })
  return server
}
