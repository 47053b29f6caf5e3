import type { Reading, Sign } from '@aiw/proto'
import { listed } from './concern-lists.ts'
import { signOf } from './concern-model.ts'
import { languageOf } from './language.ts'
import type { Known } from './model/model.ts'
import type { Words } from './tokens.ts'
import { ownLanguage } from './traits.ts'

type Concern = NonNullable<Reading['concern']>

/*
 * Signs that a writer may be in danger: what the lists of patterns find (lexicon/concern-en.txt and concern-zh.txt), and
 * what a small model finds beyond them, from what the sentence is about and from its words. They only prompt an offer of
 * help: they diagnose nothing, and as many of the oblique ones are missed, nothing may rest on their finding everything.
 * A better reader adds what it sees (readers/blend.ts). How many it finds, and how often falsely: models/README.md.
 */

/** How many earlier sentences are looked at beside one. */
const mostBefore = 2

/** A text, its words, and what the model's heads read of it, which is found out only where it is asked for. */
export interface Looked {
  text: string
  words: Words
  known: () => Known
}

/**
 * The signs a text shows, each once, in the light of the two sentences before it (of `before`, oldest first, the last two
 * count). Empty where none is seen, which proves nothing.
 */
export function concernOf(looked: Looked, before: () => Looked[] = () => []): Concern {
  return {
    signs: signsAlone(looked, () =>
      before()
        .slice(-mostBefore)
        .some((it) => signsAlone(it, () => false).length > 0),
    ),
  }
}

/** A figure of speech, somebody else, or what is over, as the lists know them: the model is not asked. Nor of other languages. */
function signsAlone({ text, words, known }: Looked, isGoingOn: () => boolean): Sign[] {
  const { signs, isExcepted } = listed(words)
  if (signs.size > 0 || isExcepted || languageOf(text) === 'und') return [...signs]
  const sign = signOf(known(), ownLanguage(words.tokens), isGoingOn)
  return sign ? [sign] : []
}

/**
 * What is shown beside signs of danger from oneself. A place is named, or the painter would choose one, by the water as often as
 * not: a garden, with nobody and nothing in it that could be a means.
 */
export const safe = { motifs: [], people: [], setting: 'SETTING_GARDEN' } as const satisfies Partial<Reading['scene']>

/** Signs of danger from oneself: nothing that was written of is shown beside them, for it might be a means. */
export const forbidsThings = (concern: Concern): boolean => concern.signs.some((sign) => sign !== 'SIGN_HARM_BY_OTHERS')
