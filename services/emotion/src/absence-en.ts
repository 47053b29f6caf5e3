import { eaten, rules, upTo } from './absence-rules-en.ts'
import { between, following, preceding } from './around.ts'
import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/*
 * Whether an English text says of a thing that it is not there, beyond what stands right around its negation (presence-en.ts):
 * by a rule of the table, or by what a later clause says of it.
 */

const notEvenEn = /(?:^| )not even (?:the|a|an|my|his|her|our|their|one)(?: [\w-]+)?$/
const anyNegation = /\b(?:not|n't|no|nobody|nothing|never|none|nowhere|without|empty|gone)\b/

const askedForEn = upTo(
  '(?:promised (?:me|us|him|her|them))|(?:asked|asks|hoped|hoping|looked|went|came|waited|searched|begged|prayed|longed|shopped|reached|sent|queued) (?:\\w+ )?(?:for|to (?:buy|get|fetch|find|see|have))|wanted|wished for',
)
/** "I asked for a blanket and they had none", "I wanted a dog but we never got one". */
const inVainEn =
  /^(?:[\w' ]{0,24})(?:, )?(?:and|but|though|only) (?:there (?:was|were|is|are) (?:none|n't any|not any|nothing)|(?:they|he|she|it|i|we|nobody|no one) (?:never (?:got|had|came|found|did)|had none|(?:did|had) n't (?:have|got|get|any)|found none|got none|came (?:home|back|away) without|(?:'d|had) run out)|none (?:came|was|were|left)|it never came|never (?:got|came|had))/
/** "I crashed the car and it was written off." */
const andIsGone =
  /^(?:[\w' ]{0,20})(?:, )?(?<!\w)(?:and|but|then|until) (?:then )?(?:one day )?(it|they) (?:was|were|is|are|'s|got|had been|has been) (?:all )?(?:gone(?! (?:to|off|up|down|on|past|over|by|back|cold|home|ten|nine|eight))|stolen|sold|taken away|written off|scrapped|thrown (?:out|away)|demolished|repossessed)\b/
const ifHadEn = /(?:^| )if (?:i|we|he|she|they|there) (?:only )?(?:had|was|were) (?:an?|my own|more|some)(?: [\w-]+)?$/
const couldWantEn = upTo("(?:i|we|he|she|they) (?:'d|would) (?:love|have loved|have liked|give (?:anything|a lot) for)")
/** "Where we swam is a road now", "has been turned into flats". */
const becameEn =
  /^(?:(?:where|that|which) (?:[\w']+ ){1,4})?(?:(?:is|'s|are) (?:now )?(?:an? |just an? |all )?(?:(?:\w+ ){0,2})(?:car park|parking lot|road|motorway|highway|supermarket|mall|shop|flats|apartments|hotel|bank|museum|gym|bar|caf[eé]|warehouse|field|ruin|rubble|military post|petrol station|gas station|nail bar|vape shop)\b(?: now| these days|$)|(?:has|had|have)? ?(?:become|became|made way for)\b|(?:has been|was|were|got|have been) (?:turned|made) into\b)/
/** "The fire took everything, the piano, the books". */
const everythingEn =
  /(?:took|taken|lost|sold|stole|stolen|destroyed|swallowed|burned|burnt|gone) ?(?:,|everything|it all|all of it|the lot|most of it) (?:[,:—] (?:(?:and )?(?:the|my|our|his|her|their|a|all the|even the) (?:[\w-]+ ){1,3}(?:, )?)*(?:and )?)(?:the|my|our|his|her|their|a|all the|even the)(?: [\w-]+)?$/

const predicateEn = /^(?:is|was|are|were|has|have|had|'s|does|do|did|never|no longer|gone|went|fell|blew)\b/
const insideEn =
  /(?:^| )(?:from|by|in|on|at|near|beside|with|behind|for|to|into|under|over|through|about)(?: (?:the|an?|my|our|his|her|their|this|that)(?: [\w-]+)?| hot| cold)?$/

/** Whether one of the rules says of an English thing that it is not there. */
export function isAwayEn(tokens: Token[], mention: Mention): boolean {
  const { thing } = mention
  if (!thing) return false
  const before = preceding(tokens, mention, ' ', 9)
  const behind = following(tokens, mention, ' ', 8)
  if (notEvenEn.test(before) && /^(?:$|and\b|or\b|for\b|here\b|left\b)/.test(behind)) {
    const sooner = tokens.slice(Math.max(0, mention.from - 16), mention.from - 3)
    if (sooner.some(({ text }) => anyNegation.test(text))) return true
  }
  const textOf = (from: number, to: number) => between(tokens, from, to, ' ')
  const later = textOf(mention.to, mention.to + 14)
  if (
    /(?:^| )(?:not|without) so much as (?:an?|one|the)(?: [\w-]+)?$/.test(before) &&
    !/^(?:moved|touched)/.test(behind)
  )
    return true
  const andIs = andIsGone.exec(later)?.[1]
  if (andIs && (andIs === 'it') === !/TWO|FEW|MANY/.test(mention.quantity)) return true
  // "If we had a car I could visit him."
  if (ifHadEn.test(before) && /\b(?:would|could|might|'d)\b/.test(later)) return true
  if (askedForEn.test(before) && inVainEn.test(later)) return true
  if (!eaten.test(thing.concept) && couldWantEn.test(before) && /^(?:, )?but\b/.test(later)) return true
  if (
    /^(?:is|was|are|were) (?:n't|not)$/.test(behind) &&
    /\b(?:still|there|here)\b.*\b(?:but|and)\b/.test(textOf(mention.from - 12, mention.from))
  )
    return true
  // "Trains ran here once a day and now there are none", "we lost the oak, and the swing with it", "the creek is a road now".
  if (
    !/ONE/.test(mention.quantity) &&
    /^(?:[\w' ]{0,40})(?:, )?(?:and|but) (?:now|today|these days) (?:there 's|there is|there are|we have|i have|we 've|i 've|he has|she has)(?: got)? (?:none|nothing|not one)\b/.test(
      later,
    )
  )
    return true
  if (
    /(?:^| )and (?:the|my|our|his|her|their)(?: [\w-]+)?$/.test(before) &&
    /^(?:went |gone )?(?:with (?:it|them)|went too)$/.test(behind)
  )
    return /\b(?:lost|took|taken|sold|gone|went|burned|burnt|stolen|fell|was|were)\b/.test(
      textOf(mention.from - 14, mention.from),
    )
  if (thing.isPlace && becameEn.test(behind)) return thing.concept !== 'shop' || !/\bshop\b/.test(behind)
  if (everythingEn.test(textOf(mention.from - 16, mention.from))) return true
  // "The tramp who came for hot water hasn't turned up."
  const isSaidOfAnother = predicateEn.test(behind) && insideEn.test(before)
  return rules.some(
    (rule) =>
      (!rule.of || rule.of.test(thing.concept)) &&
      !rule.notOf?.test(thing.concept) &&
      (rule.isPlace === undefined || rule.isPlace === thing.isPlace) &&
      (rule.before ? rule.before.test(before) : !isSaidOfAnother) &&
      (!rule.behind || rule.behind.test(behind)),
  )
}
