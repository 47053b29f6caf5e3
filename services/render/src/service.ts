import { stream, unary } from '@aiw/kit/grpc-server'
import type { Logger } from '@aiw/kit/log'
import type { PaintResponse, RenderServiceHandlers, Style } from '@aiw/proto'
import type { Backend } from './backends/backend.ts'
import type { Fleet, PaintingEvent } from './fleet.ts'
import { jobFrom } from './request.ts'

/** The RenderService of proto/aiw/render/v1. */
export function renderService(log: Logger, fleet: Fleet, backends: () => readonly Backend[]): RenderServiceHandlers {
  return {
    Paint: stream(log, async function* (request, call) {
      const { job, lane } = jobFrom(
        request,
        stylesOf(backends()).map(({ name }) => name),
      )
      for await (const event of fleet.paint(job, lane, call.signal, call.log)) yield responseFrom(event)
    }),
    ListStyles: unary(log, () => ({ styles: stylesOf(backends()) })),
    GetFleet: unary(log, () => ({ nodes: fleet.nodes(), waiting: fleet.waiting() })),
  }
}

/** What the house can paint in, with who can; in the order of the backends, the house style first. */
function stylesOf(backends: readonly Backend[]): Style[] {
  const styles = new Map<string, Style>()
  for (const backend of backends)
    for (const { name, title } of backend.styles) {
      const style = styles.get(name) ?? { name, title, backends: [] }
      style.backends.push(backend.name)
      styles.set(name, style)
    }
  return [...styles.values()]
}

function responseFrom(event: PaintingEvent): PaintResponse {
  switch (event.kind) {
    case 'waiting':
      return { waiting: { ahead: event.ahead } }
    case 'started':
      return { started: { backend: event.backend } }
    case 'progress':
      return { progress: { done: event.done } }
    case 'preview':
      return { preview: event.image }
    case 'picture': {
      const { kind: _, ...picture } = event
      return { picture }
    }
  }
}
