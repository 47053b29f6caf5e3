import type { Look } from '@aiw/proto'
import { gradeOf, leftAt } from './dials.ts'
import type { Naming } from './pieces.ts'
import type { Thing, View } from './scene.ts'
import type { Language } from './words.ts'

/** The things of a view that are told, by where they are told of. */
export interface Shown {
  /** The room itself, where the scene names one. */
  place: Thing | undefined
  /** Buildings that the room is in. */
  around: readonly Thing[]
  onTable: readonly Thing[]
  outside: readonly Thing[]
  rest: readonly Thing[]
  /** One thing is all there is. */
  isOnly: boolean
}

const buildings = new Set(['hospital', 'school', 'church', 'temple', 'castle', 'house', 'building', 'shop'])
const seats = new Set(['bench', 'chair', 'empty_chair', 'armchair'])

/** Chooses what is told of a view and where; `says` whether a text tells a thing already. */
export function shownOf(
  view: View,
  look: Look,
  most: number,
  { isNamed, says }: { isNamed: (thing: Thing) => boolean; says: (thing: Thing) => boolean },
  words: { table: boolean; window: boolean },
): Shown {
  const isRoom = view.setting === 'SETTING_ROOM'
  const left = leftAt[gradeOf('abstraction', look.abstraction)]!
  const told = view.things.filter((thing) => !isNamed(thing))
  const place = isRoom && left.things > 0 ? told.find(({ where }) => where === 'in') : undefined
  const things = told
    .filter((thing) => thing !== place && !((thing.count === 'some' || thing.count === 'one') && says(thing)))
    .slice(0, Math.min(left.things, most))
  const onTable = isRoom && words.table ? things.filter(({ where }) => where === 'top') : []
  const around = isRoom ? things.filter(({ drawing }) => buildings.has(drawing)) : []
  const outside = isRoom && words.window ? things.filter((thing) => thing.isOutdoor && !around.includes(thing)) : []
  return {
    place,
    around,
    onTable,
    outside,
    rest: things.filter(
      (thing) =>
        !onTable.includes(thing) &&
        !around.includes(thing) &&
        !outside.includes(thing) &&
        (onTable.length === 0 || thing.drawing !== 'table'),
    ),
    isOnly: things.length === 1 && view.people.length === 0 && !view.hasCrowd,
  }
}

/** Words for what is shown where something absent might have been. */
export interface InsteadOf {
  /** By what is absent: "rain" leaves dry air. */
  byDrawing: Record<string, string>
  floor: string
  ground: string
  air: string
  water: string
  table: string
  wall: string
  /** Before the ground where nobody is, and where somebody is missed. */
  deserted: string
  beside: string
  chair: string
  bench: string
}

/** What is shown where something absent might have been, and what those who are not here have left; at most two. */
export function insteadOf(view: View, words: InsteadOf, naming: Naming): string[] {
  const isRoom = view.setting === 'SETTING_ROOM'
  const isSky = view.setting === 'SETTING_SKY'
  const ground = isRoom ? words.floor : isSky ? words.air : words.ground
  const at = {
    air: words.air,
    water: words.water,
    top: isRoom ? words.table : ground,
    wall: isRoom ? words.wall : ground,
    ground,
    scene: '',
    in: '',
  }
  const shown = view.gone.map(({ drawing, where }) => words.byDrawing[drawing] ?? at[where])
  if (view.isMissed) shown.unshift(`${view.isDeserted ? words.deserted : words.beside}${ground}`)
  const hasSeat = view.things.some(({ drawing }) => seats.has(drawing))
  if (view.isDeserted && !isSky && !hasSeat) shown.push(isRoom ? words.chair : words.bench)
  return [...new Set(shown)].filter((text) => text !== '' && !naming(text)).slice(0, 2)
}

/** Inside a building, by the building: what shows that one is in it. */
export const insideOf: Record<string, Record<Language, string>> = {
  hospital: { en: 'with plain pale walls', zh: '四壁素净浅淡' },
  school: { en: 'with rows of wooden desks', zh: '一排排木课桌' },
  church: { en: 'under a high vault', zh: '拱顶高高' },
  temple: { en: 'under carved beams', zh: '雕梁在上' },
  castle: { en: 'with thick old walls', zh: '四壁厚重古旧' },
  house: { en: '', zh: '' },
  building: { en: '', zh: '' },
  shop: { en: 'with shelves along the walls', zh: '靠墙摆着货架' },
}
