import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { checkAgreesToAi } from '../db/consents.ts'
import { mostAudioBytes } from '../dictation.ts'
import { languages } from '../look.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import { leftOf } from '../plugins/leaving.ts'
import type { House } from '../house.ts'

/** Recordings that are sent or written down at once, in the whole house: each is held in memory. */
const mostAtOnce = 8

/** Dictation: a recording comes in, its words go out, and neither is kept. */
export const dictationRoute: FastifyPluginAsyncTypebox<{ house: House }> = async (app, { house }) => {
  /** Whose recordings are being sent or written down. */
  const speaking = new Set<string>()

  // Only here, and only after whoever sends it was found to be a writer who may: elsewhere a recording is refused unread.
  app.addContentTypeParser(/^audio\//, { parseAs: 'buffer', bodyLimit: mostAudioBytes }, (_request, body, done) =>
    done(null, body),
  )

  /** Takes a writer's place until the answer is sent or they have left. Throws Failure `busy`. */
  async function takePlace(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const identity = identityOf(request)
    const { writer } = identity
    if (!house.dictation) throw new Failure('not_found', 'Nothing can be dictated here')
    await checkAgreesToAi(house.db, identity, 'Nothing is written down')
    if (speaking.has(writer)) throw new Failure('busy', 'Another recording of yours is being written down')
    if (speaking.size >= mostAtOnce) throw new Failure('busy', 'Too many people are speaking; try again in a moment')
    // Who left meanwhile closes no more.
    if (reply.raw.destroyed || request.raw.destroyed) throw new Failure('cancelled', 'The caller left')
    speaking.add(writer)
    reply.raw.once('close', () => speaking.delete(writer))
  }

  app.post(
    '/v1/dictation',
    {
      bodyLimit: mostAudioBytes,
      schema: {
        summary: 'Write down what is said in a recording of at most 4 MiB; neither is kept',
        consumes: ['audio/webm', 'audio/ogg', 'audio/mp4', 'audio/aac', 'audio/mpeg', 'audio/flac', 'audio/wav'],
        querystring: Type.Object({
          language: Type.Optional(
            Type.Enum([...languages], { description: 'Spoken; without it the server finds out' }),
          ),
        }),
        body: Type.Unsafe<unknown>({ format: 'binary', description: 'The recording' }),
        response: { 200: Type.Object({ text: Type.String({ description: 'Its words, for the writer to correct' }) }) },
      },
      onRequest: [signedIn(house), takePlace],
    },
    async (request, reply) => {
      const startedAt = performance.now()
      const { body: data } = request
      if (!Buffer.isBuffer(data)) throw new Failure('invalid', 'The body is a recording')
      const type = request.headers['content-type'] ?? ''
      const text = await house.dictation!({ type, data, language: request.query.language }, leftOf(reply))
      request.log.info(
        { bytes: data.length, characters: text.length, ms: Math.round(performance.now() - startedAt) },
        'dictated',
      )
      return { text }
    },
  )
}
