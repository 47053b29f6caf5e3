import { expect, test } from 'vitest'
import {
  aroundMs,
  loadMs,
  paintMs,
  unknownPace,
  usualMs,
  waitMs,
  withAround,
  withLoad,
  withMeasured,
  withPicture,
} from '../../src/backends/comfyui/pace.ts'

const work = { recipe: 'lightning', steps: 4, width: 1024, height: 640 }

const tookOf = (...times: number[]) => times.reduce((pace, ms) => withPicture(pace, work, ms), unknownPace)

test('before the first picture, what the recipe assumes is expected', () => {
  expect(paintMs(unknownPace, work, 1_500)).toBe(1_500)
})

test('the median of the last pictures is expected, not an odd one', () => {
  expect(paintMs(tookOf(900, 1_000, 9_000), work, 1)).toBe(1_000)
})

test('a node that has become faster is believed after a few pictures', () => {
  expect(paintMs(tookOf(...Array<number>(20).fill(4_000), ...Array<number>(5).fill(1_000)), work, 1)).toBe(1_000)
})

test('another size or number of steps is scaled from the nearest that is known', () => {
  const pace = withPicture(tookOf(1_200), { ...work, width: 256, height: 256 }, 1)
  expect(paintMs(pace, { ...work, width: 2048 }, 1)).toBe(2_400)
  expect(paintMs(pace, { ...work, steps: 1 }, 1)).toBe(600)
  expect(paintMs(pace, { ...work, recipe: 'other' }, 77)).toBe(77)
})

test('what is measured anew counts alone, for every kind of the recipe', () => {
  const slow = withPicture(
    withPicture(tookOf(9_000, 9_000), { ...work, width: 512 }, 8_000),
    { ...work, recipe: 'other' },
    7,
  )
  const pace = withMeasured(slow, work, 1_000)
  expect(paintMs(pace, work, 1)).toBe(1_000)
  expect(paintMs(pace, { ...work, width: 512 }, 1)).toBe(500)
  expect(paintMs(pace, { ...work, recipe: 'other' }, 1)).toBe(7)
})

test('what is on the node is waited for: ours as far as it is not through, others’ like ours', () => {
  const pace = tookOf(1_000)
  const own = [
    { recipe: 'lightning', expectedMs: 1_000, begunAt: 100 },
    { recipe: 'lightning', expectedMs: 1_000 },
  ]
  expect(waitMs(pace, own, 0, 500)).toBe(600 + 1_000)
  expect(waitMs(pace, own, 2, 500)).toBe(600 + 1_000 + 2_000)
  expect(waitMs(pace, [], -1, 500)).toBe(0)
})

test('a picture that is overdue is not expected to be through before it begins', () => {
  expect(waitMs(tookOf(1_000), [{ recipe: 'lightning', expectedMs: 1_000, begunAt: 0 }], 0, 60_000)).toBeGreaterThan(0)
})

test('loading counts when another recipe was painted last', () => {
  const pace = withLoad(tookOf(1_000), 'lightning', 8_000)
  expect(loadMs(pace, 'lightning', 'lightning')).toBe(0)
  expect(loadMs(pace, 'lightning', 'z-image')).toBe(8_000)
  expect(loadMs(pace, 'z-image', 'lightning')).toBe(0)
})

test('what is spent beside the GPU is known by recipe', () => {
  expect(aroundMs(withAround(withAround(unknownPace, 'lightning', 80), 'lightning', 120), 'lightning')).toBe(120)
  expect(aroundMs(unknownPace, 'lightning')).toBe(0)
})

test('an operator is told the median of a recipe, whatever its sizes', () => {
  expect(usualMs(withPicture(tookOf(1_000), { ...work, width: 512 }, 500), 'lightning')).toBe(1_000)
  expect(usualMs(unknownPace, 'lightning')).toBe(0)
})
