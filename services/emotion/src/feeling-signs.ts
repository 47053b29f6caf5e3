import { chineseTones, englishTones, events, type Kind, type Tone } from './lexicon/feelings.ts'
import { singulars } from './lexicon/things.ts'
import { turnAt } from './negation.ts'
import type { Token, Words } from './tokens.ts'

/** One sign of feeling found in a text. */
interface Hit {
  tone: Tone
  /** First token of it; the length of the text for what happened, which has no one place. */
  at: number
  isEvent: boolean
  isDenied: boolean
  degree: number
}

/** What else was found in a text that weighs on its feeling. */
export interface Seen {
  /** Something or somebody is said not to be there. */
  hasAbsence: boolean
  /** There are signs of concern. */
  hasConcern: boolean
}

/** What is left of a feeling that is denied: "not happy" is a little sad, "not afraid" a little calm. */
const denied: Record<Kind, Kind> = {
  neutral: 'neutral',
  joy: 'sadness',
  love: 'sadness',
  hope: 'sadness',
  calm: 'fear',
  sadness: 'calm',
  fear: 'calm',
  anger: 'calm',
  disgust: 'neutral',
  shame: 'calm',
  surprise: 'neutral',
}

const turn = /^(?:but|yet|however|still|though|nevertheless|finally|但|但是|可|可是|却|不过|然而|终于|反而|还是)$/
const mostPhrase = 5
const longestZh = 7

/** What the signs of feeling in a text add up to. */
export interface Signs {
  valence: number
  arousal: number
  dominance: number
  kinds: Partial<Record<Kind, number>>
  /** 0 upwards: how many signs, each by its weight. */
  weight: number
  /** Sum of what the signs would say if all agreed. */
  force: number
  /** The share of the weight that words have, not what happened: 0 to 1. */
  spoken: number
  /** Words of feeling that are denied. */
  denied: number
}

/** Words of feeling, turned by negation and degree, and what happened. */
export function signsOf(words: Words, seen: Seen): Signs {
  const hits = [...explicitHits(words), ...eventHits(words.text)]
  if (seen.hasAbsence) hits.push(hitOf(absence))
  if (seen.hasConcern) hits.push(hitOf(distress))
  const lastTurn = words.tokens.findLastIndex(({ text }) => turn.test(text))
  const sum: Signs = { valence: 0, arousal: 0, dominance: 0, kinds: {}, weight: 0, force: 0, spoken: 0, denied: 0 }
  for (const hit of hits) {
    const { tone } = hit
    const place = lastTurn > 0 && !hit.isEvent ? (hit.at > lastTurn ? 1.25 : 0.65) : 1
    const strength = tone.weight * hit.degree * place
    const sign = hit.isDenied ? (tone.valence > 0 ? -0.75 : -0.45) : 1
    sum.valence += strength * tone.valence * sign
    sum.arousal += strength * (tone.arousal * (hit.isDenied ? 0.3 : 1) + (hit.degree > 1 ? 0.1 : 0))
    sum.dominance += strength * tone.dominance * (hit.isDenied ? -0.6 : 1)
    for (const [kind, share] of Object.entries(tone.kinds) as [Kind, number][]) {
      const felt = hit.isDenied ? denied[kind] : kind
      sum.kinds[felt] = (sum.kinds[felt] ?? 0) + share * strength * (hit.isDenied ? 0.7 : 1)
    }
    sum.weight += strength
    sum.force += strength * Math.abs(tone.valence * sign)
    if (!hit.isEvent) sum.spoken += strength
    if (hit.isDenied) sum.denied++
  }
  // A mean that a single sign does not fill, and that three signs do.
  const by = sum.weight + 0.3
  sum.valence /= by
  sum.arousal = sum.arousal / by - (hits.length === 0 ? 0.15 : 0) + stirred(words.text)
  sum.dominance /= by
  sum.force /= by
  sum.spoken /= sum.weight + 1e-9
  return sum
}

/** Exclamation marks, capitals and doubled marks stir. */
function stirred(text: string): number {
  const calls = Math.min(3, text.match(/!/g)?.length ?? 0)
  return calls * 0.15 + (/\?\s*[!?]/.test(text) ? 0.1 : 0)
}

function explicitHits({ tokens, text }: Words): Hit[] {
  const hits: Hit[] = []
  let to = 0
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (i < to) continue
    if (token.kind === 'en') {
      const found = englishAt(tokens, i)
      if (!found) continue
      hits.push({ ...turnAt(tokens, i), tone: found.tone, at: i, isEvent: false })
      to = i + found.length
    } else if (token.kind === 'zh') {
      const found = chineseAt(text, token)
      if (!found) continue
      const { isDenied, degree } = turnAt(tokens, i)
      // "难过死了", "气得要命" is more of it; "饿死了" is no death.
      const after = text.slice(found.end, found.end + 4)
      const isMore = /^(?:死|极|坏|透|得(?:要命|要死|不得了|不行))/.test(after)
      hits.push({
        tone: found.tone,
        at: i,
        isEvent: false,
        isDenied: isDenied !== found.isDenied,
        degree: isMore ? 1.4 : degree,
      })
      while (to < tokens.length && tokens[to]!.start < found.end) to++
    }
  }
  return hits
}

function englishAt(tokens: Token[], i: number): { tone: Tone; length: number } | undefined {
  let phrase = ''
  let best: { tone: Tone; length: number } | undefined
  for (let length = 1; length <= mostPhrase && tokens[i + length - 1]?.kind === 'en'; length++) {
    phrase += (length > 1 ? ' ' : '') + tokens[i + length - 1]!.text
    const tone = englishTones.get(phrase) ?? (length === 1 ? stemmed(phrase) : undefined)
    if (tone) best = { tone, length }
  }
  return best
}

/** "Worries", "hugged", "sadder", "warmly": a word of the list with an ending. */
function stemmed(word: string): Tone | undefined {
  if (word.length < 4) return undefined
  const stems = [...singulars(word)]
  for (const ending of ['ed', 'ing', 'ly', 'er', 'est', 'ful', 'ness']) {
    if (!word.endsWith(ending)) continue
    const stem = word.slice(0, -ending.length)
    stems.push(stem, `${stem}e`, stem.replace(/i$/, 'y'), stem.replace(/(.)\1$/, '$1'))
  }
  for (const stem of stems) {
    const tone = stem.length > 2 ? englishTones.get(stem) : undefined
    if (tone) return tone
  }
  return undefined
}

const bareDeath = /[饿困热冷渴忙撑酸辣咸甜闷挤]死/

function chineseAt(text: string, token: Token): { tone: Tone; end: number; isDenied: boolean } | undefined {
  for (let length = longestZh; length >= 1; length--) {
    const end = token.start + length
    const word = text.slice(token.start, end)
    const tone = word.length === length ? chineseTones.get(word) : undefined
    // A single character counts only as a word of its own.
    if (tone && (length > 1 || token.text.length === 1)) {
      const isFigure = word.startsWith('死') && bareDeath.test(text.slice(Math.max(0, token.start - 1), end))
      if (!isFigure) return { tone, end, isDenied: false }
    }
  }
  // Inside a longer word that jieba kept whole: 不开心, 没意思的.
  for (let at = 1; at < token.text.length; at++)
    for (let end = token.text.length; end > at + 1; end--) {
      const tone = chineseTones.get(token.text.slice(at, end))
      if (tone) return { tone, end: token.start + end, isDenied: /[不没无未别]/.test(token.text.slice(0, at)) }
    }
  return undefined
}

function eventHits(text: string): Hit[] {
  return events.filter(({ pattern }) => pattern.test(text)).map(({ tone }) => hitOf(tone))
}

const hitOf = (tone: Tone): Hit => ({ tone, at: 0, isEvent: true, isDenied: false, degree: 1 })

/** Something or somebody that is not there weighs a little, whatever else is said. */
const absence: Tone = {
  kinds: { sadness: 0.8, neutral: 0.2 },
  valence: -0.5,
  arousal: -0.4,
  dominance: -0.4,
  weight: 0.35,
}

/** Where there are signs of concern, no bright picture answers them. */
const distress: Tone = {
  kinds: { sadness: 0.8, fear: 0.2 },
  valence: -0.9,
  arousal: 0,
  dominance: -0.8,
  weight: 1.5,
}
