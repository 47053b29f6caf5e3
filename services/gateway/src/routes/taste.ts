import { randomUUID } from 'node:crypto'
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Call } from '@aiw/kit/call'
import { Failure } from '@aiw/kit/errors'
import type { Image } from '@aiw/proto'
import type { Painting } from '../clients.ts'
import type { LiveSittings } from '../live.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import { leftOf } from '../plugins/leaving.ts'
import type { House } from '../house.ts'
import { effectiveSettings } from '../settings.ts'
import { comfortPainting, comfortPictures } from '../taste/comfort.ts'
import { beliefOf, forgetTaste, siteStyles } from '../taste/memory.ts'
import { sayingOf } from '../taste/saying.ts'
import { recordAudit } from '../vault/audit.ts'

/** What the house learned of a writer's taste, and the comfort round it begins with. */
export const tasteRoutes: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  const { db } = house
  /**
   * Comfort pictures of each writer that were asked for and are not there yet. They are painted one after the other: all at once
   * they would fill the queue of a house that paints slowly, and be refused.
   */
  const lines = new Map<string, { lane: string; length: number; last: Promise<unknown> }>()

  app.get(
    '/v1/taste',
    {
      schema: {
        summary: 'What the house learned of which pictures suit this writer, in one sentence',
        response: {
          200: Type.Object({
            learning: Type.Boolean({ description: 'The setting: false, and nothing is learned or used' }),
            ratings: Type.Integer({ description: 'How often something was learned' }),
            says: Type.Object(
              {
                key: Type.Enum(['off', 'nothing', 'even', 'leaning']),
                brightness: Type.Optional(Type.Enum(['darker', 'brighter'])),
                warmth: Type.Optional(Type.Enum(['colder', 'warmer'])),
                blur: Type.Optional(Type.Enum(['softer'])),
                abstraction: Type.Optional(Type.Enum(['looser'])),
                style: Type.Optional(Type.String({ description: 'A name from GET /v1/styles' })),
              },
              { description: 'Which sentence to say, and where the pictures lean' },
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const identity = identityOf(request)
      const { settings } = await effectiveSettings(house, identity)
      const belief = await beliefOf(db, identity)
      const learning = settings.learning.value
      const says = learning ? sayingOf(belief, await siteStyles(house)) : { key: 'off' as const }
      return { learning, ratings: belief?.seen ?? 0, says }
    },
  )

  app.delete(
    '/v1/taste',
    {
      schema: {
        summary: 'Forget what was learned: pictures are as the house has them again. Ratings stay',
        response: { 204: Type.Null() },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const { writer } = identityOf(request)
      await forgetTaste(house, live, writer)
      await recordAudit(house, { action: 'taste.forgotten', writer })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/v1/comfort/:n',
    {
      schema: {
        summary:
          'A picture of the comfort round, painted now: eight looks of one calm scene, to be rated by their number',
        params: Type.Object({ n: Type.Integer({ minimum: 0, maximum: comfortPictures - 1 }) }),
        produces: ['image/webp'],
        response: { 200: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const identity = identityOf(request)
      const signal = leftOf(reply)
      const styles = await siteStyles(house)
      if (styles.length === 0) throw new Failure('unavailable', 'The painter does not answer')
      const { settings } = await effectiveSettings(house, identity)
      const { leaning: _, ...painting } = comfortPainting(request.params.n, styles, settings)

      const line = lines.get(identity.writer) ?? { lane: randomUUID(), length: 0, last: Promise.resolve() }
      if (line.length >= comfortPictures)
        throw new Failure('busy', 'These pictures are being painted; ask again in a moment')
      lines.set(identity.writer, line)
      line.length++
      const image = line.last.then(() => {
        signal.throwIfAborted()
        return paint({ id: randomUUID(), lane: line.lane, ...painting }, { id: request.id, signal, log: request.log })
      })
      line.last = image.catch(() => {})
      try {
        const { mediaType, data } = await image
        return await reply.type(mediaType).send(data)
      } finally {
        if (--line.length === 0) lines.delete(identity.writer)
      }
    },
  )

  /** The finished picture. Throws Failure. */
  async function paint(painting: Painting, call: Call): Promise<Image> {
    for await (const { picture } of house.clients.paint(painting, call)) if (picture) return picture.image as Image
    throw new Failure('internal', 'The painting ended without a picture')
  }
}
