import { resolve } from 'node:path'
import { hostAndPort, readConfig } from '@aiw/kit/config'
import { cannotListen } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { aborted, run } from '@aiw/kit/run'
import { tlsOf } from '@aiw/kit/tls'
import { buildApp } from './app.ts'
import { connect } from './clients.ts'
import { variables } from './config.ts'
import { openDatabase } from './db/connect.ts'
import { startPostgres } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { dictation } from './dictation.ts'
import { readHelpCard } from './help-card.ts'
import { gatewayMetrics } from './metrics.ts'
import type { House } from './house.ts'
import { readSite } from './site.ts'
import { openKeyStore } from './vault/key-store.ts'
import { readConsentTexts } from './vault/consent-texts.ts'
import { readRecipients } from './vault/recipients.ts'
import { prepareVault } from './vault/prepare.ts'
import { sessions } from './vault/sessions.ts'

/** After how long an unused bearer token ends, in milliseconds: 30 days. */
const tokenIdleMs = 30 * 24 * 60 * 60_000

await run('gateway', async (stop) => {
  const config = readConfig(variables, process.env)
  const log = createLogger('gateway', config.LOG_LEVEL)
  const helpCard = readHelpCard(config.GATEWAY_HELP_CARD)
  const consentTexts = readConsentTexts(config.GATEWAY_CONSENT_TEXTS)
  const recipients = readRecipients(config.GATEWAY_RECIPIENTS)
  const site = readSite(config)
  const speech = config.GATEWAY_SPEECH_URL && {
    url: config.GATEWAY_SPEECH_URL,
    model: config.GATEWAY_SPEECH_MODEL,
    key: config.GATEWAY_SPEECH_KEY,
    mayLeave: config.GATEWAY_SPEECH_OUTSIDE !== undefined,
  }
  const hear = speech ? await dictation(speech, log) : undefined
  const clients = connect(config.EMOTION_ADDRESS, config.RENDER_ADDRESS, tlsOf('gateway', config, log))

  const postgres = config.DATABASE_URL
    ? undefined
    : await startPostgres({ folder: resolve(config.AIW_DATA, 'postgres'), log })
  const url = config.DATABASE_URL ?? postgres!.url
  const db = openDatabase(url, () => log.warn('a database connection was lost'))
  try {
    await migrate(db)
    const keys = await openKeyStore(config.AIW_KEYS ?? resolve(config.AIW_DATA, 'keys'))
    await prepareVault(db, keys, url, config.GATEWAY_ERASE_UNSEALED, log)
    const idle = { cookie: site.sessionMinutes * 60_000, token: tokenIdleMs }
    const house: House = {
      db,
      clients,
      helpCard,
      moodHalfLife: config.GATEWAY_MOOD_HALF_LIFE,
      metrics: gatewayMetrics(),
      keys,
      sessions: sessions(keys, idle),
      isOpen: config.GATEWAY_OPEN_REGISTRATION,
      consentTexts,
      recipients,
      dictation: hear,
      site,
      retentionDays: config.GATEWAY_RETENTION_DAYS,
      proxies: config.GATEWAY_PROXIES,
    }
    const app = await buildApp(house, log)
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
