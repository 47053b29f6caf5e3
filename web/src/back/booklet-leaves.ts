import { type Leaf, settingOf } from './booklet.ts'

/** One leaf as it is set, whether on the page or in a file. */
export type Set =
  | { kind: 'cover'; title: string; when?: string; picture?: { id: string; url: string; alt: string } }
  | {
      kind: 'plate'
      /** Of the item; a long text takes a second leaf. */
      at: number
      number: number
      picture?: { id: string; url: string; alt: string }
      words?: { text: string; language?: string; setting: ReturnType<typeof settingOf> }
      caption?: string
    }
  | { kind: 'colophon'; lines: string[] }

/** How the leaves of a booklet are set: a cover, each sentence with its picture, and who made what. */
export function setLeaves(
  leaves: readonly Leaf[],
  { title, when, colophon }: { title: string; when?: string; colophon: string[] },
): Set[] {
  const first = leaves.find(({ view }) => view)?.view?.picture
  const sets: Set[] = [{ kind: 'cover', title, ...(when !== undefined && { when }), ...(first && { picture: first }) }]
  let number = 0
  for (const [at, { item, version, view }] of leaves.entries()) {
    const { text, language } = version
    const setting = settingOf(text)
    const words = { text, setting, ...(language !== undefined && { language }) }
    const caption = item.caption !== undefined && { caption: item.caption }
    const needsTwo = view !== undefined && setting === 'own'
    if (needsTwo) sets.push({ kind: 'plate', at, number: ++number, picture: view.picture, ...caption })
    sets.push({
      kind: 'plate',
      at,
      number: ++number,
      words,
      ...(view && !needsTwo && { picture: view.picture }),
      ...(!needsTwo && caption),
    })
  }
  return leaves.length === 0 ? sets : [...sets, { kind: 'colophon', lines: colophon }]
}
