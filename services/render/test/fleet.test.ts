import { Failure } from '@aiw/kit/errors'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fleet, type PaintingEvent } from '../src/fleet.ts'
import { jobOf, log, picture, preview, scripted } from './support.ts'

/** Watches a painting; `ended` resolves with its last event or rejects. */
function watch(paintings: ReturnType<typeof fleet>, id: string, lane = id) {
  const leave = new AbortController()
  const events: PaintingEvent[] = []
  const ended = (async () => {
    for await (const event of paintings.paint(jobOf(id), lane, leave.signal, log)) events.push(event)
    return events.at(-1)
  })()
  ended.catch(() => {})
  return { events, ended, leave: () => leave.abort(), kinds: () => events.map(({ kind }) => kind) }
}

test('a picture is started, in progress, and painted', async () => {
  const { backend, started, finish } = scripted('painter')
  const paintings = fleet([backend], 8)
  const one = watch(paintings, 'a')
  await vi.waitFor(() => expect(started).toEqual(['a']))
  finish('a')
  expect(await one.ended).toEqual({ ...picture, backend: 'painter' })
  expect(one.kinds()).toEqual(['started', 'progress', 'picture'])
  expect(await paintings.nodes()).toMatchObject([{ name: 'painter', ready: true, busy: 0, painted: 1, failed: 0 }])
})

test('who waits is told how many are ahead, and moves up', async () => {
  const { backend, started, finish } = scripted('painter')
  const paintings = fleet([backend], 8)
  const [a, b, c] = ['a', 'b', 'c'].map((id) => watch(paintings, id))
  await vi.waitFor(() => expect(c!.events).toContainEqual({ kind: 'waiting', ahead: 1 }))
  finish('a')
  await a!.ended
  await vi.waitFor(() => expect(started).toEqual(['a', 'b']))
  await vi.waitFor(() => expect(c!.events.at(-1)).toEqual({ kind: 'waiting', ahead: 0 }))
  finish('b')
  await b!.ended
  await vi.waitFor(() => expect(started).toEqual(['a', 'b', 'c']))
  finish('c')
  expect(await c!.ended).toMatchObject(picture)
})

test('one writer’s ten sentences never delay another’s first', async () => {
  const { backend, started, finish } = scripted('painter')
  const paintings = fleet([backend], 20)
  for (let i = 0; i < 10; i++) watch(paintings, `busy ${i}`, 'busy')
  watch(paintings, 'first', 'other')
  for (let i = 0; i < 2; i++) {
    await vi.waitFor(() => expect(started.length).toBe(i + 1))
    finish(started[i]!)
  }
  await vi.waitFor(() => expect(started.length).toBe(3))
  expect(started).toContain('first')
})

test('a full queue is said to be busy', async () => {
  const { backend } = scripted('painter')
  const paintings = fleet([backend], 2)
  const first = watch(paintings, 'a')
  await vi.waitFor(() => expect(first.kinds()).toContain('started'))
  watch(paintings, 'b')
  watch(paintings, 'c')
  await vi.waitFor(() => expect(paintings.waiting()).toBe(2))
  await expect(watch(paintings, 'd').ended).rejects.toMatchObject({ code: 'busy' })
})

test('leaving stops the brush and lets the next one paint', async () => {
  const { backend, started, stopped } = scripted('painter')
  const paintings = fleet([backend], 8)
  const a = watch(paintings, 'a')
  watch(paintings, 'b')
  await vi.waitFor(() => expect(started).toEqual(['a']))
  a.leave()
  await expect(a.ended).rejects.toMatchObject({ name: 'AbortError' })
  await vi.waitFor(() => expect(started).toEqual(['a', 'b']))
  expect(stopped).toEqual(['a'])
})

test('leaving the queue costs nobody a turn', async () => {
  const { backend, started, finish } = scripted('painter')
  const paintings = fleet([backend], 8)
  const [a, b] = ['a', 'b', 'c'].map((id) => watch(paintings, id))
  await vi.waitFor(() => expect(b!.kinds()).toContain('waiting'))
  b!.leave()
  await expect(b!.ended).rejects.toMatchObject({ name: 'AbortError' })
  finish('a')
  await a!.ended
  await vi.waitFor(() => expect(started).toEqual(['a', 'c']))
})

test('the same id joins the painting and sees all of it; it goes on while one of both watches', async () => {
  const { backend, started, stopped, finish } = scripted('painter')
  const paintings = fleet([backend], 8)
  const one = watch(paintings, 'a')
  await vi.waitFor(() => expect(one.kinds()).toEqual(['started', 'progress']))
  const two = watch(paintings, 'a')
  await vi.waitFor(() => expect(two.kinds()).toEqual(['started', 'progress']))
  one.leave()
  finish('a')
  expect(await two.ended).toMatchObject(picture)
  expect([started, stopped]).toEqual([['a'], []])
})

test('a backend that is lost before anything was shown is replaced by the next', async () => {
  const gone = scripted('gone')
  const painter = scripted('painter')
  const paintings = fleet([gone.backend, painter.backend], 8)
  const one = watch(paintings, 'a')
  await vi.waitFor(() => expect(gone.started).toEqual(['a']))
  gone.finish('a', () => {
    throw new Failure('unavailable', 'The painting node left')
  })
  await vi.waitFor(() => expect(painter.started).toEqual(['a']))
  painter.finish('a')
  expect(await one.ended).toMatchObject(picture)
})

test('a backend that fails after something was shown is an honest failure', async () => {
  const { backend, started, finish } = scripted('painter')
  const paintings = fleet([backend], 8)
  const one = watch(paintings, 'a')
  await vi.waitFor(() => expect(started).toEqual(['a']))
  finish('a', () => [preview])
  await expect(one.ended).rejects.toMatchObject({ code: 'internal' })
})

test('no ready backend is unavailable at once', async () => {
  const paintings = fleet([scripted('painter', { isReady: false }).backend], 8)
  await expect(watch(paintings, 'a').ended).rejects.toMatchObject({ code: 'unavailable' })
  expect(await paintings.nodes()).toMatchObject([{ ready: false, problem: 'not ready' }])
})

test('a backend paints as many as it has slots for', async () => {
  const { backend, started } = scripted('painter', { slots: 2 })
  const paintings = fleet([backend], 8)
  const third = ['a', 'b', 'c'].map((id) => watch(paintings, id))[2]!
  await vi.waitFor(() => expect(third.events).toEqual([{ kind: 'waiting', ahead: 0 }]))
  expect(started).toEqual(['a', 'b'])
})

test('a painting that was left and is asked for again begins anew', async () => {
  const { backend, started, finish } = scripted('painter', { slots: 2 })
  const paintings = fleet([backend], 8)
  const left = watch(paintings, 'a')
  await vi.waitFor(() => expect(started).toEqual(['a']))
  left.leave()
  await expect(left.ended).rejects.toMatchObject({ name: 'AbortError' })
  const again = watch(paintings, 'a')
  await vi.waitFor(() => expect(started).toEqual(['a', 'a']))
  finish('a')
  expect(await again.ended).toMatchObject(picture)
})

test('a job that must wait for one backend does not hold up a job for another', async () => {
  const plain = scripted('plain only')
  const other = scripted('other only')
  const otherBackend = { ...other.backend, styles: [{ name: 'other', title: {} }] }
  const paintings = fleet([plain.backend, otherBackend], 8)
  watch(paintings, 'a')
  watch(paintings, 'b')
  await vi.waitFor(() => expect(paintings.waiting()).toBe(1))
  const job = jobOf('c')
  const leave = new AbortController()
  onTestFinished(() => leave.abort())
  const third = paintings.paint({ ...job, look: { ...job.look, style: 'other' } }, 'c', leave.signal, log)
  void Array.fromAsync(third).catch(() => {})
  await vi.waitFor(() => expect(other.started).toEqual(['c']))
})
