import { expect, test } from 'vitest'
import { beneath, isBlank, joined, sendable } from '../src/writing/draft.ts'
import { fateOf } from '../src/writing/use-draft.ts'

test('what has nothing to be seen in it is no sentence, in whatever script', () => {
  expect(['', ' \n', '\u3000', '\u200b\u200b', '\u200d \ufeff', '\0'].filter((text) => !isBlank(text))).toEqual([])
  expect(['雨', '…', 'ا', '🌧️', '\u{10fffd}', '\u200bRain'].filter(isBlank)).toEqual([])
})

test('what cannot be kept is not sent, and everything else is as it was written', () => {
  expect(sendable('a\0b\0')).toBe('ab')
  expect(sendable(' 雨\n\u200b🌧️ ')).toBe(' 雨\n\u200b🌧️ ')
})

test('what comes back stands beneath what was begun; what is dictated goes on in its line', () => {
  expect([beneath('', 'Rain.'), beneath(' \n', 'Rain.'), beneath('Begun', 'Rain.')]).toEqual([
    'Rain.',
    'Rain.',
    'Begun\nRain.',
  ])
  expect([joined('', 'Rain.'), joined('Begun', 'rain'), joined('雨。', '雪')]).toEqual([
    'Rain.',
    'Begun rain',
    '雨。雪',
  ])
})

test('a draft that was left is shown to whoever had the tab, waits until that is known, and to somebody else is never shown', () => {
  const of = (writer?: string) => ({ text: 'Half', isPrivate: false, ...(writer !== undefined && { writer }) })
  const at = (writer: string | undefined, isKnown: boolean | undefined, isAway = false) => ({ writer, isKnown, isAway })
  expect(fateOf(of('w'), at('w', true))).toBe('shown')
  expect(fateOf(of(), at('w', true))).toBe('shown')
  expect(fateOf(of('w'), at('v', true))).toBe('dropped')
  expect(fateOf(of('w'), at(undefined, undefined))).toBe('waits')
  expect(fateOf(of('w'), at(undefined, undefined, true))).toBe('shown')
  expect(fateOf(of('w'), at(undefined, false))).toBe('waits')
  expect(fateOf(of(), at(undefined, false))).toBe('shown')
})
