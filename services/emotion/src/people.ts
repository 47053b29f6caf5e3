import type { Person, Presence, Quantity, Voice } from '@aiw/proto'
import { between } from './around.ts'
import { stranger } from './crowd.ts'
import { isGivenName, type Somebody } from './lexicon/people.ts'
import type { Mention } from './mentions.ts'
import { isChineseName, isNameInTwo } from './people-zh.ts'
import { absentees } from './presence.ts'
import type { Token } from './tokens.ts'

const mostPeople = 8

/**
 * The writer where the text is theirs, then people by relation, then those only pointed at or named, then crowds; the absent last.
 * `earlier`: whom the sentences before named (`namedIn`), oldest first.
 */
export function peopleOf(
  tokens: Token[],
  mentions: Mention[],
  absent: Set<Mention>,
  voice: Voice,
  earlier: () => Somebody[][],
): Person[] {
  const found = new Map<string, Person>()
  const add = (person: Person) => {
    const key = `${person.role} ${person.relation} ${person.relation ? '' : person.age}`
    const known = found.get(key)
    if (!known || known.presence === 'PRESENCE_PRESENT') found.set(key, person)
  }
  if (voice === 'VOICE_FIRST_PERSON') add(person('ROLE_SELF'))
  for (const mention of mentions) {
    if (!mention.somebody || isWriter(tokens, mention) || isAddressed(tokens, mention)) continue
    if (areNamed(tokens, mentions, mention)) continue
    const presence = absent.has(mention) ? 'PRESENCE_ABSENT' : 'PRESENCE_PRESENT'
    const quantity = areBoth(tokens, mention) ? 'QUANTITY_TWO' : mention.quantity
    for (const somebody of oneByOne(tokens, mention)) add({ ...somebody, presence, quantity })
  }
  for (const [i, token] of tokens.entries()) {
    if ((token.text === 'them' && areThings(tokens, mentions, i)) || isAnimal(token, mentions, i)) continue
    const role = pointedAt(token, tokens, i, [...found.values()])
    if (!role) continue
    const mention: Mention = { somebody: stranger, from: i, to: i + 1, quantity: 'QUANTITY_ONE', isNobody: false }
    const isAway = absentees(tokens, [mention]).has(mention) || ownerOf(tokens, i) === 'kept'
    const presence = isAway ? 'PRESENCE_ABSENT' : 'PRESENCE_PRESENT'
    const quantity = role === 'ROLE_CROWD' ? 'QUANTITY_MANY' : 'QUANTITY_ONE'
    const relation = role === 'ROLE_OTHER' ? spouseOf(token, tokens, mentions) : ''
    add({ ...person(role, presence, quantity), relation, ...(relation === '' && meantEarlier(token, earlier)) })
  }
  // 护士小赵, "my friend Roy": the nurse's name, the friend's.
  const isMentioned = (i: number) =>
    mentions.some(({ from, to, somebody }) => from <= i && (i < to || (i === to && somebody?.role === 'ROLE_OTHER')))
  const names = [...tokens.keys()].filter((i) => isNamed(tokens, i) && !isMentioned(i))
  if (![...found.values()].some(({ role, relation }) => role === 'ROLE_OTHER' && relation === '') && names.length > 0) {
    const named = names.map((from): Mention => ({
      somebody: stranger,
      from,
      to: from + 1,
      quantity: 'QUANTITY_ONE',
      isNobody: false,
    }))
    add(person('ROLE_OTHER', absentees(tokens, named).size === named.length ? 'PRESENCE_ABSENT' : 'PRESENCE_PRESENT'))
  }
  // "We" is somebody beside the writer, whoever that is.
  const at = voice === 'VOICE_FIRST_PERSON' ? tokens.findIndex(({ text }) => we.test(text)) : -1
  const isThere = ({ role, presence }: Person) => role !== 'ROLE_SELF' && presence === 'PRESENCE_PRESENT'
  if (at >= 0 && ![...found.values()].some(isThere))
    add(person('ROLE_OTHER', 'PRESENCE_PRESENT', othersOf(tokens[at + 1]?.text)))
  // "Her toothbrush beside mine": somebody's, who is not otherwise named.
  const owned = [...found.values()].some(({ role }) => role === 'ROLE_OTHER')
    ? undefined
    : ownerAt(tokens, mentions, absent)
  if (owned) add(person('ROLE_OTHER', owned))
  const rank = ({ role, presence }: Person) =>
    (presence === 'PRESENCE_ABSENT' ? 4 : 0) + (role === 'ROLE_SELF' ? 0 : role === 'ROLE_OTHER' ? 1 : 2)
  return [...found.values()].toSorted((a, b) => rank(a) - rank(b)).slice(0, mostPeople)
}

/** 室友她们三个, 爸妈……他们: who was named before. */
const areNamed = (tokens: Token[], mentions: Mention[], { from }: Mention): boolean =>
  /^[他她]们$/.test(tokens[from]!.text) &&
  mentions.some(({ somebody, to, isNobody }) => somebody?.role === 'ROLE_OTHER' && to <= from && !isNobody)

/** 两口子, 夫妻: a husband and a wife. */
function oneByOne(tokens: Token[], { somebody, from, to }: Mention): Somebody[] {
  const word = tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join('')
  return /^(?:老?夫妻|夫妇|[小老]?两口子?)$/.test(word)
    ? ['husband', 'wife'].map((relation) => ({ ...somebody!, relation }))
    : [somebody!]
}

/** "My parents", "mum and dad", 爸妈; not those of a whole class. */
const areBoth = (tokens: Token[], { somebody, quantity, from, to }: Mention): boolean =>
  /^(?:grand)?parent$/.test(somebody!.relation) &&
  quantity !== 'QUANTITY_MANY' &&
  (tokens[from]!.kind === 'zh'
    ? !tokens[from]!.text.startsWith('家长')
    : to - from > 1 ||
      (quantity !== 'QUANTITY_ONE' && /^(?:my|our|his|her|their|your)$/.test(tokens[from - 1]?.text ?? '')))

/** 我们三个人: so many beside the writer. */
const othersOf = (count = ''): Quantity =>
  /^[三仨]/.test(count) ? 'QUANTITY_TWO' : /^[四五六七八九十]/.test(count) ? 'QUANTITY_FEW' : 'QUANTITY_ONE'

function person(
  role: Person['role'],
  presence: Presence = 'PRESENCE_PRESENT',
  quantity: Quantity = 'QUANTITY_ONE',
): Person {
  return { role, age: 'AGE_UNSPECIFIED', relation: '', presence, quantity }
}

const men = new Set('father grandfather husband boyfriend son brother uncle nephew father_in_law'.split(' '))
const women = new Set('mother grandmother wife girlfriend daughter sister aunt niece mother_in_law'.split(' '))
const we = /^(?:we|us|ourselves|我们|咱们|咱俩|我俩|俺们|俺俩)$/
const he = /^(?:he|him|himself|他)$/
const she = /^(?:she|her|herself|她)$/
const they = /^(?:they|them|themselves|他们|她们)$/

/** "I watered the beans and then I watered them again": several things are named before, and nobody. */
const areThings = (tokens: Token[], mentions: Mention[], at: number): boolean =>
  !/^(?:to|for|with|from|at|by|without|told|tell|asked|ask)$/.test(tokens[at - 1]?.text ?? '') &&
  mentions.some(({ thing, quantity, to }) => thing && to <= at && /TWO|FEW|MANY/.test(quantity)) &&
  !mentions.some(({ somebody, to }) => somebody && to <= at)

/** "The dog came and I hugged him": the last that was named, and nobody before it. */
const isAnimal = ({ text }: Token, mentions: Mention[], at: number): boolean =>
  /^(?:he|him|himself|she|her|herself)$/.test(text) &&
  animal.test(mentions.findLast(({ to, thing, somebody }) => to <= at && (thing ?? somebody))?.thing?.concept ?? '') &&
  !mentions.some(({ somebody, to }) => somebody && to <= at)
const animal = /^(?:dog|puppy|cat|kitten|horse|pony|donkey|cow|sheep|goat|rabbit|hamster|parrot|chicken|tortoise)$/

/** Whom a pronoun stands for, where nobody named before could be meant. */
function pointedAt({ text, kind }: Token, tokens: Token[], i: number, known: Person[]): Person['role'] | undefined {
  if (kind !== 'en' && kind !== 'zh') return undefined
  const others = known.filter(({ role }) => role === 'ROLE_OTHER')
  if (they.test(text))
    return others.length > 0 || known.some(({ role }) => role === 'ROLE_CROWD') ? undefined : 'ROLE_CROWD'
  if (text === '你' || text === '您' || text === '人家') return others.length > 0 ? undefined : 'ROLE_OTHER'
  const isHe = he.test(text)
  if (!isHe && !she.test(text)) return undefined
  // "Her cup": whose it is, not who is there.
  if (text === 'her' && isPossessive(tokens, i)) return undefined
  if (ownerOf(tokens, i) === 'lost') return undefined
  const unfit = isHe ? women : men
  return others.some(({ relation }) => !unfit.has(relation)) ? undefined : 'ROLE_OTHER'
}

/** 她的围裙还挂在门后: whose things are kept is gone; 她的杯子不见了 tells of the cup alone. */
function ownerOf(tokens: Token[], i: number): 'kept' | 'lost' | undefined {
  const { clause, kind } = tokens[i]!
  if (kind !== 'zh' || !/^[的那这]/.test(tokens[i + 1]?.text ?? '')) return undefined
  const rest = tokens
    .slice(i + 1, i + 10)
    .filter((token) => token.clause === clause && token.kind !== 'mark')
    .map(({ text }) => text)
    .join('')
  if (/还(?:挂|放|留|摆|晾|空|搁)|没动过|遗物|生前|半边/.test(rest)) return 'kept'
  return /不见了?$|不在了?$|没了$/.test(rest) || between(tokens, Math.max(0, i - 2), i).endsWith('少了')
    ? 'lost'
    : undefined
}

const keptThings =
  /\b(?:still|gone|left|used to|the last of|miss|misses|missed|side of the (?:bed|wardrobe|closet)|side is|handwriting|grave|ashes|funeral|voice|anymore|sent home|after (?:his|her) death)\b/

/**
 * Whose a thing is, "his" or "her": gone where only what was theirs is kept or missed. Not an animal's; and "her cup is gone",
 * "his empty chair" tell of the thing alone.
 */
function ownerAt(tokens: Token[], mentions: Mention[], absent: Set<Mention>): Presence | undefined {
  const at = tokens.findIndex(
    ({ text, kind }, i) => kind === 'en' && /^(?:his|her)$/.test(text) && tokens[i + 1]?.kind === 'en',
  )
  if (at < 0 || mentions.some(({ thing, to }) => thing && to <= at && isLiving.test(thing.concept))) return undefined
  const owned = mentions.find(({ from }) => from > at && from <= at + 3)
  if ((owned && absent.has(owned)) || tokens[at + 1]!.text === 'empty' || /^there$/.test(tokens[0]!.text))
    return undefined
  return keptThings.test(between(tokens, 0, tokens.length, ' ')) ? 'PRESENCE_ABSENT' : 'PRESENCE_PRESENT'
}
const isLiving =
  /^(?:dog|puppy|cat|kitten|horse|pony|donkey|cow|sheep|goat|pig|rabbit|hamster|parrot|chicken|tortoise|bird|robin|swan|duck|goose|crow|fox|monkey|gorilla|elephant|seagull|sparrow|budgie|lamb|calf|animal|canary|squirrel|hedgehog|mouse|rat|owl|deer|whale|seal|bear)$/

/** Whom a text names by a word, in its order: not those only pointed at, not several, and not the writer. */
export const namedIn = (tokens: Token[], mentions: Mention[]): Somebody[] =>
  mentions.flatMap((mention) => {
    const { somebody, quantity } = mention
    const isOne = somebody?.role === 'ROLE_OTHER' && !/TWO|FEW|MANY/.test(quantity)
    return isOne && !isWriter(tokens, mention) && !isAddressed(tokens, mention) ? [somebody] : []
  })

/**
 * "My mother came." "She laughed.": whom "she" means by the latest earlier sentence that names somebody she could be, if
 * that is one alone. Who may be a woman or a man (a nurse, a friend) only where nobody named is a woman for sure.
 */
function meantEarlier({ text }: Token, earlier: () => Somebody[][]): Somebody | undefined {
  const isHe = he.test(text)
  if (!isHe && !she.test(text)) return undefined
  const [fits, unfits] = isHe ? [men, women] : [women, men]
  const fit = earlier()
    .map((named) => named.filter(({ relation }) => !unfits.has(relation)))
    .filter((named) => named.length > 0)
  const latest = fit.at(-1)
  if (!latest || new Set(latest.map(({ relation }) => relation)).size > 1) return undefined
  const isSure = fits.has(latest[0]!.relation) || !fit.flat().some(({ relation }) => fits.has(relation))
  return isSure ? latest[0] : undefined
}

/** "He … his wife": he is a husband. */
function spouseOf({ text }: Token, tokens: Token[], mentions: Mention[]): string {
  const isSaid = (relation: string, whose: RegExp) =>
    mentions.some(({ somebody, from }) => somebody?.relation === relation && whose.test(tokens[from - 1]?.text ?? ''))
  if (he.test(text) && isSaid('wife', /^his$/)) return 'husband'
  return she.test(text) && isSaid('husband', /^her$/) ? 'wife' : ''
}

/** "Told her", "with her." against "her cup". */
function isPossessive(tokens: Token[], i: number): boolean {
  const next = tokens[i + 1]
  return (
    next?.kind === 'en' &&
    !/^(?:and|but|or|to|in|on|at|with|for|that|when|if|as|so|because|then|the|a|my|his|who|not|n't|again|off|up|out|down|back|about|from|while|until|till|every|what|how|where|go|come|say|cry|laugh|sleep|eat|talk|walk|sit|breathe|by|into|like|was|is|all|this|last|one|too|now|here|there|home|tonight|yesterday|today)$/.test(
      next.text,
    )
  )
}

/** "I am a mother", "我不是一个好妈妈", 第一次叫我爸爸: what the writer is, not somebody else. */
function isWriter(tokens: Token[], { from, to }: Mention): boolean {
  const lead = tokens
    .slice(Math.max(0, from - 6), from)
    .map(({ text }) => text)
    .join(' ')
  // 当了一辈子电工, 不想当医生了; not 请他当教练.
  if (/(?:^|[不想要再愿也了,.] )当 (?:[了过着] )?(?:一辈子|[^ ]{1,2}年|一?个|一?回)?$/.test(lead)) return true
  // 第一次叫我爸爸; not 叫我爸爸去学校.
  if (/(?:叫|喊)(?: [了着])? (?:我|俺)$/.test(lead) && (tokens[to]?.kind ?? 'mark') === 'mark') return true
  return /(?:^| )(?:i (?:am|'m|was|be|become|became)(?: (?:not|n't|only|just|such|still))?|as|being|become|to be) an?(?: (?!(?:the|my|his|her|our|a|who|and)\b)\w+){0,2}$|(?:我|俺) ?(?:不|也|只|才|就|又|要|想)? ?(?:是|当|做)[^,.的]{0,8}$/.test(
    lead,
  )
}

/** "Dad, you can tell me", 说妈你来: somebody is spoken to, mostly the writer. */
function isAddressed(tokens: Token[], { from, to, somebody }: Mention): boolean {
  if (somebody!.role === 'ROLE_CROWD') return false
  const before = tokens[from - 1]
  const after = tokens[to]
  if (tokens[from]!.kind === 'zh')
    return (
      (/^(?:说|喊|叫|喊着|叫着|道|问|一句|一声|喊了声|:|"|“|「)$/.test(before?.text ?? '') ||
        (before?.text === ',' && /^(?:说|喊|叫|道|问)$/.test(tokens[from - 2]?.text ?? ''))) &&
      (!after || after.kind === 'mark' || /^(?:你|您|我|别|快)$/.test(after.text))
    )
  const words = (at: number, most: number) => tokens.slice(at, at + most).map(({ text }) => text)
  return (
    (after?.text === ',' &&
      (/^(?:you|your|do|don|please|stop|look|come|sorry|why|are|where|what)$/.test(tokens[to + 1]?.text ?? '') ||
        /^(?:she|he|they) (?:said|asked|says|asks)$/.test(words(to + 1, 2).join(' ')))) ||
    // "Did you, Gran?"
    (before?.text === ',' &&
      (!after || /^[.?!]$/.test(after.text)) &&
      words(Math.max(0, from - 8), 7).some((word) => /^(?:you|your)$/.test(word)))
  )
}

const notNames =
  /^(?:i|i'\w+|the|mr|mrs|ms|dr|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|eid|ramadan|diwali|thanksgiving|hanukkah|passover|lent|halloween|valentine|advent|english|chinese|french|spanish|german|polish|tv|ok|god|lord|jesus|bible|internet|google|facebook|instagram|whatsapp|zoom|lidl|aldi|tesco|london|england|america|china|year|street|road|lane|park|hill|lake|river)$/
const placeBefore =
  /^(?:in|at|near|of|through|around|across|outside|towards|the|a|an|this|that|every|last|next|on|since|until|till)$/

const travelling =
  /^(?:mov\w+|go|goes|going|gone|went|fl[ey]\w*|flown|flew|dr[io]v\w+|travel\w*|trip|been|tube|metro|tram|cab|bus|coach|train|ferry|plane|flight|back|way|road|sail\w*|emigrat\w+|deported)$/

/** 佳佳, 曼曼 are names whatever jieba calls them. */
const isNameTag = /^nr|^nz(.)\1$/

/** A name inside a clause (a capital after a small word), or a known given name anywhere. */
function isNamed(tokens: Token[], i: number): boolean {
  const { kind, text, written, tag } = tokens[i]!
  if (kind === 'zh') return (isNameTag.test(tag + text) && isChineseName(text)) || isNameInTwo(tokens, i)
  if (
    kind !== 'en' ||
    !/^\p{Lu}\p{Ll}+/u.test(written) ||
    notNames.test(text) ||
    written !== written[0]! + written.slice(1).toLowerCase()
  )
    return false
  if (isGivenName(text) || /^(?:mr|mrs|ms|miss)$/.test(tokens[tokens[i - 1]?.text === '.' ? i - 2 : i - 1]?.text ?? ''))
    return true
  const before = tokens[i - 1]
  // "She moved to Canada."
  if (
    before?.text === 'from' &&
    !/^(?:heard|letter|card|text|message|call|present|got|news|word|note)$/.test(tokens[i - 2]?.text ?? '')
  )
    return false
  if (before?.text === 'to' && travelling.test(tokens[i - 2]?.text ?? '')) return false
  return (
    before?.kind === 'en' &&
    /^\p{Ll}/u.test(before.written) &&
    /^(?:with|and|to|for|by|said|says|told|called|from|when|that|like|met|miss|missed|love|loved|hugged|saw|until|because|asked|rang|phoned|texted|if|then|but|where|as|while|after|before|let|watched|heard|married)$/.test(
      before.text,
    ) &&
    !placeBefore.test(before.text)
  )
}
