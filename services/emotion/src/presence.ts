import { following } from './around.ts'
import type { Mention } from './mentions.ts'
import { isDeniedEn, isRemovedEn } from './presence-en.ts'
import { isDeniedZh } from './presence-zh.ts'
import type { Token } from './tokens.ts'

/*
 * Which of the things and people a text names are not there. A negation reaches as far as its own grammar does:
 * "no people, only one bird" takes the people and leaves the bird; "她的杯子不在了" reaches back to the cup.
 */

const expectedEn =
  /\b(?:used to (?:think|believe|imagine|hope|dream)|(?:thought|expected|hoped|imagined|believed|dreamt|dreamed|assumed|supposed|promised|told)(?: \w+){0,5} (?:would|'d|were going|was going|to (?:be|have|find|see)|might)|there used to be|used to (?:have|own)|there (?:once )?(?:was|were) (?:once|supposed))\b/
const turnEn = /^(?:but|then|instead|only|just|finally|actually|yet|however|now|end|last)$/
const expectedZh =
  /以为|曾经?(?:认为|想象|期待|盼|相信|觉得)|本来?(?:想|以为|该|应该)|原(?:以为|本|想)|想象过|期待着?有|盼着有/
const turnZh = /^(?:但|但是|可|可是|却|结果|然后|最后|后来|其实|只有|只剩|只|而|现在|如今|不过|谁知|没想到|到头来)$/

/** How far before a thing its "I thought there would be" may stand, in tokens. */
const furthestExpectation = 30

/** The mentions that the text says are not there. */
export function absentees(tokens: Token[], mentions: Mention[]): Set<Mention> {
  const absent = new Set<Mention>()
  const listed = new Set<Mention>()
  const byToken = new Map<number, Mention>()
  for (const mention of mentions) for (let i = mention.from; i < mention.to; i++) byToken.set(i, mention)
  for (const [i, mention] of mentions.entries()) {
    const isDenied =
      tokens[mention.from]!.kind === 'zh' ? isDeniedZh(tokens, mention, byToken) : isDeniedEn(tokens, mention, byToken)
    if (mention.isNobody || isDenied || continues(tokens, mentions[i - 1], mention, absent)) absent.add(mention)
    if (isListedEn(tokens, mentions[i - 1], mention, listed) || isRemovedEn(tokens, mention, byToken)) {
      listed.add(mention)
      absent.add(mention)
    }
  }
  for (let i = mentions.length - 1; i > 0; i--)
    if (absent.has(mentions[i]!) && sharesPredicate(tokens, mentions[i - 1]!, mentions[i]!))
      absent.add(mentions[i - 1]!)
  for (const mention of mentions) if (isExpectedOnly(tokens, mention)) absent.add(mention)
  return absent
}

/** "No stars or moon", "没有船和灯塔": a list shares its negation. */
function continues(tokens: Token[], before: Mention | undefined, mention: Mention, absent: Set<Mention>): boolean {
  if (!before || !absent.has(before)) return false
  return (
    mention.from - before.to <= 3 &&
    /^(?:or|nor|和|或|或者|、|跟|与)(?: (?:any|a|an))?$/.test(wordsBetween(tokens, before.to, mention.from))
  )
}

/** "They took the door, the bins and a chair": what is taken from a list is all of it. */
function isListedEn(tokens: Token[], before: Mention | undefined, mention: Mention, listed: Set<Mention>): boolean {
  if (!before || !mention.thing || !listed.has(before) || mention.from - before.to > 7) return false
  const between = wordsBetween(tokens, before.to, mention.from)
  const isItem =
    /^(?:, (?:\w+ ){1,3})?(?:,|and|, and|, then)(?: (?:the|my|his|her|our|their|both|all|one|two|three|a|an))?(?: \w+)?$/
  // "I lost my keys, my phone rang."
  return (
    isItem.test(between) &&
    /^(?:$|and\b|or\b|from\b|too\b|as well\b|when (?:he|she|they)\b|with (?:him|her|them|it)\b)/.test(
      following(tokens, mention, ' ', 2),
    )
  )
}

/** "The desk and the chair are gone", 锅和碗都卖了: what is said of the last is said of those before it. */
function sharesPredicate(tokens: Token[], before: Mention, mention: Mention): boolean {
  const isZh = tokens[mention.from]!.kind === 'zh'
  if (!before.thing || !mention.thing || mention.from - before.to > 3 || mention.from === before.to) return false
  const between = wordsBetween(tokens, before.to, mention.from)
  const rest = following(tokens, mention, isZh ? '' : ' ', 3)
  return isZh
    ? /^(?:和|跟|与|、|还有|连)$/.test(between.replaceAll(' ', '')) &&
        /^(?:已经|早就)?(?:都|全|统统|一起|也都)/.test(rest)
    : /^(?:,|and|, and)(?: (?:the|my|his|her|our|their|both|all))?(?: \w+)?$/.test(between) &&
        !tokens[mention.to - 1]!.text.endsWith('s') &&
        /^(?:are|were|have|'re|'ve)\b/.test(rest)
}

const wordsBetween = (tokens: Token[], from: number, to: number) =>
  tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ')

/** What was expected in one clause and did not come in a later one. */
function isExpectedOnly(tokens: Token[], mention: Mention): boolean {
  const { clause } = tokens[mention.from]!
  const text = tokens
    .slice(Math.max(0, mention.from - furthestExpectation), mention.from)
    .filter((token) => token.clause === clause)
    .map((token) => token.text)
  // 以为 says by itself that it was not so; other expectations need a turn.
  if (
    /以为/.test(text.join('')) &&
    (/^.{0,8}[会有]/.test(text.join('').split('以为').at(-1)! + following(tokens, mention, '', 4)) ||
      (/以为(?:.{0,5}[里上下后中])?(?:是|听[见到]|看[见到])$/.test(text.join('')) &&
        /^(?:在?[响叫哭动来])?$/.test(following(tokens, mention, '', 2))))
  )
    return true
  if (!expectedEn.test(text.join(' ')) && !expectedZh.test(text.join(''))) return false
  if (text.some((word) => turnEn.test(word) && word !== 'just')) return false
  return tokens.slice(mention.to, mention.to + 13).some(({ text: word }) => turnEn.test(word) || turnZh.test(word))
}
