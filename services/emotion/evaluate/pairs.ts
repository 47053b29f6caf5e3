import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reading } from '@aiw/proto'
import { read } from '../src/read.ts'
import { corpusFolder, parseCorpus } from '../train/corpus.ts'
import { cosine, mean, pearson } from './metrics.ts'

/** English and Chinese sentences of one meaning: in corpus/pairs.tsv one line after the other. */
export function readPairs(folder = corpusFolder): [string, string][] {
  const file = join(folder, 'pairs.tsv')
  if (!existsSync(file)) return []
  const texts = parseCorpus(readFileSync(file, 'utf8'), 'pairs.tsv').map(({ text }) => text)
  return texts.flatMap((text, i) => (i % 2 === 1 ? [[texts[i - 1]!, text] as [string, string]] : []))
}

/** How alike the two of a pair are read: valence, arousal, dominance and the eleven shares as one vector. */
export function pairScores(pairs = readPairs(), reads: (text: string) => Reading = read) {
  if (pairs.length === 0) return undefined
  const read_ = pairs.map((pair) => pair.map((text) => reads(text).feeling!))
  const cosines = read_.map(([a, b]) => cosine(vectorOf(a!), vectorOf(b!)))
  return {
    n: pairs.length,
    mean: mean(cosines),
    below: cosines.filter((value) => value < 0.8).length,
    valence: pearson(
      read_.map(([a]) => a!.valence),
      read_.map(([, b]) => b!.valence),
    ),
  }
}

type Feeling = NonNullable<ReturnType<typeof read>['feeling']>

const vectorOf = ({ valence, arousal, dominance, emotions }: Feeling) => [
  valence,
  arousal,
  dominance,
  ...emotions.map(({ score }) => score),
]
