import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import en from '../../../web/src/i18n/en.json' with { type: 'json' }
import zh from '../../../web/src/i18n/zh.json' with { type: 'json' }
import { noteKinds } from '../src/db/schema.ts'
import { exportPage, leftToData } from '../src/export-page.ts'
import { Export } from '../src/export-schema.ts'
import { words } from '../src/export-words.ts'
import { learn, noBelief } from '../src/taste/belief.ts'
import type { Leaning } from '../src/taste/leaning.ts'
import { writersDeeds } from '../src/vault/audit-deeds.ts'

const uuid = (n: number) => `01234567-89ab-4cde-8f01-${String(n).padStart(12, '0')}`
const at = (minute: number) => `2026-11-27T14:${String(minute).padStart(2, '0')}:00.000Z`
const [morning, evening, picture, other] = [uuid(1), uuid(2), uuid(3), uuid(4)]
const mother = { role: 'ROLE_OTHER', age: 'AGE_OLD', relation: 'mother' }

const liked: Leaning = { brightness: 0.5, warmth: 0.5, blur: 0, abstraction: 0, style: 'ink' }
const belief = learn(
  noBelief(['impressionist', 'ink']),
  Array.from({ length: 20 }, () => ({ look: liked, over: { ...liked, warmth: 0, style: 'impressionist' } })),
)

type Note = NonNullable<Export['notes']>[number]
let notes = 0
const note = (kind: Note['kind'], content: unknown, about: { sitting?: string; sentence?: string } = {}): Note => ({
  id: uuid(100 + notes++),
  kind,
  ...about,
  content,
  notedAt: at(30),
})
const inMorning = { sitting: morning }
const answer = (text: string) => ({
  question: 'missing',
  version: '1',
  asked: { en: 'What is missing in it?', zh: '里面少了什么？' },
  text,
})
const plan = { signs: 'I stop eating.', self: 'Walk.', people: 'Ann', places: 'The library', professionals: 'Dr Wang' }

const shown = (id: string) => ({ id, file: `pictures/${id}.webp`, mediaType: 'image/webp', paintedAt: at(2) })
const sentence = (id: string, position: number, more: object) => ({
  id,
  position,
  kind: 'write',
  private: false,
  wish: {},
  seed: 7,
  writtenAt: at(position),
  events: [],
  pictures: [],
  ...more,
})

/** Everything a writer can have. */
const full = (): Export =>
  structuredClone({
    format: 'aiw-export',
    version: 1,
    exportedAt: at(59),
    writer: { id: uuid(9), kind: 'writer', since: '2026-10-01T08:00:00.000Z' },
    sittings: [
      {
        id: morning,
        startedAt: at(0),
        language: 'en',
        kept: true,
        sentences: [
          sentence('a', 1, {
            text: 'There was only one bird.',
            wish: { look: { style: 'ink', brightness: 0.5, blur: 0.25 }, viewpoint: 'far', moment: 'later' },
            reading: { specificity: 0.7 },
            events: [
              {
                type: 'reading',
                id: 'a',
                seq: 1,
                people: [{ relation: 'mother', title: { en: 'mother', zh: '妈妈' } }],
              },
              { type: 'picture', id: 'a', seq: 2, picture: { id: picture, alt: 'A sea at dusk' } },
            ],
            pictures: [shown(picture), shown(other)],
          }),
          sentence('b', 2, { kind: 'revise', of: 'a', text: 'There were two birds.' }),
          sentence('c', 3, {
            kind: 'again',
            of: 'a',
            wish: { through: mother, without: [mother], as: [{ who: mother, relation: 'old_friend' }], beside: true },
          }),
          sentence('d', 4, { text: 'For nobody.', private: true }),
        ],
      },
      { id: evening, startedAt: at(20), language: 'en', kept: false, sentences: [] },
    ],
    consents: [
      {
        id: uuid(5),
        purpose: 'research',
        given: true,
        decidedAt: at(3),
        text: { language: 'en', version: 'may', sha256: 'a'.repeat(64) },
      },
      { id: uuid(6), purpose: 'keeping', given: false, decidedAt: at(4) },
    ],
    releases: [
      {
        id: uuid(7),
        recipient: 'dr-wang',
        scope: 'sentence',
        sitting: morning,
        sentence: 'a',
        sentences: 1,
        releasedAt: at(5),
      },
    ],
    notes: [
      note('measure', { when: 'before', pleasure: 0.31, arousal: 0.62, first: 'arousal' }, inMorning),
      note('measure', { when: 'after', pleasure: 0.74, arousal: 0.43, first: 'pleasure' }, inMorning),
      note('measure', { when: 'before', pleasure: 0.5, arousal: 0.5 }),
      note('rating', { picture: other, gotIt: 0.8, kept: 'one', over: [picture] }, { sitting: morning, sentence: 'a' }),
      note('rating', { picture, hidden: true, rejected: 'frightening' }, { sitting: morning, sentence: 'a' }),
      note('rating', { vivid: 0.35 }, { sitting: morning, sentence: 'b' }),
      note('rating', { comfortPicture: 6, comfort: 0.9, motivation: 0.15 }),
      note('answer', answer('My own shadow.'), { sitting: morning, sentence: 'a' }),
      note('answer', answer('A lighter evening.'), inMorning),
      note('plan', { ...plan, reasons: 'My sister' }),
      note('programme', { version: 'ward-3' }),
      note(
        'clock',
        [
          [1_993_000, 600],
          [1_993_001, 345],
        ],
        inMorning,
      ),
      note('settings', { changes: 1, values: { pictures: 'hidden', warmth: 0.4, learning: false } }),
      note('taste', belief),
      note('booklet', {
        title: 'For the winter',
        items: [
          { sitting: morning, sentence: 'a', picture: other, caption: 'The first one' },
          { sitting: morning, sentence: 'b', picture, caption: 'with a picture of before' },
          { sitting: uuid(8), sentence: 'gone' },
        ],
      }),
    ],
    audit: [
      { number: 3, at: at(6), by: 'writer', action: 'plan.changed' },
      { number: 4, at: at(7), by: 'house', action: 'sitting.expired', record: uuid(8) },
      { number: 5, at: at(8), by: 'writer', action: 'consent.given', record: 'research' },
    ],
    unopened: [uuid(10)],
  }) as Export

const textOf = (html: string) => html.replace(/<style>[^]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('the page of an export', () => {
  test('is held against all that an export may hold', () => {
    expect([...Value.Errors(Export, full())]).toEqual([])
    expect(new Set(full().notes!.map(({ kind }) => kind))).toEqual(new Set(noteKinds))
  })

  test('shows everything in data.json, but for what it names', () => {
    const whole = exportPage(full())
    const untold: string[] = []
    const idle = new Set<string>()
    for (const { path, place } of leavesOf(full())) {
      const changed = full()
      change(changed, path)
      const isTold = exportPage(changed) !== whole
      const kind = path[0] === 'notes' ? full().notes![path[1] as number]!.kind : ''
      const places = [place, place.replace('notes[]', `notes[${kind}]`)]
      const named = Object.keys(leftToData).find((left) => places.some((one) => isIn(one, left)))
      if (!named && !isTold) untold.push(places[1]!)
      if (named && !isTold) idle.add(named)
    }
    expect(untold).toEqual([])
    // Nothing is named that is on the page after all, or is nowhere.
    expect([...idle].toSorted()).toEqual(Object.keys(leftToData).toSorted())
  })

  test('says in words how one was, what one answered, promised, set and liked', () => {
    const text = textOf(exportPage(full()))
    for (const said of [
      'When: before writing · From unpleasant to pleasant: 31 of 100 · From sleepy to wide awake: 62 of 100',
      'When: after writing · From unpleasant to pleasant: 74 of 100',
      'picture 2 · It shows what you meant: 80 of 100 · Of several you kept: this one',
      'picture 1 · You put it away: yes · Not right for you: it frightens you',
      'How clear your own image was: 35 of 100',
      'Calm place, picture: 7 · How comfortable you are with it: 90 of 100',
      'What is missing in it? · 2026-11-27 14:30 UTC My own shadow.',
      'What I can do myself Walk.',
      'You promised to take part (version ward-3).',
      '2026-11-03 UTC · 15 min of writing',
      'Pictures: hidden until you want them · Warmth: 0.4 · Learn which pictures suit me: no',
      'So far it seems that warmer pictures suit you. So far, you seem to like the style “ink”.',
      'For the winter There was only one bird. The first one There were two birds. with a picture of before A sentence that is no longer there.',
      'Seen: from afar · At which moment: some time later',
      'another picture: sentence 1 · Beside the others: yes · Through the eyes of: mother · Left out: mother · It is rather: mother → old friend',
      'Research: you agreed · text of version may, English',
      'Keeping what you write: you did not agree',
      'dr-wang can read 1 sentence · one sentence · 2026-11-27 14:00 UTC · sentence 1',
      'you changed your plan “What helps me”',
      'the house deleted a sitting whose time was over',
      'you agreed to something · Research',
      'As you wish: not kept, gone when you leave.',
    ])
      expect(text).toContain(said)
  })

  test('speaks the language of the writer’s last sitting, and each sitting its own', () => {
    const data = full()
    data.sittings[1]!.language = 'zh'
    const page = exportPage(data)
    expect(page).toContain('<html lang="zh">')
    const text = textOf(page)
    expect(text).toContain('From unpleasant to pleasant: 31 of 100')
    for (const said of [
      '对我有帮助的',
      '我自己能做的事 Walk.',
      '从难受到舒服：50（满 100）',
      '你改了“对我有帮助的”',
      '研究：你同意了',
    ])
      expect(text).toContain(said)
    expect(exportPage({ ...data, sittings: [], consents: [] })).toContain('<html lang="en">')
  })

  test('whatever is written in it stays text', () => {
    const hostile = `</style><script src="//x"></script><img src=x onerror="x()"> ' " &`
    const data = full()
    const written: (string | number)[][] = leavesOf(data)
      .filter(({ place }) =>
        /\.(text|style|title|caption|signs|recipient|file|relation|alt|version|action|asked\.en)$/.test(place),
      )
      .map(({ path }) => path)
    for (const path of written) set(data, path, hostile)
    data.unopened = [hostile]
    const page = exportPage(data)
    expect(page).toContain('&lt;script src=&quot;//x&quot;&gt;')
    expect(new Set(tagsOf(page))).toEqual(new Set(tagsOf(exportPage(full()))))
    expect(page.replace(/"[^"]*"/g, '')).not.toMatch(/<script|<[^>]*\son\w+=/i)
    expect(page.match(/<\/style>/g)).toHaveLength(1)
  })

  test('what is not as it is written today is shown as it is, and stops nothing', () => {
    const odd = [
      null,
      5,
      'words',
      [],
      ['x', [1]],
      {},
      { text: 5 },
      { items: [null] },
      { version: 1 },
      { values: null },
      { text: 'kept' },
    ]
    for (const kind of noteKinds)
      for (const content of odd)
        for (const about of [{}, inMorning]) {
          const data = { ...full(), notes: [note(kind, content, about)] }
          expect(() => exportPage(data)).not.toThrow()
        }
    const page = exportPage({ ...full(), notes: [note('measure', { when: 'before', sleep: 'four <hours>' })] })
    expect(page).toContain('sleep: four &lt;hours&gt;')
  })

  test('a picture that does not open is said to be one, and not shown', () => {
    const page = exportPage({ ...full(), unopened: [picture] })
    expect(page).not.toContain(`${picture}.webp`)
    expect(textOf(page)).toContain('This picture is kept and does not open.')
  })
})

test('what was done is told in the words of the page of the house', () => {
  for (const [language, { audit }] of [
    ['en', en],
    ['zh', zh],
  ] as const) {
    const deeds = writersDeeds.map((deed) => {
      const [thing, done] = deed.split('.') as [string, string]
      return [deed, (audit as Record<string, Record<string, string>>)[thing]![done]]
    })
    expect(words[language].deeds).toEqual(Object.fromEntries(deeds))
  }
})

test('both languages have words for the same fields and values', () => {
  expect(Object.keys(words.zh.fields)).toEqual(Object.keys(words.en.fields))
  expect(Object.keys(words.zh.values)).toEqual(expect.arrayContaining(Object.keys(words.en.values)))
})

const tagsOf = (page: string) => page.match(/<\/?[a-z0-9]+/g)!.map((tag) => tag.replace(/<\/?/, ''))

const isIn = (place: string, left: string) =>
  place === left || place.startsWith(`${left}.`) || place.startsWith(`${left}[`)

interface Leaf {
  path: (string | number)[]
  /** The path, whichever it is of a list: `sittings[].id`. */
  place: string
}

function leavesOf(thing: unknown, path: (string | number)[] = []): Leaf[] {
  if (typeof thing !== 'object' || thing === null) {
    const place = path.map((key) => (typeof key === 'number' ? '[]' : `.${key}`)).join('')
    return [{ path, place: place.slice(1) }]
  }
  const entries = Array.isArray(thing) ? [...thing.entries()] : Object.entries(thing)
  return entries.flatMap(([key, value]: [string | number, unknown]) => leavesOf(value, [...path, key]))
}

function set(data: object, path: (string | number)[], value: unknown): void {
  const parent = path.slice(0, -1).reduce((thing, key) => (thing as Record<string, object>)[key]!, data)
  Object.assign(parent, { [path.at(-1)!]: value })
}

/** Makes one leaf another one, of its kind. */
function change(data: object, path: (string | number)[]): void {
  const before = path.reduce<unknown>((thing, key) => (thing as Record<string, unknown>)[key], data)
  const flips: Record<string, unknown> = {
    en: 'zh',
    writer: 'house',
    house: 'writer',
    research: 'ai',
    keeping: 'ai',
    sentence: 'everything',
    write: 'again',
    revise: 'write',
    again: 'write',
  }
  const key = path.at(-1)
  const isDate = typeof before === 'string' && /^\d{4}-.*Z$/.test(before)
  const isNamed =
    typeof before === 'string' && typeof key === 'string' && /^(language|by|purpose|scope|kind)$/.test(key)
  if (isNamed && path[0] === 'notes') set(data, path, before === 'plan' ? 'settings' : 'plan')
  else if (isNamed) set(data, path, flips[before])
  else if (isDate) set(data, path, '2027-01-02T03:04:00.000Z')
  else if (typeof before === 'boolean') set(data, path, !before)
  else if (typeof before === 'number') set(data, path, before + 1000)
  else set(data, path, `${String(before)}, changed`)
}
