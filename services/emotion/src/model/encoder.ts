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
  /** [3][width][hidden] and [3][hidden][hidden]; `hidden` is a multiple of 4. */
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
  const vectors = rowsFor(count, width)
  const out = new Float32Array(width + 2 * hidden + last)
  for (const [i, id] of read.entries()) {
    const scale = scales[id]!
    for (let k = 0; k < width; k++) {
      const value = table[id * width + k]! * scale
      vectors[(i + 1) * width + k] = value
      out[k]! += value
    }
  }
  const once = convolve(vectors, count, width, encoder.first, encoder.firstBias)
  const twice = convolve(once, count, hidden, encoder.second, encoder.secondBias)
  const root = 1 / Math.sqrt(Math.max(1, count))
  for (let k = 0; k < width; k++) out[k]! *= root
  for (let k = 0; k < hidden; k++) {
    let sum = 0
    let most = count === 0 ? 0 : -Infinity
    for (let i = 1; i <= count; i++) {
      const value = once[i * hidden + k]! + twice[i * hidden + k]!
      sum += value
      if (value > most) most = value
    }
    out[width + k] = sum * root
    out[width + hidden + k] = most
  }
  const pooled = width + 2 * hidden
  out.set(encoder.denseBias, pooled)
  for (let i = 0; i < pooled; i++) {
    const value = out[i]!
    const row = i * last
    if (value !== 0) for (let k = 0; k < last; k++) out[pooled + k]! += value * encoder.dense[row + k]!
  }
  for (let k = pooled; k < out.length; k++) if (out[k]! < 0) out[k] = 0
  return out
}

/** Room for `count` rows, with an empty one before them and two after: each row has neighbours, also when two go together. */
const rowsFor = (count: number, length: number) => new Float32Array((count + 3) * length)

/**
 * Three neighbours at a time, which lie one behind the other, and nothing below zero. Most of a reading's time goes here: two
 * rows and four of their outputs together, so that the eight sums are laid down once and a weight is fetched for both rows.
 */
function convolve(input: Float32Array, count: number, from: number, weights: Float32Array, bias: Float32Array) {
  const to = bias.length
  const output = rowsFor(count, to)
  const window = 3 * from
  for (let a = 0; a < count; a += 2)
    for (let k = 0; k < to; k += 4) {
      let [a0, a1, a2, a3] = [bias[k]!, bias[k + 1]!, bias[k + 2]!, bias[k + 3]!]
      let [b0, b1, b2, b3] = [a0, a1, a2, a3]
      let row = k
      for (let i = a * from; i < a * from + window; i++) {
        const x = input[i]!
        const y = input[i + from]!
        const w0 = weights[row]!
        const w1 = weights[row + 1]!
        const w2 = weights[row + 2]!
        const w3 = weights[row + 3]!
        row += to
        a0 += x * w0
        a1 += x * w1
        a2 += x * w2
        a3 += x * w3
        b0 += y * w0
        b1 += y * w1
        b2 += y * w2
        b3 += y * w3
      }
      const at = (a + 1) * to + k
      output[at] = a0
      output[at + 1] = a1
      output[at + 2] = a2
      output[at + 3] = a3
      output[at + to] = b0
      output[at + to + 1] = b1
      output[at + to + 2] = b2
      output[at + to + 3] = b3
    }
  output.fill(0, (count + 1) * to)
  for (let i = 0; i < output.length; i++) if (output[i]! < 0) output[i] = 0
  return output
}
