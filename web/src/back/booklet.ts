import { newId } from '../wire.ts'
import { hungOf, newest, type Plate, type Version, type View, viewOf } from './plates.ts'

/** A sentence in a booklet, by name: its words stay where they were written. */
export interface BookletItem {
  sitting: string
  sentence: string
  /** The picture beside it; none where the words stand alone. */
  picture?: string
  caption?: string
}

/** Chosen sentences and pictures, in an order of the writer's own. */
export interface Booklet {
  id: string
  title: string
  items: BookletItem[]
}

/** A leaf of a booklet, ready to be set. */
export interface Leaf {
  item: BookletItem
  version: Version
  view?: View
}

/** A booklet without anything in it. */
export const emptyBooklet = (): Booklet => ({ id: uuid(), title: '', items: [] })

/** Everything of a sitting that is not just for the writer, each with the picture that hangs with it. */
export function itemsOf(sitting: string, plates: readonly Plate[]): BookletItem[] {
  return plates.map(newest).flatMap((version) => (version.isPrivate ? [] : [itemOf(sitting, version)]))
}

/** Whether it is as a sitting made it, at its end or on the way there, and nothing was done with it since. */
export function isUntouched({ title, items }: Booklet, made: readonly BookletItem[]): boolean {
  return title === '' && items.length > 0 && JSON.stringify(items) === JSON.stringify(made.slice(0, items.length))
}

/** A sentence as it goes into a booklet at first: with the picture that stands for it. */
export function itemOf(sitting: string, version: Version): BookletItem {
  const picture = viewOf(version)?.picture.id
  return { sitting, sentence: version.id, ...(picture !== undefined && { picture }) }
}

/** The booklet with or without a sentence. */
export function toggle(booklet: Booklet, item: BookletItem): Booklet {
  const items = booklet.items.filter((one) => !isSame(one, item))
  return { ...booklet, items: items.length < booklet.items.length ? items : [...items, item] }
}

/** The booklet with an item moved past another one: before it or after it, whichever side it does not stand on. */
export function move(booklet: Booklet, item: BookletItem, past: BookletItem): Booklet {
  const from = booklet.items.findIndex((one) => isSame(one, item))
  const to = booklet.items.findIndex((one) => isSame(one, past))
  if (from < 0 || to < 0) return booklet
  const items = booklet.items.toSpliced(from, 1)
  return { ...booklet, items: items.toSpliced(to, 0, booklet.items[from]!) }
}

/** The booklet with something else said about an item. */
export function alter(
  booklet: Booklet,
  at: number,
  change: Partial<Pick<BookletItem, 'picture' | 'caption'>>,
): Booklet {
  return {
    ...booklet,
    items: booklet.items.map((item, place) => {
      if (place !== at) return item
      const { picture, caption, ...rest } = { ...item, ...change }
      return { ...rest, ...(picture && { picture }), ...(caption && { caption }) }
    }),
  }
}

export const isSame = (one: BookletItem, other: BookletItem) =>
  one.sitting === other.sitting && one.sentence === other.sentence

/** The leaves of a booklet as far as their sittings are here; what was deleted since is left out. */
export function leavesOf(booklet: Booklet, sittings: ReadonlyMap<string, readonly Plate[]>): Leaf[] {
  return booklet.items.flatMap((item) => {
    const version = sittings
      .get(item.sitting)
      ?.flatMap(({ versions }) => versions)
      .find(({ id }) => id === item.sentence)
    if (!version) return []
    const view = hungOf(version).find(({ picture }) => picture.id === item.picture)
    return [{ item, version, ...(view && { view }) }]
  })
}

/** How much room a text takes, in Latin letters. */
export function roomOf(text: string): number {
  const wide = text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uff65]/gu)?.length ?? 0
  return text.length + wide + 50 * (text.match(/\n/g)?.length ?? 0)
}

/** How a text is set: `large` where it stands alone, `own` where it needs a leaf of its own beside its picture. */
export function settingOf(text: string): 'large' | 'ordinary' | 'small' | 'own' {
  const room = roomOf(text)
  return room <= 160 ? 'large' : room <= 420 ? 'ordinary' : room <= 800 ? 'small' : 'own'
}

/** A version 4 UUID; `randomUUID` is not there over plain HTTP. */
function uuid(): string {
  const hex = newId()
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${'89ab'[Number.parseInt(hex[16]!, 16) % 4]}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}
