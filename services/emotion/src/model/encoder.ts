/*
 * A text as a vector that tells what it is about: vectors of its pieces, two convolutions over three pieces each, and
 * what is pooled from them. Taught by a larger encoder; see docs/decisions/0006-trained-reader.md.
 */

/** The weights of the encoder. */
export interface Encoder {
  /** One row for each piece, in 8 bits; row 0 stands for nothing. */
  table: Int8Array
  /** What a row's integers are multiplied with. */
  scales: Float32Array
  /** Numbers in a piece's vector, in a convolution's output, in the last layer's. */
  width: number
  hidden: number
  last: number
  /** [3][width][hidden] and [3][hidden][hidden]. */
  first: Float32Array
  firstBias: Float32Array
  second: Float32Array
  secondBias: Float32Array
  /** [width + 2 hidden][last]. */
  dense: Float32Array
  denseBias: Float32Array
}

/** Pieces read of one text: of a longer one its beginning and its end. */
const mostPieces = 80

/** How many numbers `encode` gives. */
export const encodedLength = ({ width, hidden, last }: Encoder) => width + 2 * hidden + last

/** What a text is about, of its pieces. */
export function encode(encoder: Encoder, pieces: number[]): Float32Array {
  const { table, scales, width, hidden, last } = encoder
  const read =
    pieces.length > mostPieces ? [...pieces.slice(0, mostPieces / 2), ...pieces.slice(-mostPieces / 2)] : pieces
  const count = read.length
  const vectors = new Float32Array(count * width)
  const out = new Float32Array(width + 2 * hidden + last)
  for (const [i, id] of read.entries()) {
    const scale = scales[id]!
    for (let k = 0; k < width; k++) {
      const value = table[id * width + k]! * scale
      vectors[i * width + k] = value
      out[k]! += value
    }
  }
  const once = convolve(vectors, count, width, encoder.first, encoder.firstBias, hidden)
  const twice = convolve(once, count, hidden, encoder.second, encoder.secondBias, hidden)
  for (let i = 0; i < twice.length; i++) twice[i]! += once[i]!
  const root = 1 / Math.sqrt(Math.max(1, count))
  for (let k = 0; k < width; k++) out[k]! *= root
  for (let k = 0; k < hidden; k++) {
    let sum = 0
    let most = count === 0 ? 0 : -Infinity
    for (let i = 0; i < count; i++) {
      const value = twice[i * hidden + k]!
      sum += value
      if (value > most) most = value
    }
    out[width + k] = sum * root
    out[width + hidden + k] = most
  }
  const pooled = width + 2 * hidden
  const top = out.subarray(pooled)
  top.set(encoder.denseBias)
  addRows(top, 0, last, out, 0, pooled, encoder.dense, 0)
  for (let k = 0; k < last; k++) if (top[k]! < 0) top[k] = 0
  return out
}

/** Three neighbours at a time, and nothing below zero. */
function convolve(
  input: Float32Array,
  count: number,
  from: number,
  weights: Float32Array,
  bias: Float32Array,
  to: number,
): Float32Array {
  const output = new Float32Array(count * to)
  for (let i = 0; i < count; i++) {
    output.set(bias, i * to)
    for (let k = 0; k < 3; k++) {
      const at = i + k - 1
      if (at < 0 || at >= count) continue
      addRows(output, i * to, to, input, at * from, from, weights, k * from * to)
    }
    for (let j = i * to; j < (i + 1) * to; j++) if (output[j]! < 0) output[j] = 0
  }
  return output
}

/**
 * Adds `count` rows of weights, each times a number of `input`, to the `length` numbers from `at` on: the loop in which the time
 * goes. Four rows at a time, so that a sum is fetched and laid by a quarter as often.
 */
function addRows(
  sums: Float32Array,
  at: number,
  length: number,
  input: Float32Array,
  from: number,
  count: number,
  weights: Float32Array,
  row: number,
) {
  const whole = count - (count % 4)
  for (let j = 0; j < whole; j += 4) {
    const [a, b, c, d] = [input[from + j]!, input[from + j + 1]!, input[from + j + 2]!, input[from + j + 3]!]
    if (a === 0 && b === 0 && c === 0 && d === 0) continue
    const ra = row + j * length
    const [rb, rc, rd] = [ra + length, ra + 2 * length, ra + 3 * length]
    for (let k = 0; k < length; k++)
      sums[at + k]! += a * weights[ra + k]! + b * weights[rb + k]! + c * weights[rc + k]! + d * weights[rd + k]!
  }
  for (let j = whole; j < count; j++)
    for (let k = 0; k < length; k++) sums[at + k]! += input[from + j]! * weights[row + j * length + k]!
}
