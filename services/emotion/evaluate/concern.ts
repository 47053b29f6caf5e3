import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reading } from '@aiw/proto'
import { read, type ReadOptions } from '../src/read.ts'
import { concernBlocks } from '../train/concern-blocks.ts'
import { corpusFolder, type Entry, parseCorpus, readCorpus } from '../train/corpus.ts'
import { devCases } from './cases.ts'

type Reads = (text: string, options?: ReadOptions) => Reading

/** How many of so many. */
export interface Part {
  found: number
  of: number
}

/** What is seen of sentences: those with a sign, those without; and of the latter how many in a sitting. */
export interface ConcernScores {
  what: string
  language: 'en' | 'zh'
  signs: Part
  falsely: Part
  /** The same, each sentence in the light of the two before it under its heading; nothing where sentences stand alone. */
  signsInSitting?: Part
  falselyInSitting?: Part
  /** Of sentences with a sign in which one is seen: those of danger from oneself of which only harm by somebody is seen. */
  calledHarm: Part
}

type Line = Pick<Entry, 'text' | 'language' | 'concern'> & { topic?: string }

/**
 * Signs of concern on sentences that taught none: test authors, pairs, development set, and blocks held out, which only the
 * embedded reader was not taught.
 */
export function concernScores(reads: Reads = read): ConcernScores[] {
  const both = bothBy(reads)
  const corpus = readCorpus()
  const { test, plain } = JSON.parse(readFileSync(join(corpusFolder, 'splits.json'), 'utf8')) as Record<
    string,
    string[]
  >
  const pairs = parseCorpus(readFileSync(join(corpusFolder, 'pairs.tsv'), 'utf8'), 'pairs.tsv')
  const development = devCases().map(({ text, language, hasConcern }) => ({
    text,
    language,
    concern: hasConcern ? ['any'] : [],
  }))
  return [
    ...both(
      'test authors',
      corpus.filter(({ author }) => test!.includes(author)),
      true,
    ),
    ...both(
      'plain test authors',
      corpus.filter(({ author }) => plain!.includes(author)),
      true,
    ),
    ...(reads === read ? both('held-out blocks of en-5 and zh-6', heldOut(corpus), true) : []),
    ...both('pairs', pairs, false),
    ...both('development set', development, false),
  ]
}

const heldOut = (corpus: Entry[]) =>
  concernBlocks(corpus)
    .filter(({ isHeldOut }) => isHeldOut)
    .flatMap(({ entries }) => entries)

const bothBy =
  (reads: Reads) =>
  (what: string, lines: Line[], isSitting: boolean): ConcernScores[] =>
    (['en', 'zh'] as const).map((language) => {
      const mine = lines.filter((it) => it.language === language)
      const alone = mine.map(({ text }) => reads(text).concern!.signs)
      const sitting = mine.map(({ text, topic }, i) => {
        const before = mine.slice(Math.max(0, i - 2), i).filter((it) => it.topic === topic)
        return reads(text, { before: before.map((it) => it.text) }).concern!.signs
      })
      const part = (signs: string[][], hasSign: boolean): Part => {
        const of = signs.filter((_, i) => mine[i]!.concern.length > 0 === hasSign)
        return { found: of.filter(({ length }) => length > 0).length, of: of.length }
      }
      const own = alone.filter((signs, i) => signs.length > 0 && mine[i]!.concern.some((sign) => sign !== 'harm'))
      return {
        what,
        language,
        signs: part(alone, true),
        falsely: part(alone, false),
        ...(isSitting && { signsInSitting: part(sitting, true), falselyInSitting: part(sitting, false) }),
        calledHarm: { found: own.filter((signs) => signs.every(isHarm)).length, of: own.length },
      }
    })

const isHarm = (sign: string) => sign === 'SIGN_HARM_BY_OTHERS'
