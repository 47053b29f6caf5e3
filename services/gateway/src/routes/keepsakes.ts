import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import { agreementsOf } from '../db/consents.ts'
import { forgetNotes, newestNote, notesOf, replaceNote } from '../db/notes.ts'
import { SentenceId, Uuid } from '../fields.ts'
import type { Identity } from '../identity.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import type { House } from '../house.ts'
import { recordAudit } from '../vault/audit.ts'

const At = Type.String({ format: 'date-time', description: 'To the minute' })
/** Bytes of a body: texts are long, and a Chinese character takes three. */
const bodyLimit = 256 * 1024
/** Booklets of one writer. */
const mostBooklets = 100

/** Of a part of the plan: twice the page's form and a line end, for the page makes one of two plans. */
const mostCharacters = 2 * 2_000 + 1

const Part = (description: string) => Type.String({ maxLength: mostCharacters, pattern: '^[^\\u0000]*$', description })

/** What a person writes down for bad hours, in their own words. */
const Plan = Type.Object(
  {
    signs: Part('How I notice that it begins'),
    self: Part('What I can do by myself'),
    people: Part('With whom I can be, or talk'),
    places: Part('Where I am safe'),
    professionals: Part('Who helps me by profession, and how to reach them'),
    reasons: Part('What is worth staying for'),
  },
  { additionalProperties: false },
)
type Plan = Record<keyof typeof Plan.properties, string>
const noPlan = Object.fromEntries(Object.keys(Plan.properties).map((name) => [name, ''])) as Plan

const Booklet = Type.Object(
  {
    title: Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$' }),
    items: Type.Array(
      Type.Object(
        {
          sitting: Uuid,
          sentence: SentenceId,
          picture: Type.Optional(Uuid),
          caption: Type.Optional(Type.String({ maxLength: 500, pattern: '^[^\\u0000]*$' })),
        },
        { additionalProperties: false },
      ),
      { maxItems: 200, description: 'In order. What was deleted since is still named here' },
    ),
  },
  { additionalProperties: false },
)
interface Booklet {
  title: string
  items: { sitting: string; sentence: string; picture?: string; caption?: string }[]
}

const KeptBooklet = Type.Object({ id: Uuid, ...Booklet.properties, at: At })
const ById = Type.Object({ id: Uuid })

/** What a writer keeps for themselves: the safety plan, and booklets of sentences and pictures. */
export const keepsakeRoutes: FastifyPluginAsyncTypebox<{ house: House }> = async (app, { house }) => {
  const { db } = house

  app.get(
    '/v1/plan',
    {
      schema: {
        summary: 'The safety plan of this writer; empty texts before there is one',
        response: { 200: Type.Object({ ...Plan.properties, at: Type.Optional(At) }) },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const plan = await newestNote<Plan>(db, identityOf(request), 'plan')
      return { ...noPlan, ...plan?.content, ...(plan && { at: plan.at.toISOString() }) }
    },
  )

  app.put(
    '/v1/plan',
    {
      bodyLimit,
      schema: {
        summary: 'Write the safety plan down, in place of an earlier one; all texts empty: there is none',
        body: Type.Partial(Plan, { additionalProperties: false }),
        response: { 200: Plan },
      },
      onRequest: signedIn(house),
    },
    async (request) => {
      const identity = identityOf(request)
      const plan = { ...noPlan, ...request.body }
      if (Object.values(plan).every((text) => text.trim() === '')) await forgetNotes(db, identity.writer, ['plan'])
      else {
        await mayKeep(identity)
        await replaceNote(db, identity, { kind: 'plan', content: plan })
      }
      await recordAudit(house, { action: 'plan.changed', writer: identity.writer })
      return plan
    },
  )

  app.get(
    '/v1/booklets',
    {
      schema: {
        summary: 'The booklets of this writer, the one changed last at the end',
        response: { 200: Type.Object({ booklets: Type.Array(KeptBooklet) }) },
      },
      preHandler: signedIn(house),
    },
    async (request) => ({ booklets: await bookletsOf(identityOf(request)) }),
  )

  app.get(
    '/v1/booklets/:id',
    {
      schema: { summary: 'A booklet', params: ById, response: { 200: KeptBooklet } },
      preHandler: signedIn(house),
    },
    async (request) => {
      const found = (await bookletsOf(identityOf(request))).find(({ id }) => id === request.params.id.toLowerCase())
      if (!found) throw noBooklet()
      return found
    },
  )

  app.put(
    '/v1/booklets/:id',
    {
      bodyLimit,
      schema: {
        summary: 'Keep a booklet under an id of the caller’s choice, in place of what was under it',
        params: ById,
        body: Booklet,
        response: { 200: KeptBooklet },
      },
      onRequest: signedIn(house),
    },
    async (request) => {
      const identity = identityOf(request)
      const id = request.params.id.toLowerCase()
      await mayKeep(identity)
      const there = await bookletsOf(identity)
      if (there.length >= mostBooklets && !there.some((one) => one.id === id))
        throw new Failure('invalid', 'There are as many booklets as can be kept; delete one first')
      await replaceNote(db, identity, { kind: 'booklet', id, content: request.body })
      await recordAudit(house, { action: 'booklet.changed', writer: identity.writer, record: id })
      return (await bookletsOf(identity)).find((one) => one.id === id)!
    },
  )

  app.delete(
    '/v1/booklets/:id',
    {
      schema: {
        summary: 'Delete a booklet; its sentences and pictures stay',
        params: ById,
        response: { 204: Type.Null() },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const { writer } = identityOf(request)
      const { id } = request.params
      if (!(await forgetNotes(db, writer, ['booklet'], id))) throw noBooklet()
      await recordAudit(house, { action: 'booklet.deleted', writer, record: id })
      return reply.code(204).send(null)
    },
  )

  const noBooklet = () => new Failure('not_found', 'There is no such booklet')

  const bookletsOf = async (identity: Identity) =>
    (await notesOf<Booklet>(db, identity, 'booklet')).map(({ id, content, at }) => ({
      id,
      ...content,
      at: at.toISOString(),
    }))

  async function mayKeep({ writer, ring }: Identity): Promise<void> {
    const { keeping } = await agreementsOf(db, writer, ring)
    if (!keeping) throw new Failure('forbidden', 'You have not agreed to keeping what you write: see GET /v1/consents')
  }
}
