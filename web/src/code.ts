/**
 * A code as somebody types it, looked at before it is sent. The house decides (services/gateway/src/access-code.ts); this
 * is the same check, so that a slip of the hand is named at once and not after an attempt that counts.
 */

/** Crockford's base 32: no I, L, O or U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 20
const groupLength = 4

/** Characters that are taken for one another on paper, in one hand or another. */
const alike = [
  '8B3',
  '5S',
  '2Z7',
  '0DQ',
  '17',
  '4A9',
  '6GC',
  '9GQ',
  'VYUW',
  'MN',
  'MW',
  'KX',
  'EF',
  'PR',
  'HN',
  'XY',
  'TY',
]

/** What was typed, in the one form that codes have, and what is the matter with it. */
export interface TypedCode {
  /** Upper case, without hyphens and spaces, with 0 for O and 1 for I and L. */
  code: string
  /** Of the characters of `code`, from 0: those to look at again, the likeliest first. Empty when nobody can tell. */
  suspects: number[]
  /**
   * `stray`: a character that no code has. `group`: one group is too short or too long, `suspects` being its characters.
   * `short`, `long`: too few or too many characters. `wrong`: the check character says that it is another code.
   */
  fault: 'stray' | 'group' | 'short' | 'long' | 'wrong' | undefined
  /** With `group`: which one, from 1. */
  group?: number
}

/** Looks at a code as it was typed: any case, any spacing, hyphens or none, letters of any width. */
export function readCode(typed: string): TypedCode {
  const groups = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .split(/[\s\p{Dash}]+/u)
    .filter((group) => group !== '')
  const code = groups.join('')
  const stray = Array.from(code).findIndex((character) => !alphabet.includes(character))
  if (stray >= 0) return { code, suspects: [stray], fault: 'stray' }
  if (code.length !== length) {
    const odd = groups.findIndex((group) => group.length !== groupLength)
    // Where the groups are typed as groups, the one that differs is the one to look at.
    if (groups.length === length / groupLength && groups.filter((group) => group.length !== groupLength).length === 1)
      return {
        code,
        suspects: places(groups.slice(0, odd).join('').length, groups[odd]!.length),
        fault: 'group',
        group: odd + 1,
      }
    return { code, suspects: [], fault: code.length < length ? 'short' : 'long' }
  }
  return isRight(code) ? { code, suspects: [], fault: undefined } : { code, suspects: suspectsOf(code), fault: 'wrong' }
}

/** A code in its groups, as it stands on a card. */
export const inGroups = (code: string): string[] => code.match(/.{1,4}/gu) ?? []

const places = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at)

/**
 * Where a code is probably mistyped. A single check character finds that something is wrong, not where: a change of any
 * character could mend it. So only what people do is tried: two neighbours swapped, and one character read as another that
 * looks like it.
 */
function suspectsOf(code: string): number[] {
  const swapped = places(0, length - 1).filter((at) =>
    isRight(code.slice(0, at) + code[at + 1]! + code[at]! + code.slice(at + 2)),
  )
  const misread = places(0, length).filter((at) =>
    looksLike(code[at]!).some((other) => isRight(code.slice(0, at) + other + code.slice(at + 1))),
  )
  return [...new Set([...swapped.flatMap((at) => [at, at + 1]), ...misread])]
}

const looksLike = (character: string): string[] =>
  alike
    .filter((set) => set.includes(character))
    .flatMap((set) => set.split(''))
    .filter((other) => other !== character && alphabet.includes(other))

const isRight = (code: string): boolean => checkCharacter(code.slice(0, -1)) === code.at(-1)

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
