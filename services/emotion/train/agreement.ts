import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auc, kappa, mean, pearson } from '../evaluate/metrics.ts'
import { corpusFolder, type Entry, parseCorpus, readCorpus } from './corpus.ts'

/*
 * node train/agreement.ts
 * Prints what corpus/README.md tells: how many entries there are of what, and how far two labellers agree.
 */

const splits = JSON.parse(readFileSync(join(corpusFolder, 'splits.json'), 'utf8')) as Record<string, string[]>
/** Authors of the other splits who write plainly (GUIDE.md); those of dev write both ways. */
const plainTrain = ['en-11', 'en-12', 'zh-12', 'zh-13', 'zh-16', 'zh-17']
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

  say('\nWhat of the first labeller the second says as well:')
  const plain = [...splits['plain']!, ...plainTrain]
  const kindOf = (author: string) =>
    splits['dev']!.includes(author) ? 'both ways' : plain.includes(author) ? 'plainly' : 'sideways'
  print(['', 'entries', 'sign', 'group', 'voice', 'people', 'present motifs', 'absent motifs'])
  print(Array.from({ length: 8 }, () => '---'))
  for (const kind of ['sideways', 'plainly', 'both ways'])
    for (const language of ['en', 'zh']) {
      const own = pairs.filter(([{ author, language: of }]) => of === language && kindOf(author) === kind)
      const motifs = own.flatMap(([a, b]) =>
        a.motifs.map((motif) => ({ motif, by: b.motifs.find(({ key }) => key === motif.key) })),
      )
      print([
        `${kind}, ${language}`,
        String(own.length),
        share(
          own.filter(([a]) => a.valence !== 0),
          ([a, b]) => Math.sign(a.valence) === Math.sign(b.valence),
        ),
        share(own, ([a, b]) => a.groups.includes(b.groups[0]!)),
        share(own, ([a, b]) => a.voice === b.voice),
        share(
          own.flatMap(([a, b]) => a.people.map(({ key }) => ({ key, others: b.people }))),
          ({ key, others }) => others.some((it) => roleOf(it.key) === roleOf(key)),
        ),
        share(
          motifs.filter(({ motif }) => !motif.isAbsent),
          ({ by }) => by !== undefined && !by.isAbsent,
        ),
        share(
          motifs.filter(({ motif }) => motif.isAbsent),
          ({ by }) => by?.isAbsent === true,
        ),
      ])
    }
}

/** Nobody is nobody of a crowd. */
function roleOf(key: string): string {
  return key === 'nobody' ? 'crowd' : key
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
