import { join } from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { type Static, Type } from 'typebox'
import { readSiteFile } from './site-file.ts'

/** A list of reflective questions. Never asked while somebody writes. */
const Questions = Type.Object(
  {
    version: Type.String({ pattern: '^[A-Za-z0-9._-]{1,40}$' }),
    questions: Type.Array(
      Type.Object(
        {
          id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
          /** At a pause, about one picture; at the end, about the sitting. */
          when: Type.Enum(['pause', 'end']),
          text: Type.Object({
            en: Type.String({ minLength: 1, maxLength: 400 }),
            zh: Type.String({ minLength: 1, maxLength: 400 }),
          }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 100 },
    ),
  },
  { additionalProperties: false },
)
export type Questions = Static<typeof Questions>

/** The list that comes with the house. */
const ours = join(import.meta.dirname, '../questions/reflecting.json')

/** Reads the site's list, or ours. Throws Failure `invalid` when it cannot be read or is not as agreed. */
export function readQuestions(path: string | undefined): Questions {
  const list = readSiteFile(Questions, path ?? ours, 'GATEWAY_QUESTIONS')
  if (new Set(list.questions.map(({ id }) => id)).size < list.questions.length)
    throw new Failure('invalid', 'GATEWAY_QUESTIONS: each question needs an id of its own')
  return list
}
