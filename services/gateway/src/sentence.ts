import { randomUUID } from 'node:crypto'
import type { Call } from '@aiw/kit/call'
import { Failure } from '@aiw/kit/errors'
import type { Image, Measured, Reading } from '@aiw/proto'
import { altFor } from './alt.ts'
import type { ConceptTitles } from './clients.ts'
import { keepPicture } from './db/sittings.ts'
import type { Language, Mood } from './look.ts'
import type { PictureMessage, SentenceEvent, Wish } from './messages.ts'
import type { House } from './house.ts'
import { lightScene, peopleOf, sceneFor } from './scene.ts'
import type { Effective } from './settings.ts'
import type { Leaning } from './taste/leaning.ts'
import { feltFor, lookFor } from './taste/look.ts'
import type { Key } from './vault/seal.ts'

/** A sentence that has been kept, and what its picture needs of the sitting around it. */
export interface KeptSentence {
  sittingId: string
  id: string
  /** Seals everything of it. */
  key: Key
  /** Order in the sitting, from 1. */
  position: number
  /** Not when it is private or its writer has not agreed to the use of AI. */
  isToBePainted: boolean
  wish: Wish
  /** What is set for its writer. */
  settings: Effective
  /** How its writer's pictures are to lean, by what was learned. */
  taste?: Leaning | undefined
  seed: number
  language: Language
  /** What its words say, in the light of the sentences before; read once, whoever asks. Throws Failure. */
  read: () => Promise<Reading>
  /** Whether the page was told of the reading before. */
  isReadingSaid: boolean
  /** Where the sitting stood before this sentence. */
  mood: () => Mood
}

/**
 * One sentence through the house: read it, choose a look, paint it, keep the picture. Yields what the page is told, in
 * order; `done` comes from whoever runs this. One that is not to be painted is not read either; where a writer has switched
 * pictures off it is read, so that help can be offered.
 */
export async function* paintSentence(
  { db, clients, helpCard }: House,
  sentence: KeptSentence,
  call: Call,
): AsyncGenerator<SentenceEvent> {
  if (!sentence.isToBePainted) return

  const [reading, titles] = await Promise.all([sentence.read(), clients.conceptTitles(call)])
  if (!sentence.isReadingSaid) {
    // Help first: once the reading is said, neither is said again.
    if (reading.concern?.signs.length) yield { type: 'help', card: helpCard[sentence.language] }
    yield readingEvent(reading, titles)
  }
  const { feeling, specificity, scene } = reading
  if (!feeling || !scene) throw new Failure('internal', 'The reading is not whole')

  const { settings, wish, taste } = sentence
  if (settings.pictures.value === 'off') return
  const from = { reading: { feeling, specificity, concern: reading.concern }, mood: sentence.mood(), settings }
  const { look, because, leaning } = lookFor({
    ...from,
    wish: wish.look,
    taste: settings.learning.value ? taste : undefined,
  })
  yield { type: 'look', ...look, because, leaning }

  const painting = {
    id: `${sentence.sittingId}:${sentence.position}`,
    scene: {
      ...sceneFor(lightScene(scene, reading.concern), sentence.wish, (key) => titles.has(key)),
      felt: feltFor(from),
    },
    look,
    seed: sentence.seed,
    lane: sentence.sittingId,
  }
  for await (const { waiting, progress, preview, picture } of clients.paint(painting, call)) {
    if (waiting) yield { type: 'waiting', ahead: waiting.ahead ?? 0 }
    if (progress) yield { type: 'progress', done: Number(progress.done ?? 0) }
    if (preview) yield { type: 'preview', image: dataUrl(preview as Image) }
    if (picture) {
      const { mediaType, data, width, height } = picture.image as Image
      const id = randomUUID()
      await keepPicture(db, sentence.sittingId, sentence, { id, mediaType, data })
      const message: PictureMessage = {
        id,
        url: `/v1/pictures/${id}`,
        width,
        height,
        alt: altFor(painting.scene, look, sentence.language, titles),
        seed: sentence.seed,
        recipe: picture.recipe ?? '',
        backend: picture.backend ?? '',
        measured: picture.measured as Measured,
      }
      yield { type: 'picture', picture: message }
      return
    }
  }
  throw new Failure('internal', 'The painting ended without a picture')
}

/** The part of a reading the page is told; what else is in the scene stays in the house. */
function readingEvent(
  { feeling, specificity, language, scene, voice }: Reading,
  titles: ConceptTitles,
): Extract<SentenceEvent, { type: 'reading' }> {
  const { emotions, ...rest } = feeling!
  const told = voices[voice]
  return {
    type: 'reading',
    feeling: rest,
    specificity,
    language,
    emotions: emotions.map(({ kind, score }) => ({ kind: kind.replace('EMOTION_KIND_', '').toLowerCase(), score })),
    people: scene ? peopleOf(scene, titles) : [],
    ...(told && { voice: told }),
  }
}

const voices = {
  VOICE_UNSPECIFIED: undefined,
  VOICE_FIRST_PERSON: 'first_person',
  VOICE_THIRD_PERSON: 'third_person',
  VOICE_IMPERSONAL: 'impersonal',
} as const

const dataUrl = ({ mediaType, data }: Image) => `data:${mediaType};base64,${data.toString('base64')}`
