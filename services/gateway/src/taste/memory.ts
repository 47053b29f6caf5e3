import { agreementsOf } from '../db/consents.ts'
import { forgetNotes, inTurnOf, newestNote, type NoteOwner, replaceNote, ringFor } from '../db/notes.ts'
import { saidOfPictures } from '../db/sittings.ts'
import type { LiveSittings } from '../live.ts'
import type { Rating } from '../ratings.ts'
import type { House } from '../house.ts'
import { type Effective, effectiveSettings } from '../settings.ts'
import { type Belief, drawLook, learn, noBelief } from './belief.ts'
import { comfortPainting } from './comfort.ts'
import { evidenceOf } from './evidence.ts'
import type { Leaning } from './leaning.ts'
import { chanceOf } from './random.ts'

// What is believed of a writer's taste is a note of theirs, sealed with their key, of about 4 KB.

/** Render is asked for its styles within this time, in milliseconds. */
const stylesMs = 500

/** The house, as far as tastes need it. */
type WithTastes = Pick<House, 'db' | 'clients' | 'site'>

/** What is believed of a writer's taste; undefined: nothing was learned. */
export async function beliefOf(db: House['db'], owner: NoteOwner): Promise<Belief | undefined> {
  const content = (await newestNote<Belief>(db, owner, 'taste'))?.content
  return content?.version === 1 ? content : undefined
}

/**
 * How the pictures of a sitting are to lean, by what was learned; undefined where nothing was. It stays as it is until
 * something new is learned, so that pictures do not change their manner from one to the next for no reason.
 */
export async function tasteFor(
  house: WithTastes,
  owner: NoteOwner,
  settings: Effective,
  sitting: string,
): Promise<Leaning | undefined> {
  const belief = await beliefOf(house.db, owner)
  return belief && leaningIn(sitting, belief, offered(await siteStyles(house), settings, belief))
}

/** A leaning that is drawn anew with everything that is learned. Without a style where that is what is set anyway. */
function leaningIn(sitting: string, belief: Belief, styles: readonly string[]): Leaning {
  const drawn = drawLook(belief, styles, chanceOf(`${sitting} ${belief.seen}`))
  return { ...drawn, style: drawn.style === styles[0] ? '' : drawn.style }
}

/** The names of the site's styles, the house's own first; none while render is away. */
export async function siteStyles({ clients }: Pick<House, 'clients'>): Promise<string[]> {
  const asked = { id: 'taste', signal: AbortSignal.timeout(stylesMs) }
  const styles = await clients.styles(asked).catch(() => [])
  return styles.map(({ name }) => name)
}

/** What may be drawn from: the style first that is painted in when nothing is learned. At least one. */
function offered(styles: readonly string[], { style }: Effective, belief?: Belief): string[] {
  const found = styles.length > 0 ? styles : (belief?.styles ?? [])
  const all = [...new Set([...(style.value ? [style.value] : []), ...found])]
  return all.length > 0 ? all : ['']
}

/**
 * Learns from what a writer said of a picture, unless learning is switched off or frozen, or the writer does not agree to keeping. The
 * next pictures of their open sittings follow.
 */
export async function learnFrom(
  house: WithTastes,
  live: LiveSittings,
  owner: NoteOwner,
  rating: Rating,
): Promise<void> {
  const { db } = house
  const { settings } = await effectiveSettings(house, owner)
  if (!settings.learning.value || settings.frozen.value) return
  const { keeping } = await agreementsOf(db, owner.writer, owner.ring)
  if (!keeping) return
  const known = await siteStyles(house)
  const leanings = await leaningsOf(db, owner, [...(rating.picture ? [rating.picture] : []), ...(rating.over ?? [])])
  const look = rated(rating, leanings, known, settings)
  const over = (rating.over ?? []).map((picture) => leanings.get(picture.toLowerCase()))
  const styles = offered(known, settings, await beliefOf(db, owner))
  /** The house style by its name. */
  const named = (leaning: Leaning): Leaning => ({ ...leaning, style: leaning.style || styles[0]! })
  const said = evidenceOf(rating, look && named(look), over.filter((one) => one !== undefined).map(named))
  if (said.length === 0) return
  const belief = await inTurnOf(db, owner.writer, async (tx) => {
    const learned = learn((await beliefOf(tx, owner)) ?? noBelief(styles), said)
    await replaceNote(tx, owner, { kind: 'taste', content: learned })
    return learned
  })
  await live.eachOf(owner.writer, (sitting, id) => sitting.useTaste(leaningIn(id, belief, styles)))
}

/** Forgets what was learned; pictures are as the house has them from the next one on. */
export async function forgetTaste({ db }: WithTastes, live: LiveSittings, writer: string): Promise<void> {
  await forgetNotes(db, writer, ['taste'])
  await live.eachOf(writer, (sitting) => sitting.useTaste(undefined))
}

function rated(
  { picture, comfortPicture }: Rating,
  leanings: ReadonlyMap<string, Leaning>,
  styles: readonly string[],
  settings: Effective,
): Leaning | undefined {
  if (comfortPicture !== undefined)
    return styles.length > 0 ? comfortPainting(comfortPicture, styles, settings).leaning : undefined
  return picture === undefined ? undefined : leanings.get(picture.toLowerCase())
}

/** How pictures were made to lean, by their id as the database writes it; without those of which it is not known or does not open. */
async function leaningsOf(
  db: House['db'],
  owner: NoteOwner,
  pictures: readonly string[],
): Promise<ReadonlyMap<string, Leaning>> {
  const said = await saidOfPictures(db, owner.writer, pictures, (sitting) => ringFor(owner, sitting))
  return new Map(
    [...said].flatMap(([picture, events]) => {
      const look = events.findLast(({ type }) => type === 'look')
      return look?.type === 'look' && look.leaning ? [[picture, look.leaning]] : []
    }),
  )
}
