import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import type { Static } from 'typebox'
import { agreementsOf } from '../db/consents.ts'
import { addNote, forgetNotes, type NewNote, type Note, type NoteOwner, notesOf } from '../db/notes.ts'
import { findPicture, findSitting } from '../db/sittings.ts'
import { Language, SentenceId, Uuid } from '../fields.ts'
import type { Identity } from '../identity.ts'
import type { LiveSittings } from '../live.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import { Rating, RatingParts } from '../ratings.ts'
import type { House } from '../house.ts'
import { isWritten } from '../messages.ts'
import { learnFrom } from '../taste/memory.ts'
import { recordAudit } from '../vault/audit.ts'

const At = Type.String({ format: 'date-time', description: 'To the minute' })
const About = { sitting: Type.Optional(Uuid), sentence: Type.Optional(SentenceId) }
const Sitting = Type.Object({ sitting: Type.Optional(Uuid) })
const Added = Type.Object({
  id: Type.Optional(Uuid),
  kept: Type.Boolean({ description: 'False: it is gone with its sitting, or at once where there is none' }),
})

/** How a writer is, before or after: the Affective Slider, see docs/measures.md. */
const Measure = Type.Object({
  when: Type.Enum(['before', 'after']),
  pleasure: Type.Number({ minimum: 0, maximum: 1, description: '0 unpleasant to 1 pleasant' }),
  arousal: Type.Number({ minimum: 0, maximum: 1, description: '0 sleepy to 1 wide awake' }),
  first: Type.Optional(Type.Enum(['pleasure', 'arousal'], { description: 'Which slider was above the other' })),
})
type Measure = Static<typeof Measure>

interface Answer {
  question: string
  version: string
  /** The question, as it was asked. */
  asked: { en: string; zh: string }
  text: string
}

/** Whose notes, with what opens those of their sittings. */
export const ownerOf = (live: LiveSittings, identity: Identity): NoteOwner => ({
  writer: identity.writer,
  ring: identity.ring,
  ringFor: (row) => live.ringFor(row, identity),
})

/** What a writer says of pictures, of themselves, and in answer to questions. */
export const noteRoutes: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  const { db } = house

  app.post(
    '/v1/ratings',
    {
      schema: {
        summary: 'Rate a picture, one of the comfort round, or, before there is a picture, a sentence',
        body: Type.Object(
          {
            picture: Rating.properties.picture,
            comfortPicture: Rating.properties.comfortPicture,
            ...About,
            ...RatingParts,
          },
          { additionalProperties: false },
        ),
        response: { 201: Added },
      },
      onRequest: signedIn(house),
    },
    async (request, reply) => {
      const { sitting, sentence, ...content } = request.body
      const { picture, comfortPicture, ...parts } = content
      const named = [picture, comfortPicture, sitting && sentence].filter((one) => one !== undefined)
      if (named.length !== 1 || (sitting === undefined) !== (sentence === undefined))
        throw new Failure('invalid', 'A rating is of one thing: picture, comfortPicture, or sitting and sentence')
      if (Object.keys(parts).length === 0) throw new Failure('invalid', 'A rating says something')
      const about = picture === undefined ? { sitting, sentence } : await placeOf(identityOf(request), picture)
      const added = await keep(identityOf(request), { kind: 'rating', content, ...about })
      // What was said is kept; that nothing was learned from it is no reason to have it said again.
      await learnFrom(house, live, ownerOf(live, identityOf(request)), content).catch((error: unknown) =>
        request.log.warn({ err: error }, 'a rating was not learned from'),
      )
      return reply.code(201).send(added)
    },
  )

  app.get(
    '/v1/ratings',
    {
      schema: {
        summary: 'What this writer said of pictures, oldest first; of one sitting, or of all',
        querystring: Sitting,
        response: {
          200: Type.Object({
            ratings: Type.Array(Type.Object({ id: Uuid, ...About, ...Rating.properties, at: At })),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => ({ ratings: (await list<Rating>(request, 'rating')).map(flat) }),
  )

  app.post(
    '/v1/measures',
    {
      schema: {
        summary: 'How the writer is, before or after writing',
        body: Type.Object({ sitting: Type.Optional(Uuid), ...Measure.properties }, { additionalProperties: false }),
        response: { 201: Added },
      },
      onRequest: signedIn(house),
    },
    async (request, reply) => {
      const { sitting, ...content } = request.body
      return reply.code(201).send(await keep(identityOf(request), { kind: 'measure', content, sitting }))
    },
  )

  app.get(
    '/v1/measures',
    {
      schema: {
        summary: 'How the writer was, oldest first',
        querystring: Sitting,
        response: {
          200: Type.Object({
            measures: Type.Array(
              Type.Object({ id: Uuid, sitting: Type.Optional(Uuid), ...Measure.properties, at: At }),
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => ({
      measures: (await list<Measure>(request, 'measure')).map(flat),
    }),
  )

  app.get(
    '/v1/questions',
    {
      schema: {
        summary: 'Questions to reflect on, for a pause or for the end; never asked while somebody writes',
        querystring: Type.Object({ language: Type.Optional(Language) }),
        response: {
          200: Type.Object({
            version: Type.String(),
            questions: Type.Array(
              Type.Object({ id: Type.String(), when: Type.Enum(['pause', 'end']), text: Type.String() }),
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const { version, questions } = house.site.questions
      const { language = 'en' } = request.query
      return { version, questions: questions.map(({ id, when, text }) => ({ id, when, text: text[language] })) }
    },
  )

  app.post(
    '/v1/answers',
    {
      schema: {
        summary: 'Answer a question, about a sentence and its picture or about the sitting',
        body: Type.Object(
          {
            sitting: Uuid,
            sentence: Type.Optional(SentenceId),
            question: Type.String({ maxLength: 40 }),
            version: Type.String({ maxLength: 40, description: 'Of the list the question is from' }),
            text: Type.String({ minLength: 1, maxLength: 2_000 }),
          },
          { additionalProperties: false },
        ),
        response: { 201: Added },
      },
      onRequest: signedIn(house),
    },
    async (request, reply) => {
      const { sitting, sentence, question, version, text } = request.body
      const { questions } = house.site
      const asked = questions.version === version && questions.questions.find(({ id }) => id === question)
      if (!asked) throw new Failure('invalid', 'The list of questions is another one now: see GET /v1/questions')
      if (!isWritten(text)) throw new Failure('invalid', 'text: 1 to 2,000 characters, not all blank')
      const content: Answer = { question, version, asked: asked.text, text: text.toWellFormed() }
      return reply.code(201).send(await keep(identityOf(request), { kind: 'answer', content, sitting, sentence }))
    },
  )

  app.get(
    '/v1/answers',
    {
      schema: {
        summary: 'What this writer answered, oldest first; in one sitting, or in all',
        querystring: Sitting,
        response: {
          200: Type.Object({
            answers: Type.Array(
              Type.Object({
                id: Uuid,
                ...About,
                question: Type.String(),
                version: Type.String(),
                asked: Type.Object({ en: Type.String(), zh: Type.String() }, { description: 'As it was asked' }),
                text: Type.String(),
                at: At,
              }),
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => ({ answers: (await list<Answer>(request, 'answer')).map(flat) }),
  )

  app.delete(
    '/v1/answers/:id',
    {
      schema: {
        summary: 'Delete an answer',
        params: Type.Object({ id: Uuid }),
        response: { 204: Type.Null() },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const { writer } = identityOf(request)
      const { id } = request.params
      if (!(await forgetNotes(db, writer, ['answer'], id))) throw new Failure('not_found', 'There is no such answer')
      await recordAudit(house, { action: 'answer.deleted', writer, record: id })
      return reply.code(204).send(null)
    },
  )

  /** Keeps a note; one about no sitting only where its writer agrees to keeping. */
  async function keep(identity: Identity, note: NewNote) {
    const owner = ownerOf(live, identity)
    if (note.sitting === undefined) {
      const { keeping } = await agreementsOf(db, identity.writer, identity.ring)
      return keeping ? { id: await addNote(db, owner, note), kept: true } : { kept: false }
    }
    const id = await addNote(db, owner, note)
    const sitting = await findSitting(db, identity.writer, note.sitting)
    return { id, kept: sitting?.is_fleeting === false }
  }

  /** The sentence of a picture of whoever asks. Throws Failure `not_found`. */
  async function placeOf({ writer }: Identity, picture: string) {
    const row = await findPicture(db, writer, picture)
    if (!row) throw new Failure('not_found', 'There is no such picture')
    return { sitting: row.sitting_id, sentence: row.sentence_id }
  }

  const list = <T>(
    request: Parameters<typeof identityOf>[0] & { query: { sitting?: string } },
    kind: 'rating' | 'measure' | 'answer',
  ) => notesOf<T>(db, ownerOf(live, identityOf(request)), kind, request.query)
}

/** A note as it is answered: what lies in it beside what it is about. */
const flat = <T extends object>({ id, sitting, sentence, content, at }: Note<T>) => ({
  ...content,
  id,
  ...(sitting && { sitting }),
  ...(sentence && { sentence }),
  at: at.toISOString(),
})
