import type { Quantity } from '@aiw/proto'
import type { Somebody } from './lexicon/people.ts'
import { emoji, english, nothing, type Thing, things } from './lexicon/things.ts'
import { englishAt, isLikenedEn, plainAdjective } from './mentions-en.ts'
import { chineseAt } from './mentions-zh.ts'
import { isLikened } from './people-zh.ts'
import { asMeant } from './senses.ts'
import type { Token } from './tokens.ts'

/** A thing or a person a text names, and where. */
export interface Mention {
  thing?: Thing
  somebody?: Somebody
  /** First token of it, and the token after its last. */
  from: number
  to: number
  quantity: Quantity
  /** Said outright to be not there: "nobody", "没人", "it hasn't rained". */
  isNobody: boolean
  /** It is cooked or eaten, and so on a table wherever it grew or swam. */
  isEaten?: boolean
}

/** A picture holds twelve things; what a long passage names after these changes nothing in it. */
const mostMentions = 60

/** Things and people a text names, in order; the first 60. */
export function mentionsOf(tokens: Token[]): Mention[] {
  const found: Mention[] = []
  for (let i = 0; i < tokens.length && found.length < mostMentions;) {
    const token = tokens[i]!
    const mention =
      token.kind === 'en'
        ? englishAt(tokens, i)
        : token.kind === 'zh'
          ? chineseAt(tokens, i)
          : token.kind === 'emoji'
            ? emojiAt(token, i)
            : undefined
    if (mention && mention.thing !== nothing) found.push(mention)
    i = mention?.to ?? i + 1
  }
  const kept = found.filter(
    (mention, i) =>
      !isModifier(mention, found[i + 1], tokens) && !isLikened(tokens, mention) && !isLikenedEn(tokens, mention),
  )
  return asMeant(tokens, kept).map((mention) => (isEaten(tokens, mention) ? served(mention) : mention))
}

const eats =
  /^(?:eat|eats|eating|ate|eaten|cook|cooks|cooking|cooked|fry|fries|frying|fried|bake|bakes|baking|baked|grill|grills|grilling|grilled|steam|steaming|steamed|roast|roasting|roasted|taste|tasted|tasting|[爱想要没不好先]?[吃做煮烧煎炒蒸烤炸炖尝](?:了|着|过|完|起|的)?|红烧|清蒸)$/
/** What may stand between the verb and what it is said of: "ate half of a big fish", 吃了一条鱼. */
const betweenEating =
  /^(?:a|an|the|some|any|no|more|much|many|too|so|my|our|his|her|your|their|this|that|two|three|few|half|of|and|piece|slice|plate|bit|fresh|whole|[了着过的个条块片只点顿]|[一二两三几半][个条块片只点些]?|很多|好多|一些)$/

function isEaten(tokens: Token[], { thing, from }: Mention): boolean {
  if (thing === undefined || thing.isPlace) return false
  // 烧鱼, 爱吃鱼 come as one word.
  if (/^.?[吃煮烧炒蒸烤炸炖煎].$/.test(tokens[from]!.text)) return true
  for (let i = from - 1; i >= Math.max(0, from - 6); i--) {
    const { text } = tokens[i]!
    if (eats.test(text)) return true
    if (!betweenEating.test(text) && !plainAdjective.test(text) && !english.has(text)) return false
  }
  return false
}

/** A fish that is eaten is another picture than a fish. */
const served = (mention: Mention): Mention => ({
  ...mention,
  thing: mention.thing?.concept === 'fish' ? things.get('cooked_fish') : mention.thing,
  isEaten: true,
})

/** "Paper crown", "kitchen table": only the crown is shown, but a place stays, and so does the car of a car door. */
function isModifier(mention: Mention, next: Mention | undefined, tokens: Token[]): boolean {
  if (!next || mention.to !== next.from || !mention.thing || !next.thing || mention.thing.isPlace) return false
  if (/^(?:car|bus|train|truck|boat)$/.test(mention.thing.concept) && /^(?:door|window|seat)$/.test(next.thing.concept))
    return false
  // A lemon tree shows its lemons.
  if (next.thing.concept === 'tree' && fruit.test(mention.thing.concept)) return false
  return tokens[mention.from]!.kind === 'en' && tokens[next.from]!.kind === 'en'
}

const fruit = /^(?:lemon|mango|pear|plum|fig|peach|orange|persimmon|coconut|avocado)$/

function emojiAt(token: Token, i: number): Mention | undefined {
  const thing = emoji.get(token.text)
  return thing && { thing, from: i, to: i + 1, quantity: 'QUANTITY_ONE', isNobody: false }
}
