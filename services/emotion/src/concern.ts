import type { Reading } from '@aiw/proto'
import { listed } from './concern-lists.ts'
import { signOfGrams } from './concern-model.ts'
import type { Words } from './tokens.ts'
import { ownLanguage } from './traits.ts'

type Concern = NonNullable<Reading['concern']>

/*
 * Signs that a writer may be in danger: what the lists of patterns find (lexicon/concern-en.txt and concern-zh.txt), and
 * what a small model of letters and words finds beyond them. They only prompt an offer of help: they diagnose nothing,
 * and nothing may rest on their finding everything.
 */

/** How many earlier sentences are looked at beside one. */
const mostBefore = 2

/**
 * The signs a text shows, each once, in the light of the two sentences before it, oldest first. Empty where none is
 * seen, which proves nothing.
 */
export function concernOf(words: Words, before: Words[] = []): Concern {
  const { signs: found, isExcepted } = listed(words)
  if (found.size === 0 && !isExcepted) {
    const isGoingOn = before.slice(-mostBefore).some((it) => listed(it).signs.size > 0)
    const sign = signOfGrams(words.text, ownLanguage(words.tokens), isGoingOn)
    if (sign) found.add(sign)
  }
  return { signs: [...found] }
}

/** Signs of danger from oneself: no thing and no place is shown beside them, for what a picture showed might be a means. */
export const forbidsThings = (concern: Concern): boolean => concern.signs.some((sign) => sign !== 'SIGN_HARM_BY_OTHERS')
