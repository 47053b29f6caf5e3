import { Failure } from '@aiw/kit/errors'
import type { FastifyReply } from 'fastify'

/** Aborts when whoever asks has left before the answer. */
export function leftOf({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController()
  const leave = () => {
    if (!raw.writableFinished) left.abort(new Failure('cancelled', 'The caller left'))
  }
  if (raw.destroyed) leave()
  else raw.once('close', leave)
  return left.signal
}
