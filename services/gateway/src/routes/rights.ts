import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import { eraseWriter } from '../erase.ts'
import { exportOf } from '../export.ts'
import { Uuid } from '../fields.ts'
import type { LiveSittings } from '../live.ts'
import { clearSession, identityOf, signedIn } from '../plugins/auth.ts'
import type { House } from '../house.ts'
import { recordAudit } from '../vault/audit.ts'

const Count = Type.Optional(Type.Integer())

/** What a writer may ask of the house: take everything along, be forgotten. */
export const rightsRoutes: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  /** Writers whose export is on its way. */
  const exporting = new Set<string>()

  app.delete(
    '/v1/writers/me',
    {
      schema: {
        summary: 'Erase this writer: the keys at once, so that nothing can be read from then on, then every row',
        response: {
          202: Type.Object(
            {
              id: Uuid,
              day: Type.String({ format: 'date' }),
              sittings: Count,
              sentences: Count,
              pictures: Count,
            },
            { description: 'A receipt without content; counts are missing when the rows follow later' },
          ),
        },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const receipt = await eraseWriter(house, live, identityOf(request).writer, request.log)
      clearSession(reply)
      return reply.code(202).send(receipt)
    },
  )

  app.get(
    '/v1/writers/me/export',
    {
      schema: {
        summary: 'Everything of this writer: JSON, pictures, and a page to look at them offline',
        produces: ['application/zip'],
        response: { 200: Type.Unsafe<NodeJS.ReadableStream>({ type: 'string', format: 'binary' }) },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const identity = identityOf(request)
      const { writer } = identity
      if (exporting.has(writer)) throw new Failure('busy', 'Your export is on its way already')
      exporting.add(writer)
      try {
        // First, so that the export holds it, too.
        await recordAudit(house, { action: 'writer.exported', writer })
        const stream = await exportOf(house, live, identity)
        stream.once('close', () => exporting.delete(writer))
        return reply
          .type('application/zip')
          .header('content-disposition', 'attachment; filename="aiw-export.zip"')
          .send(stream)
      } catch (error) {
        exporting.delete(writer)
        throw error
      }
    },
  )
}
