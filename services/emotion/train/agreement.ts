import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auc, kappa, mean, pearson } from '../evaluate/metrics.ts'
import { corpusFolder, type Entry, parseCorpus, readCorpus } from './corpus.ts'

/*
 * node train/agreement.ts
 * Prints what corpus/README.md tells: how many entries there are of what, and how far two labellers agree.
 */

const entries = readCorpus()
print(['author', 'entries', 'topics', 'unpleasant', 'even', 'pleasant', 'named', 'implied', 'concern'])
print(Array.from({ length: 9 }, () => '---'))
for (const author of new Set(entries.map((entry) => entry.author))) count(author, (entry) => entry.author === author)
for (const language of ['en', 'zh']) count(`all ${language}`, (entry) => entry.language === language)
say('')
const byGroup = Map.groupBy(entries, ({ groups }) => groups[0]!)
print(['first group', ...byGroup.keys()])
print(['---', ...[...byGroup.keys()].map(() => '---')])
print(['entries', ...[...byGroup.values()].map(({ length }) => String(length))])

const file = join(corpusFolder, 'second.tsv')
if (existsSync(file)) agree(parseCorpus(readFileSync(file, 'utf8'), 'second.tsv'))

function agree(second: Entry[]) {
  const first = new Map(entries.map((entry) => [entry.text, entry]))
  const pairs = second.flatMap((entry) => (first.has(entry.text) ? [[first.get(entry.text)!, entry] as const] : []))
  say(`\nA second labeller, ${pairs.length} entries (${second.length - pairs.length} not found):`)
  const both = (of: (entry: Entry) => number) => [pairs.map(([a]) => of(a)), pairs.map(([, b]) => of(b))] as const
  for (const name of ['valence', 'arousal', 'dominance', 'specificity'] as const)
    say(`${name}: r ${pearson(...both((entry) => entry[name])).toFixed(2)}`)
  const signed = pairs.filter(([a]) => a.valence !== 0)
  say(
    `sign of valence, where the first has one: ${share(signed, ([a, b]) => Math.sign(a.valence) === Math.sign(b.valence))}`,
  )
  const stirred = pairs.filter(([a]) => a.arousal !== 0)
  say(
    `stirred or still, AUC: ${auc(
      stirred.map(([, b]) => b.arousal),
      stirred.map(([a]) => a.arousal > 0),
    ).toFixed(2)}`,
  )
  say(`second's group is accepted by the first: ${share(pairs, ([a, b]) => a.groups.includes(b.groups[0]!))}`)
  for (const [name, of] of Object.entries({
    'first group': (entry: Entry) => entry.groups[0]!,
    told: (entry: Entry) => entry.told,
    voice: (entry: Entry) => entry.voice,
    'any concern': (entry: Entry) => entry.concern.length > 0,
  }))
    say(
      `${name}: kappa ${kappa(
        pairs.map(([a]) => of(a)),
        pairs.map(([, b]) => of(b)),
      ).toFixed(2)}`,
    )
}

function count(name: string, isIn: (entry: Entry) => boolean) {
  const own = entries.filter(isIn)
  const many = (is: (entry: Entry) => boolean) => String(own.filter(is).length)
  print([
    name,
    String(own.length),
    String(new Set(own.map(({ author, topic }) => author + topic)).size),
    many(({ valence }) => valence < 0),
    many(({ valence }) => valence === 0),
    many(({ valence }) => valence > 0),
    many(({ told }) => told === 'n'),
    many(({ told }) => told === 'i'),
    many(({ concern }) => concern.length > 0),
  ])
}

function share<T>(items: T[], is: (item: T) => boolean): string {
  return mean(items.map((item) => Number(is(item)))).toFixed(2)
}

function print(cells: string[]) {
  say(`| ${cells.join(' | ')} |`)
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
