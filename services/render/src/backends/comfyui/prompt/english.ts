import type { Look } from '@aiw/proto'
import { gradeOf, isDetailed, leftAt, sayDial } from './dials.ts'
import type { Figure } from './people.ts'
import { type Naming, type Piece, piece } from './pieces.ts'
import { formsOf } from './words.ts'
import type { Thing, View } from './scene.ts'
import {
  far,
  instead,
  insteadInShort,
  moments,
  seasons,
  settings,
  styles,
  times,
  viewpoints,
  weathers,
} from './english-phrases.ts'
import { insideOf, insteadOf, shownOf } from './shown.ts'

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const article = (noun: string) => `${/^(?:[aeio]|hour|u(?!ni|se))/i.test(noun) ? 'an' : 'a'} ${noun}`

/** "a, b and c". */
const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** "single" where one thing is all there is: it must stay one. */
function sayThing({ name: { en }, count }: Thing, isOnly: boolean): string {
  if (en.kind === 'unsaid') return ''
  if (en.kind !== 'noun') return en.one
  if (count === 'one' && isOnly) return `a single ${en.one}`
  if (count === 'two') return `two ${en.many}`
  if (count === 'few') return `a few ${en.many}`
  if (count === 'many') return `many ${en.many}`
  return count === 'mass' ? en.many : article(en.one)
}

const grown = { woman: ['woman', 'women'], man: ['man', 'men'], person: ['person', 'figures'] } as const
const young = { woman: ['girl', 'girls'], man: ['boy', 'boys'], person: ['child', 'children'] } as const
const garbs = {
  coat: ' in a white coat',
  dress: ' in a long white dress',
  apron: ' in an apron',
  straw: ' in a straw hat',
  '': '',
} as const

function nounOf({ role, age, who, garb, isClose }: Figure, isPlural: boolean, isWith: boolean): string {
  const at = isPlural ? 1 : 0
  if (isWith && isClose && age === 'adult') return ['companion', 'companions'][at]!
  const noun = (age === 'child' ? young : grown)[role === 'self' ? 'person' : who][at]
  return `${age === 'old' ? 'old ' : ''}${noun}${age === 'child' ? '' : garbs[garb]}`
}

/** People as figures, equal ones counted together; "lone" where somebody else is missed. */
function sayPeople(view: View, most: number): string[] {
  const shown = view.people.slice(0, most)
  const isAlone = view.isMissed && view.people.length === 1 && !view.hasCrowd
  const self =
    view.viewpoint === 'VIEWPOINT_OTHER_EYES'
      ? ' turned towards the viewer'
      : view.viewpoint === 'VIEWPOINT_FAR'
        ? ''
        : ' seen from behind'
  const isWith = view.people.some(({ role }) => role === 'self')
  const groups = new Map<string, Figure[]>()
  for (const figure of shown) {
    const key = JSON.stringify([figure.role, nounOf(figure, false, isWith)])
    groups.set(key, [...(groups.get(key) ?? []), figure])
  }
  return [...groups.values()].map((figures) => {
    const [figure] = figures
    const noun = nounOf(figure!, figures.length > 1, isWith)
    const behind = figure!.role === 'self' ? self : ''
    if (figures.length > 1) return `${numbers[figures.length]} ${noun}${behind}`
    return `${isAlone ? `a lone ${noun}` : article(noun)}${behind}`
  })
}

function sayView({ viewpoint }: View, people: number, form: 'long' | 'short'): string {
  const said = viewpoints[viewpoint]?.[form] ?? ''
  return viewpoint === 'VIEWPOINT_FAR' && people > 0 ? said + far[form] : said
}

const crowd = 'a crowd of many small figures'

/** The people and things that are told, once the absent is left out. */
function tell(view: View, look: Look, naming: Naming, most: { things: number; people: number; isPlaced: boolean }) {
  const left = leftAt[gradeOf('abstraction', look.abstraction)]!
  const people = sayPeople(view, Math.min(left.people, most.people)).filter((text) => !naming(text))
  if (view.hasCrowd && left.people > 0) people.push(...[crowd].filter((text) => !naming(text)))
  const { at, alone } = settings[view.setting]
  const already = [at, alone, view.weather ? weathers[view.weather].long : ''].join(' ')
  const isNamed = (thing: Thing) =>
    thing.name.en.kind === 'unsaid' || naming(thing.name.en.one) || naming(thing.name.en.many)
  const says = ({ name: { en } }: Thing) => en.kind !== 'fixed' && new RegExp(`\\b${en.one}\\b`, 'i').test(already)
  const words = { table: most.isPlaced && !naming('a table'), window: most.isPlaced && !naming('the window') }
  const shown = shownOf(view, look, most.things, { isNamed, says }, words)
  return { ...shown, people, isFlat: left.things === 0, say: (thing: Thing) => sayThing(thing, shown.isOnly) }
}

const facing = ({ people, hasCrowd, viewpoint }: View): boolean =>
  hasCrowd || viewpoint === 'VIEWPOINT_OTHER_EYES' || people.some(({ role }) => role === 'other')

/** A prompt in English sentences, for models that read them. */
export function englishSentences(view: View, look: Look, naming: Naming): Piece[][] {
  const style = styles[look.style] ?? styles['impressionist']!
  const scenery = settings[view.setting]
  const time = view.time && times[view.time]
  const { people, place, around, onTable, outside, rest, isFlat, say } = tell(view, look, naming, {
    things: 12,
    people: 9,
    isPlaced: true,
  })
  const dial = (name: Parameters<typeof sayDial>[0]) => piece(sayDial(name, look, 'en'), 90, true)
  const manner = [[...piece(style.head, 100, true), ...piece(style.hand, 100, true)]]
  const light = [
    [...dial('brightness'), ...dial('warmth')],
    [...dial('energy'), ...dial('blur')],
  ]
  if (isFlat)
    return [
      ...manner,
      dial('abstraction'),
      [...piece(scenery.colours, 95, true), ...piece(time?.colours ?? '', 60, true)],
      piece(view.isMissed || view.gone.length > 0 ? 'one wide calm area left open' : '', 80),
      ...light,
    ]

  const isRoom = view.setting === 'SETTING_ROOM'
  const subject = listed([...people, ...rest.map(say)])
  const at = place
    ? `in ${sayThing({ ...place, count: 'some' }, false)}`
    : naming(scenery.at)
      ? 'in a quiet open place'
      : scenery.at
  const alone = place
    ? sayThing({ ...place, count: 'some' }, false)
    : naming(scenery.alone)
      ? 'a quiet open place'
      : scenery.alone
  return [
    ...manner,
    [
      ...piece(subject === '' ? alone : `${subject} ${at}`, 95, true),
      ...around.flatMap(({ drawing }) => piece(insideOf[drawing]?.en ?? '', 88)),
      ...piece(onTable.length > 0 ? `on a table ${listed(onTable.map(say))}` : '', 94, true),
      ...piece(outside.length > 0 ? `outside the window ${listed(outside.map(say))}` : '', 93, true),
    ],
    [
      ...piece(time?.long ?? '', 70),
      ...piece(view.weather ? weathers[view.weather][isRoom ? 'inside' : 'long'] : '', 72),
      ...piece(view.season && !isRoom ? seasons[view.season] : '', 45),
    ],
    insteadOf(view, instead, naming).flatMap((text) => piece(text, 80)),
    [...piece(sayView(view, people.length, 'long'), 50), ...piece(moments[view.moment]?.long ?? '', 40)],
    ...light,
    [...dial('abstraction'), ...piece(isDetailed(look) ? 'in loving detail' : '', 55, true)],
    piece(people.length > 0 && facing(view) ? 'faces are only a few loose touches of paint' : '', 75),
  ]
}

/** A prompt of few words, for CLIP. */
export function englishTags(view: View, look: Look, naming: Naming): Piece[] {
  const style = styles[look.style] ?? styles['impressionist']!
  const scenery = settings[view.setting]
  const { people, place, around, rest, isFlat, say } = tell(view, look, naming, {
    things: 5,
    people: 4,
    isPlaced: false,
  })
  const dial = (name: Parameters<typeof sayDial>[0]) => piece(sayDial(name, look, 'short'), 90, true)
  const time = view.time && times[view.time]
  const first = people.length === 0 ? 95 : 86
  const told = isFlat
    ? [...piece(scenery.colours, 95, true), ...piece(time?.colours ?? '', 60, true)]
    : [
        ...people.flatMap((text, i) => piece(text, 94 - i, true)),
        ...rest.flatMap((thing, i) => piece(say(thing), first - 6 * i, true)),
        ...piece(place ? `in ${sayThing({ ...place, count: 'some' }, false)}` : scenery.short, 92),
        ...around.flatMap(({ drawing }) => piece(insideOf[drawing]?.en ?? '', 58)),
        ...insteadOf(view, insteadInShort, naming).flatMap((text, i) => piece(text, 82 - 22 * i)),
        ...piece(time?.short ?? '', 70),
        ...piece(view.weather ? weathers[view.weather].short : '', 72),
        ...piece(view.season ? seasons[view.season] : '', 45),
        ...piece(sayView(view, people.length, 'short'), 50),
        ...piece(moments[view.moment]?.short ?? '', 40),
      ]
  return [
    ...piece(style.short, 100, true),
    ...told,
    ...dial('brightness'),
    ...dial('warmth'),
    ...dial('energy'),
    ...dial('blur'),
    ...dial('abstraction'),
    ...piece(isDetailed(look) ? 'detailed' : '', 54, true),
  ]
}

/** What every picture of this house is, whatever it shows. */
export function englishSafe(hasPeople: boolean): string {
  return `gentle, dignified, in good taste, suitable for all ages${hasPeople ? ', everyone fully clothed' : ''}`
}

/** What no picture of this house is, for models that can be told so; the absent things first. */
export function englishNegative(view: View): string {
  const gone = view.gone.flatMap(({ concept }) => formsOf(concept, 'en').slice(0, 1))
  const people = view.isDeserted ? ['people', 'crowd'] : []
  return [
    ...people,
    ...gone,
    'nudity, gore, blood, horror, weapon, needle, text, letters, signature, watermark, photo, distorted face',
  ].join(', ')
}
