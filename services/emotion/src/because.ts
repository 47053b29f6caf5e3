import type { Feeling, Reading } from '@aiw/proto'
import { plain } from './model/plain.ts'
import { cut } from './tokens.ts'

/** A stretch of a text that moved its feeling; proto/aiw/emotion/v1 tells the fields. */
export type Word = Reading['because'][number]

/** Words that are told, the strongest. */
const mostTold = 8
/** Stretches a text is parted into; words of a longer text go together. */
const mostParts = 48
/** What moves the feeling less than this is not told. */
const least = 0.02

/**
 * The words that moved the feeling of a text most, strongest first. A word's doing is the mean of what it changes as the last
 * one added (the text without it) and as the first (it alone): the two ends of Shapley's value, for a sentence that
 * says joy twice loses none of it with either. So it tells of any reader, and of all that the reader weighs. As slow as
 * two readings a word.
 */
export function becauseOf(text: string, feel: (text: string) => Feeling): Word[] {
  const whole = feel(text)
  const nothing = feel('')
  return partsOf(text)
    .map(({ start, end }) => {
      const rest = text.slice(0, start) + text.slice(end)
      const without = rest.trim() === '' ? nothing : feel(rest)
      const alone = feel(text.slice(start, end))
      const moves = (of: (feeling: Feeling) => number) => (of(whole) - of(without) + of(alone) - of(nothing)) / 2
      const weight = moves(({ valence }) => valence)
      const moved = whole.emotions.map((_, k) => moves(({ emotions }) => emotions[k]!.score))
      const most = moved.indexOf(Math.max(...moved))
      const strength = Math.abs(weight) + 0.5 * Math.max(...moved)
      return {
        word: { start, end, weight: Math.max(-1, Math.min(1, weight)), kind: whole.emotions[most]!.kind },
        strength,
      }
    })
    .filter(({ strength }) => strength >= least)
    .toSorted((a, b) => b.strength - a.strength)
    .slice(0, mostTold)
    .map(({ word }) => word)
}

/** The words of a text as stretches of it, neighbours together where there are too many. */
function partsOf(text: string): { start: number; end: number }[] {
  const { text: shown, at } = plain(text)
  const { tokens, text: cutText } = cut(shown)
  // Cutting makes nothing longer or shorter of what is plain already; were it otherwise, places would be wrong.
  if (cutText.length !== shown.length) return [{ start: 0, end: text.length }]
  const starts = tokens.filter(({ kind }) => kind !== 'mark').map(({ start }) => start)
  const ends = tokens.filter(({ kind }) => kind !== 'mark').map((token) => endOf(token.start, token.written, shown))
  const together = Math.ceil(starts.length / mostParts)
  const parts: { start: number; end: number }[] = []
  for (let i = 0; i < starts.length; i += together) {
    const last = Math.min(starts.length, i + together) - 1
    parts.push({ start: at[starts[i]!]!, end: at[ends[last]!]! })
  }
  // "Do" and "n't" are one stretch.
  return parts.filter(({ start }, i) => start !== parts[i + 1]?.start)
}

const endOf = (start: number, written: string, shown: string) => Math.min(shown.length, start + written.length)
