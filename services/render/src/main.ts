import { readConfig } from '@aiw/kit/config'
import { serve } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { run } from '@aiw/kit/run'
import { tlsOf } from '@aiw/kit/tls'
import { RenderService, renderContract } from '@aiw/proto'
import { painter } from './backends/painter/painter.ts'
import { variables } from './config.ts'
import { fleet } from './fleet.ts'
import { renderService } from './service.ts'
import { warmUp } from './warm.ts'

await run('render', async (stop) => {
  const config = readConfig(variables, process.env)
  const log = createLogger('render', config.LOG_LEVEL)
  const backends = [painter({ workers: config.RENDER_PAINTER_WORKERS })]
  const paintings = fleet(backends, config.RENDER_QUEUE_LENGTH)
  const served = await serve(
    config.RENDER_LISTEN,
    renderContract,
    (server) => server.addService(RenderService.service, renderService(log, paintings, backends)),
    stop,
    { tls: tlsOf('render', config, log), callers: ['gateway'] },
  )
  log.info({ port: served.port, backends: backends.map(({ name }) => name) }, 'render is listening')
  await Promise.all(backends.map((backend) => warmUp(backend, stop, log)))
  served.setServing(true)

  await served.closed
  for (const backend of backends) await backend.close()
})
