import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { inTurnOf, newestNote, notesOf, replaceNote } from '../db/notes.ts'
import { Language, Uuid } from '../fields.ts'
import type { LiveSittings } from '../live.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import { advance, type Clock, progressOf, secondsOf } from '../programme.ts'
import type { House } from '../house.ts'
import { recordAudit } from '../vault/audit.ts'
import { ownerOf } from './notes.ts'

const Markdown = Type.String({ description: 'Markdown' })

/** A promise, as it is kept. */
interface Promised {
  /** Of the programme that was promised. */
  version: string
}

/** What a writer is asked to do, and how far they have come. */
export const programmeRoutes: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  const { db } = house

  app.get(
    '/v1/programme',
    {
      schema: {
        summary: 'The programme of this site, in a language, and where this writer stands in it',
        querystring: Type.Object({
          language: Type.Optional(Language),
          zone: Type.Optional(
            Type.String({ maxLength: 64, description: 'The writer’s time zone, like Europe/Berlin; else UTC' }),
          ),
        }),
        response: {
          200: Type.Object({
            version: Type.String(),
            days: Type.Integer({ description: 'On how many days' }),
            minutes: Type.Integer({ description: 'For how many minutes of writing on each' }),
            texts: Type.Object({
              instruction: Markdown,
              place: Markdown,
              promise: Markdown,
              starts: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), text: Markdown })),
              after: Markdown,
              thirdPerson: Markdown,
              imagineFirst: Markdown,
            }),
            day: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
              description: 'Today is this day; null when all days have been written on',
            }),
            done: Type.Integer({ description: 'Seconds written today' }),
            promised: Type.Boolean(),
            finished: Type.Integer({ description: 'On how many days as long was written as is asked' }),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const { language = 'en', zone = 'UTC' } = request.query
      const owner = ownerOf(live, identityOf(request))
      const { texts, ...programme } = house.site.programme
      const promise = await newestNote<Promised>(db, owner, 'programme')
      const clocks = await notesOf<Clock>(db, owner, 'clock')
      const progress = progressOf(
        clocks.map(({ content }) => content),
        programme,
        { now: new Date(), zone, ...(promise && { promisedAt: promise.at }) },
      )
      return { ...programme, texts: texts[language], ...progress, promised: promise !== undefined }
    },
  )

  app.post(
    '/v1/programme/promise',
    {
      schema: {
        summary: 'Promise to take part; the days are counted from today on. Nothing follows from not keeping it',
        response: { 201: Type.Object({ version: Type.String({ description: 'Of what was promised' }) }) },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const identity = identityOf(request)
      const { version } = house.site.programme
      await replaceNote(db, identity, { kind: 'programme', content: { version } satisfies Promised })
      await recordAudit(house, { action: 'programme.promised', writer: identity.writer })
      return reply.code(201).send({ version })
    },
  )

  app.put(
    '/v1/sittings/:id/clock',
    {
      schema: {
        summary: 'How long was actively written in a sitting so far; it never goes back',
        params: Type.Object({ id: Uuid }),
        body: Type.Object(
          { seconds: Type.Integer({ minimum: 0, maximum: 1_000_000 }) },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ seconds: Type.Integer({ description: 'What holds' }) }) },
      },
      onRequest: signedIn(house),
    },
    async (request) => {
      const owner = ownerOf(live, identityOf(request))
      const sitting = request.params.id
      const clock = await inTurnOf(db, owner.writer, async (tx) => {
        const before = (await newestNote<Clock>(tx, owner, 'clock', sitting))?.content
        const after = advance(before ?? [], request.body.seconds, new Date())
        // Also the first, of no seconds: that says whether the sitting is the writer's.
        if (after !== before) await replaceNote(tx, owner, { kind: 'clock', content: after, sitting })
        return after
      })
      return { seconds: secondsOf(clock) }
    },
  )
}
