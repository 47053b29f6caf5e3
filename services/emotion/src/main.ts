import { readConfig } from '@aiw/kit/config'
import { serve } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { run } from '@aiw/kit/run'
import { tlsOf } from '@aiw/kit/tls'
import { EmotionService, emotionContract } from '@aiw/proto'
import { variables } from './config.ts'
import { read, reader } from './read.ts'
import { withBetter } from './readers/better.ts'
import { betterReader } from './readers/choose.ts'
import { emotionService } from './service.ts'

await run('emotion', async (stop) => {
  const config = readConfig(variables, process.env)
  const log = createLogger('emotion', config.LOG_LEVEL)
  const better = await betterReader(config, log)
  const reads = better ? withBetter(read, better, { timeoutMs: config.EMOTION_READER_TIMEOUT_MS, log }) : read
  const served = await serve(
    config.EMOTION_LISTEN,
    emotionContract,
    (server) => server.addService(EmotionService.service, emotionService(log, reads)),
    stop,
    { tls: tlsOf('emotion', config, log), callers: ['gateway'] },
  )
  // The first reading compiles what later ones only run: some 30 ms that no writer should wait for.
  for (const text of ['There was only one bird.', '最后只有一只鸟。']) read(text)
  served.setServing(true)
  log.info({ port: served.port, reader, better: better?.name }, 'emotion is listening')
  await served.closed
  await better?.close()
})
