import {
  clockOf,
  imageHtml,
  lineHtml,
  listHtml,
  minutesOf,
  type Note,
  noteHtml,
  textHtml,
  time,
  wishOf,
} from './export-notes.ts'
import type { Export } from './export-schema.ts'
import { type Heading, type Words, words } from './export-words.ts'

type Sitting = Export['sittings'][number]
type Language = Sitting['language']

/**
 * What is in data.json and not on the page, by its place there (of notes by their kind), and why. Everything else is on the page.
 */
export const leftToData: Record<string, string> = {
  format: 'for programs',
  version: 'for programs',
  'writer.id': 'an id',
  'writer.kind': 'always the same',
  'sittings[].id': 'an id',
  'sittings[].sentences[].id': 'an id; on the page sentences have numbers',
  'sittings[].sentences[].seed': 'for programs',
  'sittings[].sentences[].reading': 'guesses of a program, in numbers, and no statement on whoever wrote',
  'sittings[].sentences[].events': 'what the page of the house was told; what was said of a picture stands with it',
  'sittings[].sentences[].pictures[].mediaType': 'for programs',
  'sittings[].sentences[].pictures[].paintedAt': 'its sentence has a time',
  'sittings[].sentences[].wish.through': 'who is meant stands there by the relation, not by the age',
  'sittings[].sentences[].wish.without': 'the same',
  'sittings[].sentences[].wish.as': 'the same',
  'consents[].id': 'an id',
  'consents[].text.sha256': 'for programs',
  'releases[].id': 'an id',
  'notes[].id': 'an id',
  'notes[answer].content.question': 'an id: the question stands there as it was asked',
  'notes[answer].content.version': 'of the list of questions',
  'notes[answer].content.asked': 'in one language',
  'notes[booklet].content.items[].sitting': 'ids: what was deleted since is said to be',
  'notes[booklet].content.items[].sentence': 'the same',
  'notes[clock].notedAt': 'the days stand there',
  'notes[measure].content.first': 'for research: which slider stood above the other',
  'notes[rating].content.over': 'ids: the pictures beside one that was kept',
  'notes[taste].content': 'what was learned stands there in words',
  'audit[].number': 'for programs',
  'audit[].record': 'an id, but of a consent',
}

const style = `
  body { background: #faf7f2; color: #222; font: 1.05rem/1.6 Georgia, 'Songti SC', serif; margin: 2rem auto; max-width: 48rem; padding: 0 1rem }
  h1 { font-size: 1.6rem } h2 { font-size: 1.1rem; margin-top: 3rem } h3 { font-size: 1rem } article { margin: 1.5rem 0 }
  p, dd { margin: .3rem 0; white-space: pre-wrap } p, dd, li { overflow-wrap: anywhere; unicode-bidi: plaintext } small, dt, a { color: #595959 }
  img { display: block; height: auto; max-width: 100%; margin: .5rem 0 } ul { list-style: none; padding: 0 }
  blockquote { border-left: 2px solid #ccc; margin: .5rem 0; padding-left: 1rem }
`

/** A page that shows an export without a network: no script, nothing from elsewhere. */
export function exportPage(data: Export): string {
  const language = data.sittings.at(-1)?.language ?? data.consents.at(-1)?.text?.language ?? 'en'
  const say = words[language]
  const parts = partsOf(data, language)
  const there = (Object.keys(say.headings) as Heading[]).filter((name) => parts[name] !== '')
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="script-src 'none'; connect-src 'none'">
<title>${words.en.title} · ${words.zh.title}</title>
<style>${style}</style>
<h1><span lang="en">${words.en.title}</span> · <span lang="zh">${words.zh.title}</span></h1>
<p>${say.since(time(data.writer.since))} ${say.taken(time(data.exportedAt))}</p>
<p>${there.map((name) => `<a href="#${name}">${say.headings[name]}</a>`).join(say.and)}</p>
${data.sittings.map((sitting) => sittingHtml(sitting, data)).join('\n')}
${there.map((name) => `<section id="${name}">\n<h2>${say.headings[name]}</h2>\n${parts[name]}\n</section>`).join('\n')}
</html>
`
}

function sittingHtml(sitting: Sitting, data: Export): string {
  const { language, startedAt, sentences, kept } = sitting
  const say = words[language]
  const notes = (data.notes ?? []).filter((note) => note.sitting === sitting.id)
  const html = (some: Note[]) => some.map((note) => noteHtml(note, data, language)).join('\n')
  const before = notes.filter((note) => isBefore(note))
  const after = notes.filter((note) => !isBefore(note))
  const clock = notes.flatMap(({ kind, content }) => (kind === 'clock' ? clockOf(content) : []))
  return `<section lang="${language}">
<h2>${time(startedAt)}</h2>
${kept ? '' : textHtml(say.fleeting)}${html(before)}
${sentences
  .map((one) => {
    const about = after.filter(({ sentence }) => sentence === one.id)
    return `<article>${sentenceHtml(one, sitting, data.unopened)}${html(about)}</article>`
  })
  .join('\n')}
${html(after.filter((note) => !sentences.some(({ id }) => id === note.sentence)))}
${clock.length > 0 ? lineHtml([minutesOf(clock, say)], say) : ''}
</section>`
}

const isBefore = ({ kind, content }: Note) =>
  kind === 'measure' && (content as { when?: string } | null)?.when === 'before'

function sentenceHtml(sentence: Sitting['sentences'][number], sitting: Sitting, unopened: readonly string[]): string {
  const { kind, of, text, private: isPrivate, position, writtenAt, wish, pictures, events } = sentence
  const say = words[sitting.language]
  const first = of === undefined ? undefined : sitting.sentences.find(({ id }) => id === of)
  const from = first ? say.colon + say.ofSentence(first.position) : ''
  const facts = [
    String(position),
    time(writtenAt),
    isPrivate && say.private,
    kind === 'revise' && say.revised + from,
    kind === 'again' && say.again + from,
    ...wishOf(wish, events, say),
  ]
  return (
    lineHtml(facts, say) + textHtml(text) + pictures.map(({ id }) => imageHtml(sentence, id, unopened, say)).join('')
  )
}

/** What comes after the sittings, by its heading. Notes that stand with a sitting are not told again. */
function partsOf(data: Export, language: Language): Record<Heading, string> {
  const say = words[language]
  const { consents, releases, audit, unopened, sittings } = data
  const beside = (data.notes ?? []).filter((note) => !sittings.some(({ id }) => id === note.sitting))
  const notes = (kind: Note['kind']) =>
    beside.flatMap((note) => (note.kind === kind ? [noteHtml(note, data, language)] : [])).join('\n')
  const decided = consents.map(({ purpose, given, decidedAt, text }) => [
    time(decidedAt),
    say.purposes[purpose] + say.colon + (given ? say.given : say.notGiven),
    text && say.textOf(text.version, words[text.language].language),
  ])
  const released = releases.map(({ recipient, sentences, releasedAt, scope, sitting, sentence }) => {
    const whole = sittings.find(({ id }) => id === sitting)
    const one = whole?.sentences.find(({ id }) => id === sentence)
    const what = [say.scopes[scope], whole && time(whole.startedAt), one && say.ofSentence(one.position)]
    return [time(releasedAt), say.releasedTo(recipient, sentences), ...what]
  })
  const done = audit.map(({ at, by, action, record = '' }) => [
    time(at),
    say.did(say.by[by], (say.deeds as Record<string, string>)[action] ?? action),
    (say.purposes as Record<string, string>)[record],
  ])
  return {
    booklet: notes('booklet'),
    plan: notes('plan'),
    programme: notes('programme') + notes('clock') + daysHtml(data, say),
    measure: notes('measure'),
    answer: notes('answer'),
    rating: notes('rating'),
    settings: notes('settings'),
    taste: notes('taste'),
    consents: listHtml(decided, say),
    releases: listHtml(released, say),
    audit: listHtml(done, say),
    unopened:
      unopened.length > 0
        ? textHtml(say.unopenedThings) +
          listHtml(
            unopened.map((id) => [id]),
            say,
          )
        : '',
  }
}

/** On which days was written, and for how long. */
function daysHtml({ notes = [] }: Export, say: Words): string {
  const clock = notes.flatMap(({ kind, content }) => (kind === 'clock' ? clockOf(content) : []))
  const dayOf = (quarter: number) => new Date(quarter * 15 * 60_000).toISOString().slice(0, 10)
  const days = Map.groupBy(
    clock.toSorted(([one], [other]) => one - other),
    ([quarter]) => dayOf(quarter),
  )
  return listHtml(
    [...days].map(([day, parts]) => [`${day} UTC`, minutesOf(parts, say)]),
    say,
  )
}
