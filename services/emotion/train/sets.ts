import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind } from '../src/lexicon/feelings.ts'

/*
 * The public sets, each with its licence, as they lie in a folder: goemotions/train.tsv, emobank/dev.tsv, …
 * What each says of the eleven groups is all that is taken from it; of what it cannot say, nothing is learnt.
 */

/** One row of a tab-separated file with a heading. */
export type Row = Record<string, string>

/** The rows of a set. Throws where the file is not there. */
export function readRows(folder: string, file: string): Row[] {
  const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8').replace(/\n$/, '').split('\n')
  const names = head.split('\t')
  return lines.flatMap((line) => {
    const cells = line.split('\t')
    return cells.length === names.length ? [Object.fromEntries(names.map((name, i) => [name, cells[i]!]))] : []
  })
}

/** GoEmotions' 28 labels (Demszky et al. 2020), with the group of the eleven each is nearest to. */
export const goEmotions: Record<string, Kind> = {
  admiration: 'joy',
  amusement: 'joy',
  anger: 'anger',
  annoyance: 'anger',
  approval: 'joy',
  caring: 'love',
  confusion: 'surprise',
  curiosity: 'surprise',
  desire: 'hope',
  disappointment: 'sadness',
  disapproval: 'anger',
  disgust: 'disgust',
  embarrassment: 'shame',
  excitement: 'joy',
  fear: 'fear',
  gratitude: 'love',
  grief: 'sadness',
  joy: 'joy',
  love: 'love',
  nervousness: 'fear',
  neutral: 'neutral',
  optimism: 'hope',
  pride: 'joy',
  realization: 'surprise',
  relief: 'calm',
  remorse: 'shame',
  sadness: 'sadness',
  surprise: 'surprise',
}

/** GoEmotions' 28 in Ekman's six and neutral, as its authors map them. */
export const ekman: Record<string, string[]> = {
  anger: ['anger', 'annoyance', 'disapproval'],
  disgust: ['disgust'],
  fear: ['fear', 'nervousness'],
  joy: 'joy amusement approval excitement gratitude love optimism relief pride admiration desire caring'.split(' '),
  sadness: ['sadness', 'disappointment', 'embarrassment', 'grief', 'remorse'],
  surprise: ['surprise', 'realization', 'confusion', 'curiosity'],
  neutral: ['neutral'],
}

/** GoEmotions' 28 in four of sentiment, as its authors map them. */
export const sentiment: Record<string, string[]> = {
  positive: ekman['joy']!,
  negative: [...ekman['anger']!, ...ekman['disgust']!, ...ekman['fear']!, ...ekman['sadness']!],
  ambiguous: ekman['surprise']!,
  neutral: ['neutral'],
}

/** Emotions of SemEval-2025 task 11 (BRIGHTER), 0 to 3 each; English has no disgust. */
export const semEval = {
  eng: ['anger', 'fear', 'joy', 'sadness', 'surprise'],
  chn: ['anger', 'disgust', 'fear', 'joy', 'sadness', 'surprise'],
} as const

/** Plutchik's eight of XED, and neutral. */
export const xed = 'anger anticipation disgust fear joy sadness surprise trust neutral'.split(' ')
