import type { Feeling, Reading } from '@aiw/proto'
import { plain } from './model/plain.ts'
import { cut, type Token } from './tokens.ts'

/** A stretch of a text that moved its feeling; proto/aiw/emotion/v1 tells the fields. */
export type Word = Reading['because'][number]

/** Words that are told, the strongest. */
const mostTold = 8
/**
 * Stretches a text is parted into; words of a longer text go together. Each costs a reading of the whole, and nobody else is read
 * meanwhile: so there are fewer, the longer it is.
 */
const mostParts = (length: number) => Math.max(12, Math.min(48, Math.floor(24_000 / length)))
/** What moves the feeling less than this is not told. */
const least = 0.02

/** English words that join others and mean nothing by themselves. What denies or counts is none of them. */
const joiningEn = new Set(
  `a an the this that these those i me my mine myself you your yours he him his she her hers it its we us our ours they them their
  theirs who whom whose which what am is are was were be been being do does did done have has had having will would shall should
  can could may might must 'm 's 're 've 'll 'd to of in on at by for from with into onto out up down off over under about as than
  and or but so if then there here when while where because until till before after since though although however
  used get got gets one ones`.split(/\s+/),
)
/** What jieba calls Chinese words of that sort: particles, prepositions, conjunctions, pronouns, moods. */
const joiningTags = /^(?:u|p|c|r|y|e|o)/
const joiningZh = new Set([
  ...'是 有 会 要 能 可以 应该 曾经 认为 以前 以后 之后 之前 然后 最后 还是 就 都 也 又 还 才 再 把 被 给 让 去 来 到 在 过 着 了'.split(
    ' ',
  ),
  ...'一只 一个 一次 一下 里 上 下 中 时候 这里 那里 只有 可是 但是 因为 所以'.split(' '),
])

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
      const { rest, own } = parted(text, start, end)
      const without = rest === '' ? nothing : feel(rest)
      const alone = feel(own)
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

/** Every text whose feeling `becauseOf` asks for, for readers that cannot answer at once; the empty one among them. */
export const textsAskedFor = (text: string): string[] => [
  ...new Set(['', text, ...partsOf(text).flatMap(({ start, end }) => Object.values(parted(text, start, end)))]),
]

/** A stretch of a text, and what is left without it; empty where that is blank. */
function parted(text: string, start: number, end: number) {
  const rest = text.slice(0, start) + text.slice(end)
  return { rest: rest.trim() === '' ? '' : rest, own: text.slice(start, end) }
}

const joins = ({ kind, text, tag }: Token) =>
  kind === 'en' ? joiningEn.has(text) : kind === 'zh' && (joiningZh.has(text) || joiningTags.test(tag))

/** The words of a text as stretches of it, neighbours together where there are too many; not those that only join others. */
function partsOf(text: string): { start: number; end: number }[] {
  const { text: shown, at } = plain(text)
  const { tokens, text: cutText } = cut(shown)
  // Cutting makes nothing longer or shorter of what is plain already; were it otherwise, places would be wrong.
  if (cutText.length !== shown.length) return [{ start: 0, end: text.length }]
  const words = tokens.filter(({ kind }) => kind !== 'mark')
  const together = Math.ceil(words.length / mostParts(text.length))
  const parts: { start: number; end: number }[] = []
  for (let i = 0; i < words.length; i += together) {
    const some = words.slice(i, i + together)
    if (some.every(joins)) continue
    const last = some.at(-1)!
    parts.push({ start: at[some[0]!.start]!, end: at[endOf(last.start, last.written, shown)]! })
  }
  // "Do" and "n't" are one stretch.
  return parts.filter(({ start }, i) => start !== parts[i + 1]?.start)
}

const endOf = (start: number, written: string, shown: string) => Math.min(shown.length, start + written.length)
