import { Failure } from '@aiw/kit/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findWriterByToken } from '../db/writers.ts'
import type { Db } from '../db/schema.ts'

const cookieName = 'aiw'

/** The token of a request: a program's bearer token, or the page's cookie. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' ? token : request.cookies[cookieName]
}

/** The id of the writer who asks. Throws Failure `unauthenticated`. */
export async function writerOf(db: Db, request: FastifyRequest): Promise<string> {
  const token = tokenOf(request)
  const writer = token && (await findWriterByToken(db, token))
  if (!writer) throw new Failure('unauthenticated', 'Sign in with an access code, or begin anew')
  return writer
}

/** Hands the page its token. Scripts cannot read it and other sites cannot send it. */
export const setSession = (reply: FastifyReply, token: string) =>
  reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' })

export const clearSession = (reply: FastifyReply) => reply.clearCookie(cookieName, { path: '/' })

/** Refuses another site's page. Browsers send the origin with every socket; programs send none. */
export function checkOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  if (origin && URL.parse(origin)?.host !== host) throw new Failure('forbidden', 'This page belongs to another site')
}
