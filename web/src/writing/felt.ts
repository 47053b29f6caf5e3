import type { Wish } from '../wire.ts'

/** How a picture that is there is shown until the one that was asked for is painted. */
export interface Felt {
  /** A CSS filter; `none` where nothing is felt. */
  filter: string
  /** -1 to 1, for the factors of red and blue in the page's own filter: CSS has none for warmth. */
  warmth: number
}

const plain: Felt = { filter: 'none', warmth: 0 }

/**
 * A painted picture as it may look with another wish: rough, but at once. Less blur or abstraction than was painted cannot
 * be felt before it is painted again; a little contrast stands for it.
 */
export function feltAs(wish: Wish, painted: Wish): Felt {
  const by = (aspect: 'brightness' | 'warmth' | 'blur' | 'abstraction') => (wish[aspect] ?? 0) - (painted[aspect] ?? 0)
  const [brightness, warmth, blur, abstraction] = [by('brightness'), by('warmth'), by('blur'), by('abstraction')]
  const veil = Math.max(0, blur) * 9 + Math.max(0, abstraction) * 6
  const crisp = Math.max(0, -blur) * 0.15 + Math.abs(abstraction) * 0.22
  const steps = [
    ...(warmth === 0 ? [] : ['url(#felt-warmth)']),
    ...(brightness === 0 ? [] : [`brightness(${round(1 + 0.4 * brightness)})`]),
    ...(crisp === 0 ? [] : [`contrast(${round(1 + crisp)})`]),
    ...(abstraction <= 0 ? [] : [`saturate(${round(1 + 0.3 * abstraction)})`]),
    ...(veil === 0 ? [] : [`blur(${round(veil)}px)`]),
  ]
  return steps.length === 0 ? plain : { filter: steps.join(' '), warmth: round(Math.max(-1, Math.min(1, warmth))) }
}

/** The matrix of the page's filter for warmth. */
export function warmthMatrix(warmth: number): string {
  const [red, green, blue] = [1 + 0.16 * warmth, 1 + 0.03 * warmth, 1 - 0.26 * warmth].map(round)
  return `${red} 0 0 0 0  0 ${green} 0 0 0  0 0 ${blue} 0 0  0 0 0 1 0`
}

const round = (value: number) => Math.round(value * 1_000) / 1_000
