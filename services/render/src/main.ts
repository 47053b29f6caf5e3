import { readConfig } from '@aiw/kit/config'
import { serve } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { run } from '@aiw/kit/run'
import { tlsOf } from '@aiw/kit/tls'
import { RenderService, renderContract } from '@aiw/proto'
import { comfyui } from './backends/comfyui/comfyui.ts'
import { loadRecipes } from './backends/comfyui/recipe.ts'
import { painter as startPainter } from './backends/painter/painter.ts'
import { variables } from './config.ts'
import { fleet } from './fleet.ts'
import { renderMetrics, serveMetrics } from './metrics.ts'
import { findNodes, parseNodes } from './nodes.ts'
import { renderService } from './service.ts'
import { warmUp } from './warm.ts'

await run('render', async (stop) => {
  const config = readConfig(variables, process.env)
  const log = createLogger('render', config.LOG_LEVEL)
  const recipes = await loadRecipes(config.RENDER_RECIPES)
  const painter = startPainter({ workers: config.RENDER_PAINTER_WORKERS })
  const nodes = findNodes(
    parseNodes(config.RENDER_NODES),
    (name, url) =>
      comfyui({
        name,
        url,
        recipes,
        finisher: painter.finisher,
        underpaint: painter.underpaint,
        allowLeaks: config.RENDER_USE_LEAKING_NODES,
        log,
      }),
    log,
    stop,
  )
  const metrics = renderMetrics()
  const paintings = fleet({ painter, nodes, queueLength: config.RENDER_QUEUE_LENGTH, metrics })
  const served = await serve(
    config.RENDER_LISTEN,
    renderContract,
    // The painter first: it has every style, and its first is the house's.
    (server) =>
      server.addService(
        RenderService.service,
        renderService(log, paintings, () => [painter, ...nodes.list()]),
      ),
    stop,
    { tls: tlsOf('render', config, log), callers: ['gateway'] },
  )
  if (config.RENDER_METRICS_LISTEN)
    await serveMetrics(config.RENDER_METRICS_LISTEN, metrics, () => paintings.nodes(), stop)
  log.info({ port: served.port, nodes: nodes.list().length, recipes: recipes.length }, 'render is listening')
  await warmUp(painter, stop, log)
  served.setServing(true)

  await served.closed
  await nodes.close()
  await painter.close()
})
