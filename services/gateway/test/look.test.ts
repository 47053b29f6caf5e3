import { expect, test } from 'vitest'
import { chooseLook, feelings, nextMood, noMood } from '../src/look.ts'

const reading = (valence: number, arousal: number, specificity = 1, confidence = 1) => ({
  feeling: { valence, arousal, confidence },
  specificity,
})
const lookOf = (...args: Parameters<typeof reading>) => chooseLook(reading(...args), noMood).look

test.each(Object.entries(feelings))('%s looks as the table says', (_name, { valence, arousal, ...expected }) => {
  expect(lookOf(valence, arousal)).toMatchObject(expected)
})

test('sad and calm is darker and colder than neutral, joyful brighter and warmer', () => {
  const [sad, neutral, joyful] = [lookOf(-0.8, -0.6), lookOf(0, 0), lookOf(0.8, 0.5)]
  expect(sad.brightness).toBeLessThan(neutral.brightness - 0.3)
  expect(sad.warmth).toBeLessThan(neutral.warmth - 0.3)
  expect(joyful.brightness).toBeGreaterThan(neutral.brightness + 0.3)
  expect(joyful.warmth).toBeGreaterThan(neutral.warmth + 0.3)
})

test('brightness and warmth never fall as a sentence grows more pleasant, energy never as it grows more stirred', () => {
  const steps = Array.from({ length: 41 }, (_, i) => i / 20 - 1)
  for (const other of steps) {
    for (const [i, step] of steps.slice(1).entries()) {
      const [up, before] = [lookOf(step, other), lookOf(steps[i]!, other)]
      expect(up.brightness).toBeGreaterThanOrEqual(before.brightness - 1e-9)
      expect(up.warmth).toBeGreaterThanOrEqual(before.warmth - 1e-9)
      expect(lookOf(other, step).energy).toBeGreaterThanOrEqual(lookOf(other, steps[i]!).energy - 1e-9)
    }
  }
})

test('over-general sentences get more abstract pictures, step by step', () => {
  const ladder = [0, 0.2, 0.4, 0.6, 0.8, 1].map((specificity) => lookOf(0, 0, specificity).abstraction)
  expect(ladder[0]).toBeGreaterThan(0.8)
  expect(ladder.at(-1)).toBe(0)
  expect(ladder).toEqual(ladder.toSorted((a, b) => b - a))
})

test('a reading that is not trusted looks neutral', () => {
  expect(lookOf(-1, -1, 1, 0)).toMatchObject({ brightness: 0, warmth: 0, energy: feelings.neutral.energy })
})

test('the picture follows the sitting, not just the one sentence', () => {
  const { feeling } = reading(-1, -1)
  const gloom = [1, 2, 3].reduce((mood) => nextMood(mood, feeling, 2), noMood)
  const after = chooseLook(reading(0.5, 0), gloom).look
  expect(after.brightness).toBeLessThan(lookOf(0.5, 0).brightness)
  expect(after.brightness).toBeGreaterThan(lookOf(-1, -1).brightness)
})

test('a feeling weighs half as much after the half-life', () => {
  const sad = { valence: -1, arousal: 0, confidence: 1 }
  const flat = { valence: 0, arousal: 0, confidence: 1 }
  const mood = [flat, flat].reduce((so, far) => nextMood(so, far, 2), nextMood(noMood, sad, 2))
  expect(mood.valence).toBeCloseTo(-0.5 / (0.5 + 0.5 ** 0.5 + 1), 10)
})

test('the writer’s wishes are added, kept within range, and named as the reason', () => {
  const wish = { style: 'ink', brightness: 1, warmth: -1, blur: 0.4, abstraction: 1 }
  const { look, because } = chooseLook(reading(0.8, 0.5, 1), noMood, wish)
  expect(look).toMatchObject({ style: 'ink', brightness: 1, blur: 0.4, abstraction: 1 })
  expect(look.warmth).toBeLessThan(0)
  expect(because).toEqual({
    style: 'writer',
    brightness: 'writer',
    warmth: 'writer',
    energy: 'stirred',
    blur: 'writer',
    abstraction: 'writer',
  })
})

test('every number stays in range whatever comes', () => {
  for (const valence of [-1, -0.3, 0, 1])
    for (const arousal of [-1, 0, 0.4, 1])
      for (const wished of [-1, 0, 1]) {
        const { look } = chooseLook(reading(valence, arousal, 0.5), noMood, { brightness: wished, warmth: wished })
        expect(Math.abs(look.brightness)).toBeLessThanOrEqual(1)
        expect(Math.abs(look.warmth)).toBeLessThanOrEqual(1)
        expect(look.energy).toBeGreaterThanOrEqual(0)
        expect(look.energy).toBeLessThanOrEqual(1)
      }
})
