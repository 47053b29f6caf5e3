import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import type { Reading } from '@aiw/proto'
import { checkAgreesToAi } from '../db/consents.ts'
import { loadSitting } from '../db/sittings.ts'
import { addLoaded, earlierThan, type Entries, type Entry, sourceOf } from '../entry.ts'
import { SentenceId, Uuid } from '../fields.ts'
import type { LiveSittings } from '../live.ts'
import type { DurableEvent } from '../messages.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import { leftOf } from '../plugins/leaving.ts'
import type { House } from '../house.ts'

const ways = ['brighter', 'darker', 'livelier', 'stiller', 'neither'] as const

/** From this weight on a word made a picture brighter or darker; below, what it did is told by its kind of feeling. */
const tellsFrom = 0.05
const livelier = new Set(['JOY', 'FEAR', 'ANGER', 'DISGUST', 'SURPRISE'])
const stiller = new Set(['CALM', 'SADNESS'])

const Word = Type.Object({
  text: Type.String({ description: 'As it was written' }),
  start: Type.Integer({ description: 'Where it begins in the sentence, in UTF-16 units' }),
  length: Type.Integer(),
  toward: Type.Enum([...ways], { description: 'Where it moved the picture' }),
})
const Feeling = Type.Object({
  valence: Type.Number({ description: '-1 unpleasant to 1 pleasant' }),
  arousal: Type.Number({ description: '-1 calm to 1 stirred' }),
  confidence: Type.Number({ description: '0 to 1' }),
})

/** Why a picture is as it is: asked by its writer, found out anew, and kept nowhere. */
export const whyRoute: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  app.get(
    '/v1/sittings/:id/sentences/:sentence/why',
    {
      schema: {
        summary: 'The words that led to a picture, what was read in them, and what painted it',
        params: Type.Object({
          id: Uuid,
          sentence: SentenceId,
        }),
        response: {
          200: Type.Object({
            words: Type.Array(Word, { description: 'The strongest first, at most 8' }),
            feeling: Feeling,
            reader: Type.String({ description: 'What read it' }),
            look: Type.Optional(Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()]))),
            because: Type.Optional(Type.Record(Type.String(), Type.String())),
            backend: Type.Optional(Type.String({ description: '"painter", or the name of a GPU node' })),
            recipe: Type.Optional(Type.String({ description: 'What painted it, to the last part that matters' })),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const identity = identityOf(request)
      const { id, sentence } = request.params
      const { row, ring } = await live.find(identity, id)
      const entries: Entries = new Map()
      addLoaded(entries, await loadSitting(house.db, ring, row.id))
      const entry = entries.get(sentence)
      if (!entry) throw new Failure('not_found', 'There is no such sentence in this sitting')
      const source = sourceOf(entries, entry)
      if (source.isPrivate) throw new Failure('forbidden', 'A private sentence is not read')
      await checkAgreesToAi(house.db, identity, 'Nothing is read')

      const text = source.text ?? ''
      const before = earlierThan(entries, source).map((one) => one.text ?? '')
      const reading = await house.clients.explain(
        { text, before: before.slice(-8) },
        {
          id: request.id,
          signal: leftOf(reply),
        },
      )
      const { valence, arousal, confidence } = (source.reading ?? reading).feeling!
      return {
        words: wordsOf(text, reading),
        feeling: { valence, arousal, confidence },
        reader: (source.reading ?? reading).reader,
        ...lookOf(entry),
        ...painterOf(entry),
      }
    },
  )
}

function wordsOf(text: string, { because }: Reading) {
  return because
    .filter(({ start, end }) => start < end && end <= text.length)
    .map(({ start, end, weight, kind }) => {
      const name = kind.replace('EMOTION_KIND_', '')
      const toward: (typeof ways)[number] =
        weight >= tellsFrom
          ? 'brighter'
          : weight <= -tellsFrom
            ? 'darker'
            : livelier.has(name)
              ? 'livelier'
              : stiller.has(name)
                ? 'stiller'
                : 'neither'
      return { text: text.slice(start, end), start, length: end - start, toward }
    })
}

const lastOf = <T extends DurableEvent['type']>({ said }: Entry, type: T) =>
  said.findLast((event) => event.type === type) as Extract<DurableEvent, { type: T }> | undefined

function lookOf(entry: Entry) {
  const said = lastOf(entry, 'look')
  if (!said) return {}
  const { style, brightness, warmth, energy, blur, abstraction, because } = said
  return { look: { style, brightness, warmth, energy, blur, abstraction }, because }
}

function painterOf(entry: Entry) {
  const picture = lastOf(entry, 'picture')?.picture
  return picture ? { backend: picture.backend, recipe: picture.recipe } : {}
}
