import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import type { Logger } from '@aiw/kit/log'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'

/** A log at level trace, and its lines. */
export function logged(): { log: Logger; lines: { level: number; msg: string; [fact: string]: unknown }[] } {
  const lines: { level: number; msg: string }[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  return { log: pino({ level: 'trace' }, sink), lines }
}

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

/** What a test may change of a folder that an ONNX reader can read. */
export interface Folder {
  model?: Buffer
  tokenizer?: object
  manifest?: object
}

/**
 * A folder with a tiny classifier: every word of its vocabulary has a row of three numbers, a sentence's are their mean.
 * "glad" speaks for the first label, "sad" for the second, all others for the third. Returns the folder.
 */
export function tinyModel({ model = tinyOnnx(), tokenizer = tinyTokenizer, manifest = {} }: Folder = {}): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aiw-onnx-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true }))
  const words = JSON.stringify(tokenizer)
  fs.writeFileSync(path.join(folder, 'model.onnx'), model)
  fs.writeFileSync(path.join(folder, 'tokenizer.json'), words)
  const about = {
    name: 'tiny',
    version: '2',
    files: {
      model: { file: 'model.onnx', sha256: sha256(model) },
      tokenizer: { file: 'tokenizer.json', sha256: sha256(words) },
    },
    maxLength: 16,
    activation: 'softmax',
    labels: [
      { label: 'glad', kinds: { joy: 1 }, valence: 0.8, arousal: 0.4 },
      { label: 'sad', kinds: { sadness: 1 }, valence: -0.8, arousal: -0.2 },
      { label: 'other', kinds: { neutral: 1 } },
    ],
    ...manifest,
  }
  fs.writeFileSync(path.join(folder, 'reader.json'), JSON.stringify(about))
  return folder
}

const vocabulary = ['[UNK]', '[CLS]', '[SEP]', 'glad', 'sad', 'bird', 'huge']

const tinyTokenizer = {
  version: '1.0',
  added_tokens: ['[UNK]', '[CLS]', '[SEP]'].map((content, id) => ({ id, content, special: true, normalized: false })),
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [1], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [2], tokens: ['[SEP]'] },
    },
  },
  decoder: null,
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
  },
}

/** "huge" stands for more than a number can hold: what a broken model might give. */
const rows = vocabulary.map((word) => (word === 'glad' ? [9, 0, 0] : word === 'sad' ? [0, 9, 0] : [0, 0, 1]))
rows[vocabulary.indexOf('huge')] = [Infinity, 0, 0]

/** Gather(rows, input_ids) → ReduceMean over the tokens → logits, in ONNX's protobuf, written by hand. */
export function tinyOnnx(labels = 3, input = 'input_ids'): Buffer {
  const values = Buffer.alloc(rows.length * labels * 4)
  for (const [i, row] of rows.entries())
    for (let k = 0; k < labels; k++) values.writeFloatLE(row[k] ?? 0, (i * labels + k) * 4)
  const weights = join(int(1, rows.length), int(1, labels), int(2, 1), text(8, 'rows'), bytes(9, values))
  const graph = join(
    bytes(1, node('Gather', ['rows', input], 'seen')),
    bytes(
      1,
      node(
        'ReduceMean',
        ['seen'],
        'logits',
        join(text(1, 'axes'), int(8, 1), int(20, 7)), // INTS
        join(text(1, 'keepdims'), int(3, 0), int(20, 2)), // INT
      ),
    ),
    text(2, 'tiny'),
    bytes(5, weights),
    bytes(11, value(input, 7, ['batch', 'tokens'])),
    bytes(12, value('logits', 1, ['batch', labels])),
  )
  return join(int(1, 8), bytes(7, graph), bytes(8, int(2, 13)))
}

const join = (...parts: Buffer[]) => Buffer.concat(parts)

function varint(value: number): Buffer {
  const out: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...out, rest])
    out.push((rest % 128) | 128)
  }
}

const int = (field: number, value: number) => join(varint(field * 8), varint(value))
const bytes = (field: number, ...parts: Buffer[]) => {
  const all = join(...parts)
  return join(varint(field * 8 + 2), varint(all.length), all)
}
const text = (field: number, value: string) => bytes(field, Buffer.from(value))

const node = (operator: string, inputs: string[], output: string, ...attributes: Buffer[]) =>
  join(
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(4, operator),
    ...attributes.map((attribute) => bytes(5, attribute)),
  )

/** A tensor that goes in or out: its type (1: float, 7: int64) and its shape, numbers or names. */
const value = (name: string, type: number, shape: (number | string)[]) =>
  join(
    text(1, name),
    bytes(
      2,
      bytes(
        1,
        int(1, type),
        bytes(2, ...shape.map((size) => bytes(1, typeof size === 'number' ? int(1, size) : text(2, size)))),
      ),
    ),
  )
