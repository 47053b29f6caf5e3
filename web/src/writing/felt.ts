import type { Wish } from '../wire.ts'

/** How a picture that is there is shown until the one that was asked for is painted. */
export interface Felt {
  /** A CSS filter; `none` where nothing is felt. */
  filter: string
  /** -2 to 2, for the factors of red and blue in the page's own filter: CSS has none for warmth. */
  warmth: number
}

const plain: Felt = { filter: 'none', warmth: 0 }

/**
 * A painted picture as it may look with another wish: rough, but at once. The factors are those by which the painter's own
 * pictures differ (means over pictures painted with the same seed). Less blur or abstraction than was painted cannot be felt
 * before it is painted again.
 */
export function feltAs(wish: Wish, painted: Wish): Felt {
  const by = (aspect: 'brightness' | 'warmth' | 'blur' | 'abstraction') => (wish[aspect] ?? 0) - (painted[aspect] ?? 0)
  const [brightness, warmth] = [by('brightness'), by('warmth')]
  const veil = Math.max(0, by('blur')) * 6 + Math.max(0, by('abstraction')) * 5
  const steps = [
    ...(warmth === 0 ? [] : ['url(#felt-warmth)']),
    ...(brightness === 0 ? [] : [`brightness(${round(1 + 0.22 * brightness)})`]),
    ...(veil === 0 ? [] : [`blur(${round(veil)}px)`]),
  ]
  return steps.length === 0 ? plain : { filter: steps.join(' '), warmth: round(warmth) }
}

/** The matrix of the page's filter for warmth. */
export function warmthMatrix(warmth: number): string {
  const [red, green, blue] = [1 + 0.087 * warmth, 1 - 0.009 * warmth, 1 - 0.152 * warmth].map(round)
  return `${red} 0 0 0 0  0 ${green} 0 0 0  0 0 ${blue} 0 0  0 0 0 1 0`
}

const round = (value: number) => Math.round(value * 1_000) / 1_000
