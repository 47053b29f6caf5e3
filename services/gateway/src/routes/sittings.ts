import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import {
  createSitting,
  findPicture,
  findSitting,
  languageOf,
  listSittings,
  loadSitting,
  pictureOf,
} from '../db/sittings.ts'
import type { EventMessage } from '../messages.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import type { House } from '../sentence.ts'

const Uuid = Type.String({ format: 'uuid' })
const Language = Type.Enum(['en', 'zh'])
const Loose = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })

const ReviewedSentence = Type.Object({
  id: Type.String(),
  kind: Type.Enum(['write', 'revise', 'again']),
  of: Type.Optional(Type.String({ description: 'The sentence that was revised or painted again' })),
  text: Type.Optional(Type.String({ description: 'As it was written' })),
  private: Type.Boolean(),
  reading: Type.Optional(Loose),
  look: Type.Optional(Loose),
  pictures: Type.Array(Loose),
  problem: Type.Optional(Loose),
  done: Type.Boolean({ description: 'Nothing more will come' }),
})

/** Sittings over HTTP: begin one, list them, look back at one, fetch its pictures. The writing itself is in socket.ts. */
export const sittingRoutes: FastifyPluginAsyncTypebox<{ house: House }> = async (app, { house }) => {
  const { db, clients } = house

  app.post(
    '/v1/sittings',
    {
      schema: {
        summary: 'Begin a sitting',
        body: Type.Object({
          language: Type.Optional(Type.Enum(['en', 'zh'], { description: 'Of the texts beside the pictures' })),
        }),
        response: { 201: Type.Object({ id: Uuid }) },
      },
      onRequest: signedIn(house),
    },
    async (request, reply) => {
      const { writer, ring } = identityOf(request)
      const language = request.body.language ?? 'en'
      return reply.code(201).send({ id: await createSitting(db, writer, ring, { language, isFleeting: false }) })
    },
  )

  app.get(
    '/v1/sittings',
    {
      schema: {
        summary: 'The writer’s sittings, newest first',
        response: {
          200: Type.Object({
            sittings: Type.Array(
              Type.Object({
                id: Uuid,
                language: Language,
                startedAt: Type.String({ format: 'date-time' }),
                sentences: Type.Integer(),
              }),
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const { writer, ring } = identityOf(request)
      const rows = await listSittings(db, writer)
      return {
        sittings: rows.map((row) => ({
          id: row.id,
          language: languageOf(ring, row),
          startedAt: row.created_at.toISOString(),
          sentences: Number(row.sentences),
        })),
      }
    },
  )

  app.get(
    '/v1/sittings/:id',
    {
      schema: {
        summary: 'A sitting for review: sentences, readings, looks and pictures, in order',
        params: Type.Object({ id: Uuid }),
        response: {
          200: Type.Object({
            id: Uuid,
            language: Language,
            seq: Type.Integer({ description: 'The number of the last event; resume the socket after it' }),
            sentences: Type.Array(ReviewedSentence),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const { writer, ring } = identityOf(request)
      const row = await findSitting(db, writer, request.params.id)
      if (!row) throw new Failure('not_found', 'There is no such sitting')
      const { sentences, events, lastSeq } = await loadSitting(db, ring, row.id)
      const said = Map.groupBy(events, (event) => event.id)
      return {
        id: row.id,
        language: languageOf(ring, row),
        seq: lastSeq,
        sentences: sentences.map(({ id: sentence, kind, of, text, isPrivate }) => ({
          id: sentence,
          kind,
          of: of ?? undefined,
          text: text ?? undefined,
          private: isPrivate,
          ...review(said.get(sentence) ?? []),
        })),
      }
    },
  )

  app.get(
    '/v1/pictures/:id',
    {
      schema: {
        summary: 'A picture, to its writer only',
        params: Type.Object({ id: Uuid }),
        produces: ['image/webp'],
        response: { 200: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const { writer, ring } = identityOf(request)
      const row = await findPicture(db, writer, request.params.id)
      if (!row) throw new Failure('not_found', 'There is no such picture')
      const { mediaType, data } = pictureOf(ring, row)
      return reply.type(mediaType).header('cache-control', 'private, max-age=31536000, immutable').send(data)
    },
  )

  app.get(
    '/v1/styles',
    {
      schema: {
        summary: 'The styles pictures can be painted in now, the house style first',
        response: {
          200: Type.Object({
            styles: Type.Array(
              Type.Object({
                name: Type.String(),
                title: Type.Record(Type.String(), Type.String(), { description: 'For people, by BCP 47 tag' }),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const styles = await clients.styles({ id: request.id, signal: AbortSignal.timeout(2_000) })
      return { styles: styles.map(({ name, title }) => ({ name, title })) }
    },
  )
}

/** What became of a sentence, from all that was said about it. */
function review(events: readonly EventMessage[]) {
  const of = (type: EventMessage['type']) => {
    const event = events.findLast((one) => one.type === type)
    if (!event) return undefined
    const { id: _id, seq: _seq, type: _type, ...body } = event
    return body as Record<string, unknown>
  }
  return {
    reading: of('reading'),
    look: of('look'),
    pictures: events.flatMap((event) => (event.type === 'picture' ? [{ ...event.picture }] : [])),
    problem: of('problem'),
    done: of('done') !== undefined,
  }
}
