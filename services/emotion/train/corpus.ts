import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kind, kinds } from '../src/lexicon/feelings.ts'

/** One labelled entry of the corpus; what the labels mean: corpus/GUIDE.md. */
export interface Entry {
  text: string
  /** Of the entry: "zh" where it holds at least as much Chinese as English, else "en". */
  language: 'en' | 'zh'
  /** The file without its ending, which is the author: "zh-1". */
  author: string
  /** The heading the entry stands under. */
  topic: string
  /** "zh-1.tsv:12". */
  where: string
  /** -3 to 3. */
  valence: number
  arousal: number
  dominance: number
  /** The feeling, then others a careful reader would accept. */
  groups: Kind[]
  /** Named by a word, implied by what happened, or no feeling. */
  told: 'n' | 'i' | '-'
  /** 0 over-general to 4 one moment in detail. */
  specificity: number
  voice: 'first' | 'third' | 'nobody'
  people: Labelled[]
  motifs: Labelled[]
  setting: string
  time: string
  weather: string
  /** Signs of concern; mostly none. */
  concern: string[]
}

/** A person or a thing of an entry. */
export interface Labelled {
  /** Relation or concept. */
  key: string
  age: '' | 'child' | 'adult' | 'old'
  quantity: 'one' | 'two' | 'few' | 'many'
  isAbsent: boolean
}

const relations = new Set(
  `mother father parent grandmother grandfather grandparent wife husband partner girlfriend boyfriend ex son daughter
  child baby grandchild brother sister twin cousin aunt uncle niece nephew mother_in_law father_in_law family friend
  neighbour roommate colleague classmate boss teacher headteacher student coach doctor nurse therapist carer patient
  police_officer soldier firefighter postman driver shopkeeper waiter baker farmer fisherman gardener sailor musician
  painter priest lawyer guest stranger crowd nobody self`.split(/\s+/),
)
const settings = new Set('sea river field forest mountain garden road town room sky -'.split(' '))
const times = new Set('dawn day dusk night -'.split(' '))
const weathers = new Set('clear cloud rain snow fog storm -'.split(' '))
const signs = new Set('passive active plan preparation self_harm harm'.split(' '))
const voices = { '1': 'first', '3': 'third', '0': 'nobody' } as const
const columns = 10

/** Where the corpus lies. */
export const corpusFolder = join(import.meta.dirname, '../corpus')

/** A file of one author. */
export const isAuthored = (file: string) => /^(?:en|zh)-\d+\.tsv$/.test(file)

/** Every entry of every author, in the order of files and lines. Throws an Error that names file and line. */
export function readCorpus(folder = corpusFolder): Entry[] {
  return readdirSync(folder)
    .filter(isAuthored)
    .toSorted()
    .flatMap((file) => parseCorpus(readFileSync(join(folder, file), 'utf8'), file))
}

/** What of entries there is in the other language as well, labelled as they are. Throws an Error that names file and line. */
export function translationsOf(entries: readonly Entry[], folder = corpusFolder): Entry[] {
  return [...Map.groupBy(entries, ({ author }) => author)].flatMap(([author, own]) => {
    const file = `${author}.${author.startsWith('en') ? 'zh' : 'en'}.tsv`
    if (!existsSync(join(folder, file))) return []
    const entryOf = new Map(own.map((entry) => [entry.text, entry]))
    const lines = readFileSync(join(folder, file), 'utf8').replace(/\n$/, '').split('\n')
    return lines.flatMap((line, i) => {
      if (line.startsWith('#')) return []
      const where = `${file}:${i + 1}`
      const [original = '', text = '', ...more] = line.split('\t')
      if (text.trim() !== text || text === '' || more.length > 0)
        throw new Error(`${where}: is not an entry and its translation`)
      const entry = entryOf.get(original)
      return entry ? [{ ...entry, text, language: languageOf(text), where }] : []
    })
  })
}

/** The entries of one file of ten columns. Throws an Error that names file and line. */
export function parseCorpus(content: string, file: string): Entry[] {
  let topic = ''
  const entries: Entry[] = []
  for (const [i, line] of content.replace(/\n$/, '').split('\n').entries()) {
    const where = `${file}:${i + 1}`
    if (line.startsWith('#')) topic = line.slice(1).trim()
    else if (line.trim() !== '') entries.push(parseLine(line, where, topic))
  }
  return entries
}

/** One line of ten columns. Throws an Error that begins with `where`. */
export function parseLine(line: string, where: string, topic = ''): Entry {
  const fail = (what: string): never => {
    throw new Error(`${where}: ${what}`)
  }
  const cells = line.split('\t')
  if (cells.length !== columns) fail(`has ${cells.length} columns, not ${columns}`)
  const [text, vad, groups, told, specificity, voice, people, motifs, place, concern] = cells as Tuple
  if (text.trim() !== text || text === '') fail('the text is empty, or has blanks around it')
  const [valence = NaN, arousal = NaN, dominance = NaN, ...more] = vad.split(' ').map(Number)
  const isDegree = (value: number) => Number.isInteger(value) && Math.abs(value) <= 3
  if (![valence, arousal, dominance].every(isDegree) || more.length > 0)
    fail(`"${vad}" is not three integers from -3 to 3`)
  const named = groups.split('+') as Kind[]
  for (const group of named) if (!kinds.includes(group)) fail(`"${group}" is no group`)
  if (named.length > 3 || new Set(named).size < named.length) fail('has over three groups, or one of them twice')
  if (!['n', 'i', '-'].includes(told)) fail(`"${told}" is not n, i or -`)
  if (!/^[0-4]$/.test(specificity)) fail(`"${specificity}" is no specificity from 0 to 4`)
  if (!(voice in voices)) fail(`"${voice}" is not 1, 3 or 0`)
  const [setting = '', time = '', weather = '', ...rest] = place.split('/')
  if (!settings.has(setting) || !times.has(time) || !weathers.has(weather) || rest.length > 0)
    fail(`"${place}" is not setting/time/weather`)
  const concerns = concern === '-' ? [] : concern.split('+')
  for (const sign of concerns) if (!signs.has(sign)) fail(`"${sign}" is no sign of concern`)
  const listedPeople = labelled(people, fail)
  for (const { key } of listedPeople) if (!relations.has(key)) fail(`"${key}" is no relation`)
  const listedMotifs = labelled(motifs, fail)
  if (listedMotifs.length > 8) fail('has over eight motifs')
  return {
    text,
    language: languageOf(text),
    author: where.replace(/\.tsv:.*$/, ''),
    topic,
    where,
    valence,
    arousal,
    dominance,
    groups: named,
    told: told as Entry['told'],
    specificity: Number(specificity),
    voice: voices[voice as keyof typeof voices],
    people: listedPeople,
    motifs: listedMotifs,
    setting,
    time,
    weather,
    concern: concerns,
  }
}

type Tuple = [string, string, string, string, string, string, string, string, string, string]

/** "grandmother!, sister*two, stranger:old"; number and absence in either order. */
function labelled(cell: string, fail: (what: string) => never): Labelled[] {
  if (cell === '-') return []
  return cell.split(', ').map((item) => {
    const found = labelledPattern.exec(item)?.groups ?? fail(`"${item}" is no label`)
    const { key, age = '', quantity = 'one', before, after } = found
    return { key: key!, age, quantity, isAbsent: (before ?? after) !== undefined || key === 'nobody' } as Labelled
  })
}

const labelledPattern =
  /^(?<key>[a-z][a-z0-9_]*)(?::(?<age>child|adult|old))?(?<before>!)?(?:\*(?<quantity>two|few|many))?(?<after>!)?$/

function languageOf(text: string): 'en' | 'zh' {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return han * 3 >= (text.match(/\p{Script=Latin}/gu)?.length ?? 0) && han > 0 ? 'zh' : 'en'
}
