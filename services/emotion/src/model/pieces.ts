import type { Plain } from './plain.ts'

/** Pieces of words, as SentencePiece's unigram model cuts them: "▁" is the blank before a word. */
export interface Vocabulary {
  /** Row of each piece in the table of vectors; `onlyBegins` of what only begins one. */
  ids: Map<string, number>
  /** Logarithm of each piece's likelihood, by row. */
  scores: Float32Array
}

/** No piece itself, but pieces begin so: row 0 stands for nothing. */
const onlyBegins = 0

/** The row for whatever the vocabulary has no piece for. */
export const unknown = 1
/** What a letter that is in no piece costs beyond the rarest piece. */
const unknownPenalty = 10

/** The vocabulary of pieces by row, with the logarithms of their likelihoods. The first two rows hold no piece. */
export function vocabularyOf(pieces: string[], scores: Float32Array): Vocabulary {
  const ids = new Map<string, number>()
  for (const [row, piece] of pieces.entries()) if (row > unknown) ids.set(piece, row)
  for (const piece of pieces.slice(unknown + 1))
    for (let length = 1; length < piece.length; length++) {
      const beginning = piece.slice(0, length)
      if (!ids.has(beginning)) ids.set(beginning, onlyBegins)
    }
  return { ids, scores }
}

/** The likeliest way to cut a text into pieces (Viterbi over all ways). */
export function cutPieces({ ids, scores }: Vocabulary, { text }: Plain): number[] {
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
    for (let j = i + 1; j <= length; j++) {
      const id = ids.get(marked.slice(i, j))
      if (id === undefined) break
      if (id === onlyBegins) continue
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
