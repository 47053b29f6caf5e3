import { expect, test } from 'vitest'
import { ownerAfter, type Sight, sightAfter, sightElsewhere, sightOf, type Want } from '../src/preferences.ts'

const unknown: Sight = { did: undefined, told: undefined }
const after = (...wants: Want[]) => wants.reduce(sightAfter, unknown)
const of = (writer: string | undefined) => ({ isKnown: true, writer })
const told = (pictures: 'on' | 'hidden' | 'off' | 'unknown', by?: 'pictures' | 'gentle', writer = 'w') => ({
  told: { writer, pictures, ...(by && { by }) },
})

test('of a known writer no picture is shown before their settings are known, nor where they cannot be had', () => {
  expect(sightOf(unknown, of('w'))).toBe('coming')
  expect(sightOf(unknown, of(undefined))).toBe('coming')
  expect(sightOf(after(told('unknown')), of('w'))).toBe('hidden')
  expect(sightOf(after(told('on')), of('w'))).toBe('shown')
  expect(sightOf(after(told('on'), told('unknown')), of('w'))).toBe('shown')
  expect(sightOf(unknown, { isKnown: false, writer: undefined })).toBe('shown')
})

test('hidden until wanted, and painted not at all, hide; whoever asks for pictures sees them', () => {
  expect(sightOf(after(told('hidden')), of('w'))).toBe('hidden')
  expect(sightOf(after(told('off')), of('w'))).toBe('hidden')
  expect(sightOf(after(told('hidden'), { isHidden: false }), of('w'))).toBe('shown')
  expect(sightOf(after({ isHidden: false }, told('unknown')), of('w'))).toBe('shown')
})

test('what is known of one writer is not taken for another', () => {
  expect(sightOf(after(told('on')), of('somebody else'))).toBe('coming')
  expect(sightOf(after(told('on'), told('unknown', undefined, 'x')), of('x'))).toBe('hidden')
  expect(sightOf(after(told('on'), told('hidden', undefined, 'x')), of('x'))).toBe('hidden')
})

test('Gentle hides, and does not show again what was hidden by hand', () => {
  const hidden = [told('on'), { isHidden: true }] satisfies Want[]
  expect(sightOf(after(...hidden, told('hidden', 'gentle'), told('on', 'gentle')), of('w'))).toBe('hidden')
  const shown = [told('on'), { isHidden: false }] satisfies Want[]
  expect(sightOf(after(...shown, told('hidden', 'gentle')), of('w'))).toBe('hidden')
  expect(sightOf(after(...shown, told('hidden', 'gentle'), told('on', 'gentle')), of('w'))).toBe('shown')
  expect(sightOf(after(...hidden, told('on', 'pictures')), of('w'))).toBe('shown')
})

test('a page goes to somebody else by another code, by leaving and by beginning anew, not by a session that ended', () => {
  const nobody = { writer: undefined, isKnown: false, needsCode: false } as const
  expect(ownerAfter('w', { writer: 'x', isKnown: true, needsCode: false })).toBe('x')
  expect(ownerAfter('w', { ...nobody, isKnown: true })).toBe('w')
  expect(ownerAfter('w', { ...nobody, needsCode: 'signed out' })).toBe('w')
  expect(ownerAfter('w', nobody)).toBeUndefined()
})

test('pictures hidden in another tab are hidden here; shown again there, what is set decides here', () => {
  const shown = after(told('on'))
  expect(sightOf(sightElsewhere(shown, true), of('w'))).toBe('hidden')
  expect(sightOf(sightElsewhere(sightElsewhere(shown, true), false), of('w'))).toBe('shown')
  expect(sightOf(sightElsewhere(sightElsewhere(after(told('hidden')), true), false), of('w'))).toBe('hidden')
})
