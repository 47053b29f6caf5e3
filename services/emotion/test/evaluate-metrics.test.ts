import { expect, test } from 'vitest'
import { auc, bestThreshold, calibrationError, cosine, f1, kappa, pearson, quantile } from '../evaluate/metrics.ts'
import { isotonic } from '../train/calibrate.ts'

test('the area under the curve is the share of pairs in order, equal scores counting half', () => {
  expect(auc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75)
  expect(auc([1, 1, 1], [true, false, true])).toBe(0.5)
  expect(auc([1, 2], [true, true])).toBeNaN()
})

test('kappa is 1 for always, 0 for no more than chance', () => {
  expect(kappa(['a', 'b', 'a'], ['a', 'b', 'a'])).toBe(1)
  expect(kappa(['a', 'a', 'b', 'b'], ['a', 'b', 'a', 'b'])).toBe(0)
})

test('r and cosine', () => {
  expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 9)
  expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 9)
  expect(cosine([1, 0], [0, 1])).toBe(0)
  expect(cosine([0, 0], [0, 1])).toBe(0)
})

test('F1 and the threshold where it is best', () => {
  expect(f1([true, true, false], [true, false, true])).toBe(0.5)
  expect(f1([false], [false])).toBe(0)
  const threshold = bestThreshold([0.1, 0.2, 0.8, 0.9], [false, false, true, true])
  expect([0.1, 0.2, 0.8, 0.9].map((score) => score > threshold)).toEqual([false, false, true, true])
})

test('calibration misses by how far sureness is from being right', () => {
  expect(calibrationError([0.95, 0.95], [true, true])).toBeCloseTo(0.05, 9)
  expect(calibrationError([0.55, 0.55], [true, false])).toBeCloseTo(0.05, 9)
})

test('quantiles lie between neighbours', () => expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5))

test('a calibrated line never falls', () => {
  const shares = Array.from({ length: 400 }, (_, i) => i / 400)
  const line = isotonic(
    shares,
    shares.map((share, i) => (i * 7919) % 100 < share * 100),
  )
  expect(line.every(([x, y], i) => i === 0 || (x! > line[i - 1]![0]! && y! >= line[i - 1]![1]!))).toBe(true)
  expect(line.at(-1)![1]).toBeGreaterThan(0.7)
  expect(line[0]![1]).toBeLessThan(0.3)
})
