import type { Feeling, Look, Reading, Scene } from '@aiw/proto'
import { type Because, chooseLook, type Mood } from '../look.ts'
import type { LookWish } from '../messages.ts'
import { type Effective, wishOf, withinLimits } from '../settings.ts'
import { type Aspect, aspects, farthest, type Leaning } from './leaning.ts'

/** What a look is chosen from. */
export interface ToLookAt {
  reading: { feeling: Pick<Feeling, 'valence' | 'arousal' | 'confidence'>; specificity: number } & Partial<
    Pick<Reading, 'concern'>
  >
  mood: Mood
  settings: Effective
  /** What the writer asked of this picture. */
  wish?: LookWish | undefined
  /** How the writer's pictures are to lean by what was learned; undefined: nothing was, or it is not to be used. */
  taste?: Leaning | undefined
}

/**
 * Chooses the look of a picture: what the sentence says, then what is set, then what was learned of the writer's taste, then
 * what the writer asks, within the limits. `leaning` is how far it ends up from what is said and set, for what is rated later:
 * what was learned is learned of that, and so what is set is where everybody begins. Pure.
 */
export function lookFor({ reading, mood, settings, wish, taste }: ToLookAt): {
  look: Look
  because: Because
  leaning: Leaning
} {
  const wished = wishOf(settings, wish)
  const learned = taste ? learnedWish(careful(taste, reading, mood), wished, settings, wish) : {}
  const asked = chooseLook(reading, mood, { ...wished, ...learned })
  const isInDanger = Boolean(reading.concern?.signs.length)
  const limited = withinLimits(asked, settings, wish)
  const chosen = isInDanger ? notTooDark(limited) : limited
  const because = { ...chosen.because }
  for (const name of Object.keys(learned) as (keyof LookWish)[])
    if (chosen.look[name] === asked.look[name]) because[name] = 'taste'
  const plain = chooseLook(reading, mood, wishOf(settings)).look
  // That a picture was held light is nobody's taste.
  if (isInDanger) plain.brightness = Math.max(plain.brightness, darkestInDanger)
  return { look: chosen.look, because, leaning: leaningOf(chosen.look, plain) }
}

/**
 * How a sentence feels to its writer, in the light of the sitting and within the limits, before any taste or wish: what people do
 * in its picture follows that, so that no slider moves them. Pure.
 */
export function feltFor({ reading, mood, settings }: Pick<ToLookAt, 'reading' | 'mood' | 'settings'>): Scene['felt'] {
  const limited = withinLimits(chooseLook(reading, mood), settings)
  const { look } = reading.concern?.signs.length ? notTooDark(limited) : limited
  return { brightness: look.brightness, energy: look.energy }
}

/** As dark as the picture of a sentence may be that gives cause for concern. */
const darkestInDanger = -0.15

/** Whoever may be in danger is shown no darkness, whatever was said, set, learned or asked for. See also `lightScene`. */
function notTooDark({ look, because }: { look: Look; because: Because }): { look: Look; because: Because } {
  if (look.brightness >= darkestInDanger) return { look, because }
  return { look: { ...look, brightness: darkestInDanger }, because: { ...because, brightness: 'house' } }
}

/**
 * What was learned takes no light from a heavy sentence, whatever was rated: it may only add light and warmth there. It was
 * learned from how pictures leaned, not from how dark they were, so that sad sentences with good pictures teach no darkness.
 */
function careful(taste: Leaning, { feeling, concern }: ToLookAt['reading'], mood: Mood): Leaning {
  const isHeavy = feeling.valence < 0 || mood.valence < 0 || Boolean(concern?.signs.length)
  if (!isHeavy) return taste
  return { ...taste, brightness: Math.max(0, taste.brightness), warmth: Math.max(0, taste.warmth) }
}

/**
 * What to ask of the look in place of what is set, where what was learned changes it. What the writer has set or asks goes
 * before: a slider that points the other way counts alone, as do its blur, abstraction and style.
 */
function learnedWish(taste: Leaning, wished: LookWish, settings: Effective, wish: LookWish = {}): LookWish {
  const learned: LookWish = {}
  for (const name of aspects) {
    if (settings[name].fixed || taste[name] === 0) continue
    const now = wished[name] ?? 0
    const isWriters = now !== 0 && (Boolean(wish[name]) || settings[name].origin === 'writer')
    const isSoftening = name === 'blur' || name === 'abstraction'
    if (!isWriters || (!isSoftening && now * taste[name] > 0)) learned[name] = leant(name, now, taste[name])
  }
  const isStyleOpen =
    !wish.style && !settings.style.fixed && !(settings.style.value && settings.style.origin === 'writer')
  if (isStyleOpen && taste.style && taste.style !== wished.style) learned.style = taste.style
  return learned
}

/** What is to be asked of an aspect, so that it leans `by` away from what is asked of it `now`. */
export function leant(name: Aspect, now: number, by: number): number {
  if (name === 'abstraction') return now + (1 - now) * by
  return clamp(now + by, name === 'blur' ? 0 : -1, 1)
}

/** How a look leans away from the plain one, no farther than tastes are told apart. */
export function leaningOf(look: Look, plain: Look): Leaning {
  const loosened = plain.abstraction < 1 ? (look.abstraction - plain.abstraction) / (1 - plain.abstraction) : 0
  return {
    brightness: clamp(look.brightness - plain.brightness, -farthest, farthest),
    warmth: clamp(look.warmth - plain.warmth, -farthest, farthest),
    blur: clamp(look.blur - plain.blur, 0, farthest),
    abstraction: clamp(loosened, 0, farthest),
    style: look.style,
  }
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
