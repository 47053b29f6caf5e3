import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import { createCode, normalCode } from '../access-code.ts'
import { closeSession, createWriter, findWriterByCode, openSession } from '../db/writers.ts'
import { clearSession, setSession, tokenOf, writerOf } from '../plugins/auth.ts'
import type { House } from '../sentence.ts'

const Code = Type.Object({ code: Type.String({ maxLength: 64, description: 'The access code, typed in any way' }) })
const Writer = Type.Object({ writer: Type.String({ format: 'uuid' }) })

/** How often one address may try: the codes are 95 bits of chance, this only spares the database. */
const tries = { rateLimit: { max: 30, timeWindow: '1 minute' } }

/** Who is who: an access code and a session, no name, no address. */
export const writerRoutes: FastifyPluginAsyncTypebox<{ house: House }> = async (app, { house: { db } }) => {
  app.post(
    '/v1/writers',
    {
      config: tries,
      schema: {
        summary: 'Begin as a new anonymous writer. The code is shown this once',
        response: { 201: Type.Object({ code: Type.String(), writer: Type.String({ format: 'uuid' }) }) },
      },
    },
    async (_request, reply) => {
      const code = createCode()
      const writer = await createWriter(db, code)
      setSession(reply, await openSession(db, writer))
      return reply.code(201).send({ code, writer })
    },
  )

  app.get(
    '/v1/writers/me',
    { schema: { summary: 'Who is signed in', response: { 200: Writer } } },
    async (request) => ({ writer: await writerOf(db, request) }),
  )

  app.post(
    '/v1/sign-in',
    { config: tries, schema: { summary: 'Come back with an access code', body: Code, response: { 200: Writer } } },
    async (request, reply) => {
      const writer = await writerWith(request.body.code)
      setSession(reply, await openSession(db, writer))
      return { writer }
    },
  )

  app.post(
    '/v1/tokens',
    {
      config: tries,
      schema: {
        summary: 'A bearer token for programs; it serves wherever the cookie does',
        body: Code,
        response: { 201: Type.Object({ token: Type.String() }) },
      },
    },
    async (request, reply) => {
      const token = await openSession(db, await writerWith(request.body.code))
      return reply.code(201).send({ token })
    },
  )

  app.post(
    '/v1/sign-out',
    { schema: { summary: 'End this session', response: { 204: Type.Null() } } },
    async (request, reply) => {
      const token = tokenOf(request)
      if (token) await closeSession(db, token)
      clearSession(reply)
      return reply.code(204).send(null)
    },
  )

  async function writerWith(typed: string): Promise<string> {
    const code = normalCode(typed)
    if (!code) throw new Failure('invalid', 'This is not an access code: look for a mistyped character')
    const writer = await findWriterByCode(db, code)
    if (!writer) throw new Failure('unauthenticated', 'This access code is not known here')
    return writer
  }
}
