import { Failure } from '@aiw/kit/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Identity, whoHas } from '../identity.ts'
import type { House } from '../house.ts'

const cookieName = 'aiw'

/** The token of a request: a program's bearer token, or the page's cookie. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' ? token : cookieOf(request)
}

/** The page's cookie. */
export const cookieOf = (request: FastifyRequest): string | undefined => request.cookies[cookieName]

const identities = new WeakMap<FastifyRequest, Identity>()

/** Whom a page takes itself to speak for: another tab of its browser may have signed in somebody else since. */
const speaker = 'aiw-writer'

/** A hook for what only a writer may ask, and a page of theirs. Throws Failure `unauthenticated`. */
export const signedIn = (house: House) => async (request: FastifyRequest) => {
  const identity = await whoHas(house, tokenOf(request))
  const meant = request.headers[speaker]
  if (meant !== undefined && meant !== identity.writer)
    throw new Failure('unauthenticated', 'Somebody else has signed in with this browser')
  identities.set(request, identity)
}

/** Who asks, where `signedIn` went before. */
export const identityOf = (request: FastifyRequest): Identity => identities.get(request)!

/** Hands the page its token. Scripts cannot read it and other sites cannot send it. */
export const setSession = (reply: FastifyReply, token: string) =>
  reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' })

/** Takes the token away, and with it the pictures the browser has put by. */
export const clearSession = (reply: FastifyReply) =>
  reply.clearCookie(cookieName, { path: '/' }).header('clear-site-data', '"cache"')

/** Refuses another site's page. Browsers send the origin with every socket; programs send none. */
export function checkOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  if (origin && URL.parse(origin)?.host !== host) throw new Failure('forbidden', 'This page belongs to another site')
}
