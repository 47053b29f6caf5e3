import { createHash, randomInt } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U. https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 20

/** Makes an access code: 19 characters of chance (95 bits) and a check character, as XXXX-XXXX-XXXX-XXXX-XXXX. */
export function createCode(): string {
  const chance = Array.from({ length: length - 1 }, () => alphabet[randomInt(32)]!).join('')
  return (chance + checkCharacter(chance)).match(/.{4}/g)!.join('-')
}

/**
 * Brings a code as somebody typed it to its one form: any case, any spacing, O for 0, I or L for 1. Undefined when it
 * cannot be a code: wrong length, wrong character or wrong check character.
 */
export function normalCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  const isWhole = code.length === length && code.split('').every((character) => alphabet.includes(character))
  return isWhole && checkCharacter(code.slice(0, -1)) === code.at(-1) ? code : undefined
}

/** What release 0.1.0 stored of a code, by which its writers are found once more. */
export const codeHash = (code: string): Buffer =>
  createHash('sha256')
    .update(normalCode(code) ?? '')
    .digest()

/** Luhn mod N, N = 32: finds every single wrong character and nearly every swap of neighbours. */
function checkCharacter(chance: string): string {
  let sum = 0
  for (let i = 0; i < chance.length; i++) {
    const value = alphabet.indexOf(chance[chance.length - 1 - i]!)
    const addend = i % 2 === 0 ? value * 2 : value
    sum += Math.floor(addend / 32) + (addend % 32)
  }
  return alphabet[(32 - (sum % 32)) % 32]!
}
