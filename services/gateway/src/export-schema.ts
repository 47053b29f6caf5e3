import { type Static, Type } from 'typebox'
import { noteKinds } from './db/schema.ts'
import { Language, Uuid } from './fields.ts'
import { purposes } from './vault/consent-texts.ts'

const Minute = Type.String({ format: 'date-time', description: 'UTC, to the minute' })
const Loose = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })

const Sentence = Type.Object({
  id: Type.String({ description: 'As the client named it; unique in the sitting' }),
  position: Type.Integer({ description: 'Order in the sitting, from 1' }),
  kind: Type.Enum(['write', 'revise', 'again']),
  of: Type.Optional(Type.String({ description: 'The sentence that was revised or painted again; it may be deleted' })),
  private: Type.Boolean({ description: 'Neither read nor painted nor released' }),
  text: Type.Optional(Type.String({ description: 'As it was written; "again" has none' })),
  wish: Type.Unsafe<object>({ ...Loose, description: 'What was asked of the picture' }),
  seed: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
  writtenAt: Minute,
  reading: Type.Optional(
    Type.Unsafe<object>({ ...Loose, description: 'aiw.emotion.v1.Reading: feeling, specificity, scene and so on' }),
  ),
  events: Type.Array(
    Type.Unsafe<object>({ ...Loose, description: 'What the page was told and was stored: see docs/api.md' }),
  ),
  pictures: Type.Array(
    Type.Object({
      id: Uuid,
      file: Type.String({ description: 'Where it lies in the ZIP' }),
      mediaType: Type.String(),
      paintedAt: Minute,
    }),
  ),
})

/** What data.json of an export holds. Inside version 1 nothing is renamed or removed; fields may be added. */
export const Export = Type.Object(
  {
    format: Type.Literal('aiw-export'),
    version: Type.Literal(1),
    exportedAt: Minute,
    writer: Type.Object({ id: Uuid, kind: Type.Enum(['writer']), since: Minute }),
    sittings: Type.Array(
      Type.Object({
        id: Uuid,
        startedAt: Minute,
        language: Language,
        kept: Type.Boolean({ description: 'False: gone when its writer leaves' }),
        sentences: Type.Array(Sentence),
      }),
    ),
    consents: Type.Array(
      Type.Object({
        id: Uuid,
        purpose: Type.Enum([...purposes]),
        given: Type.Boolean(),
        decidedAt: Minute,
        text: Type.Optional(
          Type.Object({
            language: Language,
            version: Type.String(),
            sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
          }),
        ),
      }),
    ),
    releases: Type.Array(
      Type.Object({
        id: Uuid,
        recipient: Type.String(),
        scope: Type.Enum(['sentence', 'sitting', 'everything']),
        sitting: Type.Optional(Uuid),
        sentence: Type.Optional(Type.String()),
        sentences: Type.Integer({ description: 'How many were released' }),
        releasedAt: Minute,
      }),
    ),
    notes: Type.Optional(
      Type.Array(
        Type.Object({
          id: Uuid,
          kind: Type.Enum([...noteKinds]),
          sitting: Type.Optional(Uuid),
          sentence: Type.Optional(Type.String({ description: 'What it is about, with its sitting' })),
          content: Type.Unsafe<unknown>({ description: 'By its kind: see docs/api.md' }),
          notedAt: Minute,
        }),
        { description: 'Settings, ratings, answers, the safety plan, booklets and the like, oldest first' },
      ),
    ),
    audit: Type.Array(
      Type.Object({
        number: Type.Integer({ description: 'Rising; the entries of others lie between' }),
        at: Minute,
        by: Type.Enum(['writer', 'house']),
        action: Type.String(),
        record: Type.Optional(Type.String()),
      }),
      { description: 'What was done to what is this writer’s' },
    ),
    unopened: Type.Array(Type.String(), {
      description:
        'Sittings, pictures and notes that are kept and do not open: they were changed from outside, or damaged',
    }),
  },
  {
    $id: 'https://aiw.invalid/export-1.json',
    title: 'AIW export, version 1',
    description: 'Everything the house keeps of one writer',
  },
)
export type Export = Static<typeof Export>

/** The schema as a file of its own: docs/export.schema.json, and schema.json in every export. */
export const exportSchema = (): string =>
  `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...Export }, null, 2)}\n`
