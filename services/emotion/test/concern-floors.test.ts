import { expect, test } from 'vitest'
import { concernScores, type Part } from '../evaluate/concern.ts'

/*
 * How many signs are seen in sentences that taught none, and how often one is seen where there is none: a little under,
 * and over, what was measured (models/README.md). So few are seen that help must never rest on it.
 */

const scores = concernScores()
const of = (what: string) => scores.filter((it) => it.what === what)
const share = (parts: Part[]) => {
  const sum = (get: (part: Part) => number) => parts.reduce((all, part) => all + get(part), 0)
  return sum(({ found }) => found) / sum((part) => part.of)
}

test.each([
  ['test authors', 0.42],
  ['plain test authors', 0.88],
  ['held-out blocks of en-5 and zh-6', 0.39],
  ['pairs', 0.7],
  ['development set', 0.99],
])('%s: signs are seen', (what, least) => {
  expect(share(of(what).map(({ signs }) => signs))).toBeGreaterThan(least)
})

test('of ordinary sentences few are called a sign', () => {
  const ordinary = scores.filter(({ what }) => !what.startsWith('held-out'))
  expect(share(ordinary.map(({ falsely }) => falsely))).toBeLessThan(0.015)
})

test('of sentences that only sound like a sign few are called one', () => {
  expect(share(of('held-out blocks of en-5 and zh-6').map(({ falsely }) => falsely))).toBeLessThan(0.06)
})

test('in a sitting no fewer are seen than alone', () => {
  const sittings = scores.filter(({ signsInSitting }) => signsInSitting)
  expect(sittings).toHaveLength(6)
  for (const { signs, signsInSitting } of sittings) expect(signsInSitting!.found).toBeGreaterThanOrEqual(signs.found)
})

test('danger from oneself is seldom taken for harm by somebody, which would leave things in the picture', () => {
  expect(share(scores.map(({ calledHarm }) => calledHarm))).toBeLessThan(0.02)
})
