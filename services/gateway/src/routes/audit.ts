import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { identityOf, signedIn } from '../plugins/auth.ts'
import type { House } from '../house.ts'
import { entriesOf } from '../vault/audit.ts'

/** The most entries that are answered at once. */
const pageLength = 200

/** What a writer may see of the audit: what was done to what is theirs, and by whom. */
export const auditRoute: FastifyPluginAsyncTypebox<{ house: House }> = async (app, { house }) => {
  app.get(
    '/v1/writers/me/audit',
    {
      schema: {
        summary: 'What was done to what is this writer’s, and by whom, newest first, 200 at once',
        querystring: Type.Object({
          before: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Only entries with a lower number' }),
          ),
        }),
        response: {
          200: Type.Object({
            entries: Type.Array(
              Type.Object({
                number: Type.Integer({ description: 'Rising; others’ entries lie between' }),
                at: Type.String({ format: 'date-time', description: 'To the minute' }),
                by: Type.Enum(['writer', 'house']),
                action: Type.String({ description: 'sitting.viewed and the like' }),
                record: Type.Optional(
                  Type.String({ description: 'Id of a sitting, picture or release; sitting/sentence; or a purpose' }),
                ),
              }),
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const entries = await entriesOf(house, identityOf(request).writer, pageLength, request.query.before)
      return { entries: entries.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })) }
    },
  )
}
