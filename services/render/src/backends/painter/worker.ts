import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import type { Scene } from '@aiw/proto'
import type { Job } from '../backend.ts'
import { compose } from './compose.ts'
import { encode, encodePreview, measureEncoded } from './encode.ts'
import { paintPicture } from './picture.ts'
import { styleNamed } from './styles.ts'
import type { FromWorker, ToWorker } from './thread.ts'

const previewQuality = 68
const pictureQuality = 86

const port = parentPort!
const send = (message: FromWorker) => port.postMessage(message)

let isAsked = false
port.on('message', ({ job, cancel }: ToWorker) => {
  isAsked = true
  void work(job, new Int32Array(cancel))
})
void warmUp()

/** Paints for nobody until it is asked for a picture, so that the first one finds prints made and code compiled. */
async function warmUp(): Promise<void> {
  const scene: Scene = {
    setting: 'SETTING_RIVER',
    timeOfDay: 'TIME_OF_DAY_DAY',
    weather: 'WEATHER_CLEAR',
    motifs: [],
    people: [],
    viewpoint: 'VIEWPOINT_OBSERVER',
    moment: 'MOMENT_NOW',
  }
  const look = { style: '', brightness: 0, warmth: 0, energy: 0.5, blur: 0, abstraction: 0 }
  for (let seed = 0; seed < 3 && !isAsked; seed++) {
    const job = { scene, look, seed, width: 512, height: 320 }
    for (const _ of paintPicture(compose(job), job, () => isAsked)) await nextTurn()
  }
}

/**
 * Paints one job. Always ends with exactly one `picture`, `cancelled` or `failed`, and nothing of this job comes after it:
 * the next one may be another writer's.
 */
async function work(job: Job, cancel: Int32Array): Promise<void> {
  const isCancelled = () => Atomics.load(cancel, 0) !== 0
  const previews: Promise<void>[] = []
  let last: FromWorker
  try {
    last = (await paint(job, isCancelled, previews)) ?? { kind: 'cancelled' }
  } catch (error) {
    last = { kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : 'not an error' }
  }
  await Promise.allSettled(previews)
  send(last)
}

async function paint(job: Job, isCancelled: () => boolean, previews: Promise<void>[]): Promise<FromWorker | undefined> {
  const started = performance.now()
  let told = 0
  await nextTurn()
  if (isCancelled()) return
  const composition = compose(job)
  for (const step of paintPicture(composition, job, isCancelled)) {
    if (step.kind === 'progress') {
      if (step.done - told >= 0.05) send({ kind: 'progress', done: (told = step.done) })
    } else if (step.kind === 'preview') {
      // Each after the one before it: a picture in the making never goes back.
      const encoded = Promise.all([encodePreview(step.raw, previewQuality), previews.at(-1)])
      previews.push(encoded.then(([image]) => (isCancelled() ? undefined : send({ kind: 'preview', image }))))
    } else {
      const image = await encode(step.raw, pictureQuality)
      await Promise.all(previews)
      const measured = await measureEncoded(image)
      const recipe = `painter/1 ${styleNamed(job.look.style).name}`
      return { kind: 'picture', image, recipe, paintedMs: Math.round(performance.now() - started), measured }
    }
    // Encoded previews are sent in between.
    await nextTurn()
    if (isCancelled()) return
  }
  return
}
