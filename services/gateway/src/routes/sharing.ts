import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Failure } from '@aiw/kit/errors'
import { agreementsOf, decisionsOf, keepDecision } from '../db/consents.ts'
import { forgetKept, hasKept } from '../db/notes.ts'
import { keepRelease, listReleases, type Scope, withdrawRelease, withdrawReleases } from '../db/releases.ts'
import { listSittings } from '../db/sittings.ts'
import { removeSitting } from '../erase.ts'
import { Language, SentenceId, Uuid } from '../fields.ts'
import type { Identity } from '../identity.ts'
import type { LiveSittings } from '../live.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import type { House } from '../house.ts'
import { recordAudit } from '../vault/audit.ts'
import { type Purpose, purposes } from '../vault/consent-texts.ts'

const Purpose = Type.Enum([...purposes])
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Text = Type.Object({ version: Type.String(), sha256: Sha256, markdown: Type.String() })
const Scope = Type.Enum(['sentence', 'sitting', 'everything'])

/** What a writer agrees to, and what they give to whom. */
export const sharingRoutes: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  const { db, consentTexts, recipients } = house

  app.get(
    '/v1/consents',
    {
      schema: {
        summary: 'What this writer agrees to, for each purpose, and the words that are asked',
        response: {
          200: Type.Object({
            consents: Type.Array(
              Type.Object({
                purpose: Purpose,
                given: Type.Boolean({ description: 'What holds now' }),
                decided: Type.Boolean({ description: 'False: nobody was asked yet, and this is how the house begins' }),
                decidedAt: Type.Optional(Type.String({ format: 'date-time' })),
                current: Type.Boolean({ description: 'Whether the decision was about the words of today' }),
                texts: Type.Object({ en: Text, zh: Text }),
              }),
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const { writer, ring } = identityOf(request)
      const decisions = await decisionsOf(db, writer, ring)
      const agreed = await agreementsOf(db, writer, ring)
      return {
        consents: purposes.map((purpose) => {
          const newest = decisions.findLast((decision) => decision.purpose === purpose)
          const texts = consentTexts[purpose]
          return {
            purpose,
            given: agreed[purpose],
            decided: newest !== undefined,
            ...(newest && { decidedAt: newest.at.toISOString() }),
            current: newest?.text !== undefined && texts[newest.text.language].sha256 === newest.text.sha256,
            texts,
          }
        }),
      }
    },
  )

  app.put(
    '/v1/consents',
    {
      schema: {
        summary: 'Agree to a purpose, or withdraw; it holds at once',
        body: Type.Object({
          purpose: Purpose,
          given: Type.Boolean(),
          language: Type.Optional(Language),
          sha256: Type.Optional(Sha256),
          erase: Type.Optional(
            Type.Boolean({ description: 'Needed to withdraw "keeping" where something is kept: it is deleted' }),
          ),
        }),
        response: { 200: Type.Object({ purpose: Purpose, given: Type.Boolean() }) },
      },
      onRequest: signedIn(house),
    },
    async (request) => {
      const identity = identityOf(request)
      const { purpose, given, language, sha256, erase } = request.body
      const text = language && consentTexts[purpose][language]
      if (given && (!text || text.sha256 !== sha256))
        throw new Failure(
          'invalid',
          'language and sha256: of the words that were shown, as GET /v1/consents gives them',
        )
      const isToErase = purpose === 'keeping' && !given
      const isKept = isToErase && ((await keptSittings(identity)).length > 0 || (await hasKept(db, identity.writer)))
      if (isKept && !erase)
        throw new Failure('invalid', 'erase: what is kept is deleted with this; say true if that is meant')

      const shown = text && sha256 === text.sha256 ? { language: language, version: text.version, sha256 } : undefined
      await keepDecision(db, identity.writer, identity.ring, { purpose, isGiven: given, text: shown })
      const action = given ? 'consent.given' : 'consent.withdrawn'
      await recordAudit(house, { action, writer: identity.writer, record: purpose })
      await put(identity, purpose, given)
      return { purpose, given }
    },
  )

  /** Makes a decision hold. */
  async function put(identity: Identity, purpose: Purpose, given: boolean): Promise<void> {
    const { writer } = identity
    if (purpose === 'ai') await live.eachOf(writer, (sitting) => sitting.allowAi(given))
    if (purpose === 'keeping') {
      // What is open stays until it ends; everything else is deleted.
      await live.keep(identity, given)
      if (!given) for (const { id } of await keptSittings(identity)) await removeSitting(db, live, id)
      if (!given) await forgetKept(db, writer)
      // With the notes goes what was learned: open sittings have it in memory.
      if (!given) await live.eachOf(writer, (sitting) => sitting.useTaste(undefined))
    }
    if (purpose === 'releasing' && !given) await withdrawReleases(db, writer)
    if (purpose === 'research' && !given)
      await withdrawReleases(
        db,
        writer,
        [...recipients.values()].filter((one) => one.purpose === 'research').map(({ id }) => id),
      )
  }

  const keptSittings = async ({ writer }: Identity) =>
    (await listSittings(db, writer)).filter(({ is_fleeting }) => !is_fleeting)

  app.get(
    '/v1/recipients',
    {
      schema: {
        summary: 'To whom a writer may release, as the operator has registered them',
        response: {
          200: Type.Object({
            recipients: Type.Array(
              Type.Object({ id: Type.String(), name: Type.String(), purpose: Type.Enum(['care', 'research']) }),
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async () => ({ recipients: [...recipients.values()].map(({ id, name, purpose }) => ({ id, name, purpose })) }),
  )

  app.get(
    '/v1/releases',
    {
      schema: {
        summary: 'What this writer has released and not withdrawn',
        response: {
          200: Type.Object({
            releases: Type.Array(
              Type.Object({
                id: Uuid,
                recipient: Type.String(),
                scope: Scope,
                sitting: Type.Optional(Uuid),
                sentence: Type.Optional(Type.String()),
                sentences: Type.Integer({ description: 'In it now: what was deleted or made private is not' }),
                releasedAt: Type.String({ format: 'date-time' }),
              }),
            ),
          }),
        },
      },
      preHandler: signedIn(house),
    },
    async (request) => {
      const rows = await listReleases(db, identityOf(request).writer)
      return {
        releases: rows.map(({ id, recipient, scope, sitting_id, sentence_id, sentences, created_at }) => ({
          id,
          recipient,
          scope,
          ...(sitting_id && { sitting: sitting_id }),
          ...(sentence_id && { sentence: sentence_id }),
          sentences: Number(sentences),
          releasedAt: created_at.toISOString(),
        })),
      }
    },
  )

  app.post(
    '/v1/releases',
    {
      schema: {
        summary: 'Release a sentence, a sitting or everything there is now to a recipient; private sentences never',
        body: Type.Object({
          recipient: Type.String({ maxLength: 64 }),
          scope: Scope,
          sitting: Type.Optional(Uuid),
          sentence: Type.Optional(SentenceId),
        }),
        response: { 201: Type.Object({ id: Uuid }) },
      },
      onRequest: signedIn(house),
    },
    async (request, reply) => {
      const { writer, ring } = identityOf(request)
      const recipient = recipients.get(request.body.recipient)
      if (!recipient) throw new Failure('not_found', 'There is no such recipient')
      const agreed = await agreementsOf(db, writer, ring)
      if (!agreed.releasing || (recipient.purpose === 'research' && !agreed.research))
        throw new Failure('forbidden', 'You have not agreed to this: see GET /v1/consents')
      const id = await keepRelease(db, writer, ring, recipient, scopeOf(request.body))
      await recordAudit(house, { action: 'release.made', writer, record: id })
      return reply.code(201).send({ id })
    },
  )

  app.delete(
    '/v1/releases/:id',
    {
      schema: {
        summary: 'Take a release back',
        params: Type.Object({ id: Uuid }),
        response: { 204: Type.Null() },
      },
      preHandler: signedIn(house),
    },
    async (request, reply) => {
      const { writer } = identityOf(request)
      const { id } = request.params
      if (!(await withdrawRelease(db, writer, id))) throw new Failure('not_found', 'There is no such release')
      await recordAudit(house, { action: 'release.withdrawn', writer, record: id })
      return reply.code(204).send(null)
    },
  )
}

function scopeOf({ scope, sitting, sentence }: { scope: Scope['scope']; sitting?: string; sentence?: string }): Scope {
  if (scope === 'everything') return { scope }
  if (!sitting || (scope === 'sentence' && !sentence))
    throw new Failure('invalid', 'A sitting is released by its id, a sentence by its own and that of its sitting')
  return scope === 'sitting' ? { scope, sitting } : { scope, sitting, sentence: sentence! }
}
