/*
 * What a text is made of, letter by letter: English words one and two at a time, with the letters inside them, Chinese
 * characters one to three at a time. Words after a negation are others than the same words without it.
 */

/** Bits of a bucket's number. */
export const bucketBits = 16

/** Buckets and how much of each there is; of length 1. */
export interface Grams {
  buckets: Uint32Array
  amounts: Float32Array
}

const parts = /\p{Script=Han}+|\p{L}[\p{L}\p{M}]*(?:'\p{L}+)*|\d+|\p{Extended_Pictographic}|[!?…]+|[,.;:，。；、—\n]/gu
const negation =
  /^(?:not|no|never|nothing|nobody|cannot|without|hardly|barely|\p{L}*n't|dont|didnt|cant|wont|isnt|wasnt)$/u
const clauseEnd = /^[,.;:，。；、—\n!?…]/

/** The grams of a plain text. */
export function gramsOf(text: string): Grams {
  const counts = new Map<number, number>()
  const add = (gram: string) => {
    const bucket = bucketOf(gram)
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  }
  let before = '^'
  let isDenied = false
  for (const [part] of text.toLowerCase().matchAll(parts)) {
    if (/^\p{Script=Han}/u.test(part)) {
      const run = `${before === '^' ? '^' : ''}${part}`
      for (let length = 1; length <= 3; length++)
        for (let i = 0; i + length <= run.length; i++) add(`z${run.slice(i, i + length)}`)
      before = 'han'
    } else if (clauseEnd.test(part)) {
      isDenied = false
      if (part.startsWith('!') || part.startsWith('?') || part.startsWith('…')) add(`m${part.slice(0, 2)}`)
      before = ','
    } else {
      const word = isDenied ? `-${part}` : part
      add(`w${word}`)
      add(`b${before} ${word}`)
      const bounded = `<${part}>`
      for (let length = 3; length <= 5; length++)
        for (let i = 0; i + length <= bounded.length; i++) add(`c${bounded.slice(i, i + length)}`)
      if (negation.test(part)) isDenied = true
      before = part
    }
  }
  const buckets = Uint32Array.from(counts.keys())
  const amounts = Float32Array.from(counts.values(), (count) => 1 + Math.log(count))
  let squares = 0
  for (const amount of amounts) squares += amount * amount
  for (let i = 0; i < amounts.length; i++) amounts[i]! /= Math.sqrt(squares)
  return { buckets, amounts }
}

/** FNV-1a over the code units, folded to `bucketBits`. */
function bucketOf(gram: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < gram.length; i++) {
    const unit = gram.charCodeAt(i)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return ((hash >>> bucketBits) ^ hash) & ((1 << bucketBits) - 1)
}
