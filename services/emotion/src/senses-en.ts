import { following, preceding } from './around.ts'
import { linesOf } from './lexicon/lists.ts'
import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/** What an English word means where certain words stand around it. */
interface Sense {
  before: RegExp | undefined
  behind: RegExp | undefined
  somewhere: RegExp | undefined
  nowhere: RegExp | undefined
  meant: string
}

const senses = new Map<string, Sense[]>()
for (const line of linesOf('senses-en.txt')) {
  const [words = '', before, behind, somewhere, nowhere, meant = ''] = line.split(/ \|(?= )/).map((cell) => cell.trim())
  const pattern = (cell: string | undefined, lead: string, end: string) =>
    cell ? new RegExp(`${lead}(?:${cell})${end}`) : undefined
  for (const word of words.split(','))
    senses.set(word, [
      ...(senses.get(word) ?? []),
      {
        before: pattern(before, '(?:^| )', '$'),
        behind: pattern(behind, '^', '(?:$| )'),
        somewhere: pattern(somewhere, '\\b', '\\b'),
        nowhere: pattern(nowhere, '\\b', '\\b'),
        meant,
      },
    ])
}

/** A concept, "@" and a relation, or "-" for nothing, where the words around say that it is not what the word says alone. */
export function meantInEnglish(tokens: Token[], mention: Mention): string | undefined {
  const textOf = (some: Token[]) => some.map((token) => token.text).join(' ')
  const known = senses.get(textOf(tokens.slice(mention.from, mention.to)))
  if (!known) return undefined
  const lead = preceding(tokens, mention, ' ')
  const rest = following(tokens, mention, ' ', 5)
  const text = textOf(tokens)
  return known.find(
    ({ before, behind, somewhere, nowhere }) =>
      (!before || before.test(lead)) &&
      (!behind || behind.test(rest)) &&
      (!somewhere || somewhere.test(text)) &&
      !nowhere?.test(text),
  )?.meant
}
