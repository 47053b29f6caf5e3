import type { Plain } from './plain.ts'

/** Pieces of words, as SentencePiece's unigram model cuts them: "▁" is the blank before a word. */
export interface Vocabulary {
  /** Row of each piece in the table of vectors. */
  ids: Map<string, number>
  /** Logarithm of each piece's likelihood, by row. */
  scores: Float32Array
  /** Letters in the longest piece. */
  longest: number
}

/** The row for whatever the vocabulary has no piece for. */
export const unknown = 1
/** What a letter that is in no piece costs beyond the rarest piece. */
const unknownPenalty = 10

/** The likeliest way to cut a text into pieces (Viterbi over all ways). */
export function cutPieces({ ids, scores, longest }: Vocabulary, { text }: Plain): number[] {
  const marked = `▁${text.trim().replaceAll(/\s+/g, '▁')}`
  const { length } = marked
  const best = new Float64Array(length + 1).fill(-Infinity)
  const start = new Int32Array(length + 1)
  const piece = new Int32Array(length + 1)
  best[0] = 0
  const least = scores[unknown]! - unknownPenalty
  for (let i = 0; i < length; i++) {
    const here = best[i]!
    if (here === -Infinity) continue
    // A letter outside the basic plane is two code units, and one unknown.
    const width = (marked.codePointAt(i) ?? 0) > 0xffff ? 2 : 1
    let hasOne = false
    const end = Math.min(length, i + longest)
    for (let j = i + 1; j <= end; j++) {
      const id = ids.get(marked.slice(i, j))
      if (id === undefined) continue
      if (j === i + width) hasOne = true
      const score = here + scores[id]!
      if (score > best[j]!) {
        best[j] = score
        start[j] = i
        piece[j] = id
      }
    }
    if (!hasOne && here + least > best[i + width]!) {
      best[i + width] = here + least
      start[i + width] = i
      piece[i + width] = unknown
    }
  }
  const cut: number[] = []
  for (let to = length; to > 0; to = start[to]!) cut.push(piece[to]!)
  return cut.toReversed()
}
