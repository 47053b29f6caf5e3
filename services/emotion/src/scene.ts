import type { Motif, Scene, Voice } from '@aiw/proto'
import { impliedBy } from './implied.ts'
import type { Somebody } from './lexicon/people.ts'
import type { Mention } from './mentions.ts'
import { peopleOf } from './people.ts'
import { absentees } from './presence.ts'
import { season, setting, timeOfDay, weather } from './surroundings.ts'
import type { Token, Words } from './tokens.ts'

const mostMotifs = 12

/**
 * What a text shows. Viewpoint and moment are the painter's client's to choose: unspecified. `earlier`: whom the
 * sentences before named, as for `peopleOf`.
 */
export function sceneOf(words: Words, mentions: Mention[], voice: Voice, earlier: () => Somebody[][]): Scene {
  const absent = absentees(words.tokens, mentions)
  const implied = impliedBy(words)
  const named = setting(words.tokens, mentions, absent)
  return {
    setting: named === 'SETTING_UNSPECIFIED' ? setting(words.tokens, implied, absent) : named,
    timeOfDay: timeOfDay(words.text),
    weather: weather(words.text),
    season: season(words.text),
    motifs: motifs(words.tokens, [...mentions, ...implied], absent),
    people: peopleOf(words.tokens, mentions, absent, voice, earlier),
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
