// A render service that paints at once: what remains of the loop is the gateway, the reader and the database.
import { serve, stream, unary } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { run, aborted } from '@aiw/kit/run'
import { RenderService, type RenderServiceHandlers, renderContract } from '@aiw/proto'

/** A picture of some 60 KB, as the painter's are, that nobody can look at. */
const image = { mediaType: 'image/webp', data: Buffer.alloc(60_000, 7), width: 1024, height: 640 }
const preview = { ...image, data: image.data.subarray(0, 12_000) }
const picture = {
  image,
  backend: 'instant',
  recipe: 'instant/1',
  paintedMs: 0,
  measured: { lightness: 50, yellowness: 0, sharpness: 0 },
}

await run('painter', async (stop) => {
  const log = createLogger('painter', 'silent')
  const handlers: RenderServiceHandlers = {
    Paint: stream(log, async function* () {
      yield { preview }
      yield { picture }
    }),
    ListStyles: unary(log, () => ({ styles: [] })),
    GetFleet: unary(log, () => ({ nodes: [], waiting: 0 })),
  }
  const add = (server: {
    addService: (service: typeof RenderService.service, handlers: RenderServiceHandlers) => void
  }) => server.addService(RenderService.service, handlers)
  const served = await serve('127.0.0.1:0', renderContract, add, stop)
  served.setServing(true)
  process.send!(served.port)
  await aborted(stop)
})
