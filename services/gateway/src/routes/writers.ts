import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import type { FastifyRequest } from 'fastify'
import { createCode, normalCode } from '../access-code.ts'
import { Uuid } from '../fields.ts'
import { beginWriter, type Identity, signIn } from '../identity.ts'
import type { LiveSittings } from '../live.ts'
import { clearSession, cookieOf, identityOf, setSession, signedIn, tokenOf } from '../plugins/auth.ts'
import type { House } from '../house.ts'
import { addDataKey, giveCode } from '../vault/accounts.ts'
import { attempts } from '../vault/attempts.ts'
import { recordAudit } from '../vault/audit.ts'
import { deriveCodeKeys } from '../vault/keys.ts'

const Code = Type.Object({ code: Type.String({ maxLength: 64, description: 'The access code, typed in any way' }) })
const NewCode = Type.Object({ code: Type.String({ description: 'Shown this once' }) })
const Writer = Type.Object({ writer: Uuid })

/** Who is who: an access code and a session, no name, no address. */
export const writerRoutes: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  const { keys, sessions } = house
  const begun = attempts()
  const tries = attempts()
  const made = attempts()

  app.get(
    '/v1/registration',
    {
      schema: {
        summary: 'Whether anybody may begin as a new writer; if not, this site hands out codes',
        response: { 200: Type.Object({ open: Type.Boolean() }) },
      },
    },
    async () => ({ open: house.isOpen }),
  )

  app.post(
    '/v1/writers',
    {
      schema: {
        summary: 'Begin as a new anonymous writer. The code is shown this once. Refused where codes are handed out',
        response: { 201: Type.Object({ code: Type.String(), writer: Uuid }) },
      },
    },
    async (request, reply) => {
      begun.begin(request.ip)
      const { code, writer, token } = await beginWriter(house)
      setSession(reply, token)
      return reply.code(201).send({ code, writer })
    },
  )

  app.get(
    '/v1/writers/me',
    {
      schema: {
        summary: 'Who is signed in',
        response: {
          200: Type.Object({
            writer: Uuid,
            kind: Type.Enum(['writer']),
            recovery: Type.Boolean({ description: 'Whether there is a recovery card' }),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const { writer, kind, hasCard } = identityOf(request)
      return { writer, kind, recovery: hasCard }
    },
  )

  app.post(
    '/v1/sign-in',
    {
      schema: {
        summary: 'Come back with an access code or a recovery card',
        body: Code,
        response: { 200: Writer },
      },
    },
    async (request, reply) => {
      const { writer, token } = await tryCode(request, request.body.code, 'cookie')
      await endSession(cookieOf(request))
      setSession(reply, token)
      return { writer }
    },
  )

  app.post(
    '/v1/tokens',
    {
      schema: {
        summary: 'A bearer token for programs; it serves wherever the cookie does',
        body: Code,
        response: { 201: Type.Object({ token: Type.String() }) },
      },
    },
    async (request, reply) => {
      const { token } = await tryCode(request, request.body.code, 'token')
      return reply.code(201).send({ token })
    },
  )

  app.post(
    '/v1/sign-out',
    { schema: { summary: 'End all sessions of this writer, everywhere', response: { 204: Type.Null() } } },
    async (request, reply) => {
      const token = tokenOf(request)
      const session = token ? await sessions.find(token) : undefined
      if (session) {
        await endSessions(session.writer)
        await live.endFleeting(session.writer)
        await recordAudit(house, { action: 'writer.signed_out', writer: session.writer })
      }
      clearSession(reply)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/v1/writers/me/code',
    {
      schema: {
        summary: 'A new access code. The old one is worth nothing from now on, and every other session ends',
        response: { 201: NewCode },
      },
      onRequest: signedIn(house),
    },
    async (request, reply) => {
      const identity = identityOf(request)
      const code = await newCode(identity, 'code')
      await endSessions(identity.writer, identity.session.hash)
      return reply.code(201).send({ code })
    },
  )

  app.post(
    '/v1/writers/me/recovery',
    {
      schema: {
        summary: 'A recovery card: a second code that signs in as well, in place of an earlier card',
        response: { 201: NewCode },
      },
      onRequest: signedIn(house),
    },
    async (request, reply) => reply.code(201).send({ code: await newCode(identityOf(request), 'card') }),
  )

  app.post(
    '/v1/writers/me/keys',
    {
      schema: {
        summary: 'A new data key: what is written from now on is sealed with it',
        response: { 201: Type.Object({ version: Type.Integer({ description: 'Of the new key' }) }) },
      },
      onRequest: signedIn(house),
    },
    async (request, reply) => {
      const { writer, session } = identityOf(request)
      const ring = await addDataKey(keys, writer, session.ringKey)
      await live.useRing({ writer, ring })
      await recordAudit(house, { action: 'writer.key_added', writer })
      return reply.code(201).send({ version: Math.max(...ring.keys()) })
    },
  )

  async function tryCode(request: FastifyRequest, code: string, by: 'cookie' | 'token') {
    tries.begin(request.ip)
    try {
      return await signIn(house, code, by)
    } catch (error) {
      if (error instanceof Failure && error.code === 'unauthenticated') tries.failed()
      throw error
    }
  }

  async function newCode({ writer, session }: Identity, by: 'code' | 'card'): Promise<string> {
    made.begin(writer)
    const code = createCode()
    await giveCode(keys, writer, session.ringKey, by, await deriveCodeKeys(normalCode(code)!, keys.salt))
    await recordAudit(house, { action: by === 'code' ? 'writer.code_changed' : 'writer.card_made', writer })
    return code
  }

  /** Ends the session that a browser has had until now: nothing can reach it any more but the sockets it opened. */
  async function endSession(token: string | undefined): Promise<void> {
    const session = token ? await sessions.find(token) : undefined
    if (!session) return
    await keys.removeSession(session.hash)
    await live.sendAway(session.writer)
  }

  /** Ends a writer's sessions and closes their sockets; whoever stays signed in connects again. */
  async function endSessions(writer: string, but?: string): Promise<void> {
    await sessions.endAll(writer, but)
    await live.sendAway(writer)
  }
}
