import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import sharp from 'sharp'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import type { Job, Painted } from '../../src/backends/backend.ts'
import { measure } from '../../src/backends/painter/measure.ts'
import { type Painter, painter } from '../../src/backends/painter/painter.ts'
import { startWorker } from '../../src/backends/painter/thread.ts'
import { look, scenes } from './scenes.ts'

const job: Job = { id: 'a', scene: scenes['one bird']!, look: look(), seed: 7, width: 512, height: 320 }
const never = new AbortController().signal

/** A painter, how it paints, and the threads it has started. */
function hired(workers: number) {
  const threads: Worker[] = []
  const backend = painter({ workers }, () => {
    const worker = startWorker()
    threads.push(worker)
    return worker
  })
  return { backend, paint: painterOf(backend), threads }
}

/** One that ends with its test. */
function painting(workers = 1) {
  const one = hired(workers)
  onTestFinished(() => one.backend.close())
  return one
}

const painterOf = (backend: Painter) => (wanted: Job, signal: AbortSignal) =>
  backend.paint(wanted, signal, { way: 'painter', quality: 0, ms: 0, delayMs: 0 })

async function all(painted: AsyncIterable<Painted>): Promise<Painted[]> {
  const seen: Painted[] = []
  for await (const one of painted) seen.push(one)
  return seen
}

function pictureOf(painted: Painted[]) {
  const last = painted.at(-1)
  if (last?.kind !== 'picture') throw new Error('the last thing painted is no picture')
  return last
}

/** One with one thread, for all tests that leave it as it was: each new thread compiles its own code. */
const usual = hired(1)
afterAll(() => usual.backend.close())

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('a job becomes progress, previews and one picture', async () => {
  const painted = await all(usual.paint(job, never))
  const done = painted.flatMap((one) => (one.kind === 'progress' ? [one.done] : []))
  const previews = painted.flatMap((one) => (one.kind === 'preview' ? [one.image] : []))
  const picture = pictureOf(painted)
  expect(done).toEqual(done.toSorted((a, b) => a - b))
  expect(previews.length).toBeGreaterThanOrEqual(2)
  expect(previews[0]).toMatchObject({ mediaType: 'image/jpeg', width: 512, height: 320 })
  expect(previews[0]!.data.length).toBeLessThan(40_000)
  expect(painted.filter((one) => one.kind === 'picture')).toHaveLength(1)
  expect(picture.recipe).toBe('painter/1 impressionist')
  expect(await sharp(picture.image.data).metadata()).toMatchObject({ format: 'webp', width: 512, height: 320 })
})

test('measured is that of the bytes sent', async () => {
  const { image, measured } = pictureOf(await all(usual.paint(job, never)))
  const { data, info } = await sharp(image.data).raw().toBuffer({ resolveWithObject: true })
  expect(measured).toEqual(measure(data, info.width, info.height))
})

test('same scene, look and seed give the same bytes on any thread, another seed another picture', async () => {
  const { paint } = painting(2)
  const [one, again, other] = await Promise.all(
    [job, { ...job, id: 'b' }, { ...job, id: 'c', seed: 8 }].map((each) => all(paint(each, never))),
  )
  expect(digest(pictureOf(one!).image.data)).toBe(digest(pictureOf(again!).image.data))
  expect(digest(pictureOf(one!).image.data)).not.toBe(digest(pictureOf(other!).image.data))
})

test('more jobs than threads wait for their turn', async () => {
  const { paint, threads } = usual
  const painted = await Promise.all(['a', 'b', 'c'].map((id) => all(paint({ ...job, id }, never))))
  expect(painted.map((one) => pictureOf(one).kind)).toEqual(['picture', 'picture', 'picture'])
  expect(threads).toHaveLength(1)
})

test('leaving in the middle of a layer frees the worker within 50 ms', async () => {
  const { paint, threads } = usual
  await all(paint(job, never)) // warm
  const tries: number[] = []
  for (let i = 0; i < 3; i++) {
    const leave = new AbortController()
    const freed = Promise.withResolvers<number>()
    let left = 0
    const hear = (message: { kind: string }) => {
      if (message.kind === 'progress' && left === 0) {
        left = performance.now()
        leave.abort()
      } else if (message.kind === 'cancelled') freed.resolve(performance.now() - left)
    }
    threads[0]!.on('message', hear)
    await expect(all(paint({ ...job, width: 1024, height: 640 }, leave.signal))).rejects.toMatchObject({
      code: 'cancelled',
    })
    tries.push(await freed.promise)
    threads[0]!.off('message', hear)
  }
  expect(Math.min(...tries)).toBeLessThan(50)
  pictureOf(await all(paint(job, never)))
  expect(threads).toHaveLength(1)
})

test('a caller who stops listening frees the worker too', async () => {
  const { paint, threads } = usual
  const { promise: freed, resolve } = Promise.withResolvers<void>()
  threads[0]!.on('message', ({ kind }: { kind: string }) => kind === 'cancelled' && resolve())
  for await (const _ of paint(job, never)) break
  await freed
  pictureOf(await all(paint(job, never)))
  expect(threads).toHaveLength(1)
})

test('nothing of a picture that was left is ever shown in the next one, who may be another writer’s', async () => {
  const { paint } = usual
  const previews = (painted: Painted[]) =>
    painted.flatMap((one) => (one.kind === 'preview' ? [digest(one.image.data)] : []))
  const own = previews(await all(paint(job, never)))
  const other = { ...job, id: 'b', seed: 99, look: look({ brightness: 1 }) }
  for (let leaveAfter = 0; leaveAfter < 8; leaveAfter++) {
    const leave = new AbortController()
    let seen = 0
    for await (const _ of paint(other, leave.signal)) if (++seen > leaveAfter) break
    leave.abort()
    expect(previews(await all(paint(job, never)))).toEqual(own)
  }
})

test('a job that is given up while it waits is never painted', async () => {
  const { paint } = usual
  const leave = new AbortController()
  const first = all(paint(job, never))
  const second = all(paint({ ...job, id: 'b' }, leave.signal))
  leave.abort()
  await expect(second).rejects.toMatchObject({ code: 'cancelled' })
  pictureOf(await first)
})

test('a worker that dies is replaced and its picture painted again', async () => {
  const { paint, threads } = painting()
  const undisturbed = pictureOf(await all(paint(job, never)))
  const painted: Painted[] = []
  for await (const one of paint(job, never)) {
    if (painted.length === 0) await threads[0]!.terminate()
    painted.push(one)
  }
  const done = painted.flatMap((one) => (one.kind === 'progress' ? [one.done] : []))
  expect(threads).toHaveLength(2)
  expect(done).toEqual(done.toSorted((a, b) => a - b))
  expect(digest(pictureOf(painted).image.data)).toBe(digest(undisturbed.image.data))
})

test('a picture whose second worker dies as well fails, and the next one is painted', async () => {
  const threads: Worker[] = []
  const backend = painter({ workers: 1 }, () => {
    const worker = startWorker()
    threads.push(worker)
    if (threads.length <= 2) worker.on('message', () => void worker.terminate())
    return worker
  })
  onTestFinished(() => backend.close())
  const paint = painterOf(backend)
  await expect(all(paint(job, never))).rejects.toMatchObject({ code: 'internal' })
  pictureOf(await all(paint(job, never)))
  expect(threads).toHaveLength(3)
})

test('a job that cannot be painted fails and leaves its worker alive', async () => {
  const { paint, threads } = usual
  const broken = [
    { ...job, scene: null },
    { ...job, look: null },
    { ...job, width: -1 },
    { ...job, width: Number.NaN },
  ] as unknown as Job[]
  for (const one of broken) {
    await expect(all(paint(one, never))).rejects.toMatchObject({ name: 'Failure', code: 'internal' })
  }
  pictureOf(await all(paint(job, never)))
  expect(threads).toHaveLength(1)
})

test('closing ends the threads and what they were painting', async () => {
  const { backend, paint, threads } = painting(2)
  const started = threads.map((worker) => once(worker, 'message'))
  const large = { ...job, width: 1024, height: 640 }
  const pictures = ['a', 'b', 'c'].map((id) => all(paint({ ...large, id }, never)))
  const refused = Promise.all(pictures.map((picture) => expect(picture).rejects.toMatchObject({ code: 'unavailable' })))
  await Promise.race(started)
  await backend.close()
  await refused
  expect(threads.map((worker) => worker.threadId)).toEqual([-1, -1])
  expect(backend.problem).not.toBe('')
  expect(backend.offers({ ...job, look: look({ style: 'ink' }) })).toEqual([])
})

test('what it offers is as long as its pictures took, and longer the more are before', async () => {
  const { backend, paint } = painting()
  const wanted = { ...job, look: look({ style: 'ink' }) }
  const { paintedMs } = pictureOf(await all(paint(wanted, never)))
  const [free] = backend.offers(wanted)
  const leave = new AbortController()
  const painted = [all(paint(wanted, leave.signal)), all(paint(wanted, leave.signal))]
  const [busy] = backend.offers(wanted)
  expect(backend.problem).toBe('')
  expect(free).toEqual({ way: 'painter', quality: 0, ms: paintedMs, delayMs: paintedMs })
  expect(busy).toMatchObject({ ms: 3 * paintedMs })
  expect(backend.offers({ ...job, look: look({ style: 'of a model' }) })).toEqual([])
  leave.abort()
  for (const one of painted) await expect(one).rejects.toMatchObject({ code: 'cancelled' })
})
