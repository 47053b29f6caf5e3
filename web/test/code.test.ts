import { expect, test } from 'vitest'
import { createCode, normalCode } from '../../services/gateway/src/access-code.ts'
import { inGroups, readCode } from '../src/code.ts'

const right =
  'ABCDEFGHJKMNPQRSTVW' +
  '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('').find((last) => normalCode(`ABCDEFGHJKMNPQRSTVW${last}`))

test('the page and the house agree about every code', () => {
  for (let i = 0; i < 200; i++) {
    const code = createCode()
    expect(readCode(code)).toEqual({ code: normalCode(code), suspects: [], fault: undefined })
    const at = i % 20
    const bare = code.replaceAll('-', '')
    const other = bare.slice(0, at) + (bare[at] === 'Z' ? 'Y' : 'Z') + bare.slice(at + 1)
    expect(readCode(other).fault === undefined).toBe(normalCode(other) !== undefined)
  }
})

test.each([
  ['small letters without hyphens', right.toLowerCase()],
  ['spaces', inGroups(right).join(' ')],
  [
    'letters as wide as Chinese ones',
    inGroups(right)
      .join('－')
      .replace(/[A-Z0-9]/g, (c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)),
  ],
  ['dashes of another length', ` ${inGroups(right).join(' – ')} `],
])('a code may be typed with %s', (_, typed) => {
  expect(readCode(typed)).toEqual({ code: right, suspects: [], fault: undefined })
})

test('O, I and L are what they were meant to be', () => {
  expect(readCode('oil').code).toBe('011')
})

test('a character that no code has is named', () => {
  expect(readCode(`${right.slice(0, 6)}U${right.slice(7)}`)).toMatchObject({ fault: 'stray', suspects: [6] })
  expect(readCode('ab好')).toMatchObject({ fault: 'stray', suspects: [2] })
})

test('a group with a character too few or too many is named', () => {
  expect(readCode('ABCD-EFG-JKMN-PQRS-TVWX')).toMatchObject({ fault: 'group', group: 2, suspects: [4, 5, 6] })
  expect(readCode('ABCD-EFGH-JKMN-PQRS-TVWXY')).toMatchObject({ fault: 'group', group: 5 })
  expect(readCode('ABCDEFG')).toMatchObject({ fault: 'short', suspects: [] })
  expect(readCode(`${right}2`)).toMatchObject({ fault: 'long' })
})

test('two neighbours swapped, and a character taken for one that looks like it, are among those to look at', () => {
  let pointed = 0
  for (let i = 0; i < 200; i++) {
    const code = readCode(createCode()).code
    const at = i % 19
    const swapped = code.slice(0, at) + code[at + 1]! + code[at]! + code.slice(at + 2)
    const { fault, suspects } = readCode(swapped)
    expect(fault === undefined || (suspects.includes(at) && suspects.includes(at + 1))).toBe(true)
    const eight = code.indexOf('8')
    if (eight < 0) continue
    const misread = readCode(`${code.slice(0, eight)}B${code.slice(eight + 1)}`)
    expect(misread).toMatchObject({ fault: 'wrong' })
    expect(misread.suspects).toContain(eight)
    pointed++
  }
  expect(pointed).toBeGreaterThan(20)
})
