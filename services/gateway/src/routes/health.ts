import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import type { House } from '../house.ts'

const Parts = Type.Object({ database: Type.Boolean(), emotion: Type.Boolean(), render: Type.Boolean() })

/** For machines. `/health`: the process lives. `/ready`: a sentence can be kept, read and painted. `/metrics`: numbers. */
export const healthRoutes: FastifyPluginAsyncTypebox<{ house: House }> = async (app, { house }) => {
  app.get(
    '/health',
    { schema: { summary: 'The gateway lives', response: { 200: Type.Object({ status: Type.Literal('ok') }) } } },
    async () => ({ status: 'ok' as const }),
  )

  app.get('/metrics', { schema: { summary: 'Numbers without content, for Prometheus' } }, async (_request, reply) =>
    reply.type(house.metrics.mediaType).send(await house.metrics.text()),
  )

  app.get(
    '/ready',
    {
      schema: {
        summary: 'Whether a sentence can be kept, read and painted now',
        response: { 200: Parts, 503: Parts },
      },
    },
    async (_request, reply) => {
      const [database, services] = await Promise.all([
        sql`select 1`.execute(house.db).then(
          () => true,
          () => false,
        ),
        house.clients.health(),
      ])
      const parts = { database, ...services }
      return reply.code(Object.values(parts).every(Boolean) ? 200 : 503).send(parts)
    },
  )
}
