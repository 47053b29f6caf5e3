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
  const bands = Array.from({ length: hashes / band }, () => new Map<number, number[]>())
  const pairs: Pair[] = []
  for (const [i, set] of all.entries()) {
    const signature = minHash(set)
    const compared = new Set<number>()
    for (const [b, buckets] of bands.entries()) {
      // Another text's band may have the same key by chance: it is compared once more than it need be.
      const key = signature.subarray(b * band, (b + 1) * band).reduce((h, least) => mix(h ^ least), 0)
      const met = buckets.get(key)
      if (!met) {
        buckets.set(key, [i])
        continue
      }
      for (const j of met) {
        if (compared.has(j)) continue
        compared.add(j)
        const alike = jaccard(all[j]!, set)
        if (alike >= duplicateAt) pairs.push({ a: j, b: i, alike })
      }
      met.push(i)
    }
  }
  return pairs
}

function shingles(text: string): Set<number> {
  const letters = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
  const length = /\p{Script=Han}/u.test(letters) ? shingleLength.zh : shingleLength.en
  const set = new Set<number>()
  for (let i = 0; i < Math.max(1, letters.length - length + 1); i++) set.add(hash(letters.slice(i, i + length)))
  return set
}

const salts = Array.from({ length: hashes }, (_, k) => Math.imul(k + 1, 0x9e3779b1))

function minHash(set: Set<number>): Uint32Array {
  const least = new Uint32Array(hashes).fill(0xffffffff)
  for (const shingle of set)
    for (let k = 0; k < hashes; k++) {
      const value = mix(shingle ^ salts[k]!)
      if (value < least[k]!) least[k] = value
    }
  return least
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
