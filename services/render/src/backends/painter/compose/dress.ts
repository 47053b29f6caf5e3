import type { Someone } from './brief.ts'
import { type Colour, mix, shift } from './colour.ts'
import { garments, paints } from './paints.ts'
import { pick } from './random.ts'
import type { Hand } from './stage.ts'

/** What somebody wears, as far as a few dabs show it. */
export interface Dress {
  top: Colour
  bottom: Colour
  shoes: Colour
  hair: Colour
  hairdo: 'short' | 'crop' | 'bun' | 'long' | 'bob' | 'tail'
  hat: { kind: 'boater' | 'sunhat' | 'felt' | 'cap' | 'knit'; colour: Colour } | undefined
  /** Around the hat, the waist or the neck. */
  ribbon: Colour
  skirt: boolean
  /** A coat to the knees. */
  isLong: boolean
}

const feminine = /mother|woman|sister|wife|daughter|girl|aunt|grandma|bride|mom|nurse|niece|queen/
const masculine = /father|^man|brother|husband|son$|boy|uncle|grandf|groom|dad|nephew|grandpa/

/** What who writes wears, and nobody beside them. */
const own: readonly Colour[] = [paints.navy, paints.blue, paints.teal]
const others = garments.filter((colour) => !own.includes(colour))
/** What the old wear. */
const quiet = [paints.coat, paints.brown, paints.lilac, paints.ochre, paints.stone] as const

/** What is as pale as this is not told from snow or sand. */
const palest = 0.72

/**
 * Clothes by season, age and relation, and for the rest by chance. Who writes, and whoever is only "he", "she" or a friend, may be
 * anybody: they wear what everybody may wear.
 */
export function dressOf(hand: Hand, figure: Someone): Dress {
  const { r, brief } = hand
  const roll = r()
  const isSelf = figure.role === 'self'
  const isOld = figure.age === 'old'
  const skirt = feminine.test(figure.relation)
  const isCold = brief.season === 'winter'
  const isPaleGround = isCold || brief.weather === 'WEATHER_SNOW' || brief.setting === 'SETTING_SEA'
  const seen = (colours: readonly Colour[]) => (isPaleGround ? colours.filter(([light]) => light < palest) : colours)
  let top: Colour = pick(r, isSelf ? own : seen(isOld ? quiet : others))
  if (/doctor|nurse|bride/.test(figure.relation)) top = paints.linen
  const bottoms = seen(
    skirt
      ? [paints.coat, paints.brown, paints.navy, paints.cream, paints.lilac, paints.linen]
      : [paints.coat, paints.brown, paints.navy, paints.stone, paints.grey],
  )
  const bottom =
    skirt && roll < 0.3
      ? top
      : pick(
          r,
          bottoms.filter((colour) => colour !== top),
        )
  const hair = isOld
    ? pick(r, [shift(paints.grey, 0.03, 0.003, 0.012), shift(paints.grey, -0.08, 0.004, 0.014)])
    : pick(r, [paints.hair, shift(paints.hair, -0.1), shift(paints.hair, -0.04), mix(paints.hair, paints.brown, 0.7)])
  const isGirl = skirt && figure.age === 'child'
  const hairdo =
    !skirt && !masculine.test(figure.relation)
      ? 'crop'
      : !skirt
        ? 'short'
        : isOld
          ? pick(r, ['bun', 'bob'] as const)
          : isGirl
            ? pick(r, ['tail', 'bob', 'tail'] as const)
            : pick(r, ['bun', 'long', 'bob', 'tail', 'bun'] as const)
  // Nobody keeps a hat on in a room.
  const mayHaveHat = brief.setting !== 'SETTING_ROOM' && !(figure.age === 'child' && roll < 0.5)
  return {
    top: isCold ? mix(top, paints.coat, 0.3) : top,
    bottom,
    shoes: pick(r, [paints.woodDark, paints.coat, paints.brown]),
    hair,
    hairdo,
    hat: mayHaveHat ? hatFor(hand, skirt, isOld) : undefined,
    ribbon: pick(r, [paints.navy, paints.red, paints.coat, paints.teal]),
    skirt,
    isLong: isCold && figure.age !== 'child' && brief.setting !== 'SETTING_ROOM',
  }
}

function hatFor({ r, brief }: Hand, skirt: boolean, isOld: boolean): Dress['hat'] {
  const [roll, which] = [r(), r()]
  if (brief.season === 'winter') {
    if (roll > 0.75) return undefined
    const wool = pick(r, [paints.red, paints.brown, paints.teal, paints.ochre])
    return { kind: skirt || which < 0.6 ? 'knit' : 'felt', colour: which < 0.6 || skirt ? wool : paints.coat }
  }
  if (brief.season !== 'summer') return roll < 0.35 ? { kind: skirt ? 'felt' : 'cap', colour: paints.brown } : undefined
  if (roll > (isOld ? 0.8 : 0.5)) return undefined
  return { kind: skirt && which < 0.7 ? 'sunhat' : 'boater', colour: paints.straw }
}
