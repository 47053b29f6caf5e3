import { resolve } from 'node:path'
import { hostAndPort, readConfig } from '@aiw/kit/config'
import { cannotListen } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { aborted, run } from '@aiw/kit/run'
import { buildApp } from './app.ts'
import { connect } from './clients.ts'
import { variables } from './config.ts'
import { openDatabase } from './db/connect.ts'
import { startPostgres } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { readHelpCard } from './help-card.ts'
import { gatewayMetrics } from './metrics.ts'

await run('gateway', async (stop) => {
  const config = readConfig(variables, process.env)
  const log = createLogger('gateway', config.LOG_LEVEL)
  const helpCard = readHelpCard(config.GATEWAY_HELP_CARD)

  const postgres = config.DATABASE_URL
    ? undefined
    : await startPostgres({ folder: resolve(config.AIW_DATA, 'postgres'), log })
  const db = openDatabase(config.DATABASE_URL ?? postgres!.url, () => log.warn('a database connection was lost'))
  const clients = connect(config.EMOTION_ADDRESS, config.RENDER_ADDRESS)
  try {
    await migrate(db)
    const moodHalfLife = config.GATEWAY_MOOD_HALF_LIFE
    const app = await buildApp({ db, clients, helpCard, moodHalfLife, metrics: gatewayMetrics() }, log)
    try {
      await app.listen(hostAndPort(config.GATEWAY_LISTEN)).catch((error: Error) => {
        throw cannotListen(config.GATEWAY_LISTEN, error)
      })
      log.info({ address: config.GATEWAY_LISTEN, adopted: postgres?.adopted }, 'gateway is listening')
      await aborted(stop)
    } finally {
      await app.close()
    }
  } finally {
    clients.close()
    await db.destroy()
    await postgres?.stop()
  }
})
