import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { Type } from 'typebox'
import { type Language, languages } from './look.ts'
import { readSiteFile } from './site-file.ts'

// What a writer is asked to do: the words, and how far they have come. Days are those of the writer's own calendar.

/** Words of a programme, Markdown. */
export interface ProgrammeTexts {
  instruction: string
  place: string
  promise: string
  starts: { id: string; title: string; text: string }[]
  after: string
  thirdPerson: string
  imagineFirst: string
}

export interface Programme {
  version: string
  /** On how many days. */
  days: number
  /** For how many minutes of writing on each. */
  minutes: number
  texts: Record<Language, ProgrammeTexts>
}

const ProgrammeFile = Type.Object(
  {
    version: Type.String({ pattern: '^[A-Za-z0-9._-]{1,40}$' }),
    days: Type.Integer({ minimum: 1, maximum: 60 }),
    minutes: Type.Integer({ minimum: 1, maximum: 240 }),
    starts: Type.Array(Type.String({ pattern: '^[a-z0-9-]{1,40}$' }), { maxItems: 12, uniqueItems: true }),
  },
  { additionalProperties: false },
)

/** The one that comes with the house. */
const ours = join(import.meta.dirname, '../programme')

/**
 * Reads a programme: programme.json, and en/instruction.md, zh/instruction.md and so on, from the site's folder where it has
 * them, else ours; {days} and {minutes} in them are filled in. Throws Failure `invalid` when something is missing or stands in one language only.
 */
export function readProgramme(folder: string | undefined): Programme {
  if (folder && !existsSync(join(folder, 'programme.json'))) throw wrong('needs a folder with programme.json in it')
  const { version, days, minutes, starts } = readSiteFile(
    ProgrammeFile,
    join(folder ?? ours, 'programme.json'),
    'programme.json of GATEWAY_PROGRAMME',
  )
  const read = (language: Language, name: string): string => {
    const isTheirs = folder !== undefined && languages.some((one) => existsSync(join(folder, one, name)))
    const file = join(isTheirs ? folder : ours, language, name)
    if (!existsSync(file)) throw wrong(`needs ${name} in en and in zh`)
    const text = readFileSync(file, 'utf8').trim()
    return text.replaceAll('{days}', String(days)).replaceAll('{minutes}', String(minutes))
  }
  const texts = (language: Language): ProgrammeTexts => ({
    instruction: read(language, 'instruction.md'),
    place: read(language, 'place.md'),
    promise: read(language, 'promise.md'),
    starts: starts.map((id) => ({ id, ...titled(read(language, `start-${id}.md`)) })),
    after: read(language, 'after.md'),
    thirdPerson: read(language, 'third-person.md'),
    imagineFirst: read(language, 'imagine-first.md'),
  })
  return { version, days, minutes, texts: { en: texts('en'), zh: texts('zh') } }
}

const wrong = (what: string) => new Failure('invalid', `GATEWAY_PROGRAMME ${what}`)

/** A text whose first line is its title. */
function titled(markdown: string): { title: string; text: string } {
  const [, title, text] = /^# (.+)\n([^]+)$/.exec(markdown) ?? []
  if (!title || !text?.trim()) throw wrong('needs a title, "# …", in the first line of each start, and a text after it')
  return { title: title.trim(), text: text.trim() }
}

/**
 * Seconds of active writing by quarter of an hour since 1970. Wherever people live, a day begins with such a quarter: so the
 * days can be told later, for whatever time zone the writer is in then.
 */
export type Clock = readonly (readonly [quarter: number, seconds: number])[]

const quarterMs = 15 * 60_000

export const secondsOf = (clock: Clock): number => clock.reduce((sum, [, seconds]) => sum + seconds, 0)

/** A clock that shows so many seconds in all; what is new was written just now. It never goes back. Pure. */
export function advance(clock: Clock, seconds: number, now: Date): Clock {
  const more = seconds - secondsOf(clock)
  if (more <= 0) return clock
  const quarter = Math.floor(now.getTime() / quarterMs)
  const before = clock.find(([at]) => at === quarter)?.[1] ?? 0
  return [...clock.filter(([at]) => at !== quarter), [quarter, before + more]]
}

/** Where a writer stands in a programme. */
export interface Progress {
  /** Today is this day, from 1; null when they have written on all days. */
  day: number | null
  /** Seconds written today. */
  done: number
  /** On how many days they have written for as long as was asked. */
  finished: number
}

/**
 * Where a writer stands, from all that was written since the day of the promise, or ever. Days without writing are passed
 * over: nothing is missed. Pure. Throws Failure `invalid` for a zone nobody lives in.
 */
export function progressOf(
  clocks: readonly Clock[],
  { days, minutes }: Pick<Programme, 'days' | 'minutes'>,
  { now, zone, promisedAt }: { now: Date; zone: string; promisedAt?: Date },
): Progress {
  const dayOf = calendarOf(zone)
  const today = dayOf(now)
  const first = promisedAt ? dayOf(promisedAt) : ''
  const written = new Map<string, number>()
  for (const [quarter, seconds] of clocks.flat()) {
    const day = dayOf(new Date(quarter * quarterMs))
    if (day >= first && day <= today) written.set(day, (written.get(day) ?? 0) + seconds)
  }
  const before = [...written].filter(([day, seconds]) => day < today && seconds > 0).length
  return {
    day: before < days ? before + 1 : null,
    done: written.get(today) ?? 0,
    finished: [...written.values()].filter((seconds) => seconds >= minutes * 60).length,
  }
}

/** Tells the day of a moment, YYYY-MM-DD, in a time zone by its IANA name. Throws Failure `invalid` when there is none. */
export function calendarOf(zone: string): (moment: Date) => string {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
  } catch {
    throw new Failure('invalid', 'zone: the name of a time zone, like Europe/Berlin')
  }
  return (moment) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]))
    return `${parts['year']}-${parts['month']}-${parts['day']}`
  }
}
