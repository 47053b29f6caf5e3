/** Texts that share this much of their shingles say the same with little changed. */
export const duplicateAt = 0.6
/** Characters in a shingle. */
const shingleLength = { en: 5, zh: 3 }
const hashes = 48
/** Rows of a band of the signature: texts that agree in any band are compared. At 0.6, 48 hashes in bands of 3 miss 2 pairs of 100. */
const band = 3

/** Two texts that are nearly the same, with the share of shingles they have in common (Jaccard). */
export interface Pair {
  a: number
  b: number
  alike: number
}

/** Pairs of texts whose character shingles overlap by `duplicateAt` or more, found by MinHash and then counted exactly. */
export function nearDuplicates(texts: string[]): Pair[] {
  const all = texts.map(shingles)
  const buckets = new Map<string, number[]>()
  const pairs = new Map<string, Pair>()
  for (const [i, set] of all.entries()) {
    const signature = minHash(set)
    for (let from = 0; from < hashes; from += band) {
      const key = `${from}:${signature.slice(from, from + band).join()}`
      const met = buckets.get(key) ?? []
      for (const j of met) {
        const alike = pairs.has(`${j}-${i}`) ? 0 : jaccard(all[j]!, set)
        if (alike >= duplicateAt) pairs.set(`${j}-${i}`, { a: j, b: i, alike })
      }
      buckets.set(key, [...met, i])
    }
  }
  return [...pairs.values()]
}

function shingles(text: string): Set<number> {
  const letters = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
  const length = /\p{Script=Han}/u.test(letters) ? shingleLength.zh : shingleLength.en
  const set = new Set<number>()
  for (let i = 0; i < Math.max(1, letters.length - length + 1); i++) set.add(hash(letters.slice(i, i + length)))
  return set
}

function minHash(set: Set<number>): number[] {
  return Array.from({ length: hashes }, (_, k) => {
    let least = 0xffffffff
    for (const shingle of set) least = Math.min(least, mix(shingle ^ Math.imul(k + 1, 0x9e3779b1)))
    return least
  })
}

function jaccard(a: Set<number>, b: Set<number>): number {
  let common = 0
  for (const shingle of a) if (b.has(shingle)) common++
  return common / (a.size + b.size - common)
}

/** FNV-1a. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
