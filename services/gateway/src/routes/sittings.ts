import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import type { FastifyRequest } from 'fastify'
import { findPicture, languageOf, listSittings, loadSitting, pictureOf } from '../db/sittings.ts'
import { sourceOf } from '../entry.ts'
import { removeSitting } from '../erase.ts'
import { Language, SentenceId, Uuid } from '../fields.ts'
import { languages } from '../look.ts'
import type { EventMessage } from '../messages.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import type { LiveSittings } from '../live.ts'
import { viewOf } from '../scene.ts'
import type { House } from '../house.ts'
import { recordAudit } from '../vault/audit.ts'

const SentenceParams = Type.Object({ id: Uuid, sentence: SentenceId })
const Kept = Type.Boolean({ description: 'False: it is gone when its writer leaves' })
const Loose = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })

const ReviewedSentence = Type.Object({
  id: Type.String(),
  kind: Type.Enum(['write', 'revise', 'again']),
  of: Type.Optional(Type.String({ description: 'The sentence that was revised or painted again' })),
  text: Type.Optional(Type.String({ description: 'As it was written' })),
  private: Type.Boolean(),
  reading: Type.Optional(Loose),
  look: Type.Optional(Loose),
  view: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({
      ...Loose,
      description: 'How it was asked to be seen: viewpoint, moment, through, without, as, beside; see docs/api.md',
    }),
  ),
  pictures: Type.Array(Loose),
  problem: Type.Optional(Loose),
  done: Type.Boolean({ description: 'Nothing more will come' }),
})

/** The sittings that are listed at once. */
const pageLength = 200

/** Sittings over HTTP: begin one, list them, look back at one, fetch its pictures. The writing itself is in socket.ts. */
export const sittingRoutes: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  const { db, clients } = house

  app.post(
    '/v1/sittings',
    {
      schema: {
        summary: 'Begin a sitting',
        body: Type.Object({
          language: Type.Optional(Type.Enum([...languages], { description: 'Of the texts beside the pictures' })),
        }),
        response: { 201: Type.Object({ id: Uuid }) },
      },
      onRequest: signedIn(house),
    },
    async (request, reply) =>
      reply.code(201).send({ id: await live.create(identityOf(request), request.body.language ?? 'en') }),
  )

  app.get(
    '/v1/sittings',
    {
      schema: {
        summary: 'The writer’s sittings, newest first, 200 at once',
        querystring: Type.Object({
          before: Type.Optional(
            Type.String({
              format: 'date-time',
              description: 'Only those that began earlier: the startedAt of the last one that was listed',
            }),
          ),
        }),
        response: {
          200: Type.Object({
            sittings: Type.Array(
              Type.Object({
                id: Uuid,
                language: Language,
                startedAt: Type.String({ format: 'date-time' }),
                sentences: Type.Integer(),
                kept: Kept,
              }),
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const identity = identityOf(request)
      const before = request.query.before && new Date(request.query.before)
      // A leap second is none that a Date knows.
      if (before && Number.isNaN(before.getTime())) throw new Failure('invalid', 'before: a moment that there was')
      const rows = await listSittings(db, identity.writer, { most: pageLength, ...(before && { before }) })
      return {
        sittings: rows.flatMap((row) => {
          const ring = live.ringFor(row, identity)
          if (!ring) return []
          const { id, created_at, sentences, is_fleeting } = row
          return [
            {
              id,
              language: languageOf(ring, row),
              startedAt: created_at.toISOString(),
              sentences: Number(sentences),
              kept: !is_fleeting,
            },
          ]
        }),
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
            kept: Kept,
            seq: Type.Integer({ description: 'The number of the last event; resume the socket after it' }),
            sentences: Type.Array(ReviewedSentence),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const { row, ring, writer } = await sittingOf(request, request.params.id)
      await recordAudit(house, { action: 'sitting.viewed', writer, record: row.id })
      const { sentences, events, lastSeq } = await loadSitting(db, ring, row.id)
      const byId = new Map(sentences.map((one) => [one.id, one]))
      const said = Map.groupBy(events, (event) => event.id)
      return {
        id: row.id,
        language: languageOf(ring, row),
        kept: !row.is_fleeting,
        seq: lastSeq,
        sentences: sentences.map(({ id: sentence, kind, of, text, isPrivate, wish }) => ({
          id: sentence,
          view: viewOf(wish, sourceOf(byId, byId.get(sentence)!).reading?.scene ?? undefined),
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
      const { row, ring } = await foundPicture(request, request.params.id)
      const { mediaType, data } = pictureOf(ring, row)
      // On a device that many use, a picture must not outlive its writer's visit.
      const caching = house.site.kioskMinutes === undefined ? 'private, max-age=31536000, immutable' : 'no-store'
      return reply.type(mediaType).header('cache-control', caching).send(data)
    },
  )

  app.delete(
    '/v1/sittings/:id',
    {
      schema: {
        summary: 'Delete a sitting with all that is in it',
        params: Type.Object({ id: Uuid }),
        response: { 204: Type.Null() },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const { row, writer } = await sittingOf(request, request.params.id)
      await removeSitting(db, live, row.id)
      await recordAudit(house, { action: 'sitting.deleted', writer, record: row.id })
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/v1/sittings/:id/sentences/:sentence',
    {
      schema: {
        summary: 'Delete a sentence, its pictures, and the pictures that were painted of it again',
        params: SentenceParams,
        response: { 204: Type.Null() },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const { id, sentence } = request.params
      const { row, ...owner } = await sittingOf(request, id)
      await live.visit(row, owner, (sitting) => sitting.deleteSentence(sentence))
      await recordAudit(house, { action: 'sentence.deleted', writer: owner.writer, record: `${row.id}/${sentence}` })
      return reply.code(204).send(null)
    },
  )

  app.patch(
    '/v1/sittings/:id/sentences/:sentence',
    {
      schema: {
        summary: 'Make a sentence private, so that it is neither read nor painted nor released, or ordinary again',
        params: SentenceParams,
        body: Type.Object({ private: Type.Boolean() }),
        response: { 200: Type.Object({ private: Type.Boolean() }) },
      },
      onRequest: signedIn(house),
    },
    async (request) => {
      const { id, sentence } = request.params
      const { private: isPrivate } = request.body
      const { row, ...owner } = await sittingOf(request, id)
      await live.visit(row, owner, (sitting) => sitting.setPrivate(sentence, isPrivate))
      const action = isPrivate ? 'sentence.made_private' : 'sentence.made_ordinary'
      await recordAudit(house, { action, writer: owner.writer, record: `${row.id}/${sentence}` })
      return { private: isPrivate }
    },
  )

  app.delete(
    '/v1/pictures/:id',
    {
      schema: {
        summary: 'Delete a picture; its sentence stays',
        params: Type.Object({ id: Uuid }),
        response: { 204: Type.Null() },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const { row: picture } = await foundPicture(request, request.params.id)
      const { row, ...owner } = await sittingOf(request, picture.sitting_id)
      await live.visit(row, owner, (sitting) => sitting.deletePicture(picture.id))
      await recordAudit(house, { action: 'picture.deleted', writer: owner.writer, record: picture.id })
      return reply.code(204).send(null)
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

  /** A sitting of whoever asks, and what opens it. Throws Failure `not_found`. */
  async function sittingOf(request: FastifyRequest, id: string) {
    const identity = identityOf(request)
    return { ...(await live.find(identity, id)), writer: identity.writer }
  }

  /** A picture of whoever asks, and what opens it. Throws Failure `not_found`. */
  async function foundPicture(request: FastifyRequest, id: string) {
    const identity = identityOf(request)
    const row = await findPicture(db, identity.writer, id)
    const ring = row && live.ringFor({ id: row.sitting_id, is_fleeting: row.is_fleeting }, identity)
    if (!row || !ring) throw new Failure('not_found', 'There is no such picture')
    return { row, ring }
  }
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
