import type { Rating } from '../wire-http.ts'
import type { KeptSentence, Look, Picture } from '../wire.ts'

/** A picture of a sentence, and how it was come by. */
export interface View {
  /** Of the request that it was painted for. */
  id: string
  picture: Picture
  /** Where it is seen from, where the writer asked for that: `far`, `observer`, … */
  viewpoint?: string
  /** `before` or `later`, where the writer asked for that. */
  moment?: string
  /** Somebody of the story was left out. */
  isWithout?: true
  look?: Look
  /** The writer put this one away; it stays away until it is asked for. */
  isPutAway: boolean
}

/** One wording of a sentence with its pictures, in the order they were painted. */
export interface Version {
  id: string
  text: string
  /** BCP 47, as it was read. */
  language?: string
  isPrivate: boolean
  /** 0 over-general to 1 one particular moment; undefined where it was not read. */
  specificity?: number
  views: View[]
}

/** A sentence with everything that became of it. */
export interface Plate {
  /** Of the first version. */
  id: string
  /** From 1, in the order of the writing. */
  number: number
  /** Oldest first; at least one. */
  versions: Version[]
}

/** Fields that a sitting has beside those that the desk needs; each may be missing. */
interface More {
  view?: { viewpoint?: unknown; moment?: unknown; without?: unknown }
  reading?: { language?: string; specificity?: unknown }
}

/**
 * A sitting as it is looked back at: what was revised or painted again hangs with what it was made of. `putAway` names the
 * pictures that the writer hid.
 */
export function platesOf(sentences: readonly KeptSentence[], putAway: ReadonlySet<string> = new Set()): Plate[] {
  const plates: Plate[] = []
  /** Which plate and version a request belongs to; one whose origin was deleted begins a plate of its own. */
  const home = new Map<string, { plate: Plate; version: Version }>()
  for (const sentence of sentences) {
    const found = sentence.of === undefined ? undefined : home.get(sentence.of)
    if (sentence.kind === 'again') {
      if (!found) continue
      found.version.views.push(...viewsOf(sentence, putAway))
      home.set(sentence.id, found)
      continue
    }
    const version = versionOf(sentence, putAway)
    const plate = found?.plate ?? { id: sentence.id, number: plates.length + 1, versions: [] }
    if (!found) plates.push(plate)
    plate.versions.push(version)
    home.set(sentence.id, { plate, version })
  }
  return plates
}

function versionOf(sentence: KeptSentence, putAway: ReadonlySet<string>): Version {
  const { reading } = sentence as More
  return {
    id: sentence.id,
    text: sentence.text ?? '',
    isPrivate: sentence.private,
    views: viewsOf(sentence, putAway),
    ...(reading?.language !== undefined && { language: reading.language }),
    ...(typeof reading?.specificity === 'number' && { specificity: reading.specificity }),
  }
}

function viewsOf(sentence: KeptSentence, putAway: ReadonlySet<string>): View[] {
  const { viewpoint, moment, without } = (sentence as More).view ?? {}
  return sentence.pictures.map((picture) => ({
    id: sentence.id,
    picture,
    isPutAway: putAway.has(picture.id),
    ...(typeof viewpoint === 'string' && { viewpoint }),
    ...(typeof moment === 'string' && { moment }),
    ...(Array.isArray(without) && without.length > 0 && { isWithout: true as const }),
    ...(sentence.look && { look: sentence.look }),
  }))
}

/** The pictures that a writer hid or called wrong for them, and has not taken up again since. `ratings`: oldest first. */
export function putAwayOf(ratings: readonly Rating[]): ReadonlySet<string> {
  const away = new Set<string>()
  for (const { picture, hidden, rejected, kept } of ratings) {
    if (picture === undefined) continue
    if (hidden || rejected !== undefined) away.add(picture)
    else if (kept === 'one') away.delete(picture)
  }
  return away
}

/** The wording that counts: the newest. */
export const newest = (plate: Plate): Version => plate.versions.at(-1)!

/** Whether somebody may be shown it: its newest wording is what they would see. */
export const canBeShared = (plate: Plate): boolean => !newest(plate).isPrivate

/** What may hang without being asked for. */
export const hungOf = (version: Version): View[] => version.views.filter((view) => !view.isPutAway)

/** The one picture that stands for a wording: the last that was painted and not put away, as the writer left it. */
export const viewOf = (version: Version): View | undefined => hungOf(version).at(-1)

/** The first words of a sitting that its writer may see in passing: not those that are just for them. */
export function firstWordsOf(plates: readonly Plate[]): string | undefined {
  return plates.map(newest).find((version) => !version.isPrivate && version.text !== '')?.text
}

/** A few pictures of a sitting, spread over all of it; none of what is just for the writer. */
export function wallOf(plates: readonly Plate[], most: number): Picture[] {
  const all = plates.map(newest).flatMap((version) => {
    const view = version.isPrivate ? undefined : viewOf(version)
    return view ? [view.picture] : []
  })
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, at) => all[Math.round((at * (all.length - 1)) / (most - 1))]!)
}
