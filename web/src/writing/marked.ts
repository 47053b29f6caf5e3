import type { Word } from '../wire-http.ts'

/** A piece of a sentence; with `toward` where it is one of the words that led to the picture. */
export interface Piece {
  text: string
  toward?: Word['toward']
}

/** A sentence in pieces, so that the words that led to its picture can be marked. Words that do not fit are left out. */
export function markedIn(text: string, words: readonly Word[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, length, toward } of words.toSorted((a, b) => a.start - b.start)) {
    if (start < at || length < 1 || start + length > text.length) continue
    if (start > at) pieces.push({ text: text.slice(at, start) })
    pieces.push({ text: text.slice(start, start + length), toward })
    at = start + length
  }
  return at < text.length ? [...pieces, { text: text.slice(at) }] : pieces
}
