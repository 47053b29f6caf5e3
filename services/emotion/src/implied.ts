import { formsOf, linesOf } from './lexicon/lists.ts'
import { type Thing, things } from './lexicon/things.ts'
import type { Mention } from './mentions.ts'
import type { Words } from './tokens.ts'

interface Implied {
  thing: Thing
  pattern: RegExp
}

/** Denied right before, a thing is not in anybody's hand, and not missing either. */
const denied =
  /(?:(?:\b(?:not|never|no|nobody|without|stopped|refused? to|would have|could have|if)|n't)(?: \w+){0,2} |(?:没有?|不|别|未|莫|从不|懒得|忘了?|没人|不想|不敢|不能|不让|不用|要是|如果)[^,.!?;:\n]{0,2})$/

const implied: Implied[] = linesOf('implied.txt').map((line) => {
  const [key = '', en = '', zh = ''] = line.split(/ \|(?= )/).map((cell) => cell.trim())
  const thing = things.get(key)
  if (!thing) throw new Error(`implied.txt: no such thing: ${key}`)
  const forms = [
    ...formsOf(en)
      .filter((form) => form !== '-')
      .map((form) => `\\b(?:${form})\\b`),
    ...formsOf(zh),
  ]
  return { thing, pattern: new RegExp(forms.join('|'), 'gu') }
})

/**
 * Things that a text shows without naming them, in its order: "my sister rang" has a telephone in it, 睡不着 a bed.
 * Each once; none that is denied.
 */
export function impliedBy({ text, tokens }: Words): Mention[] {
  return implied.flatMap(({ thing, pattern }) => {
    for (const { index, 0: form } of text.matchAll(pattern)) {
      if (denied.test(text.slice(Math.max(0, index - 40), index))) continue
      const from = tokens.findLastIndex(({ start }) => start <= index)
      const to = tokens.findLastIndex(({ start }) => start < index + form.length) + 1
      return [{ thing, from: Math.max(0, from), to, quantity: 'QUANTITY_UNSPECIFIED', isNobody: false }]
    }
    return []
  })
}
