import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { type Generation, standIn, type StandIn } from '@aiw/comfyui-stand-in'
import { describe, expect, test, vi } from 'vitest'
import type { Painted } from '../../src/backends/backend.ts'
import { greyPixel } from '../../src/backends/comfyui/requests.ts'
import { between, type Meddling } from './between.ts'
import { backendAt, job, paintingOver, plainFinisher, recipeOf } from './support.ts'

const generations: Generation[] = ['0.3.64', 'newest']

/** What is left on a node apart from its cache, which the next prompt drives out. */
const leftOn = (node: StandIn) => node.leaks().filter((leak) => !leak.startsWith('cache'))

/** Every text that was sent to the node. */
const textsOn = (node: StandIn) =>
  node.prompts.flatMap(({ graph }) =>
    Object.values(graph).flatMap(({ inputs }) => (typeof inputs['text'] === 'string' ? [inputs['text']] : [])),
  )

const kindsOf = (painted: readonly Painted[]) => painted.map(({ kind }) => kind)

describe.each(generations)('a node with ComfyUI %s', (generation) => {
  test('is looked at, warmed, and then in service', async () => {
    await using node = await standIn({ generation, msToLoad: 100 })
    await using s = backendAt(node.url)
    expect(s.backend.offers(job())).toEqual([])
    await s.until('')
    expect(node.prompts.length).toBe(2) // one that loads, one that is measured
    expect(textsOn(node).join()).not.toContain('lighthouse')
    const state = s.backend.state()
    expect(state).toMatchObject({ problem: '', device: expect.stringContaining('cuda'), own: 0, foreign: 0 })
    expect(state).toMatchObject({ recipes: ['swift'], missing: [], leaks: [] })
    expect(state.features.includes('cancel_by_id')).toBe(generation === 'newest')
    expect(state.medianMs['swift']).toBeGreaterThan(0)
    expect(s.backend.styles).toEqual([expect.objectContaining({ name: 'impressionist' })])
    expect(s.backend.about?.version).toMatch(/^ComfyUI \d/)
    await expect.poll(() => leftOn(node)).toEqual([])
    expect(s.lines.filter((line) => line.includes('node became ready'))).toHaveLength(1)
  })

  test('paints a job, shows how far it is, and keeps nothing', async () => {
    await using node = await standIn({ generation, msPerStep: 5, previewMethod: 'latent2rgb' })
    await using s = backendAt(node.url)
    await s.until('')
    const painted = await s.paint()
    const progress = painted.flatMap((event) => (event.kind === 'progress' ? [event.done] : []))
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.every((done) => done >= 0 && done <= 1)).toBe(true)
    expect(kindsOf(painted).filter((kind) => kind === 'preview')).toHaveLength(1)
    expect(painted.at(-1)).toMatchObject({ kind: 'picture', recipe: 'swift 0123456789ab', image: { width: 512 } })
    expect(s.finisher.pictures).toHaveLength(3) // two of them neutral
    expect(node.prompts.at(-1)!.graph['7']!.inputs).toMatchObject({ seed: 7, steps: 4 })
    await expect.poll(() => leftOn(node)).toEqual([])
  })

  test('paints over the painter’s picture, and leaves a grey pixel where it was', async () => {
    await using node = await standIn({ generation })
    const asked: string[] = []
    const underpaint = async ({ id }: { id: string }) => {
      asked.push(id)
      return greyPixel
    }
    await using s = backendAt(node.url, { recipes: [paintingOver('over')], underpaint })
    await s.until('')
    await s.paint()
    expect(asked.at(-1)).toBe('job')
    const names = node.prompts.map(({ graph }) => String(graph['10']!.inputs['image']))
    expect(names.every((name) => /^aiw-[0-9a-f-]{36}\.png \[temp\]$/.test(name))).toBe(true)
    expect(new Set(names).size).toBe(1) // used again, one after the other
    const file = names[0]!.replace(' [temp]', '')
    await vi.waitFor(async () => {
      const left = await fetch(`${node.url}/view?filename=${file}&type=temp`)
      expect(Buffer.from(await left.arrayBuffer())).toEqual(greyPixel)
    }, 10_000)
  })

  test('that a writer leaves is free at once', async () => {
    await using node = await standIn({ generation, msPerStep: 20 })
    await using s = backendAt(node.url)
    await s.until('')
    const leave = new AbortController()
    const [offer] = s.backend.offers(job())
    const painting = (async () => {
      for await (const event of s.backend.paint(job(), leave.signal, offer!))
        if (event.kind === 'progress' && event.done > 0.1) leave.abort()
    })()
    await expect(painting).rejects.toMatchObject({ name: 'Failure', code: 'cancelled' })
    await expect.poll(() => node.remaining, { timeout: 500 }).toBe(0)
    await expect.poll(() => leftOn(node)).toEqual([])
    expect(s.backend.state().own).toBe(0)
    expect(s.backend.problem).toBe('')
  })

  test('is told to stop when nobody takes what it paints', async () => {
    await using node = await standIn({ generation, msPerStep: 20 })
    await using s = backendAt(node.url)
    await s.until('')
    const [offer] = s.backend.offers(job())
    for await (const _ of s.backend.paint(job(), new AbortController().signal, offer!)) break
    await expect.poll(() => node.remaining, { timeout: 500 }).toBe(0)
    await expect.poll(() => leftOn(node)).toEqual([])
  })

  test('whose memory runs out is warmed again, and not asked for that size soon', async () => {
    await using node = await standIn({ generation })
    await using s = backendAt(node.url)
    await s.until('')
    const before = node.prompts.length
    node.faults.outOfMemory = 1
    await expect(s.paint()).rejects.toMatchObject({ code: 'unavailable' })
    await s.until('')
    expect(node.prompts.length).toBe(before + 3)
    expect(s.backend.offers(job()).map(({ quality }) => quality)).toEqual([0.4])
    expect(s.lines.some((line) => line.includes('node left service'))).toBe(true)
  })
})

test('a node offers every level of every recipe, the best first, and counts what lies before it', async () => {
  await using node = await standIn({ msPerStep: 60 })
  const recipes = [
    recipeOf('swift'),
    recipeOf('slow', { levels: [{ quality: 0.9, steps: 8, scale: 1, assumedMs: 1 }] }),
  ]
  await using s = backendAt(node.url, { recipes })
  await s.until('')
  const offers = s.backend.offers(job())
  expect(offers.map(({ quality }) => quality)).toEqual([0.9, 0.8, 0.4])
  expect(offers[0]!.ms).toBeGreaterThan(offers[1]!.ms)
  expect(offers[1]!.ms).toBeGreaterThan(offers[2]!.ms)
  expect(s.backend.offers(job({ look: { ...job().look, style: 'ink' } }))).toEqual([])

  const painting = s.paint()
  await expect.poll(() => node.remaining).toBe(1)
  await expect.poll(() => s.backend.state().own).toBe(1)
  const behind = s.backend.offers(job())
  expect(behind[0]!.ms).toBeGreaterThan(offers[0]!.ms)
  expect(behind[0]!.ms).toBeGreaterThan(behind[0]!.delayMs)
  await painting
})

test('what others have on a node is waited for, too', async () => {
  await using node = await standIn({ msPerStep: 20 })
  await using s = backendAt(node.url)
  await s.until('')
  const [before] = s.backend.offers(job())
  const { graph } = node.prompts.at(-1)!
  const posts = [11, 12].map((seed) => {
    const other = structuredClone(graph)
    other['7']!.inputs['seed'] = seed
    return fetch(`${node.url}/prompt`, {
      method: 'POST',
      body: JSON.stringify({ prompt: other, client_id: 'another' }),
    })
  })
  await Promise.all(posts)
  await expect.poll(() => s.backend.state().foreign).toBe(2)
  expect(s.backend.offers(job())[0]!.ms).toBeGreaterThan(before!.ms * 2)
})

test('no more previews are made than the eye needs, and none when the finisher is behind', async () => {
  await using node = await standIn({ msPerStep: 5, previewMethod: 'latent2rgb' })
  await using s = backendAt(node.url)
  await s.until('')
  const stuck = vi.spyOn(s.finisher, 'preview')
  await s.paint()
  expect(stuck).not.toHaveBeenCalledTimes(4)
  const { finisher } = s
  const slow = { ...finisher, preview: () => new Promise<never>(() => {}) }
  await using behind = backendAt(node.url, { finisher: slow })
  await behind.until('')
  expect(kindsOf(await behind.paint())).not.toContain('preview')
})

test('a picture that the finisher cannot use is no reason to lose the job', async () => {
  await using node = await standIn()
  const finisher = plainFinisher()
  await using s = backendAt(node.url, { finisher })
  await s.until('')
  vi.spyOn(finisher, 'picture').mockRejectedValue(new Error('lighthouse'))
  const failure: unknown = await s.paint().catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'unavailable' })
  expect(inspect(failure)).not.toContain('lighthouse')
})

test('a node that would keep what is painted takes nothing, unless it is allowed to', async () => {
  await using node = await standIn({ metadata: true })
  await using s = backendAt(node.url)
  await s.until(/would keep what is painted: it writes prompts into pictures/)
  expect(s.backend.offers(job())).toEqual([])
  expect(node.prompts).toHaveLength(0)
  expect(s.backend.about?.leaks).toHaveLength(1)
  await using allowed = backendAt(node.url, { allowLeaks: true })
  await allowed.until('')
  expect(allowed.backend.state().leaks).toHaveLength(1)
  expect(await allowed.paint()).toContainEqual(expect.objectContaining({ kind: 'picture' }))
})

test.each<[string, Meddling]>([
  ['ComfyUI-Manager', { answer: { 'GET /v2/manager/version': { status: 200, body: 'V4.2.1' } } }],
  ['database of pictures', { change: { 'GET /features': (flags) => ({ ...(flags as object), assets: true }) } }],
  ['rgthree', { answer: { 'GET /extensions': { status: 200, body: '["/extensions/rgthree/a.js"]' } } }],
])('a node with %s is told from one without', async (word, meddling) => {
  await using node = await standIn()
  await using proxy = await between(node.url, meddling)
  await using s = backendAt(proxy.url)
  await s.until(/would keep/)
  expect(s.backend.state().leaks).toEqual([expect.stringContaining(word)])
})

test('a node that lacks a model says which', async () => {
  await using node = await standIn({ models: { checkpoints: [] } })
  await using s = backendAt(node.url)
  await s.until(/has no recipe whole/)
  expect(s.backend.state().missing).toEqual([
    { recipe: 'swift', parts: [expect.stringContaining('checkpoints/sdxl_lightning_4step.safetensors')] },
  ])
  expect(s.backend.styles).toEqual([])
})

test('a model that is put where it was missing is found, and its recipe warmed', async () => {
  await using node = await standIn()
  const gone = { 'GET /models/checkpoints': () => [] as string[] }
  const meddling: Meddling = { change: gone }
  await using proxy = await between(node.url, meddling)
  await using s = backendAt(proxy.url)
  await s.until(/has no recipe whole/)
  expect(node.prompts).toHaveLength(0)
  meddling.change = {}
  await s.until('')
  expect(node.prompts).toHaveLength(2)
  expect(s.backend.offers(job())).not.toEqual([])
})

test('a recipe that a node refuses is not offered any more, the others are', async () => {
  await using node = await standIn()
  const wrong = recipeOf('wrong')
  wrong.graph['7']!.inputs['cfg'] = -5
  await using s = backendAt(node.url, { recipes: [wrong, recipeOf('swift')] })
  await s.until('')
  expect(s.backend.state().recipes).toEqual(['swift'])
  expect(s.backend.state().missing).toEqual([{ recipe: 'wrong', parts: [expect.stringContaining('not painted')] }])
})

test('a node that is not there yet is waited for, and said to be missing once', async () => {
  const node = await standIn()
  await node.crash()
  await using s = backendAt(node.url)
  await s.until(/cannot be reached/)
  await expect.poll(() => s.lines).toHaveLength(1)
  await node.restart()
  await s.until('')
  expect(s.lines.filter((line) => line.includes('cannot be reached'))).toHaveLength(1)
  await node[Symbol.asyncDispose]()
})

test('a node that was started anew is warmed before it is in service', async () => {
  await using node = await standIn()
  await using s = backendAt(node.url)
  await s.until('')
  await node.crash()
  await s.until(/cannot be reached/)
  await node.restart()
  await s.until('')
  expect(node.prompts).toHaveLength(4)
})

test('a line that breaks costs no warming', async () => {
  await using node = await standIn({ msPerStep: 10 })
  await using s = backendAt(node.url)
  await s.until('')
  const before = node.prompts.length
  node.faults.dropAtFrame = 8
  expect(kindsOf(await s.paint()).at(-1)).toBe('picture')
  await s.until('')
  expect(node.prompts).toHaveLength(before + 2) // the job's, twice
})

test('a GPU that hangs is waited for until the deadline, and takes nothing until it is free', async () => {
  await using node = await standIn()
  await using s = backendAt(node.url, {}, { leastDeadlineMs: 300 })
  await s.until('')
  node.faults.stalled = true
  await expect(s.paint()).rejects.toMatchObject({ code: 'timeout' })
  await s.until(/holds on to a picture/)
  expect(s.backend.offers(job())).toEqual([])
  node.faults.stalled = false
  await s.until('')
  await expect.poll(() => leftOn(node)).toEqual([])
})

test('what a house left that was killed is cleaned by the next', async () => {
  await using node = await standIn()
  await using first = backendAt(node.url)
  await first.until('')
  const { graph } = node.prompts[0]!
  await first.backend.close()
  const body = JSON.stringify({ prompt: graph, client_id: 'aiw-killed' })
  await fetch(`${node.url}/prompt`, { method: 'POST', body })
  await expect.poll(() => leftOn(node)).toEqual([expect.stringContaining('history')])
  await using second = backendAt(node.url)
  await second.until('')
  expect(leftOn(node)).toEqual([])
})

test('when nobody paints any more, a neutral picture takes the last scene’s place in the node’s memory', async () => {
  await using node = await standIn()
  await using s = backendAt(node.url, {}, { scrubMs: 50 })
  await s.until('')
  await s.paint()
  const { length } = node.prompts
  expect(textsOn(node).at(-2)).toContain('lighthouse')
  await expect.poll(() => node.prompts).toHaveLength(length + 1)
  expect(textsOn(node).at(-2)).not.toContain('lighthouse')
  await expect.poll(() => leftOn(node)).toEqual([])
})

test('a node that nobody asks is measured from time to time, so that it is not believed slow for ever', async () => {
  await using node = await standIn({ msPerStep: 2 })
  await using s = backendAt(node.url, {}, { scrubMs: 1, measureMs: 20 })
  await s.until('')
  const { length } = node.prompts
  await expect.poll(() => node.prompts.length).toBeGreaterThan(length + 2)
  const seeds = node.prompts.map(({ graph }) => graph['7']!.inputs['seed'])
  expect(new Set(seeds).size).toBe(seeds.length) // nothing that a cache could answer
  await s.paint()
  expect(s.finisher.pictures.length).toBeGreaterThan(length + 2)
})

test('what answers, but is no ComfyUI, is not in service', async () => {
  const server = createServer((_, response) => response.writeHead(404).end('<html>lighthouse'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await using s = backendAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await s.until(/cannot be reached/)
  expect(s.backend.offers(job())).toEqual([])
  server.close()
})

test('closing stops what is painted and ends the line', async () => {
  await using node = await standIn({ msPerStep: 20 })
  const s = backendAt(node.url)
  await s.until('')
  const painted = s.paint()
  await expect.poll(() => node.remaining).toBe(1)
  await Promise.all([expect(painted).rejects.toMatchObject({ code: 'unavailable' }), s.backend.close()])
  expect(node.remaining).toBe(0)
  await expect.poll(() => node.sockets).toBe(0)
  expect(leftOn(node)).toEqual([])
})

test('no word of a scene is in any line of the log or in any error, whatever goes wrong', async () => {
  await using node = await standIn({ msPerStep: 5 })
  await using s = backendAt(node.url, {}, { leastDeadlineMs: 400 })
  const errors: unknown[] = []
  const troubles: (() => void)[] = [
    () => (node.faults.outOfMemory = 1),
    () => (node.faults.failAt = 'CLIPTextEncode'),
    () => (node.faults.partialValidation = true),
    () => (node.faults.dropAtFrame = 9),
    () => (node.faults.routes['POST /prompt'] = { answer: 500, body: 'a lighthouse is no JSON', times: 1 }),
    () => (node.faults.routes['POST /prompt'] = { answer: 400, body: { error: { type: 'a lighthouse' } }, times: 1 }),
    () => (node.faults.stalled = true),
    () => void node.restart(),
  ]
  for (const trouble of troubles) {
    await s.until('')
    const painting = s.paint().catch((error: unknown) => errors.push(error))
    trouble()
    await painting
    Object.assign(node.faults, { partialValidation: false, stalled: false })
  }
  expect(errors.length).toBeGreaterThan(5)
  const said = [...s.lines, ...errors.map((error) => inspect(error, { depth: Infinity, showHidden: true }))].join('\n')
  const words = textsOn(node).filter((text) => text.includes('lighthouse'))
  expect(words.length).toBeGreaterThan(5)
  expect(said).not.toContain('lighthouse')
  expect(
    words.flatMap((text) => text.split(/[,.]/)).filter((part) => part.length > 3 && said.includes(part.trim())),
  ).toEqual([])
})
