import { once } from 'node:events'
import { type Generation, standIn, type StandIn, type StandInOptions } from '@aiw/comfyui-stand-in'
import { describe, expect, test, vi } from 'vitest'
import { drive, type DriveTiming, type Order } from '../../src/backends/comfyui/drive.ts'
import type { LineTiming } from '../../src/backends/comfyui/socket.ts'
import { between } from './between.ts'
import { accessTo, hearer, orderOf } from './support.ts'

const generations: Generation[] = ['0.3.64', 'newest']
const never = new AbortController().signal

/** A node, and one who drives it. */
async function scene(options: StandInOptions, changes?: Partial<DriveTiming & LineTiming>) {
  const node = await standIn({ msPerStep: 2, previewMethod: 'latent2rgb', ...options })
  const access = accessTo(node.url, changes)
  return {
    node,
    access,
    /** Drives an order; resolves with what was heard. */
    async paint(order = orderOf('a bird'), signal = never) {
      const { heard, ...hears } = hearer()
      await drive(access, order, hears, signal)
      return heard
    },
    async [Symbol.asyncDispose]() {
      await access[Symbol.asyncDispose]()
      await node[Symbol.asyncDispose]()
    },
  }
}

const bytesOf = async (image: Blob | undefined) => Buffer.from(await image!.arrayBuffer()).toString('base64')

/** Pictures as a node paints them that has no trouble. */
async function picturesOf(orders: readonly Order[]): Promise<string[]> {
  await using clean = await scene({ msPerStep: 0 })
  const pictures: string[] = []
  for (const order of orders) pictures.push(await bytesOf((await clean.paint(order)).pictures[0]))
  return pictures
}

/** What is left on a node apart from its cache, which the next prompt drives out. */
const leftOn = (node: StandIn) => node.leaks().filter((leak) => !leak.startsWith('cache'))

describe.each(generations)('a node with ComfyUI %s', (generation) => {
  test('paints: progress and previews, one picture, and nothing is left', async () => {
    await using s = await scene({ generation })
    const heard = await s.paint()
    expect(heard.progress.length).toBeGreaterThan(5)
    expect(heard.progress).toEqual(heard.progress.toSorted((a, b) => a - b))
    expect(heard.previews.length).toBe(4)
    expect(heard.pictures).toHaveLength(1)
    expect(heard.pictures[0]!.type).toBe('image/png')
    await expect.poll(() => leftOn(s.node)).toEqual([])
  })

  test('paints eight pictures at a time, each for whom it is', async () => {
    await using s = await scene({ generation, msPerStep: 0 })
    const orders = Array.from({ length: 8 }, (_, i) => orderOf(`${i} birds`, i))
    const expected = await picturesOf(orders)
    const heard = await Promise.all(orders.map((order) => s.paint(order)))
    expect(await Promise.all(heard.map(({ pictures }) => bytesOf(pictures[0])))).toEqual(expected)
    expect(new Set(expected).size).toBe(8)
    expect(heard.every(({ pictures }) => pictures.length === 1)).toBe(true)
    await expect.poll(() => leftOn(s.node)).toEqual([])
  })

  test.each([
    ['together', { coalesceMs: 5 }],
    ['in pieces', { splitBytes: 700 }],
  ])('may send its frames %s', async (_, faults) => {
    await using s = await scene({ generation })
    Object.assign(s.node.faults, faults)
    const orders = [orderOf('one bird', 1), orderOf('two birds', 2), orderOf('three birds', 3)]
    const heard = await Promise.all(orders.map((order) => s.paint(order)))
    const pictures = await Promise.all(heard.map((each) => bytesOf(each.pictures[0])))
    expect(pictures).toEqual(await picturesOf(orders))
  })

  test('that refuses a graph is left alone, and says why by names only', async () => {
    await using s = await scene({ generation })
    const { heard, ...hears } = hearer()
    const order = orderOf('a bird')
    order.graph['1']!.inputs['ckpt_name'] = 'gone.safetensors'
    const painted = drive(s.access, order, hears, never)
    await expect(painted).rejects.toMatchObject({ code: 'unavailable' })
    expect(heard.failed).toEqual([['refused', ['prompt_outputs_failed_validation', 'value_not_in_list']]])
    expect(s.node.remaining).toBe(0)
  })

  test('that takes a part of a graph is stopped', async () => {
    await using s = await scene({ generation, msPerStep: 50 })
    s.node.faults.partialValidation = true
    await expect(s.paint()).rejects.toMatchObject({ code: 'unavailable' })
    await expect.poll(() => s.node.remaining).toBe(0)
    await expect.poll(() => leftOn(s.node)).toEqual([])
  })

  test('whose memory runs out says so, and nothing is left', async () => {
    await using s = await scene({ generation })
    s.node.faults.outOfMemory = 1
    const { heard, ...hears } = hearer()
    await expect(drive(s.access, orderOf('a bird'), hears, never)).rejects.toMatchObject({ code: 'unavailable' })
    expect(heard.failed).toMatchObject([['memory', expect.anything()]])
    await expect.poll(() => leftOn(s.node)).toEqual([])
  })

  test('that fails in the words is left without them', async () => {
    await using s = await scene({ generation })
    s.node.faults.failAt = 'CLIPTextEncode'
    const { heard, ...hears } = hearer()
    await expect(drive(s.access, orderOf('a bird'), hears, never)).rejects.toMatchObject({ code: 'unavailable' })
    expect(heard.failed[0]).toMatchObject(['error', expect.anything()])
    expect(JSON.stringify(heard.failed)).not.toContain('bird')
    await expect.poll(() => leftOn(s.node).filter((leak) => !leak.startsWith('log'))).toEqual([])
  })

  test('is told nothing when the caller left before', async () => {
    await using s = await scene({ generation })
    await expect(s.paint(orderOf('a bird'), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    expect(s.node.prompts).toHaveLength(0)
  })

  test('stops a picture that waits when its caller leaves, and paints the other', async () => {
    await using s = await scene({ generation, msPerStep: 30 })
    const leave = new AbortController()
    const first = s.paint(orderOf('one bird', 1))
    await expect.poll(() => s.node.remaining).toBe(1)
    const second = s.paint(orderOf('two birds', 2), leave.signal)
    await expect.poll(() => s.node.remaining).toBe(2)
    leave.abort()
    await expect(second).rejects.toMatchObject({ name: 'AbortError' })
    expect(s.node.remaining).toBe(1)
    expect((await first).pictures).toHaveLength(1)
    await expect.poll(() => leftOn(s.node)).toEqual([])
  })

  test('that is slow to answer a post has cleaned away what it painted, and what its caller left, before they know', async () => {
    await using s = await scene({ generation, msPerStep: 30 })
    s.node.faults.delays['POST /prompt'] = 200
    expect((await s.paint(orderOf('one bird', 1, 2))).pictures).toHaveLength(1)
    expect(leftOn(s.node)).toEqual([])
    const leave = new AbortController()
    const first = s.paint(orderOf('two birds', 2, 20))
    const second = s.paint(orderOf('three birds', 3), leave.signal)
    await expect.poll(() => s.node.remaining).toBe(2)
    leave.abort()
    await expect(second).rejects.toMatchObject({ name: 'AbortError' })
    expect(s.node.remaining).toBe(1)
    expect((await first).pictures).toHaveLength(1)
  })

  test('stops a picture that is being painted when its caller leaves', async () => {
    await using s = await scene({ generation, msPerStep: 30 })
    const leave = new AbortController()
    const { heard, ...hears } = hearer()
    const painted = drive(s.access, orderOf('a bird', 1, 100), { ...hears, preview: () => leave.abort() }, leave.signal)
    await expect(painted).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(() => s.node.remaining).toBe(0)
    await expect.poll(() => leftOn(s.node)).toEqual([])
    expect(heard.pictures).toHaveLength(0)
    expect(s.access.cleaning.isOverdue()).toBe(false)
  })

  test('is cleaned when the caller leaves with the last byte', async () => {
    await using s = await scene({ generation })
    const leave = new AbortController()
    const { heard, ...hears } = hearer()
    const keep = (image: Blob) => {
      hears.picture(image)
      leave.abort()
    }
    await drive(s.access, orderOf('a bird'), { ...hears, picture: keep }, leave.signal).catch(() => {})
    expect(heard.pictures).toHaveLength(1)
    await expect.poll(() => leftOn(s.node)).toEqual([])
  })
})

describe('a node whose line', () => {
  test('breaks at any word of it delivers all the same, and keeps nothing', async () => {
    const [expected] = await picturesOf([orderOf('a bird')])
    await using s = await scene({ msPerStep: 1 })
    const words = await framesOf()
    expect(words).toBeGreaterThan(30)
    for (let at = 1; at <= words; at++) {
      s.node.faults.dropAtFrame = at
      const heard = await s.paint(orderOf('a bird', 1))
      expect(await bytesOf(heard.pictures[0]), `dropped at frame ${at}`).toBe(expected)
      expect(heard.progress).toEqual(heard.progress.toSorted((a, b) => a - b))
      s.node.faults.dropAtFrame = undefined
      await expect.poll(() => leftOn(s.node), { message: `dropped at frame ${at}` }).toEqual([])
    }
  })

  test('breaks while it paints delivers from its cache: nothing is painted twice', async () => {
    await using s = await scene({ msPerStep: 40 })
    s.node.faults.dropAtFrame = 12
    const heard = await s.paint()
    expect(heard.pictures).toHaveLength(1)
    expect(s.node.prompts).toHaveLength(2)
    expect(s.node.prompts[0]!.graph).toEqual(s.node.prompts[1]!.graph)
    expect(s.node.prompts[0]!.clientId).not.toBe(s.node.prompts[1]!.clientId)
    expect(heard.previews.length).toBeLessThan(4)
  })

  test('falls silent is given up, and the picture comes on another', async () => {
    await using s = await scene({ msPerStep: 20 })
    await s.access.line(never)
    const { heard, ...hears } = hearer()
    const hush = () => {
      s.node.faults.silent = true
    }
    const painted = drive(s.access, orderOf('a bird'), { ...hears, preview: hush }, never)
    await once(s.access.lines[0]!.lost, 'abort')
    s.node.faults.silent = false
    await painted
    expect(heard.pictures).toHaveLength(1)
  })

  test('falls silent over what may take minutes is asked, and what has ended unheard is fetched', async () => {
    await using s = await scene({ msPerStep: 20 }, { quietMs: 100 })
    const { lost } = await s.access.line(never)
    const { heard, ...hears } = hearer()
    const hush = () => {
      s.node.faults.silent = true
    }
    const slow = { ...orderOf('a bird'), expectedMs: 60_000 }
    const painted = drive(s.access, slow, { ...hears, preview: hush }, never)
    await once(lost, 'abort')
    s.node.faults.silent = false
    await painted
    expect(heard.pictures).toHaveLength(1)
  })

  test('is mute from the start is noticed as soon as a post is answered', async () => {
    await using s = await scene({ msPerStep: 20 }, { quietMs: 60_000 })
    const line = await s.access.line(never)
    s.node.faults.silent = true
    const painted = s.paint()
    await once(line.lost, 'abort')
    s.node.faults.silent = false
    expect((await painted).pictures).toHaveLength(1)
  })

  test('is half-open is noticed by its pings', async () => {
    await using s = await scene({ msPerStep: 20 }, { quietMs: 60_000, hearMs: 60_000 })
    await s.access.line(never)
    const { heard, ...hears } = hearer()
    const cut = () => {
      s.node.faults.halfOpen = 'sockets'
    }
    const painted = drive(s.access, orderOf('a bird'), { ...hears, preview: cut }, never)
    await once(s.access.lines[0]!.lost, 'abort')
    s.node.faults.halfOpen = false
    await painted
    expect(heard.pictures).toHaveLength(1)
  })

  test('is open again under the old id would be mute; so it never is', async () => {
    await using s = await scene({ msPerStep: 20 })
    s.node.faults.dropAtFrame = 10
    await s.paint()
    await s.paint(orderOf('two birds', 2))
    const ids = s.access.lines.map(({ clientId }) => clientId)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

test('a picture that waits behind another’s, of which nothing is told, keeps its line', async () => {
  await using s = await scene({ msPerStep: 1 }, { quietMs: 100 })
  const line = await s.access.line(never)
  s.node.faults.stalled = true
  const { graph } = orderOf('many birds', 9)
  const body = JSON.stringify({ prompt: graph, client_id: 'another' })
  await fetch(`${s.node.url}/prompt`, { method: 'POST', body })
  const painted = s.paint({ ...orderOf('a bird'), expectedMs: 1 })
  // It is looked for, once in so long.
  await expect.poll(() => s.node.requests.filter((route) => route === 'GET /queue').length).toBeGreaterThan(2)
  expect(line.lost.aborted).toBe(false)
  expect(s.node.prompts).toHaveLength(2)
  s.node.faults.stalled = false
  expect((await painted).pictures).toHaveLength(1)
})

test('a node that is started anew in the middle has lost the picture', async () => {
  await using s = await scene({ msPerStep: 40 })
  const { heard, ...hears } = hearer()
  const restart = () => void s.node.restart()
  const painted = drive(s.access, orderOf('a bird'), { ...hears, preview: restart }, never)
  await expect(painted).rejects.toMatchObject({ code: 'unavailable' })
  expect(heard.failed).toEqual([['gone', []]])
})

test('a node that dies is not waited for', async () => {
  await using s = await scene({ msPerStep: 40 })
  const { heard, ...hears } = hearer()
  const painted = drive(s.access, orderOf('a bird'), { ...hears, preview: () => void s.node.crash() }, never)
  await expect(painted).rejects.toMatchObject({ code: 'unavailable' })
  expect(heard.pictures).toHaveLength(0)
})

test('a post whose answer is lost is looked for, not repeated blindly', async () => {
  await using node = await standIn({ msPerStep: 10 })
  await using proxy = await between(node.url, { loseAnswers: { 'POST /prompt': 1 } })
  await using access = accessTo(proxy.url)
  const { heard, ...hears } = hearer()
  await drive(access, orderOf('a bird'), hears, never)
  expect(heard.pictures).toHaveLength(1)
  expect(node.prompts).toHaveLength(1)
  await expect.poll(() => leftOn(node)).toEqual([])
})

test('a post that is lost itself is repeated', async () => {
  await using s = await scene({ msPerStep: 10 })
  s.node.faults.routes['POST /prompt'] = { answer: 'reset', times: 1 }
  expect((await s.paint()).pictures).toHaveLength(1)
})

test('a picture that was interrupted by somebody else is painted all the same', async () => {
  await using s = await scene({ msPerStep: 20 })
  const { heard, ...hears } = hearer()
  let isTold = false
  const interrupt = () => {
    if (!isTold) void fetch(`${s.node.url}/interrupt`, { method: 'POST', body: '{}' })
    isTold = true
  }
  await drive(s.access, orderOf('a bird'), { ...hears, preview: interrupt }, never)
  expect(heard.pictures).toHaveLength(1)
})

test('what a GPU that hangs was told to stop is overdue until it is gone', async () => {
  await using s = await scene({ msPerStep: 5 })
  s.node.faults.stalled = true
  await expect(s.paint(orderOf('a bird'), AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(leftOn(s.node)).not.toEqual([])
  await expect.poll(() => s.access.cleaning.isOverdue(), { timeout: 10_000 }).toBe(true)
  s.node.faults.stalled = false
  await vi.waitFor(async () => {
    await s.access.cleaning.cleanAll(never)
    expect(s.access.cleaning.isOverdue()).toBe(false)
  }, 10_000)
  expect(leftOn(s.node)).toEqual([])
})

/** How many frames a node says of one picture. */
async function framesOf(): Promise<number> {
  await using s = await scene({ msPerStep: 1 })
  let frames = 0
  const line = await s.access.line(never)
  s.node.faults.dropAtFrame = 1_000
  await s.paint()
  frames = 1_000 - s.node.faults.dropAtFrame
  expect(line.lost.aborted).toBe(false)
  return frames
}
