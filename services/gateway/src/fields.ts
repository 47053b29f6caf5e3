import { Type } from 'typebox'
import { languages } from './look.ts'

// What many requests and answers name.

/** The id of something that the house keeps. */
export const Uuid = Type.String({ format: 'uuid' })

/** The id of a sentence, as its client named it; nothing a database cannot hold. */
export const SentenceId = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\u0000]*$' })

/** A language of the page. */
export const Language = Type.Enum([...languages])
