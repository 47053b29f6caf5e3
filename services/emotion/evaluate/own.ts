import type { Motif, Reading } from '@aiw/proto'
import { kinds } from '../src/lexicon/feelings.ts'
import { read } from '../src/read.ts'
import type { Case } from './cases.ts'
import { voiceOf } from './cases.ts'
import { auc, calibrationError, mean } from './metrics.ts'

/** How well whole readings do on labelled sentences; NaN where nothing is labelled. Each with how many it is of. */
export type Scores = Record<keyof typeof floors, { value: number; n: number }>

/** What is asked for of each language. */
export const floors = {
  'sign of valence': 0.88,
  'group accepted': 0.7,
  'stirred or still, AUC': 0.8,
  'over-general or specific, AUC': 0.9,
  voice: 0.95,
  'absent motifs found': 0.9,
  'present motifs called absent': 0.03,
  'present motifs found': 0.85,
  'motifs of the list': NaN,
  people: 0.9,
  'signs of concern': 0.95,
  'false cards': 0.02,
  'confidence, calibration error': NaN,
  'sign, least sure third': NaN,
  'sign, most sure third': NaN,
} as const

/** Scores whose floor is a ceiling. */
export const ceilings: (keyof typeof floors)[] = [
  'present motifs called absent',
  'false cards',
  'confidence, calibration error',
]

/** Reads each sentence alone and compares. */
export function scoresOf(cases: Case[], reads: (text: string) => Reading = read): Scores {
  const read_ = cases.map((it) => ({ it, reading: reads(it.text) }))
  const share = (outcomes: boolean[]) => ({ value: mean(outcomes.map(Number)), n: outcomes.length })
  const area = (label: 'isStirred' | 'isOvergeneral', score: (reading: Reading) => number) => {
    const labelled = read_.filter(({ it }) => it[label] !== undefined)
    return {
      value: auc(
        labelled.map(({ reading }) => score(reading)),
        labelled.map(({ it }) => it[label]!),
      ),
      n: labelled.length,
    }
  }
  const signed = read_.filter(({ it }) => it.sign)
  const isSignRight = ({ it, reading }: (typeof read_)[number]) => Math.sign(reading.feeling!.valence) === it.sign
  const bySure = signed.toSorted((a, b) => a.reading.feeling!.confidence - b.reading.feeling!.confidence)
  const third = Math.floor(bySure.length / 3)
  const accepted = read_.map(({ it, reading }) => it.groups.includes(strongest(reading)))
  const motifs = read_.flatMap(({ it, reading }) =>
    it.motifs.map((motif) => ({ motif, seen: seenOf(reading, motif.is) })),
  )
  const known = motifs.filter(({ motif }) => motif.isKnown)
  const present = known.filter(({ motif }) => !motif.isAbsent)
  return {
    'sign of valence': share(signed.map(isSignRight)),
    'group accepted': share(accepted),
    'stirred or still, AUC': area('isStirred', ({ feeling }) => feeling!.arousal),
    'over-general or specific, AUC': area('isOvergeneral', ({ specificity }) => -specificity),
    voice: share(read_.filter(({ it }) => it.voice).map(({ it, reading }) => voiceOf(reading) === it.voice)),
    'absent motifs found': share(
      known.filter(({ motif }) => motif.isAbsent).map(({ seen }) => seen?.presence === 'PRESENCE_ABSENT'),
    ),
    'present motifs called absent': share(present.map(({ seen }) => seen?.presence === 'PRESENCE_ABSENT')),
    'present motifs found': share(present.map(({ seen }) => seen?.presence === 'PRESENCE_PRESENT')),
    'motifs of the list': share(motifs.map(({ motif }) => motif.isKnown)),
    people: share(read_.flatMap(({ it, reading }) => it.people.map(({ is }) => reading.scene!.people.some(is)))),
    'signs of concern': share(
      read_.filter(({ it }) => it.hasConcern).map(({ reading }) => reading.concern!.signs.length > 0),
    ),
    'false cards': share(
      read_.filter(({ it }) => !it.hasConcern).map(({ reading }) => reading.concern!.signs.length > 0),
    ),
    'confidence, calibration error': {
      value: calibrationError(
        read_.map(({ reading }) => reading.feeling!.confidence),
        accepted,
      ),
      n: read_.length,
    },
    'sign, least sure third': share(bySure.slice(0, third).map(isSignRight)),
    'sign, most sure third': share(bySure.slice(-third).map(isSignRight)),
  }
}

/** The group with the greatest share. */
export function strongest({ feeling }: Reading) {
  const scores = feeling!.emotions.map(({ score }) => score)
  return kinds[scores.indexOf(Math.max(...scores))]!
}

const seenOf = ({ scene }: Reading, is: (motif: Motif) => boolean) => scene!.motifs.find(is)
