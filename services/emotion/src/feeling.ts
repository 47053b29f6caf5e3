import type { EmotionKind, Feeling } from '@aiw/proto'
import { type Seen, signsOf, type Signs } from './feeling-signs.ts'
import { kinds } from './lexicon/feelings.ts'
import type { Words } from './tokens.ts'

/**
 * What a text feels like: words of feeling, turned by negation and degree, and what happened.
 * `before` gives earlier texts of the sitting, oldest first; they are asked for, and lend feeling where this one has little of its own.
 */
export function feelingOf(words: Words, seen: Seen, before: () => Words[] = () => []): Feeling {
  const sum = signsOf(words, seen)
  const own = sum.weight / (sum.weight + 0.7)
  const agreement = sum.weight === 0 ? 0 : Math.abs(sum.valence) / Math.max(0.01, sum.force)
  const confidence = own * (0.45 + 0.5 * agreement)
  const scores = new Map<string, number>(kinds.map((kind) => [kind, sum.kinds[kind] ?? 0]))
  scores.set('neutral', (scores.get('neutral') ?? 0) + 0.25 + 0.75 * (1 - own) ** 2)
  let { valence, arousal, dominance } = sum
  if (confidence < 0.5) {
    const mood = moodOf(before())
    const pull = 0.6 * (1 - confidence / 0.5) * mood.weight
    valence += (mood.valence - valence) * pull
    arousal += (mood.arousal - arousal) * pull
    dominance += (mood.dominance - dominance) * pull
    for (const kind of kinds) scores.set(kind, (scores.get(kind) ?? 0) + (mood.kinds[kind] ?? 0) * pull)
  }
  const total = scores.values().reduce((all, score) => all + score, 0)
  return {
    valence: within(valence),
    arousal: within(arousal),
    dominance: within(dominance),
    emotions: kinds.map((kind) => ({
      kind: `EMOTION_KIND_${kind.toUpperCase()}` as EmotionKind,
      score: (scores.get(kind) ?? 0) / total,
    })),
    confidence: Math.min(1, confidence),
    implied: sum.spoken * sum.weight < 0.45 && sum.weight > 0.5,
  }
}

/** The feeling of the texts before, the latest counting most: each one earlier counts for 0.7 of the next. */
function moodOf(before: Words[]): Signs {
  const mood: Signs = { valence: 0, arousal: 0, dominance: 0, kinds: {}, weight: 0, force: 0, spoken: 0, denied: 0 }
  let all = 0
  for (const [i, words] of before.entries()) {
    const sum = signsOf(words, { hasAbsence: false, hasConcern: false })
    const share = 0.7 ** (before.length - 1 - i) * (sum.weight / (sum.weight + 0.7))
    all += share
    mood.valence += share * sum.valence
    mood.arousal += share * sum.arousal
    mood.dominance += share * sum.dominance
    for (const kind of kinds) mood.kinds[kind] = (mood.kinds[kind] ?? 0) + share * (sum.kinds[kind] ?? 0)
  }
  if (all === 0) return mood
  mood.valence /= all
  mood.arousal /= all
  mood.dominance /= all
  for (const kind of kinds) mood.kinds[kind] = (mood.kinds[kind] ?? 0) / all
  mood.weight = Math.min(1, all)
  return mood
}

const within = (value: number) => Math.max(-1, Math.min(1, value))
