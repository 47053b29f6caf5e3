import { type Belief, bestLook } from './belief.ts'
import { type Aspect, aspects } from './leaning.ts'

/** What can be said in one sentence about what was learned. */
export interface Saying {
  /** `nothing`: nothing was learned yet; `even`: nothing that leans; `leaning`: what follows leans. */
  key: 'nothing' | 'even' | 'leaning'
  brightness?: 'darker' | 'brighter'
  warmth?: 'colder' | 'warmer'
  blur?: 'softer'
  abstraction?: 'looser'
  /** Another style than the house's own. */
  style?: string
}

/** From this on a leaning is worth a word. */
const tellsFrom = 0.2

const words: Record<Aspect, [less: string | undefined, more: string]> = {
  brightness: ['darker', 'brighter'],
  warmth: ['colder', 'warmer'],
  blur: [undefined, 'softer'],
  abstraction: [undefined, 'looser'],
}

/** What was learned, for people. `styles`: the site's, the house's own first. */
export function sayingOf(belief: Belief | undefined, styles: readonly string[]): Saying {
  if (!belief) return { key: 'nothing' }
  const best = bestLook(belief, styles.length > 0 ? styles : belief.styles)
  const leans = aspects.flatMap((name) => {
    const word = Math.abs(best[name]) < tellsFrom ? undefined : words[name][best[name] > 0 ? 1 : 0]
    return word ? [[name, word]] : []
  })
  const isOwnStyle = best.style !== styles[0] && best.style !== ''
  const facts = { ...(Object.fromEntries(leans) as Omit<Saying, 'key'>), ...(isOwnStyle && { style: best.style }) }
  return { key: Object.keys(facts).length > 0 ? 'leaning' : 'even', ...facts }
}
