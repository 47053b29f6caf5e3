import { Failure } from '@aiw/kit/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Identity, whoHas } from '../identity.ts'
import type { House } from '../house.ts'

const cookieName = 'aiw'

/** The token of a request: a program's bearer token, or the page's cookie. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' ? token : request.cookies[cookieName]
}

const identities = new WeakMap<FastifyRequest, Identity>()

/** A hook for what only a writer may ask. Throws Failure `unauthenticated`. */
export const signedIn = (house: House) => async (request: FastifyRequest) => {
  identities.set(request, await whoHas(house, tokenOf(request)))
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
