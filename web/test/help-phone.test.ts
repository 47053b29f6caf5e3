import { expect, test } from 'vitest'
import { contactParts } from '../src/help/phone.ts'

const numbersIn = (detail: string) => contactParts(detail).flatMap(({ tel }) => (tel === undefined ? [] : [tel]))

test.each([
  ['116 123', ['116123']],
  ['988', ['988']],
  ['Call or text 988, day and night', ['988']],
  ['请拨打 120', ['120']],
  ['12356，全天', ['12356']],
  ['心理援助热线 12356', ['12356']],
  ['+49 (0)30 1234-56', ['+4930123456']],
  ['0800 111 0 111 or 0800 111 0 222', ['08001110111', '08001110222']],
  ['010-8295 1332，24 小时', ['01082951332']],
  ['(555) 010-0199', ['5550100199']],
])('%s: the numbers to call', (detail, numbers) => {
  expect(numbersIn(detail)).toEqual(numbers)
})

test.each([
  'Ward 3, room 214, at any time',
  'Mo–Fr 08:00–17:00',
  'weekdays 8-20 h, 24/7',
  'since 2024-05-01',
  'third floor, 三楼 305 室',
  'The nurse on duty',
])('%s: no number to call', (detail) => {
  expect(numbersIn(detail)).toEqual([])
})

test('nothing of the text is lost', () => {
  const detail = 'Crisis line 0800 111 0 111 (free), room 214; 请拨打 120。'
  expect(
    contactParts(detail)
      .map(({ text }) => text)
      .join(''),
  ).toBe(detail)
})
