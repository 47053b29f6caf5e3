import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode, encodedLength, type Encoder } from './encoder.ts'
import { gramsOf, type Grams } from './grams.ts'
import { type Heads, sumHeads } from './heads.ts'
import { cutPieces, type Vocabulary, vocabularyOf } from './pieces.ts'
import { plain } from './plain.ts'
import { readWeights, type Weights } from './weights.ts'

/** Where the weights and their card lie. */
export const modelFolder = join(import.meta.dirname, '../../models')

/** The encoder with the vocabulary it was taught with. */
export interface Base {
  vocabulary: Vocabulary
  encoder: Encoder
}

/** What is known of a text before any feeling is read from it. */
export interface Known {
  encoded: Float32Array
  grams: Grams
}

/** Reads the encoder and its vocabulary from a folder; throws where they are not there. */
export function loadBase(folder = modelFolder): Base {
  const { tensors, facts } = readWeights(join(folder, 'encoder.bin'))
  const pieces = readFileSync(join(folder, 'pieces.txt'), 'utf8').replace(/\n$/, '').split('\n')
  const { width, hidden, last } = facts as { width: number; hidden: number; last: number }
  const f32 = (name: string) => tensors[name] as Float32Array
  return {
    vocabulary: vocabularyOf(pieces, f32('scores')),
    encoder: {
      table: tensors['table'] as Int8Array,
      scales: f32('scales'),
      width,
      hidden,
      last,
      first: f32('first'),
      firstBias: f32('firstBias'),
      second: f32('second'),
      secondBias: f32('secondBias'),
      dense: f32('dense'),
      denseBias: f32('denseBias'),
    },
  }
}

/** Takes any text. */
export function knownOf({ vocabulary, encoder }: Base, raw: string): Known {
  const text = plain(raw)
  return { encoded: encode(encoder, cutPieces(vocabulary, text)), grams: gramsOf(text.text) }
}

/** Heads as they lie in a file of weights, under a prefix. */
export function headsFrom({ tensors, facts }: Weights, prefix: string): Heads {
  return {
    names: facts[`${prefix}Names`] as string[],
    dense: tensors[`${prefix}Dense`] as Float32Array,
    bias: tensors[`${prefix}Bias`] as Float32Array,
    hidden: tensors[`${prefix}Hidden`] as Float32Array,
    hiddenBias: tensors[`${prefix}HiddenBias`] as Float32Array,
    hiddenOut: tensors[`${prefix}HiddenOut`] as Float32Array,
    grams: tensors[`${prefix}Grams`] as Int8Array,
    gramScales: tensors[`${prefix}GramScales`] as Float32Array,
  }
}

/** The other way round: heads into what is written to a file. */
export function headsInto({ tensors, facts }: Weights, prefix: string, { names, ...numbers }: Heads) {
  facts[`${prefix}Names`] = names
  for (const [name, tensor] of Object.entries(numbers))
    tensors[`${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`] = tensor
}

/** All that the feeling of a text is read from: its encoding, what public heads say of it, and the signs found by lists. */
export function inputsOf(base: Base, publicHeads: Heads, known: Known, signs: Float32Array): Float32Array {
  const length = encodedLength(base.encoder)
  const said = sumHeads(publicHeads, known.encoded, known.grams)
  const inputs = new Float32Array(length + said.length + signs.length)
  inputs.set(known.encoded)
  inputs.set(said, length)
  inputs.set(signs, length + said.length)
  return inputs
}
