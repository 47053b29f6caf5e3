import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import files from '@fastify/static'
import swagger from '@fastify/swagger'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyBaseLogger, type FastifyRequest, LogController } from 'fastify'
import { keepHouseHourly } from './keep-house.ts'
import { liveSittings } from './live.ts'
import { maxFrameBytes } from './messages.ts'
import { checkOrigin } from './plugins/auth.ts'
import problems, { unreadable } from './plugins/problems.ts'
import { auditRoute } from './routes/audit.ts'
import { dictationRoute } from './routes/dictation.ts'
import { healthRoutes } from './routes/health.ts'
import { keepsakeRoutes } from './routes/keepsakes.ts'
import { noteRoutes } from './routes/notes.ts'
import { programmeRoutes } from './routes/programme.ts'
import { rightsRoutes } from './routes/rights.ts'
import { settingsRoutes } from './routes/settings.ts'
import { sharingRoutes } from './routes/sharing.ts'
import { siteRoutes } from './routes/site.ts'
import { sittingRoutes } from './routes/sittings.ts'
import { socketRoute } from './routes/socket.ts'
import { tasteRoutes } from './routes/taste.ts'
import { whyRoute } from './routes/why.ts'
import { writerRoutes } from './routes/writers.ts'
import type { House } from './house.ts'
import { addressHash } from './vault/attempts.ts'

/** Connections that may be open at once, sockets of sittings among them (limits.ts); one more is dropped. */
const mostConnections = 4_000

/** What helmet would say, for answers to requests that no hook sees: such an answer is nothing to show. */
const forNoPage = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/** The built page. */
const page = join(import.meta.dirname, '../../../web/dist')

/** By the route that answers, however its address was written; where none does, by the address. */
const isPersonal = ({ url, routeOptions }: FastifyRequest) =>
  url.startsWith('/v1/') || routeOptions.url?.startsWith('/v1/') === true

/** The whole gateway, not yet listening. Tests build it with a house of their own. */
export async function buildApp(house: House, log: FastifyBaseLogger, live = liveSittings(house, log)) {
  const app = Fastify({
    loggerInstance: log,
    // Fastify's own lines about requests name the addresses of the people who ask.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'call' }),
    genReqId: () => randomUUID(),
    bodyLimit: maxFrameBytes,
    forceCloseConnections: true,
    // Who sends a request drop by drop, or never takes the answer, holds a connection for so long and no longer.
    requestTimeout: 30_000,
    connectionTimeout: 120_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    // A reverse proxy of the house tells whether the page came over HTTPS, and for whom requests are counted. Nobody else: a
    // client that counts as a proxy chooses its own address.
    trustProxy: house.proxies ?? 'loopback',
    frameworkErrors: (_error, _request, reply) => unreadable(reply.headers(forNoPage)),
  }).setValidatorCompiler(TypeBoxValidatorCompiler)
  app.server.maxConnections = mostConnections
  const nameOf = addressHash()
  await app.register(problems)
  await app.register(swagger, { openapi: { info: { title: 'AIW gateway', version: '1' } } })
  // Before whatever may refuse a request: an upgrade that is refused is ended by this plugin only if it has seen it.
  // A frame a little too large is answered with a problem; only a huge one ends the socket.
  await app.register(websocket, {
    options: { maxPayload: 8 * maxFrameBytes, perMessageDeflate: false },
    // Bytes that are no frames. The other side has been told why; for us it is nothing a person must look at.
    errorHandler: (_error, socket) => socket.terminate(),
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false, // for whoever ends TLS before us to set
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(cookie)
  // Whoever forgot to name their proxy finds everybody counted as one, and no cookie that is for HTTPS only.
  let isTold = false
  app.addHook('onRequest', async ({ headers, ips }) => {
    if (isTold || !headers['x-forwarded-for'] || ips?.length !== 1) return
    isTold = true
    log.warn('X-Forwarded-For was sent by an address that GATEWAY_PROXIES does not name')
  })
  // What changes something is asked by our own page or by a program: another site's form must not sign anybody out.
  app.addHook('onRequest', async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') checkOrigin(request)
  })
  // What is personal stays in no cache, unless its route says otherwise.
  app.addHook('onRequest', async (request, reply) => {
    if (isPersonal(request)) void reply.header('cache-control', 'no-store')
  })
  await app.register(rateLimit, {
    max: 1_200,
    timeWindow: '1 minute',
    keyGenerator: ({ ip }) => nameOf(ip),
    // A whole ward may come from one address, and looking back at a sitting loads its pictures all at once.
    allowList: (request) => !isPersonal(request) || request.routeOptions.url === '/v1/pictures/:id',
  })
  let stopKeeping = () => {}
  app.addHook('onListen', async () => {
    stopKeeping = keepHouseHourly(house, live, log)
  })
  app.addHook('onClose', async () => stopKeeping())
  await app.register(healthRoutes, { house })
  await app.register(writerRoutes, { house, live })
  await app.register(rightsRoutes, { house, live })
  await app.register(auditRoute, { house })
  await app.register(sharingRoutes, { house, live })
  await app.register(siteRoutes, { house })
  await app.register(settingsRoutes, { house, live })
  await app.register(noteRoutes, { house, live })
  await app.register(keepsakeRoutes, { house })
  await app.register(programmeRoutes, { house, live })
  await app.register(sittingRoutes, { house, live })
  await app.register(tasteRoutes, { house, live })
  await app.register(whyRoute, { house, live })
  await app.register(dictationRoute, { house })
  await app.register(socketRoute, { house, live })
  if (existsSync(page))
    await app.register(files, {
      root: page,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        void reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      },
    })
  return app
}
