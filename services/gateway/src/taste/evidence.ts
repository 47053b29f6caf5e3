import type { Rating } from '../ratings.ts'
import type { Evidence } from './belief.ts'
import type { Leaning } from './leaning.ts'

/** What hiding, rejecting or not keeping a picture says of how much its look is liked, and how surely. */
const dislikes = {
  hidden: { liked: 0.3, sd: 0.4 },
  none: { liked: 0.3, sd: 0.35 },
  frightening: { liked: 0.05, sd: 0.25 },
  offensive: { liked: 0.1, sd: 0.35 },
  distracting: { liked: 0.1, sd: 0.25 },
  /** What is in it is wrong, rather than its look. */
  wrong: { liked: 0.35, sd: 0.5 },
  other: { liked: 0.2, sd: 0.35 },
} as const

/**
 * What a rating says of the writer's taste: of a picture's look, if that is known, and of those beside it that were not kept.
 * Nothing where it says nothing.
 */
export function evidenceOf(rating: Rating, look: Leaning | undefined, over: readonly Leaning[] = []): Evidence[] {
  const { gotIt, comfort, motivation, hidden, kept, rejected } = rating
  if (kept === 'none') return [...(look ? [look] : []), ...over].map((one) => ({ look: one, ...dislikes.none }))
  if (!look) return []
  const evidence: Evidence[] = []
  const felt = [comfort, motivation].filter((one) => one !== undefined)
  if (felt.length > 0)
    evidence.push({
      look,
      liked: felt.reduce((sum, one) => sum + one, 0) / felt.length,
      sd: felt.length === 2 ? 0.15 : 0.2,
    })
  // Whether a picture got it is about the reading, too.
  if (gotIt !== undefined) evidence.push({ look, liked: gotIt, sd: 0.35 })
  if (rejected) evidence.push({ look, ...dislikes[rejected] })
  else if (hidden) evidence.push({ look, ...dislikes.hidden })
  if (kept === 'one') for (const one of over) evidence.push({ look, over: one })
  return evidence
}
