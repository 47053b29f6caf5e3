import type { Seen, Signs } from './feeling-signs.ts'
import { kinds } from './lexicon/feelings.ts'
import type { Words } from './tokens.ts'

/** What lists and rules found of feeling in a text, as numbers of about -1 to 1 that a model can weigh. */
export function signInputs(raw: string, words: Words, signs: Signs, seen: Seen): Float32Array {
  const { tokens } = words
  const marks = (pattern: RegExp, most: number) => Math.min(most, raw.match(pattern)?.length ?? 0) / most
  const spoken = tokens.filter(({ kind }) => kind !== 'mark')
  const capitals = raw.match(/\b\p{Lu}{3,}\b/gu)?.length ?? 0
  return Float32Array.from([
    ...kinds.map((kind) => {
      const weight = signs.kinds[kind] ?? 0
      return weight / (weight + 1)
    }),
    signs.valence,
    signs.arousal,
    signs.dominance,
    signs.weight / (signs.weight + 0.7),
    signs.force,
    signs.spoken,
    Math.min(2, signs.denied) / 2,
    Number(seen.hasAbsence),
    Number(seen.hasConcern),
    marks(/[!！]/g, 3),
    marks(/[?？]/g, 2),
    marks(/…|\.\.\.|。。/g, 2),
    Math.min(2, capitals) / 2,
    marks(/哈哈|呵呵|嘻嘻|\bha(?:ha)+\b|\blol\b|😂|🤣|😄|😊/giu, 2),
    Math.log2(1 + spoken.length) / 6,
  ])
}
