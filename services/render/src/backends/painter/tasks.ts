import type { Scene } from '@aiw/proto'
import type { Job } from '../backend.ts'
import { bringToLook, lookTarget, shiftTone } from './bring-to-look.ts'
import { compose } from './compose.ts'
import { decode, encode, encodePng, encodePreview, measureEncoded } from './encode.ts'
import type { Raw } from './finish.ts'
import { paintPicture } from './picture.ts'
import { styleNamed } from './styles.ts'
import type { Said } from './thread.ts'

const previewQuality = 68
const pictureQuality = 86
/** Width that a preview is near to, pixels. */
const previewWidth = 512
/** Width of a sketch at most, pixels. */
const sketchWidth = 384
/** How far L* and b* of an encoded picture may lie from where they should. */
const close = 0.75

/** What a task knows of the world around it. */
export interface At {
  /** To be awaited every few milliseconds: others get their turn. */
  turn: () => Promise<void>
  isCancelled: () => boolean
}

/** Paints a job. Says progress and previews, gives the picture; nothing when it is cancelled. */
export async function paint(job: Job, at: At, say: (said: Said) => void): Promise<Said | undefined> {
  const previews: Promise<void>[] = []
  try {
    return await paintSteps(job, at, say, previews)
  } finally {
    // Nothing of this picture comes after its end: the next one may be another writer's.
    await Promise.allSettled(previews)
  }
}

async function paintSteps(
  job: Job,
  { turn, isCancelled }: At,
  say: (said: Said) => void,
  previews: Promise<void>[],
): Promise<Said | undefined> {
  const started = performance.now()
  let told = 0
  await turn()
  if (isCancelled()) return
  const composition = compose(job)
  for (const step of paintPicture(composition, job, isCancelled)) {
    if (step.kind === 'progress') {
      if (step.done - told >= 0.05) say({ kind: 'progress', done: (told = step.done) })
    } else if (step.kind === 'preview') {
      // Each after the one before it: a picture in the making never goes back.
      const encoded = Promise.all([encodePreview(step.raw, previewQuality), previews.at(-1)])
      previews.push(encoded.then(([image]) => (isCancelled() ? undefined : say({ kind: 'preview', image }))))
    } else {
      const image = await encode(step.raw, pictureQuality)
      await Promise.all(previews)
      const measured = await measureEncoded(image)
      const recipe = `painter/1 ${styleNamed(job.look.style).name}`
      return { kind: 'picture', image, recipe, paintedMs: Math.round(performance.now() - started), measured }
    }
    // Encoded previews are sent in between.
    await turn()
    if (isCancelled()) return
  }
  return
}

/** A job `by` times smaller, where that is smaller. */
function small(job: Job, by: number): Job {
  if (by <= 1) return job
  return { ...job, width: Math.round(job.width / by), height: Math.round(job.height / by) }
}

/** Paints a job small, until it can be seen what it will be: the second preview, in half the time of a first in full size. */
export async function sketch(job: Job, { turn, isCancelled }: At): Promise<Said | undefined> {
  const order = small(job, job.width / sketchWidth)
  await turn()
  if (isCancelled()) return
  let previews = 0
  for (const step of paintPicture(compose(order), order, isCancelled)) {
    if (step.kind === 'preview' && ++previews === 2)
      return { kind: 'image', image: await encodePreview(step.raw, previewQuality) }
    await turn()
    if (isCancelled()) return
  }
  return
}

/** Paints a job as a PNG, without its blur, for a model to paint over. */
export async function underpaint(job: Job, { turn, isCancelled }: At): Promise<Said | undefined> {
  await turn()
  if (isCancelled()) return
  const order = { ...job, look: { ...job.look, blur: 0 } }
  for (const step of paintPicture(compose(order), order, isCancelled)) {
    if (step.kind === 'picture') return { kind: 'image', image: await encodePng(step.raw) }
    await turn()
    if (isCancelled()) return
  }
  return
}

/** Brings a model's picture to its look, and measures it. Throws NoPicture. */
export async function finish(bytes: Uint8Array, job: Job, at: At): Promise<Said | undefined> {
  const raw = await looked(bytes, job, at)
  if (!raw) return
  const target = lookTarget(job)
  for (let time = 0; ; time++) {
    const image = await encode(raw, pictureQuality)
    await at.turn()
    if (at.isCancelled()) return
    const measured = await measureEncoded(image)
    const lightness = target.lightness - measured.lightness
    const yellowness = target.yellowness - measured.yellowness
    const isNear = Math.abs(lightness) < close && Math.abs(yellowness) < close
    if (isNear || time === 3) return { kind: 'image', image, measured }
    // Encoding keeps fewer colours than pixels: of a glaring, grainy picture that changes the mean.
    shiftTone(raw, { lightness, yellowness, redness: 0 })
  }
}

/** Brings a model's picture in the making to its look, small. Throws NoPicture. */
export async function finishPreview(bytes: Uint8Array, job: Job, at: At): Promise<Said | undefined> {
  const raw = await looked(bytes, small(job, Math.round(job.width / previewWidth)), at)
  return raw && { kind: 'image', image: await encodePreview(raw, previewQuality) }
}

async function looked(bytes: Uint8Array, job: Job, { turn, isCancelled }: At): Promise<Raw | undefined> {
  const picture = await decode(bytes, job.width, job.height)
  await turn()
  if (isCancelled()) return
  for (const _ of bringToLook(picture, job, isCancelled)) {
    await turn()
    if (isCancelled()) return
  }
  return picture
}

/** Paints and finishes for nobody, so that the first who asks finds prints made and code compiled. */
export async function warmUp({ turn, isCancelled }: At): Promise<void> {
  const scene: Scene = {
    setting: 'SETTING_RIVER',
    timeOfDay: 'TIME_OF_DAY_DAY',
    weather: 'WEATHER_CLEAR',
    season: 'SEASON_UNSPECIFIED',
    motifs: [],
    people: [],
    viewpoint: 'VIEWPOINT_OBSERVER',
    moment: 'MOMENT_NOW',
  }
  const look = { style: '', brightness: 0, warmth: 0, energy: 0.5, blur: 0, abstraction: 0 }
  for (let seed = 0; seed < 3; seed++) {
    const job = { scene, look, seed, width: 512, height: 320 }
    await turn()
    for (const step of paintPicture(compose(job), job, isCancelled)) {
      await turn()
      if (step.kind !== 'picture') continue
      const blurred = { ...job, look: { ...look, blur: 0.5, abstraction: seed / 2 } }
      for (const _ of bringToLook(step.raw, blurred, isCancelled)) await turn()
    }
  }
}
