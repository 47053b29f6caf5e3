import type { Session, Shown } from '../session.ts'
import { onStage, strip } from '../session.ts'

/** What the writer does not want to see now, of what there is. */
export interface Unseen {
  /** Pictures that were put away. */
  putAway: ReadonlySet<string>
  /** Sentences whose pictures wait until the writer has their own image. */
  unimagined: ReadonlySet<string>
  /** A picture was put away: nothing older takes its place by itself. Counts the requests before. */
  blankBefore: number
  /** Requests whose previews are not shown: they take the place of a picture that is there. */
  quiet: ReadonlySet<string>
}

export const nothingUnseen: Unseen = { putAway: new Set(), unimagined: new Set(), blankBefore: 0, quiet: new Set() }

/** The sitting as the writer wants to see it, and what hangs on the stage then. */
export function seen(session: Session, { putAway, unimagined, blankBefore, quiet }: Unseen) {
  const waits = new Set(unimagined)
  const sentences = session.sentences.map((sentence) => {
    // Another picture of what waits, waits too.
    if (sentence.of !== undefined && sentence.kind === 'again' && waits.has(sentence.of)) waits.add(sentence.id)
    if (waits.has(sentence.id)) {
      const { preview: _, ...rest } = sentence
      return { ...rest, pictures: [] }
    }
    const { preview, ...rest } = sentence
    const isQuiet = preview !== undefined && quiet.has(sentence.id)
    if (!isQuiet && !sentence.pictures.some(({ id }) => putAway.has(id))) return sentence
    const pictures = sentence.pictures.filter(({ id }) => !putAway.has(id))
    return { ...rest, pictures, ...(preview && !isQuiet && { preview }) }
  })
  const visible: Session = { ...session, sentences }
  return { session: visible, shown: unlessBlank(visible, onStage(visible), blankBefore) }
}

function unlessBlank(session: Session, shown: Shown | undefined, blankBefore: number): Shown | undefined {
  if (!shown) return undefined
  return session.sentences.indexOf(shown.sentence) >= blankBefore ? shown : undefined
}

/**
 * The picture of a wording to lay beside another wording of it: its own, since a new wording is painted with the seed, the
 * look and the view of that one; where it has gone, or there never was one, the newest.
 */
export function ownPictureOf(session: Session, words: string) {
  const all = strip(session)
  return all.findLast(({ sentence }) => sentence.id === words) ?? pictureOf(session, words)
}

/** The newest picture of a wording, its own or another one of it. */
export function pictureOf(session: Session, words: string) {
  return strip(session).findLast((hung) => hung.words.id === words)
}
