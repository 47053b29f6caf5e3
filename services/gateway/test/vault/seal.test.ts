import { randomBytes } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alone, dataKeyFor, openKey, openRing, sealKey, sealRing, withNewKey } from '../../src/vault/keys.ts'
import { type Key, keyVersionOf, type Place, seal, sealJson, unseal, unsealJson } from '../../src/vault/seal.ts'
// Made with Python's `cryptography`, which knows nothing of this code.
import vectors from './seal-vectors.json' with { type: 'json' }

const bounds = { seed: 20_261_127, numRuns: 300 }
const keys = fc
  .record({ version: fc.nat(2 ** 32 - 1), bytes: fc.uint8Array({ minLength: 32, maxLength: 32 }) })
  .map(({ version, bytes }): Key => ({ version, bytes: Buffer.from(bytes) }))
const places = fc
  .tuple(fc.string(), fc.string(), fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat()), { maxLength: 3 }))
  .map(([table, column, row]): Place => [table, column, ...row])
const plains = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))

/** What opening answers: never the plaintext, never anything but a Failure. */
function refusalOf(open: () => unknown): string {
  try {
    open()
  } catch (error) {
    return error instanceof Failure ? error.code : String(error)
  }
  return 'it opened'
}

test.each(vectors)('opens what another program sealed: $name', ({ key, version, place, plain, sealed }) => {
  const opened = unseal(
    { version, bytes: Buffer.from(key, 'hex') },
    place as unknown as Place,
    Buffer.from(sealed, 'hex'),
  )
  expect(opened.toString('hex')).toBe(plain)
})

test('what was sealed opens at its place, and two seals of one thing share nothing', () => {
  fc.assert(
    fc.property(keys, places, plains, (key, place, plain) => {
      const sealed = seal(key, place, plain)
      expect(unseal(key, place, sealed)).toEqual(plain)
      expect(keyVersionOf(sealed)).toBe(key.version)
      expect(sealed.length).toBe(plain.length + 33)
      expect(seal(key, place, plain).subarray(5)).not.toEqual(sealed.subarray(5))
    }),
    bounds,
  )
})

test('any one bit that is flipped, any byte that is cut off or added: it does not open', () => {
  fc.assert(
    fc.property(keys, places, plains, fc.nat(), fc.nat(400), (key, place, plain, where, count) => {
      const sealed = seal(key, place, plain)
      const flipped = Buffer.from(sealed)
      const bit = where % (8 * sealed.length)
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      expect(refusalOf(() => unseal(key, place, flipped))).toBe('internal')
      const cut = sealed.subarray(0, count % sealed.length)
      expect(refusalOf(() => unseal(key, place, cut))).toBe('internal')
      expect(refusalOf(() => unseal(key, place, sealed.subarray(1 + (count % (sealed.length - 1)))))).toBe('internal')
      expect(refusalOf(() => unseal(key, place, Buffer.concat([sealed, randomBytes(1 + (count % 3))])))).toBe(
        'internal',
      )
    }),
    bounds,
  )
})

test('every single bit of one sentence is held', () => {
  const key = { version: 7, bytes: randomBytes(32) }
  const place = ['sentence', 'sealed_content', 'a'] as const
  const sealed = sealJson(key, place, { text: 'There was only one bird.' })
  for (let bit = 0; bit < 8 * sealed.length; bit++) {
    const flipped = Buffer.from(sealed)
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    expect(
      refusalOf(() => unsealJson(key, place, flipped)),
      `bit ${bit}`,
    ).toBe('internal')
  }
})

test('another row, column, table, key or version opens nothing', () => {
  fc.assert(
    fc.property(keys, keys, places, places, plains, (key, other, place, elsewhere, plain) => {
      const sealed = seal(key, place, plain)
      const isSame = JSON.stringify(place) === JSON.stringify(elsewhere)
      expect(refusalOf(() => unseal(key, elsewhere, sealed))).toBe(isSame ? 'it opened' : 'internal')
      expect(refusalOf(() => unseal({ ...key, bytes: other.bytes }, place, sealed))).toBe(
        key.bytes.equals(other.bytes) ? 'it opened' : 'internal',
      )
      expect(refusalOf(() => unseal({ ...key, version: (key.version + 1) % 2 ** 32 }, place, sealed))).toBe('internal')
    }),
    bounds,
  )
})

test('places that read alike when run together are not alike', () => {
  const key = alone(randomBytes(32))
  const sealed = seal(key, ['event', 'sealed_body', 'a', 11], Buffer.from('x'))
  for (const place of [
    ['event', 'sealed_body', 'a1', 1],
    ['event', 'sealed_body', 'a', '11'],
    ['event', 'sealed_body', 'a11'],
    ['event', 'sealed_body', 'a', 1, 1],
  ] as Place[])
    expect(refusalOf(() => unseal(key, place, sealed))).toBe('internal')
})

test('noise does not open and does not crash', () => {
  const key = alone(randomBytes(32))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      expect(refusalOf(() => unsealJson(key, ['a', 'b'], Buffer.from(noise)))).toBe('internal')
      expect(refusalOf(() => unsealJson(key, ['a', 'b'], seal(key, ['a', 'b'], Buffer.from(noise))))).toMatch(
        /internal|it opened/,
      )
    }),
    bounds,
  )
})

test('any JSON comes back as it was, and its length tells nothing to within 64 bytes', () => {
  const key = alone(randomBytes(32))
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const sealed = sealJson(key, ['a', 'b'], value)
      expect(unsealJson(key, ['a', 'b'], sealed)).toEqual(JSON.parse(JSON.stringify(value)))
      expect((sealed.length - 33) % 64).toBe(0)
    }),
    bounds,
  )
  const lengthOf = (text: string) => sealJson(key, ['a', 'b'], text).length
  expect(lengthOf('yes')).toBe(lengthOf('There was only one bird.'))
})

test('a key of a row opens with any keyring that still has its data key, and with no other', () => {
  const place = ['sentence', 'item_key', 'x', 'a'] as const
  const first = withNewKey()
  const item = alone(randomBytes(32))
  const sealed = sealKey(first, place, item)
  const rotated = withNewKey(withNewKey(first))
  expect(openKey(rotated, place, sealed)).toEqual(item)
  expect(keyVersionOf(sealKey(rotated, place, item))).toBe(3)
  expect(refusalOf(() => openKey(withNewKey(), place, sealed))).toBe('internal')
  expect(refusalOf(() => openKey(first, place, sealKey(rotated, place, item)))).toBe('internal')
  expect(refusalOf(() => dataKeyFor(first, Buffer.alloc(3)))).toBe('internal')
})

test('a keyring comes back whole, to its writer and its ring key only', () => {
  const ringKey = alone(randomBytes(32))
  const ring = withNewKey(withNewKey())
  const sealed = sealRing(ringKey, 'writer 1', ring)
  expect(openRing(ringKey, 'writer 1', sealed)).toEqual(ring)
  expect(refusalOf(() => openRing(ringKey, 'writer 2', sealed))).toBe('internal')
  expect(refusalOf(() => openRing(alone(randomBytes(32)), 'writer 1', sealed))).toBe('internal')
})
