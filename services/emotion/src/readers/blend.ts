import type { EmotionKind, Feeling, Reading, Sign, Voice } from '@aiw/proto'
import { forbidsThings, safe } from '../concern.ts'
import { darkest } from '../feeling.ts'
import type { Kind } from '../lexicon/feelings.ts'

/** What a better reader says of one text. What it leaves out stays as the embedded reader read it. */
export interface Opinion {
  /** -1 to 1 each, as in `Feeling`. */
  valence?: number
  arousal?: number
  dominance?: number
  /** Shares of the kinds of feeling, 0 or more, of any sum over 0. */
  kinds?: Partial<Record<Kind, number>>
  /** 0 to 1: how far to trust all of this. */
  confidence: number
  /** 0 to 1, as in `Reading`. */
  specificity?: number
  implied?: boolean
  /** Whose voice the text is told in, and how sure that is, 0 to 1. */
  voice?: { is: 'first' | 'third' | 'nobody'; share: number }
  /** Signs of concern it saw beside the embedded reader's. */
  signs?: Sign[]
}

/** A reader that takes longer than the embedded one and knows more. */
export interface BetterReader {
  /** As in `Reading.reader`: "onnx/…", "llm/…". */
  readonly name: string
  /** BCP 47 languages it is asked about, without script or region; all where none are named. */
  readonly languages?: readonly string[]
  /**
   * It reads on this machine, in milliseconds: it may be asked for a text without each of its words, when somebody wants to
   * know why, and that it has too much to do for a moment is no failure.
   */
  readonly isLocal: boolean
  /**
   * Reads a text, given earlier ones, oldest first. Gives up when the signal aborts. Throws Failure without a word of
   * the text.
   */
  read(text: string, before: string[], signal: AbortSignal): Promise<Opinion>
  close(): Promise<void>
}

/** A voice that is said to be at least so sure goes before the embedded reader's. */
const sureVoice = 0.6
const voices: Record<NonNullable<Opinion['voice']>['is'], Voice> = {
  first: 'VOICE_FIRST_PERSON',
  third: 'VOICE_THIRD_PERSON',
  nobody: 'VOICE_IMPERSONAL',
}

/**
 * The embedded reading, corrected by what a better reader says. With the confidences e (embedded) and b (better):
 *
 *     w = b / (e + b)                     how much the better one counts: half where both are as sure
 *     x = (1 - w) x_e + w x_b             for valence, arousal, dominance, each kind's score, and specificity
 *     c = mean + agreement / 2 (either - mean)
 *         mean      = (1 - w) e + w b
 *         either    = 1 - (1 - e)(1 - b)  two that say the same are surer than one; by half of that, for they err alike,
 *                                         as was seen on the dev authors
 *         agreement = 1 - half the sum of what the kinds' scores differ by; 1 where the better one names no kinds
 *
 * `implied` is the better one's where it counts half or more, `voice` where it is sure of it. Signs of concern are those of
 * both. Scene and language stay; but a sign is no better than it was seen to be by either: its light and its picture are those of `read`.
 */
export function corrected(reading: Reading, opinion: Opinion, reader: string): Reading {
  const feeling = reading.feeling!
  const e = feeling.confidence
  const b = opinion.confidence
  const w = b === 0 ? 0 : b / (e + b)
  const blend = (own: number, better: number | undefined) => (better === undefined ? own : own + w * (better - own))
  const shares = sharesOf(opinion.kinds)
  const emotions = feeling.emotions.map(({ kind, score }) => ({
    kind,
    score: blend(score, shares?.get(kind) ?? (shares && 0)),
  }))
  const mean = (1 - w) * e + w * b
  const either = 1 - (1 - e) * (1 - b)
  const concern = { signs: [...new Set([...reading.concern!.signs, ...(opinion.signs ?? [])])] }
  const valence = blend(feeling.valence, opinion.valence)
  return {
    ...reading,
    feeling: {
      valence: concern.signs.length > 0 ? Math.min(valence, darkest) : valence,
      arousal: blend(feeling.arousal, opinion.arousal),
      dominance: blend(feeling.dominance, opinion.dominance),
      emotions,
      confidence: mean + (agreementOf(feeling, shares) / 2) * (either - mean),
      implied: opinion.implied !== undefined && w >= 0.5 ? opinion.implied : feeling.implied,
    },
    specificity: blend(reading.specificity, opinion.specificity),
    concern,
    voice: opinion.voice && opinion.voice.share >= sureVoice ? voices[opinion.voice.is] : reading.voice,
    scene: forbidsThings(concern) ? { ...reading.scene!, ...safe } : reading.scene,
    reader,
  }
}

/** By kind as proto names it, summing to 1; nothing where nothing was said. */
function sharesOf(kinds: Opinion['kinds']): Map<EmotionKind, number> | undefined {
  const said = Object.entries(kinds ?? {})
  const total = said.reduce((sum, [, share]) => sum + share, 0)
  if (total <= 0) return undefined
  return new Map(said.map(([kind, share]) => [`EMOTION_KIND_${kind.toUpperCase()}` as EmotionKind, share / total]))
}

function agreementOf({ emotions }: Feeling, shares: Map<EmotionKind, number> | undefined): number {
  if (!shares) return 1
  return 1 - emotions.reduce((sum, { kind, score }) => sum + Math.abs(score - (shares.get(kind) ?? 0)), 0) / 2
}
