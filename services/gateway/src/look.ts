import type { Feeling, Look } from '@aiw/proto'
import type { LookWish } from './messages.ts'

/** The languages of the page. */
export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** Where a sitting stands: the feeling of its sentences so far, the later ones weighing more. */
export interface Mood {
  /** -1 unpleasant to 1 pleasant. */
  valence: number
  /** -1 calm to 1 stirred. */
  arousal: number
  /** How much has been said to tell it from: 0 nothing, rising. */
  weight: number
}

/** The mood before the first sentence. */
export const noMood: Mood = { valence: 0, arousal: 0, weight: 0 }

/**
 * How a feeling looks. The four corners of the plane of feelings (valence, arousal) and its middle; a feeling between
 * them gets what lies between. Brightness -1 dark to 1 bright, warmth -1 cold to 1 warm, energy 0 still to 1 stormy.
 */
export const feelings = {
  'joyful, stirred': { valence: 1, arousal: 1, brightness: 0.8, warmth: 0.8, energy: 0.75 },
  'content, calm': { valence: 1, arousal: -1, brightness: 0.7, warmth: 0.45, energy: 0.15 },
  'angry or afraid': { valence: -1, arousal: 1, brightness: -0.6, warmth: 0, energy: 0.95 },
  'sad, still': { valence: -1, arousal: -1, brightness: -0.75, warmth: -0.75, energy: 0.1 },
  neutral: { valence: 0, arousal: 0, brightness: 0, warmth: 0, energy: 0.35 },
} as const

/** How much of the thing is left: by specificity, from over-general to one concrete moment; straight lines between. */
export const abstractions: readonly (readonly [specificity: number, abstraction: number])[] = [
  [0, 0.9],
  [0.25, 0.65],
  [0.5, 0.25],
  [0.75, 0.08],
  [1, 0],
]

/** How far the picture follows the sitting rather than this one sentence: 0 not at all, 1 only. */
const sittingShare = 0.35

/** From this confidence on a reading is trusted in full; below it, it is drawn towards neutral. */
const trustedFrom = 0.6

/** Readers seldom go to the ends of their scales; pictures should. */
const gain = 1.4

/** From these strengths on, the page names a reason for the number. */
const tellsFrom = 0.15

/** One word for each number of a look: what led to it. The page words them; see docs/api.md. */
export type Because = Record<
  'style' | 'brightness' | 'warmth' | 'energy' | 'blur' | 'abstraction',
  'pleasant' | 'unpleasant' | 'calm' | 'stirred' | 'even' | 'general' | 'specific' | 'writer' | 'house' | 'taste'
>

/**
 * Adds a sentence to the mood of its sitting. A sentence weighs as much as its reading is trusted, and half as much after
 * every `halfLife` sentences.
 */
export function nextMood(
  mood: Mood,
  { valence, arousal, confidence }: Pick<Feeling, 'valence' | 'arousal' | 'confidence'>,
  halfLife: number,
): Mood {
  const old = mood.weight * 0.5 ** (1 / halfLife)
  const weight = old + confidence
  if (weight === 0) return noMood
  const blend = (before: number, now: number) => (before * old + now * confidence) / weight
  return { valence: blend(mood.valence, valence), arousal: blend(mood.arousal, arousal), weight }
}

/**
 * Chooses the look of a picture: the feeling of the sentence, drawn towards the mood of the sitting before it and, as
 * trust in the reading falls, towards neutral; the more general the sentence the more abstract; then what the writer
 * asked for. Pure.
 */
export function chooseLook(
  { feeling, specificity }: { feeling: Pick<Feeling, 'valence' | 'arousal' | 'confidence'>; specificity: number },
  mood: Mood,
  wish: LookWish = {},
): { look: Look; because: Because } {
  const share = sittingShare * Math.min(1, mood.weight)
  const trust = Math.min(1, feeling.confidence / trustedFrom)
  const felt = (own: number, sitting: number) => clamp(gain * (own * trust * (1 - share) + sitting * share), -1, 1)
  const valence = felt(feeling.valence, mood.valence)
  const arousal = felt(feeling.arousal, mood.arousal)

  const light = lightOf(valence, arousal)
  const plain = abstractionOf(specificity)
  const look = {
    style: wish.style ?? '',
    brightness: clamp(light.brightness + (wish.brightness ?? 0), -1, 1),
    warmth: clamp(light.warmth + (wish.warmth ?? 0), -1, 1),
    energy: clamp(light.energy, 0, 1),
    blur: wish.blur ?? 0,
    abstraction: plain + (1 - plain) * (wish.abstraction ?? 0),
  }
  const pleasure = valence > tellsFrom ? 'pleasant' : valence < -tellsFrom ? 'unpleasant' : 'even'
  const stir = arousal > tellsFrom ? 'stirred' : arousal < -tellsFrom ? 'calm' : 'even'
  const because: Because = {
    style: wish.style ? 'writer' : 'house',
    brightness: wish.brightness ? 'writer' : pleasure,
    warmth: wish.warmth ? 'writer' : pleasure,
    energy: stir,
    blur: wish.blur ? 'writer' : 'house',
    abstraction: wish.abstraction ? 'writer' : plain > 0.5 ? 'general' : plain < 0.2 ? 'specific' : 'even',
  }
  return { look, because }
}

/** Reads the table of feelings: from the middle straight to the edge of the plane, along the edge between two corners. */
function lightOf(valence: number, arousal: number) {
  const strength = Math.max(Math.abs(valence), Math.abs(arousal))
  if (strength === 0) return feelings.neutral
  const [v, a] = [valence / strength, arousal / strength]
  const corners = Object.values(feelings).filter((corner) => corner.valence !== 0)
  const edge = (name: 'brightness' | 'warmth' | 'energy') =>
    corners.reduce(
      (sum, corner) => sum + corner[name] * ((1 + v * corner.valence) / 2) * ((1 + a * corner.arousal) / 2),
      0,
    )
  const mix = (name: 'brightness' | 'warmth' | 'energy') =>
    feelings.neutral[name] + (edge(name) - feelings.neutral[name]) * Math.min(1, strength)
  return { brightness: mix('brightness'), warmth: mix('warmth'), energy: mix('energy') }
}

function abstractionOf(specificity: number): number {
  const s = clamp(specificity, 0, 1)
  const to = abstractions.findIndex(([at]) => at >= s)
  const [x1, y1] = abstractions[Math.max(0, to)]!
  if (to <= 0) return y1
  const [x0, y0] = abstractions[to - 1]!
  return y0 + ((y1 - y0) * (s - x0)) / (x1 - x0)
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
