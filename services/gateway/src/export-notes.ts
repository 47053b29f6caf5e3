import type { Export } from './export-schema.ts'
import { type Words, words } from './export-words.ts'
import type { Belief } from './taste/belief.ts'
import { sayingOf } from './taste/saying.ts'

// Notes, wishes and the like on the page of an export. What lies in them is taken as it comes: what there are no words for is
// shown under its own name, and what is not as the house writes it now stops nothing.

type Sitting = Export['sittings'][number]
export type Note = NonNullable<Export['notes']>[number]
/** What is told on one line; what is not true is left out. */
type Told = readonly (string | false | undefined)[]

/** What somebody wrote, as they wrote it. */
export const textHtml = (text: string | undefined): string => (text === undefined ? '' : `<p>${escape(text)}</p>`)

/** Facts beside that, on one line. */
export const lineHtml = (told: Told, say: Words): string => {
  const facts = told.filter(Boolean) as string[]
  return facts.length === 0 ? '' : `<small>${facts.map(escape).join(say.and)}</small>`
}

export const listHtml = (rows: readonly Told[], say: Words): string =>
  rows.length === 0 ? '' : `<ul>\n${rows.map((told) => `<li>${lineHtml(told, say)}</li>`).join('\n')}\n</ul>`

/** A picture of a sentence, or that it does not open. */
export function imageHtml(sentence: Sitting['sentences'][number], id: string, unopened: readonly string[], say: Words) {
  if (unopened.includes(id)) return lineHtml([say.unopened], say)
  const file = sentence.pictures.find((one) => one.id === id)?.file ?? ''
  const said = sentence.events as { picture?: { id: string; alt: string } }[]
  const alt = said.find((event) => event.picture?.id === id)?.picture?.alt ?? ''
  return `<img src="${escape(file)}" alt="${escape(alt)}" loading="lazy">`
}

/** `2026-11-27 14:02 UTC`. */
export const time = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`

/** A note, of a sentence, of a sitting or of neither; empty where it is told elsewhere. */
export function noteHtml(note: Note, data: Export, language: Sitting['language']): string {
  const say = words[language]
  const { kind, content } = note
  const at = time(note.notedAt)
  const line = (...told: Told) => `<p>${lineHtml([...told, at], say)}</p>`
  switch (kind) {
    case 'answer': {
      const asked = field(field(content, 'asked'), language) ?? field(content, 'question')
      const { question: _, version: __, asked: ___, text, ...rest } = Object(content) as Record<string, unknown>
      const facts = [
        asked === undefined ? undefined : valueOf(kind, 'asked', asked, say),
        ...fieldsOf(kind, rest, say),
        at,
      ]
      return `<blockquote>${lineHtml(facts, say)}${textHtml(valueOf(kind, 'text', text ?? '', say))}</blockquote>`
    }
    case 'booklet':
      if (!isBooklet(content)) break
      return bookletHtml(content, data, say) + line()
    case 'clock':
      if (clockOf(content).length === 0) break
      return ''
    case 'measure': {
      const { first: _, ...rest } = Object(content) as Record<string, unknown>
      return line(...fieldsOf(kind, rest, say))
    }
    case 'plan': {
      const rows = entriesOf(content).map(
        ([name, value]) =>
          `<dt>${escape(labelOf(kind, name, say))}</dt><dd>${escape(valueOf(kind, name, value, say))}</dd>`,
      )
      return `<dl>${rows.join('')}</dl>${line()}`
    }
    case 'programme':
      if (typeof field(content, 'version') !== 'string') break
      return line(say.promised(field(content, 'version') as string))
    case 'rating': {
      const { picture, over: _, ...rest } = Object(content) as Record<string, unknown>
      return line(picture !== undefined && nthPicture(note, String(picture), data, say), ...fieldsOf(kind, rest, say))
    }
    case 'settings': {
      const { values, ...rest } = Object(content) as Record<string, unknown>
      return line(...fieldsOf(kind, { ...rest, ...Object(values) }, say))
    }
    case 'taste':
      if (field(content, 'version') !== 1) break
      return line(tasteOf(content as Belief, say))
  }
  return line(...fieldsOf(kind, content, say))
}

interface Booklet {
  title: unknown
  items: { sitting: string; sentence: string; picture?: string; caption?: string }[]
}

const isBooklet = (content: unknown): content is Booklet => {
  const items = field(content, 'items')
  return Array.isArray(items) && items.every((one) => typeof one === 'object' && one !== null)
}

function bookletHtml({ title, items }: Booklet, { sittings, unopened }: Export, say: Words): string {
  const all = sittings.flatMap(({ id, sentences }) => sentences.map((one) => ({ sitting: id, one })))
  const pages = items.map((item) => {
    const [sitting, picture] = [item.sitting, item.picture].map((id) => String(id).toLowerCase())
    const sentence = all.find((it) => it.sitting === sitting && it.one.id === item.sentence)?.one
    // One of its pictures may have been asked for by a later message, and is with that.
    const painted = all.find(({ one }) => one.pictures.some(({ id }) => id === picture))?.one
    const image = painted ? imageHtml(painted, picture!, unopened, say) : ''
    const isGone = item.picture !== undefined && !painted
    const facts = [!sentence && say.deletedSentence, isGone && say.deletedPicture, item.caption && String(item.caption)]
    return `<article>${textHtml(sentence?.text)}${image}${lineHtml(facts, say)}</article>`
  })
  return `<h3>${escape(String(title || say.untitled))}</h3>${pages.join('\n')}`
}

/** Which of a sentence's pictures is meant, where there are several. */
function nthPicture({ sitting, sentence }: Note, picture: string, { sittings }: Export, say: Words): string | false {
  const there = sittings.find(({ id }) => id === sitting)?.sentences.find(({ id }) => id === sentence)?.pictures ?? []
  const nth = there.findIndex(({ id }) => id === picture.toLowerCase())
  if (nth < 0) return say.deletedPicture
  return there.length > 1 && say.picture(nth + 1)
}

/** What was learned, as the page of the house says it. */
function tasteOf(belief: Belief, say: Words): string {
  try {
    const { key, style, ...how } = sayingOf(belief, belief.styles)
    if (key === 'even') return say.learned.even
    const leans = Object.values(how).map((word) => say.learned[word])
    return [leans.length > 0 && say.leaning(leans.join(say.comma)), style && say.style(style)].filter(Boolean).join(' ')
  } catch {
    return say.learned.unclear
  }
}

/** Seconds of writing by quarters of an hour since 1970; empty where it is something else. */
export const clockOf = (content: unknown): [quarter: number, seconds: number][] =>
  Array.isArray(content) && content.every((one) => Array.isArray(one) && one.length === 2 && one.every(isSmall))
    ? (content as [number, number][])
    : []

const isSmall = (number: unknown) => typeof number === 'number' && number >= 0 && number < 1e9

export const minutesOf = (clock: readonly (readonly [number, number])[], say: Words): string =>
  say.minutes(Math.floor(clock.reduce((sum, [, seconds]) => sum + seconds, 0) / 60))

/** What was asked of a picture. `events`: of its sentence; they know how people are called. */
export function wishOf(wish: object, events: readonly object[], say: Words): string[] {
  const { look, through, without, as, ...rest } = wish as Record<string, unknown>
  const who = (person: unknown) => personOf(person, events, say)
  const people = {
    ...(through !== undefined && { through: who(through) }),
    ...(Array.isArray(without) && { without: without.map(who) }),
    ...(Array.isArray(as) && { as: as.map((one) => `${who(field(one, 'who'))} → ${who(one)}`) }),
  }
  return fieldsOf('wish', { ...Object(look), ...rest, ...people }, say)
}

/** A person of a scene: by their relation as people say it, else by what they are in it. */
function personOf(person: unknown, events: readonly object[], say: Words): string {
  const key = String(field(person, 'relation') || field(person, 'role') || 'ROLE_OTHER')
  const met = events.flatMap((event) => (field(event, 'people') as object[] | undefined) ?? [])
  const title = field(
    met.find((one) => field(one, 'relation') === key),
    'title',
  )
  return String(say.values[`person.${key}`] ?? field(title, say.tag) ?? key.replaceAll('_', ' '))
}

const field = (thing: unknown, name: string): unknown =>
  typeof thing === 'object' && thing !== null && Object.hasOwn(thing, name)
    ? (thing as Record<string, unknown>)[name]
    : undefined

const entriesOf = (content: unknown): [string, unknown][] =>
  Object.entries(Object(content) as object).filter(([, value]) => value !== '')

const labelOf = (kind: string, name: string, say: Words) => say.fields[`${kind}.${name}`] ?? name

/** Everything in something of a kind: what it is called, and how it is. */
const fieldsOf = (kind: string, content: unknown, say: Words): string[] =>
  entriesOf(content).map(([name, value]) => labelOf(kind, name, say) + say.colon + valueOf(kind, name, value, say))

/** What is said on a scale from 0 to 1. */
const shares = new Set([
  'measure.pleasure',
  'measure.arousal',
  ...['gotIt', 'comfort', 'motivation', 'vivid'].map((name) => `rating.${name}`),
])

function valueOf(kind: string, name: string, value: unknown, say: Words): string {
  if (typeof value === 'boolean') return value ? say.yes : say.no
  if (typeof value === 'number' && shares.has(`${kind}.${name}`)) return say.of100(Math.round(value * 100))
  // Pictures are counted from 1 by people.
  if (typeof value === 'number') return String(name === 'comfortPicture' ? value + 1 : Math.round(value * 100) / 100)
  if (Array.isArray(value)) return value.map((one) => valueOf(kind, name, one, say)).join(say.comma)
  if (typeof value === 'object' && value !== null) return fieldsOf(`${kind}.${name}`, value, say).join(say.comma)
  return say.values[`${kind}.${name}.${String(value)}`] ?? String(value)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!)
