import { crowd } from './crowd.ts'
import { englishPeople, isGivenName, type Somebody } from './lexicon/people.ts'
import { english, nothing, sayings, singulars, things } from './lexicon/things.ts'
import type { Mention } from './mentions.ts'
import { countEnglish, two } from './quantity-en.ts'
import type { Token } from './tokens.ts'

const determiners = new Set(
  "a an the this that these those my your his her our their its 's no some any every each another one two three few many".split(
    ' ',
  ),
)
const verbCompany = new Set(
  "i you he she it we they who will would can could should must may might do does did n't always let".split(' '),
)
const denies = /^(?:not|n't|never|without|hardly|barely|since|nor)$/
/** Adjectives that may stand between a thing and its article. */
export const plainAdjective =
  /^(?:old|new|little|small|big|large|dark|deep|dry|red|blue|green|white|black|yellow|brown|grey|wooden|stone|iron|broken|rusty|cold|warm|first|last|only|single|empty|flat|own|good|clean|spare|whole|entire)$/

/** The thing or person named by the English words that begin at a token. */
export function englishAt(tokens: Token[], i: number): Mention | undefined {
  const first = tokens[i]!.text
  if (
    first === 'nobody' ||
    first === 'naebody' ||
    (first === 'no' && tokens[i + 1]?.text === 'one') ||
    first === 'noone'
  )
    return crowd(i, first === 'no' ? i + 2 : i + 1, true)
  // "No visitors".
  if (first === 'no' && /^(?:visitors|guests|customers|callers)$/.test(tokens[i + 1]?.text ?? ''))
    return crowd(i, i + 2, true)
  // "Not a soul", "not one person".
  if (first === 'not' && /^(?:an?|one) (?:soul|person)$/.test(`${tokens[i + 1]?.text} ${tokens[i + 2]?.text}`))
    return crowd(i, i + 3, true)
  // "I told no one" is "I did not tell anyone"; in "before anyone came" nobody is there.
  if (first === 'anyone' || first === 'anybody') {
    const isDenied = tokens.slice(Math.max(0, i - 8), i).some(({ text }) => denies.test(text))
    return isDenied ? crowd(i, i + 1, true) : undefined
  }
  const weather = /^(rain|snow)(?:ed|ing|s)?$/.exec(first)?.[1]
  if (weather && isNotFallen(tokens, i))
    return { thing: things.get(weather)!, from: i, to: i + 1, quantity: 'QUANTITY_UNSPECIFIED', isNobody: true }
  for (let length = 3; length >= 1; length--) {
    const last = tokens[i + length - 1]
    if (!last || last.kind !== 'en') continue
    let lead = ''
    for (let k = i; k < i + length - 1; k++) lead += `${tokens[k]!.text} `
    for (const noun of singulars(last.text)) {
      if (sayings.has(lead + noun))
        return { thing: nothing, from: i, to: i + length, quantity: 'QUANTITY_UNSPECIFIED', isNobody: false }
      const isPlural = noun !== last.text || /^(?:children|people|stairs)$/.test(noun) || isWrittenPlural(noun)
      const somebody = englishPeople.get(lead + noun)
      if (somebody && isPersonHere(tokens, i, isPlural)) {
        const quantity = countEnglish(tokens, i, isPlural)
        const who = nearby(aged(related(somebody, noun, tokens, i), tokens[i - 1]?.text), tokens, i + length)
        const isUncounted = isPlural && !isCounted(tokens, i)
        // "The girls", "old men" are some; "men", "passengers" are a crowd.
        const isSome = who.age === 'AGE_CHILD' || who.age === 'AGE_OLD' || noun === 'lad'
        const role = isUncounted && who.relation === '' && !isSome ? 'ROLE_CROWD' : who.role
        // "The whole bus sang" shows the bus as well; "in the whole school" shows nobody.
        const place = first === 'whole' ? english.get(noun)?.thing : undefined
        // "My newborn daughter" is one person.
        if (who.relation === 'baby' && englishPeople.get(tokens[i + length]?.text ?? '')?.relation) continue
        // "My oldest friend" is a friend.
        if (/^(?:young|old|eld)est$/.test(noun) && englishPeople.has(tokens[i + length]?.text ?? '')) continue
        if (place && /^(?:in|across|round|around|over)$/.test(tokens[i - 2]?.text ?? '')) continue
        return {
          somebody: { ...who, role },
          ...(place && { thing: place }),
          from: i,
          to: i + length,
          quantity,
          isNobody: false,
        }
      }
      const form = english.get(lead + noun)
      if (!form || (length === 1 && !isNounHere(form, tokens, i, isPlural))) continue
      const thing = noun === 'glasses' && isDrunkFrom(tokens, i) ? things.get('glass')! : form.thing
      const quantity = thing.isMass ? 'QUANTITY_UNSPECIFIED' : countEnglish(tokens, i, isPlural)
      return { thing, from: i, to: i + length, quantity, isNobody: false }
    }
  }
  return undefined
}

/** "It hasn't rained since May." */
function isNotFallen(tokens: Token[], i: number): boolean {
  const { clause } = tokens[i]!
  const before = tokens.slice(Math.max(0, i - 3), i).filter((token) => token.clause === clause)
  return /\bit(?: \w+)? (?:n't|not|never)$/.test(before.map(({ text }) => text).join(' '))
}

/** "Two glasses", "washed the glasses", "glasses of wine" are no spectacles. */
const isDrunkFrom = (tokens: Token[], i: number) =>
  tokens[i + 1]?.text === 'of' ||
  (isCounted(tokens, i) && tokens[i - 1]?.text !== 'of') ||
  tokens
    .slice(Math.max(0, i - 4), i)
    .some(({ text }) => /^(?:wash\w*|dry|dried|clink\w*|rais\w+|fill\w*|empty|wine|beer|champagne)$/.test(text))

/** A plural that a list has as it stands: "crisps". */
const isWrittenPlural = (noun: string) => /(?:[^aious]|ea)s$/.test(noun) && singulars(noun).length > 1

/** "Our boy", "my girls": whose they are says what they are to the writer. */
const byPossessor = new Map([
  ['boy', 'son'],
  ['lad', 'son'],
  ['girl', 'daughter'],
  ['lass', 'daughter'],
  ['kid', 'child'],
])

/** "My brother's boy", "my partner's mother": what somebody is by whose they are. */
const byKin: [owner: RegExp, noun: RegExp, relation: string][] = [
  [/^(?:brother|sister)$/, /^(?:boy|lad|son)$/, 'nephew'],
  [/^(?:brother|sister)$/, /^(?:girl|lass|daughter)$/, 'niece'],
  [/^(?:husband|wife|partner|fiancée?|fiancee?)$/, /^(?:mother|mum|mom|mam|mam+y)$/, 'mother_in_law'],
  [/^(?:husband|wife|partner|fiancée?|fiancee?)$/, /^(?:father|dad|da)$/, 'father_in_law'],
  [/^(?:father|dad|da|papa)$/, /^wife$/, 'mother'],
  [/^(?:mother|mum|mom|mam)$/, /^(?:husband|fella|bloke)$/, 'father'],
  [/^(?:brother|sister|son|daughter|uncle|aunt|cousin|law|boss|neighbour)$/, /^(?:wife|husband)$/, 'family'],
]
const ofAge = /^(?:own|younger|older|elder|eldest|youngest|oldest|middle|little|big|wee)$/

function related(somebody: Somebody, noun: string, tokens: Token[], i: number): Somebody {
  const before = tokens[i - 1]?.text ?? ''
  const owner = tokens[i - 2]?.text ?? ''
  // "My father's new wife".
  const at = /^(?:new|first|second)$/.test(before) ? i - 2 : i - 1
  if (tokens[at]?.text === "'s" && /^(?:my|our|his|her|in)$/.test(tokens[at - 2]?.text ?? '')) {
    const kin = byKin.find(([whose, who]) => whose.test(tokens[at - 1]!.text) && who.test(noun))
    return kin ? { ...somebody, relation: kin[2] } : somebody
  }
  // "The sister on nights", "her boy".
  if (noun === 'sister' && before === 'the') return { ...somebody, relation: 'nurse' }
  const whose = ofAge.test(before) ? owner : before
  if (/^(?:boy|lad)$/.test(noun) && /^(?:his|her|their)$/.test(whose)) return { ...somebody, relation: 'son' }
  if (noun === 'girl' && ofAge.test(before) && /^(?:his|her|their)$/.test(owner))
    return { ...somebody, relation: 'daughter' }
  const isOurs = /^(?:my|our)$/.test(whose)
  const relation = isOurs ? byPossessor.get(noun) : undefined
  return relation ? { ...somebody, relation } : somebody
}

const moves =
  /^(?:carr(?:y|ies|ied)|follow\w*|took|takes?|bring\w*|brought|sen[dt]s?|called|chas\w+|helped|walked|led|leads?)$/
const inBed =
  /^(?:in|from) (?:bed (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|the (?:next|other|opposite|end) bed\b)/
/** "Like a burglar", "as you'd tell a child", "took me for her sister": nobody who is there. */
export const isLikenedEn = (tokens: Token[], { somebody, from, to }: Mention): boolean =>
  somebody !== undefined &&
  tokens[from]!.kind === 'en' &&
  /(?:^| )(?:(?:like|as if|than)(?: you 'd \w+)? an?(?: \w+)?|(?:took|takes|take|mistook) (?:me|him|her|us) for (?:the|a|his|her)|as|call(?:s|ed)? (?:me|him|us)(?: an?)?)$/.test(
    `${from > 5 ? '' : ' '}${tokens
      .slice(Math.max(0, from - 6), from)
      .map(({ text }) => text)
      .join(' ')}`,
  ) &&
  tokens[to]?.text !== "'s"

/** "The lad next door", "the old lady downstairs". */
function nearby(somebody: Somebody, tokens: Token[], to: number): Somebody {
  const after = `${tokens[to]?.text ?? ''} ${tokens[to + 1]?.text ?? ''}`
  // "He carried the girl upstairs."
  const isMoved = tokens.slice(Math.max(0, to - 5), to).some(({ text }) => moves.test(text))
  const isNear =
    somebody.relation === '' &&
    !isMoved &&
    /^(?:next door|(?:downstairs|upstairs)\b|opposite\b(?! (?:on|in|at|me)\b))/.test(after)
  if (isNear) return { ...somebody, relation: 'neighbour', role: 'ROLE_OTHER' }
  // "The man in bed six", "the lad in the next bed".
  if (somebody.relation === '' && inBed.test(`${after} ${tokens[to + 2]?.text} ${tokens[to + 3]?.text}`))
    return { ...somebody, relation: 'patient', role: 'ROLE_OTHER' }
  // "The girl in accounts".
  if (somebody.relation === '' && /^(?:in|from) (?:accounts|payroll|hr|sales|admin|dispatch)$/.test(after))
    return { ...somebody, relation: 'colleague', role: 'ROLE_OTHER' }
  // "A fella at work", "Miss Okafor from next door".
  const isElsewhere = somebody.relation === '' || somebody.relation === 'friend'
  if (isElsewhere && /^(?:at|from) work\b/.test(after))
    return { ...somebody, relation: 'colleague', role: 'ROLE_OTHER' }
  return isElsewhere &&
    /^(?:at number|from next|across the|over the road)\b/.test(after) &&
    /door|\bnumber|hall|road|street/.test(`${after} ${tokens[to + 2]?.text ?? ''}`)
    ? { ...somebody, relation: 'neighbour', role: 'ROLE_OTHER' }
    : somebody
}

/** "To nurse a cup", "I doctor the accounts", "on the coach": no person. */
function isPersonHere(tokens: Token[], i: number, isPlural: boolean): boolean {
  const before = tokens[i - 1]?.text ?? ''
  const lead = `${tokens[i - 2]?.text ?? ''} ${before}`
  if (tokens[i]!.text === 'coach' && /^(?:on|off|by|aboard) (?:the|an?|this|that|every|another)$|\bby$/.test(lead))
    return false
  // "I miss my yard", "old Ma".
  if (tokens[i]!.text === 'miss' && !/^\p{Lu}/u.test(tokens[i]!.written)) return false
  if (tokens[i]!.text === 'ma' && titled.test(before) && !/^(?:my|our|his|her|their)$/.test(tokens[i - 2]?.text ?? ''))
    return false
  return (
    !(verbCompany.has(before) && before !== 'we' && before !== 'it') &&
    !(before === 'to' && !isPlural && verbal.test(tokens[i]!.text))
  )
}

const titled = /^(?:old|young|little|sister|brother|auntie?|uncle|xiao)$/

const verbal =
  /^(?:nurse|doctor|coach|boss|guard|mother|father|baby|farm|cook|judge|author|fellow|police|parent|people|minister|usher)$/

const isCounted = (tokens: Token[], i: number) =>
  tokens
    .slice(Math.max(0, i - 3), i)
    .some(({ text, kind }) => kind === 'number' || two.has(text) || /^(?:three|four|five|six|few|several)$/.test(text))

function isNounHere(
  form: { isVerb: boolean; needsDeterminer: boolean },
  tokens: Token[],
  i: number,
  isPlural: boolean,
): boolean {
  const before = tokens[i - 1]?.text ?? ''
  // "He rings his mother and waters her plants": whatever has an object right behind it is a verb.
  const after = tokens[i + 1]?.text ?? ''
  const isObjectBehind =
    /^(?:the|a|an|my|his|her|their|our|me|him|us|them|it|you)$/.test(after) &&
    // "Twenty trains a day."
    !/^(?:day|week|month|year|hour|minute|night|time|head)$/.test(tokens[i + 2]?.text ?? '')
  if ((form.isVerb || form.needsDeterminer) && isPlural && isObjectBehind && !determiners.has(before)) return false
  // "The phone rings", "the fog lifts", "the girl waters her plants": an -s right after a noun is a verb.
  const lead = tokens[i - 1]
  const isAfterNoun =
    lead?.kind === 'en' && (english.has(lead.text) || englishPeople.has(lead.text) || isGivenName(lead.text))
  if (form.isVerb && isPlural && isAfterNoun && !plainAdjective.test(before)) return false
  const { text } = tokens[i]!
  if (isName(tokens, i)) return false
  // "The next one can't see": no tin.
  if (text === 'can' && /^(?:n't|not)$/.test(after)) return false
  if (mealtime.test(text) && /^(?:before|after|until|till|since|during|by|through|every)$/.test(before)) return false
  if (isOtherWord(tokens, i)) return false
  if (text === 'sun' && titled.test(before) && tokens[i]!.written === 'Sun') return false
  // "A flat tyre".
  if (text === 'flat' && singulars(after).some((noun) => english.has(noun))) return false
  if (form.needsDeterminer) {
    const owned = plainAdjective.test(before) ? i - 2 : i - 1
    const at = tokens[owned]?.text ?? ''
    // "She's blind", "it's flat here": is, not whose.
    if (
      at === "'s" &&
      /^(?:i|he|she|it|that|this|there|here|who|what|where|how|everything|everyone)$/.test(
        tokens[owned - 1]?.text ?? '',
      )
    )
      return false
    return determiners.has(at) || (isPlural && before !== 'to' && !verbCompany.has(before))
  }
  if (verbCompany.has(before)) return false
  if (!form.isVerb) return true
  return before !== 'to' && before !== 'not' && before !== 'never'
}

/** "Shouted till she cried", "the bread rose", "shed a tear". */
function isOtherWord(tokens: Token[], i: number): boolean {
  const [further = '', before = '', text = '', after = ''] = [i - 2, i - 1, i, i + 1].map((at) => tokens[at]?.text)
  if (text === 'till') return !/^(?:the|a|my|this|each|every|at|both)$/.test(before)
  // "The bread rose", "she rose from her chair".
  if (text === 'rose')
    return (
      /^(?:i|you|he|she|it|they|we|who|slowly|finally)$/.test(before) ||
      (!determiners.has(before) &&
        !(plainAdjective.test(before) && determiners.has(further)) &&
        (english.has(before) ||
          englishPeople.has(before) ||
          (!plainAdjective.test(before) && /^(?:up|from|over|above|again|to|behind|slowly|high|higher)$/.test(after))))
    )
  return text === 'shed' && !determiners.has(before) && /^(?:a|any|some|few|many|tears|its|skin|no)$/.test(after)
}

const mealtime = /^(?:lunch|breakfast|dinner|supper)$/

/** "She sat with Biscuit", "Tower Ridge": a capital after a small letter makes a name of it. */
function isName(tokens: Token[], i: number): boolean {
  const { written } = tokens[i]!
  const before = tokens[i - 1]
  return (
    /^\p{Lu}\p{Ll}+$/u.test(written) &&
    before?.kind === 'en' &&
    /^\p{Ll}/u.test(before.written) &&
    !determiners.has(before.text) &&
    !writtenLarge.test(tokens[i]!.text)
  )
}

/** Things that are written with a capital all the same. */
const writtenLarge =
  /^(?:bible|lego|scrabble|monopoly|hoover|xbox|playstation|sellotape|barbie|biro|kleenex|haribo|oreo|polaroid|zimmer|lidl|aldi|tesco|asda|walmart|sainsbury|twix|sun|moon)s?$/

function aged(somebody: Somebody, before: string | undefined): Somebody {
  if (before === 'old' || before === 'elderly') return { ...somebody, age: 'AGE_OLD' }
  if ((before === 'little' || before === 'small') && somebody.age !== 'AGE_OLD')
    return { ...somebody, age: 'AGE_CHILD' }
  return somebody
}
