import { STATUS_CODES } from 'node:http'
import { failures } from '@aiw/kit/errors'
import { createLogger } from '@aiw/kit/log'
import { buildApp } from './src/app.ts'
import type { House } from './src/house.ts'

interface Document {
  components: object
  paths: Record<string, Record<string, { responses: Record<string, object>; security?: object[] }>>
}

/** Calls that anybody may make; every other one needs a writer's cookie or token. */
const open = new Set([
  'get /health',
  'get /ready',
  'get /metrics',
  'get /v1/registration',
  'get /v1/site',
  'post /v1/writers',
  'post /v1/sign-in',
  'post /v1/tokens',
  'post /v1/sign-out',
  'get /v1/styles',
])

const Problem = {
  type: 'object',
  description: 'An RFC 9457 problem document',
  required: ['type', 'title', 'status', 'code', 'detail', 'retry'],
  properties: {
    type: { type: 'string', description: 'urn:aiw:problem: and the code' },
    title: { type: 'string', description: 'For people' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(failures) },
    detail: { type: 'string', description: 'For people; never quotes what was sent' },
    retry: { type: 'boolean', description: 'Whether the same request may succeed later' },
  },
}

/**
 * What the routes say of themselves, as an OpenAPI 3.0 document, with what holds for all of them: who may call, and what
 * a problem looks like. Needs no database and no service: none is asked.
 */
export async function openapi(): Promise<string> {
  const app = await buildApp({} as House, createLogger('openapi', 'silent'))
  await app.ready()
  const document = app.swagger() as unknown as Document
  await app.close()

  document.components = {
    schemas: { Problem },
    securitySchemes: {
      cookie: { type: 'apiKey', in: 'cookie', name: 'aiw' },
      token: { type: 'http', scheme: 'bearer', description: 'From POST /v1/tokens' },
    },
    responses: {
      Problem: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(operations)) {
      for (const [status, response] of Object.entries(operation.responses))
        Object.assign(response, { description: STATUS_CODES[status] })
      operation.responses.default = { $ref: '#/components/responses/Problem' }
      operation.security = open.has(`${method} ${path}`) ? [] : [{ cookie: [] }, { token: [] }]
    }
  return `${JSON.stringify(document, null, 2)}\n`
}

if (import.meta.main) process.stdout.write(await openapi())
