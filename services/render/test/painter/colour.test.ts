import { describe, expect, test } from 'vitest'
import { byteOf, cubeRoot, labOf, linear, packed } from '../../src/backends/painter/colour.ts'
import { gradeFor, graded } from '../../src/backends/painter/grade.ts'
import { measure } from '../../src/backends/painter/measure.ts'

test('colours survive the way to OKLab and back', () => {
  const lab = new Float64Array(3)
  for (let i = 0; i < 4096; i++) {
    const [r, g, b] = [(i & 15) * 17, ((i >> 4) & 15) * 17, (i >> 8) * 17] as [number, number, number]
    labOf(r, g, b, lab)
    const back = packed(lab[0]!, lab[1]!, lab[2]!)
    const off = Math.max(Math.abs((back & 255) - r), Math.abs(((back >> 8) & 255) - g), Math.abs((back >> 16) - b))
    expect(off).toBeLessThanOrEqual(r + g + b < 60 ? 3 : 1)
  }
})

test('tables agree with mathematics', () => {
  for (let i = 0; i <= 1000; i++) expect(cubeRoot(i / 1000)).toBeCloseTo(Math.cbrt(i / 1000), 5)
  for (let i = 11; i < 256; i++) expect(linear[i]).toBeCloseTo(((i / 255 + 0.055) / 1.055) ** 2.4, 9)
  expect([byteOf(-1), byteOf(0), byteOf(1), byteOf(7)]).toEqual([0, 0, 255, 255])
})

describe('measure', () => {
  const plain = (colour: number[]) => Uint8Array.from({ length: 48 }, (_, i) => colour[i % 3]!)

  test.each([
    { name: 'white', colour: [255, 255, 255], lightness: 100, yellowness: 0 },
    { name: 'black', colour: [0, 0, 0], lightness: 0, yellowness: 0 },
    { name: 'blue', colour: [0, 0, 255], lightness: 32.3, yellowness: -107.86 },
    { name: 'gold', colour: [255, 215, 0], lightness: 86.93, yellowness: 87.13 },
  ])('$name has the lightness and yellowness of the books', ({ colour, lightness, yellowness }) => {
    const measured = measure(plain(colour), 4, 4)
    expect(measured.lightness).toBeCloseTo(lightness, 1)
    expect(measured.yellowness).toBeCloseTo(yellowness, 0)
    expect(measured.sharpness).toBeCloseTo(0, 9)
  })

  test('a chessboard is sharper than a plain', () => {
    const board = Uint8Array.from({ length: 48 }, (_, i) => ((((i / 3) | 0) + ((i / 12) | 0)) % 2 === 0 ? 0 : 255))
    expect(measure(board, 4, 4).sharpness).toBeGreaterThan(1000)
  })
})

describe('grade', () => {
  // Blues above, greens below, lights and darks in both: all that a landscape has.
  const pixels = Int32Array.from({ length: 20_000 }, (_, i) =>
    i < 10_000 ? packed(0.5 + (i % 97) / 250, -0.02, -0.06) : packed(0.25 + (i % 89) / 180, -0.06, 0.07),
  )
  const seen = (cube: Int16Array) => {
    const rgb = new Uint8Array(pixels.length * 3)
    for (const [i, pixel] of pixels.entries()) {
      const colour = graded(cube, pixel)
      rgb.set([colour & 255, (colour >> 8) & 255, colour >> 16], i * 3)
    }
    return measure(rgb, 200, 100)
  }

  test.each([
    { lightness: 30, yellowness: -12 },
    { lightness: 50, yellowness: 0 },
    { lightness: 65, yellowness: 20 },
    { lightness: 85, yellowness: 5 },
  ])('brings the mean to L* $lightness and b* $yellowness', ({ lightness, yellowness }) => {
    const measured = seen(gradeFor(pixels, { lightness, yellowness, chroma: 1 }))
    expect(Math.abs(measured.lightness - lightness)).toBeLessThan(0.6)
    expect(Math.abs(measured.yellowness - yellowness)).toBeLessThan(0.8)
  })

  test('keeps black and white', () => {
    const cube = gradeFor(pixels, { lightness: 40, yellowness: 10, chroma: 1 })
    expect(graded(cube, 0) & 255).toBeLessThan(6)
    expect((graded(cube, 0xffffff) >> 8) & 255).toBeGreaterThan(240)
  })
})
