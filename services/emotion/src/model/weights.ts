import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

/*
 * Weights lie in one file: the length of a heading (4 bytes), the heading as JSON, then the numbers of each tensor,
 * every one beginning at a multiple of 8 bytes after the heading's end. Little-endian, as every machine we run on is. A file
 * may be gzipped: tables of grams are mostly zero.
 */

/** Numbers under a name. */
export type Tensor = Float32Array | Int8Array

/** What a file of weights holds. */
export interface Weights {
  tensors: Record<string, Tensor>
  /** Whatever else belongs to them: sizes, lists of names, figures of calibration. */
  facts: Record<string, unknown>
}

interface Heading {
  facts: Weights['facts']
  tensors: Record<string, { kind: 'f32' | 'i8'; at: number; length: number }>
}

const align = 8

/** Reads a file of weights; throws where there is none. */
export function readWeights(file: string): Weights {
  const stored = readFileSync(file)
  const bytes = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored
  const length = bytes.readUInt32LE(0)
  const { facts, tensors } = JSON.parse(bytes.toString('utf8', 4, 4 + length)) as Heading
  // Copied, so that tensors begin where their kind may.
  const body = bytes.buffer.slice(bytes.byteOffset + 4 + length, bytes.byteOffset + bytes.byteLength)
  return {
    facts,
    tensors: Object.fromEntries(
      Object.entries(tensors).map(([name, { kind, at, length: many }]) => [
        name,
        kind === 'f32' ? new Float32Array(body, at, many) : new Int8Array(body, at, many),
      ]),
    ),
  }
}

/** Writes a file of weights; the same weights make the same bytes. */
export function writeWeights(file: string, { facts, tensors }: Weights) {
  const heading: Heading = { facts, tensors: {} }
  let at = 0
  for (const [name, tensor] of Object.entries(tensors)) {
    heading.tensors[name] = { kind: tensor instanceof Float32Array ? 'f32' : 'i8', at, length: tensor.length }
    at += Math.ceil(tensor.byteLength / align) * align
  }
  const head = Buffer.from(JSON.stringify(heading))
  const bytes = Buffer.alloc(4 + head.length + at)
  bytes.writeUInt32LE(head.length)
  head.copy(bytes, 4)
  for (const [name, tensor] of Object.entries(tensors))
    Buffer.from(tensor.buffer, tensor.byteOffset, tensor.byteLength).copy(
      bytes,
      4 + head.length + heading.tensors[name]!.at,
    )
  writeFileSync(file, gzipSync(bytes, { level: 9 }))
}

/** Rows of numbers in 8 bits, each row with what its integers are multiplied with. */
export function quantize(values: Float32Array, width: number): { table: Int8Array; scales: Float32Array } {
  const rows = values.length / width
  const table = new Int8Array(values.length)
  const scales = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    let most = 0
    for (let k = 0; k < width; k++) most = Math.max(most, Math.abs(values[row * width + k]!))
    const scale = most / 127
    scales[row] = scale
    if (most > 0) for (let k = 0; k < width; k++) table[row * width + k] = Math.round(values[row * width + k]! / scale)
  }
  return { table, scales }
}
