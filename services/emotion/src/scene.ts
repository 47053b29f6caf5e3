import type { Motif, Person, Scene, Voice } from '@aiw/proto'
import { type Mention, mentionsOf } from './mentions.ts'
import { absentees } from './presence.ts'
import { setting, timeOfDay, weather } from './surroundings.ts'
import type { Token, Words } from './tokens.ts'

const mostMotifs = 12
const mostPeople = 8

/** What a text shows. Viewpoint and moment are the painter's client's to choose: unspecified. */
export function sceneOf(words: Words): Scene {
  const mentions = mentionsOf(words.tokens)
  const absent = absentees(words.tokens, mentions)
  return {
    setting: setting(words.tokens, mentions, absent),
    timeOfDay: timeOfDay(words.text),
    weather: weather(words.text),
    motifs: motifs(words.tokens, mentions, absent),
    people: people(words.tokens, mentions, absent),
    viewpoint: 'VIEWPOINT_UNSPECIFIED',
    moment: 'MOMENT_UNSPECIFIED',
  }
}

/** Each concept once, what stands out ("only one bird") first, what is not there last. */
function motifs(tokens: Token[], mentions: Mention[], absent: Set<Mention>): Motif[] {
  const found = new Map<string, Motif & { rank: number }>()
  for (const [order, mention] of mentions.entries()) {
    if (!mention.thing) continue
    const isOnly = standsAlone(tokens, mention)
    const presence = absent.has(mention) ? 'PRESENCE_ABSENT' : 'PRESENCE_PRESENT'
    const concept =
      presence === 'PRESENCE_PRESENT' && isEmpty(tokens, mention)
        ? `empty_${mention.thing.concept}`
        : mention.thing.concept
    const known = found.get(concept)
    // Said to be there and not to be there: gone, unless it is the only one left.
    if (known && (known.presence === 'PRESENCE_ABSENT' ? !isOnly : presence === 'PRESENCE_PRESENT')) continue
    const rank = (presence === 'PRESENCE_ABSENT' ? 100 : isOnly ? -100 : 0) + order
    found.set(concept, { concept, presence, quantity: mention.quantity, rank })
  }
  return [...found.values()]
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, mostMotifs)
    .map(({ concept, presence, quantity }) => ({ concept, presence, quantity }))
}

function standsAlone(tokens: Token[], mention: Mention): boolean {
  return tokens
    .slice(Math.max(0, mention.from - 3), mention.from)
    .some(({ text, kind }) => kind !== 'mark' && /^(?:only|just|nothing but|只有|只剩|只剩下|唯一|唯有|仅)$/.test(text))
}

function isEmpty(tokens: Token[], mention: Mention): boolean {
  if (!mention.thing!.canBeEmpty) return false
  const { clause } = tokens[mention.from]!
  const before = tokens[mention.from - 1]?.text ?? ''
  const further = tokens[mention.from - 2]?.text ?? ''
  if (/^(?:empty|vacant|deserted|空|空空|空荡荡)$/.test(before) || (before === '的' && further.startsWith('空')))
    return true
  if (tokens[mention.from]!.text.startsWith('空')) return true
  const after: string[] = []
  for (let i = mention.to; i < Math.min(tokens.length, mention.to + 9) && tokens[i]!.clause === clause; i++)
    after.push(tokens[i]!.text)
  return /^(?:(?:is|was|has been|had been|stays|stood|stands|are|were) (?:still |now )?(?:empty|vacant))|^(?:还|一直|都|是|已经|就|也|仍)?\s?空(?:着|了|的|荡荡)?/.test(
    after.join(' ').replace(/^(?:by|at|in|near|beside|next to|on) (?:the|my|his|her|our) \S+ /, ''),
  )
}

const self = /^(?:i|me|myself|we|us|ourselves|我.*|咱|咱们|俺|自己)$/
const others = /^(?:he|she|him|they|them|you|himself|herself|themselves|他|她|他们|她们|你|你们|您)$/

/** The writer, then people by relation, then pronouns with nobody to stand for, then crowds; the absent after the present. */
function people(tokens: Token[], mentions: Mention[], absent: Set<Mention>): Person[] {
  const found = new Map<string, Person>()
  const add = (person: Person) => {
    const key = `${person.role} ${person.relation} ${person.relation ? '' : person.age}`
    const known = found.get(key)
    if (!known || known.presence === 'PRESENCE_PRESENT') found.set(key, person)
  }
  if (tokens.some((token, i) => self.test(token.text) && !isPossessive(tokens, i)))
    add({ role: 'ROLE_SELF', age: 'AGE_UNSPECIFIED', relation: '', presence: 'PRESENCE_PRESENT' })
  for (const mention of mentions) {
    if (mention.somebody && !isWriter(tokens, mention))
      add({ ...mention.somebody, presence: absent.has(mention) ? 'PRESENCE_ABSENT' : 'PRESENCE_PRESENT' })
  }
  const hasOther = [...found.values()].some(({ role }) => role === 'ROLE_OTHER')
  const pronoun = tokens.findIndex((token, i) => others.test(token.text) && !isPossessive(tokens, i))
  if (!hasOther && pronoun >= 0) {
    const mention: Mention = { from: pronoun, to: pronoun + 1, quantity: 'QUANTITY_ONE', isNobody: false }
    const isAway = absentees(tokens, [mention]).has(mention)
    const presence = isAway ? 'PRESENCE_ABSENT' : 'PRESENCE_PRESENT'
    add({ role: 'ROLE_OTHER', age: 'AGE_UNSPECIFIED', relation: '', presence })
  }
  for (const { written, text } of named(tokens))
    if (!hasOther && pronoun < 0 && written !== text)
      add({ role: 'ROLE_OTHER', age: 'AGE_UNSPECIFIED', relation: '', presence: 'PRESENCE_PRESENT' })
  const rank = ({ role, presence }: Person) =>
    (presence === 'PRESENCE_ABSENT' ? 4 : 0) + (role === 'ROLE_SELF' ? 0 : role === 'ROLE_OTHER' ? 1 : 2)
  return [...found.values()].toSorted((a, b) => rank(a) - rank(b)).slice(0, mostPeople)
}

/** "I am a mother", "我不是一个好妈妈": what the writer is, not somebody else. */
function isWriter(tokens: Token[], { from }: Mention): boolean {
  const lead = tokens
    .slice(Math.max(0, from - 6), from)
    .map(({ text }) => text)
    .join(' ')
  return /(?:^| )(?:i (?:am|'m|was)(?: (?:not|n't|only|just|such))?|as|being) an?(?: \w+){0,2}$|我 ?(?:不|也|只|才)? ?是[^,.的]{0,8}$/.test(
    lead,
  )
}

/** "My cup", "我的杯子", "我妈": said of the writer, who is not in it by that. */
function isPossessive(tokens: Token[], i: number): boolean {
  const { text, kind } = tokens[i]!
  const next = tokens[i + 1]?.text ?? ''
  return kind === 'zh' && (/^我们?的|^我[妈爸家哥姐弟妹]/.test(text) || /^(?:的|[妈爸家哥姐弟妹])$/.test(next))
}

const notNames =
  /^(?:i|i'\w+|the|mr|mrs|ms|dr|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|english|chinese|tv|ok|god)$/

/** English names: capitals inside a clause that are no day, month or shouted word, and not a thing. */
function named(tokens: Token[]): Token[] {
  return tokens.filter(
    (token, i) =>
      token.kind === 'en' &&
      /^\p{Lu}\p{Ll}+/u.test(token.written) &&
      !notNames.test(token.text) &&
      tokens[i - 1]?.kind === 'en' &&
      /^(?:with|and|to|for|by|said|told|called|mr|mrs|ms|dr|from|when|that|like|met|miss|love|loved|'s|my|hugged|saw|until|because)$/.test(
        tokens[i - 1]!.text,
      ),
  )
}

/** The person a text is told in. A text about feelings with nobody in it is the writer's, as Chinese often leaves "I" out. */
export function voiceOf(words: Words, scene: Scene, hasFeeling: boolean): Voice {
  const isFirst = words.tokens.some(({ text }) =>
    /^(?:i|me|my|mine|myself|we|us|our|ours|我|我们|咱|咱们|俺|我家|我妈|我爸)$/.test(text),
  )
  if (isFirst || /我/.test(words.text)) return 'VOICE_FIRST_PERSON'
  if (
    scene.people.some(({ role }) => role === 'ROLE_OTHER') ||
    words.tokens.some(({ text }) => /^(?:his|her|hers|their|他|她|它)$/.test(text))
  )
    return words.tokens.some(({ text }) => /^(?:you|your|你|您|你们)$/.test(text))
      ? 'VOICE_FIRST_PERSON'
      : 'VOICE_THIRD_PERSON'
  const isChinese = words.tokens.some(({ kind }) => kind === 'zh')
  return hasFeeling && isChinese && scene.motifs.length === 0 ? 'VOICE_FIRST_PERSON' : 'VOICE_IMPERSONAL'
}
