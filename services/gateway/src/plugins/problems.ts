import { Failure, type FailureCode, failures, toFailure } from '@aiw/kit/errors'
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import fp from 'fastify-plugin'

/** What the outside sees of a failure (RFC 9457). */
export interface Problem {
  type: string
  title: string
  status: number
  code: FailureCode
  detail: string
  /** Whether the same request may succeed later. */
  retry: boolean
}

const titles: Record<FailureCode, string> = {
  invalid: 'Not as agreed',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  busy: 'Busy',
  cancelled: 'Cancelled',
  internal: 'Something went wrong',
  unavailable: 'Not available',
  timeout: 'Too slow',
}

/** A failure as a problem document. The same words travel over HTTP and the socket. */
export function problemOf(failure: Failure): Problem {
  const { code, message } = failure
  const { http: status, retry } = failures[code]
  return { type: `urn:aiw:problem:${code}`, title: titles[code], status, code, detail: message, retry }
}

/**
 * Answers an address that cannot be read, before any route, hook or error handler; Fastify would quote it. Ends the
 * connection: one that asked to become a socket belongs to nobody else (@fastify/websocket 11).
 */
export function unreadable(reply: FastifyReply): void {
  reply.raw.once('finish', () => reply.request.raw.socket.end())
  void answer(reply.header('connection', 'close'), new Failure('invalid', 'The address cannot be read'))
}

function answer(reply: FastifyReply, failure: Failure): FastifyReply {
  const problem = problemOf(failure)
  return reply.code(problem.status).type('application/problem+json').send(problem)
}

/** Fastify's own errors in our words: they may quote what was sent. */
function failureOf(error: unknown): Failure {
  if (!isFastifyError(error)) return toFailure(error)
  if (error.validation) {
    const fields = error.validation.map(({ instancePath }) => `${error.validationContext}${instancePath}`)
    return new Failure('invalid', `Not as agreed: ${[...new Set(fields)].join(', ')}`)
  }
  const status = error.statusCode ?? 500
  if (status === 404) return new Failure('not_found', 'There is nothing at this address')
  if (status === 413) return new Failure('invalid', 'The request is too large')
  if (status === 429) return new Failure('busy', 'Too many requests from this address; try again in a minute')
  return status < 500 ? new Failure('invalid', 'The request cannot be read') : toFailure(error)
}

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && ('validation' in error || 'statusCode' in error)

/** Turns every error thrown in a route into a problem document. */
export default fp(
  async (app: FastifyInstance) => {
    app.setErrorHandler((error, request, reply) => {
      // Of a caller who left in the middle even the address is unknown, on which the rate limit fails (@fastify/rate-limit 11).
      const failure = request.raw.socket.destroyed ? new Failure('cancelled', 'The caller left') : failureOf(error)
      if (failure.code === 'internal') request.log.error({ err: failure }, 'request failed')
      else request.log.info({ code: failure.code, status: failures[failure.code].http }, 'request refused')
      return answer(reply, failure)
    })
    app.setNotFoundHandler(() => {
      throw new Failure('not_found', 'There is nothing at this address')
    })
  },
  { name: 'problems' },
)
