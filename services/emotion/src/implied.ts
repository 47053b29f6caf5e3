import { linesOf } from './lexicon/lists.ts'
import { type Thing, things } from './lexicon/things.ts'
import type { Mention } from './mentions.ts'
import type { Words } from './tokens.ts'

interface Implied {
  thing: Thing
  pattern: RegExp
}

/**
 * Denied right before, a thing is not in anybody's hand, and not missing either. 忍不住 and "could not sleep and" deny nothing
 * of what comes after them, and 别人 and 特别 nothing at all.
 */
const denied =
  /(?:(?:\b(?:not|never|no|nobody|without|stopped|refused? to|would have|could have|if)|n't)(?: (?!(?:and|but|so|then|because|until)\b)\w+){0,2} |(?:没(?!多久|一会|事)有?|(?<![忍差睡]|不[得能])不(?![停断久管]|[得能]不)|(?<![特告分离])别(?!人)|未(?!来)|莫(?!名)|从不|懒得|忘了?|没人|不[想敢让用]|要是|如果)[^,.!?;:\n]{0,2})$/

/** What a long text denies so often is not looked for any further. */
const mostDenied = 8

const implied: Implied[] = linesOf('implied.txt').map((line) => {
  const [key = '', en = '', zh = ''] = line.split(/ \|(?= )/).map((cell) => cell.trim())
  const thing = things.get(key)
  if (!thing) throw new Error(`implied.txt: no such thing: ${key}`)
  return { thing, pattern: new RegExp([...(en ? [`\\b(?:${en})\\b`] : []), ...(zh ? [zh] : [])].join('|'), 'gu') }
})

/**
 * Things that a text shows without naming them, in its order: "my sister rang" has a telephone in it, 躺着 a bed.
 * Each once; none that is denied.
 */
export function impliedBy({ text, tokens }: Words): Mention[] {
  const found = implied.flatMap(({ thing, pattern }): Mention[] => {
    for (const { index, 0: form } of text.matchAll(pattern).take(mostDenied)) {
      if (denied.test(text.slice(Math.max(0, index - 40), index))) continue
      const from = tokens.findLastIndex(({ start }) => start <= index)
      const to = tokens.findLastIndex(({ start }) => start < index + form.length) + 1
      return [{ thing, from: Math.max(0, from), to, quantity: 'QUANTITY_UNSPECIFIED', isNobody: false }]
    }
    return []
  })
  return found.toSorted((a, b) => a.from - b.from)
}
