import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chineseTones, englishTones, type Kind, kinds } from '../src/lexicon/feelings.ts'

/*
 * What people of the corpus seldom write, and must be read all the same: a feeling said outright, or denied, made from the
 * plain names of feelings in the lexicon; and, in plain-sentences.tsv, what happened, said in few words.
 */

/** A made sentence: its group, and valence, arousal, dominance from -1 to 1. */
export interface PlainSentence {
  text: string
  group: Kind
  valence: number
  arousal: number
  dominance: number
}

/** The weight by which the lexicon marks the plain name of a feeling. */
const plainName = 1.7
/** The weight of other words of our own lists; those of AFINN behind them have less. */
const listed = 1

const english = [
  'I am {}.',
  'I feel {} today.',
  'so {}',
  'She was {} and so was I.',
  'I was {} for my nurse.',
  'really {}!',
]
const chinese = ['我很{}。', '我今天特别{}', '今天我觉得{}', '心里{}', '我好{}，一直{}', '他{}，我也{}', '真的很{}啊']
const englishDenied = ['I am not {}.', "I'm not {} any more."]
const chineseDenied = ['我不{}。', '我没有{}']

/** What is left of a feeling that is denied. */
const denied: Partial<Record<Kind, Kind>> = {
  joy: 'sadness',
  love: 'sadness',
  hope: 'sadness',
  calm: 'fear',
  sadness: 'calm',
  fear: 'calm',
  anger: 'calm',
  shame: 'calm',
}

/** What happened, in few words, as written down beside this file. */
export function happenings(): PlainSentence[] {
  const lines = readFileSync(join(import.meta.dirname, 'plain-sentences.tsv'), 'utf8')
    .trim()
    .split('\n')
  return lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => {
      const [text = '', group, ...degrees] = line.split('\t')
      const [valence, arousal, dominance] = degrees.map((degree) => Number(degree) / 3) as [number, number, number]
      return { text, group: group as Kind, valence, arousal, dominance }
    })
}

/** Every plain name in every frame, every other word of our lists alone. */
export function plainSentences(): PlainSentence[] {
  return [...framed(englishTones, english, englishDenied), ...framed(chineseTones, chinese, chineseDenied)]
}

function framed(tones: typeof englishTones, said: string[], notSaid: string[]): PlainSentence[] {
  return [...tones].flatMap(([word, { kinds: shares, valence, arousal, dominance, weight }]) => {
    const group = kinds.find((kind) => (shares[kind] ?? 0) === Math.max(...Object.values(shares)))
    if (!group || weight < listed) return []
    const alone = { text: word, group, valence, arousal, dominance }
    if (weight !== plainName) return [alone]
    const turned = denied[group]
    return [
      alone,
      ...said.map((frame) => ({ text: frame.replaceAll('{}', word), group, valence, arousal, dominance })),
      ...(turned
        ? notSaid.map((frame) => ({
            text: frame.replaceAll('{}', word),
            group: turned,
            valence: valence > 0 ? -0.6 * valence : -0.4 * valence,
            arousal: arousal * 0.3,
            dominance: dominance * -0.4,
          }))
        : []),
    ]
  })
}
