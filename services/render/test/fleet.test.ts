import { Failure, type FailureCode } from '@aiw/kit/errors'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Painted } from '../src/backends/backend.ts'
import type { Fleet, PaintingEvent } from '../src/fleet.ts'
import { fleetOf, jobOf, log, picture, preview, scripted } from './support.ts'

/** Watches a painting; `ended` resolves with its last event or rejects. */
function watch(paintings: Fleet, id: string, lane = id) {
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
  const painter = scripted('painter')
  const { started, finish } = painter
  const paintings = fleetOf(painter)
  const one = watch(paintings, 'a')
  await expect.poll(() => started).toEqual(['a'])
  finish('a')
  expect(await one.ended).toEqual({ ...picture, backend: 'painter' })
  expect(one.kinds()).toEqual(['started', 'progress', 'picture'])
  expect(paintings.nodes()).toMatchObject([{ name: 'painter', ready: true, busy: 0, painted: 1, failed: 0 }])
})

test('who waits is told how many are ahead, and moves up', async () => {
  const painter = scripted('painter')
  const { started, finish } = painter
  const paintings = fleetOf(painter)
  const [a, b, c] = ['a', 'b', 'c'].map((id) => watch(paintings, id))
  await expect.poll(() => c!.events).toContainEqual({ kind: 'waiting', ahead: 1 })
  finish('a')
  await a!.ended
  await expect.poll(() => started).toEqual(['a', 'b'])
  await expect.poll(() => c!.events.at(-1)).toEqual({ kind: 'waiting', ahead: 0 })
  finish('b')
  await b!.ended
  await expect.poll(() => started).toEqual(['a', 'b', 'c'])
  finish('c')
  expect(await c!.ended).toMatchObject(picture)
})

test('one writer’s ten sentences never delay another’s first', async () => {
  const painter = scripted('painter')
  const { started, finish } = painter
  const paintings = fleetOf(painter, [], { queueLength: 20 })
  for (let i = 0; i < 10; i++) watch(paintings, `busy ${i}`, 'busy')
  watch(paintings, 'first', 'other')
  for (let i = 0; i < 2; i++) {
    await expect.poll(() => started.length).toBe(i + 1)
    finish(started[i]!)
  }
  await expect.poll(() => started.length).toBe(3)
  expect(started).toContain('first')
})

test('a full queue is said to be busy', async () => {
  const painter = scripted('painter')
  const paintings = fleetOf(painter, [], { queueLength: 2 })
  const first = watch(paintings, 'a')
  await expect.poll(() => first.kinds()).toContain('started')
  watch(paintings, 'b')
  watch(paintings, 'c')
  await expect.poll(() => paintings.waiting()).toBe(2)
  await expect(watch(paintings, 'd').ended).rejects.toMatchObject({ code: 'busy' })
})

test('leaving stops the brush and lets the next one paint', async () => {
  const painter = scripted('painter')
  const { started, stopped } = painter
  const paintings = fleetOf(painter)
  const a = watch(paintings, 'a')
  watch(paintings, 'b')
  await expect.poll(() => started).toEqual(['a'])
  a.leave()
  await expect(a.ended).rejects.toMatchObject({ name: 'AbortError' })
  await expect.poll(() => started).toEqual(['a', 'b'])
  expect(stopped).toEqual(['a'])
})

test('leaving the queue costs nobody a turn', async () => {
  const painter = scripted('painter')
  const { started, finish } = painter
  const paintings = fleetOf(painter)
  const [a, b] = ['a', 'b', 'c'].map((id) => watch(paintings, id))
  await expect.poll(() => b!.kinds()).toContain('waiting')
  b!.leave()
  await expect(b!.ended).rejects.toMatchObject({ name: 'AbortError' })
  finish('a')
  await a!.ended
  await expect.poll(() => started).toEqual(['a', 'c'])
})

test('the same id joins the painting and sees all of it; it goes on while one of both watches', async () => {
  const painter = scripted('painter')
  const { started, stopped, finish } = painter
  const paintings = fleetOf(painter)
  const one = watch(paintings, 'a')
  await expect.poll(() => one.kinds()).toEqual(['started', 'progress'])
  const two = watch(paintings, 'a')
  await expect.poll(() => two.kinds()).toEqual(['started', 'progress'])
  one.leave()
  finish('a')
  expect(await two.ended).toMatchObject(picture)
  expect([started, stopped]).toEqual([['a'], []])
})

test('a painter that ends without a picture is an honest failure', async () => {
  const painter = scripted('painter')
  const { started, finish } = painter
  const paintings = fleetOf(painter)
  const one = watch(paintings, 'a')
  await expect.poll(() => started).toEqual(['a'])
  finish('a', () => [preview])
  await expect(one.ended).rejects.toMatchObject({ code: 'internal' })
})

test('no ready backend is unavailable at once', async () => {
  const paintings = fleetOf(scripted('painter', { problem: 'closing' }))
  await expect(watch(paintings, 'a').ended).rejects.toMatchObject({ code: 'unavailable' })
  expect(paintings.nodes()).toMatchObject([{ ready: false, problem: 'closing' }])
})

test('a backend paints as many as it has slots for', async () => {
  const painter = scripted('painter', { slots: 2 })
  const { started } = painter
  const paintings = fleetOf(painter)
  const third = ['a', 'b', 'c'].map((id) => watch(paintings, id))[2]!
  await expect.poll(() => third.events).toEqual([{ kind: 'waiting', ahead: 0 }])
  expect(started).toEqual(['a', 'b'])
})

test('a painting that was left and is asked for again begins anew', async () => {
  const painter = scripted('painter', { slots: 2 })
  const { started, finish } = painter
  const paintings = fleetOf(painter)
  const left = watch(paintings, 'a')
  await expect.poll(() => started).toEqual(['a'])
  left.leave()
  await expect(left.ended).rejects.toMatchObject({ name: 'AbortError' })
  const again = watch(paintings, 'a')
  await expect.poll(() => started).toEqual(['a', 'a'])
  finish('a')
  expect(await again.ended).toMatchObject(picture)
})

test('a job that must wait for one backend does not hold up a job for another', async () => {
  const painter = scripted('plain only')
  const other = scripted('other only', { style: 'other' })
  const paintings = fleetOf(painter, [other])
  watch(paintings, 'a')
  watch(paintings, 'b')
  await expect.poll(() => paintings.waiting()).toBe(1)
  const job = jobOf('c')
  const leave = new AbortController()
  onTestFinished(() => leave.abort())
  const third = paintings.paint({ ...job, look: { ...job.look, style: 'other' } }, 'c', leave.signal, log)
  void Array.fromAsync(third).catch(() => {})
  await expect.poll(() => other.started).toEqual(['c'])
})

test('a lane’s newest sentence is painted first', async () => {
  const painter = scripted('painter')
  const paintings = fleetOf(painter)
  for (const id of ['a', 'b', 'c']) watch(paintings, id, 'one lane')
  await expect.poll(() => painter.started).toEqual(['c'])
  painter.finish('c')
  await expect.poll(() => painter.started).toEqual(['c', 'b'])
})

/** A fleet of one node and a painter. */
function nodeAndPainter(options: Parameters<typeof fleetOf>[2] = {}, ms = 50) {
  const node = scripted('gpu', { quality: 1, ms })
  const painter = scripted('painter')
  return { node, painter, paintings: fleetOf(painter, [node], options) }
}

test('a node paints before the painter does, and the painter’s sketch is shown first', async () => {
  const { node, painter, paintings } = nodeAndPainter()
  const one = watch(paintings, 'a')
  await expect.poll(() => one.kinds()).toContain('preview')
  expect([node.started, painter.sketched, painter.started]).toEqual([['a'], ['a'], []])
  node.finish('a')
  expect(await one.ended).toMatchObject({ kind: 'picture', backend: 'gpu' })
  expect(one.kinds().toSorted()).toEqual(['picture', 'preview', 'progress', 'started'])
})

test('a sketch that comes after a preview of the node is not shown', async () => {
  const { node, painter, paintings } = nodeAndPainter()
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof painter.backend.sketch>>>()
  painter.backend.sketch = () => promise
  const one = watch(paintings, 'a')
  await expect.poll(() => node.started).toEqual(['a'])
  node.finish('a', () => [preview, picture])
  await one.ended
  resolve({ mediaType: 'image/jpeg', data: Buffer.of(1), width: 1, height: 1 })
  await promise
  expect(one.kinds()).toEqual(['started', 'progress', 'preview', 'picture'])
})

test.each(['unavailable', 'timeout', 'internal', 'invalid'] as const)(
  'a node that fails with %s costs no picture, whatever it has shown',
  async (code) => {
    const { node, painter, paintings } = nodeAndPainter()
    const one = watch(paintings, 'a')
    await expect.poll(() => node.started).toEqual(['a'])
    node.finish('a', function* (): Generator<Painted> {
      yield { kind: 'progress', done: 0.7 }
      yield preview
      throw new Failure(code, 'The node is gone')
    } as never)
    await expect.poll(() => painter.started).toEqual(['a'])
    painter.finish('a', () => [{ kind: 'progress', done: 0.2 }, { kind: 'progress', done: 0.9 }, picture])
    expect(await one.ended).toMatchObject({ kind: 'picture', backend: 'painter' })
    const told = one.events.flatMap((event) => (event.kind === 'progress' ? [event.done] : []))
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(paintings.nodes()).toMatchObject([
      { name: 'gpu', failed: 1, painted: 0, busy: 0 },
      { name: 'painter', failed: 0, painted: 1 },
    ])
  },
)

test('where every backend has failed, the last failure is told', async () => {
  const { node, painter, paintings } = nodeAndPainter()
  const one = watch(paintings, 'a')
  const fail = (code: FailureCode) => () => {
    throw new Failure(code, `The ${code} one`)
  }
  await expect.poll(() => node.started).toEqual(['a'])
  node.finish('a', fail('unavailable'))
  await expect.poll(() => painter.started).toEqual(['a'])
  painter.finish('a', fail('internal'))
  await expect(one.ended).rejects.toMatchObject({ code: 'internal', message: 'The internal one' })
})

test('when a node is late the painter begins, and whoever is first is shown', async () => {
  const { node, painter, paintings } = nodeAndPainter({ promisedMs: 250 })
  const one = watch(paintings, 'a')
  await expect.poll(() => painter.started).toEqual(['a'])
  expect(node.stopped).toEqual([])
  painter.finish('a')
  expect(await one.ended).toMatchObject({ backend: 'painter' })
  await expect.poll(() => node.stopped).toEqual(['a'])
  const two = watch(paintings, 'b')
  await expect.poll(() => painter.started).toEqual(['a', 'b'])
  node.finish('b')
  expect(await two.ended).toMatchObject({ backend: 'gpu' })
  await expect.poll(() => painter.stopped).toEqual(['b'])
  expect(paintings.nodes().map(({ failed }) => failed)).toEqual([0, 0])
})

test('what nobody paints goes before what a late node still paints', async () => {
  const { node, painter, paintings } = nodeAndPainter({ promisedMs: 250 }, 200)
  for (const id of ['a', 'b', 'c']) watch(paintings, id)
  await expect.poll(() => [node.started, painter.started]).toEqual([['a'], ['b']])
  // Both 'a' and 'c' are late by now; 'c' has nobody.
  painter.finish('b')
  await expect.poll(() => painter.started).toEqual(['b', 'c'])
  painter.finish('c')
  await expect.poll(() => painter.started).toEqual(['b', 'c', 'a'])
})

test('leaving stops the node and the painter in reserve', async () => {
  const { node, painter, paintings } = nodeAndPainter({ promisedMs: 250 })
  const one = watch(paintings, 'a')
  await expect.poll(() => painter.started).toEqual(['a'])
  one.leave()
  await expect(one.ended).rejects.toMatchObject({ name: 'AbortError' })
  await expect.poll(() => [node.stopped, painter.stopped]).toEqual([['a'], ['a']])
  await expect.poll(() => paintings.nodes().map(({ busy }) => busy)).toEqual([0, 0])
})

test('a node that becomes ready takes what waits', async () => {
  const { node, painter, paintings } = nodeAndPainter()
  node.backend.problem = 'warming up'
  watch(paintings, 'a')
  const two = watch(paintings, 'b')
  await expect.poll(() => painter.started).toHaveLength(1)
  await expect.poll(() => two.kinds()).toContain('waiting')
  node.backend.problem = ''
  node.change()
  await expect.poll(() => node.started).toEqual(['b'])
})

test('a queue too long to wait for is said to be busy, with a time to come back', async () => {
  const slow = scripted('painter', { ms: 8_000 })
  const paintings = fleetOf(slow, [], { queueLength: 100 })
  const refused = await Promise.all(
    Array.from({ length: 12 }, (_, i) => {
      const { ended, kinds } = watch(paintings, String(i))
      return Promise.race([
        ended.catch((error: Failure) => error),
        vi.waitFor(() => expect(kinds()).not.toEqual([]), 10_000),
      ])
    }),
  )
  const failures = refused.filter((ended) => ended instanceof Failure)
  expect(failures.length).toBeGreaterThan(3)
  expect(failures.length).toBeLessThan(12)
  expect(failures[0]).toMatchObject({ code: 'busy', retryMs: expect.any(Number) })
})
