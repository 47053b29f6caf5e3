import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { standIn } from '../src/stand-in.ts'
import { ask, labGraph, listen, post, type Heard } from './support.ts'

// What a stand-in says, frame by frame, against what ComfyUI 0.3.64 was heard to say in the same scene.

const options = { generation: '0.3.64', isLab: true } as const

test('a prompt from start to end, with previews, for a client that asked for nothing', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url, { flags: false })
  const id = await post(node.url, labGraph({ preview: true }), client)
  await client.ended(id)
  expect(said(client.heard)).toEqual(recorded('normal'))
})

test('the same for a client that asked for pictures that say whose they are', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  const id = await post(node.url, labGraph({ preview: true }), client)
  await client.ended(id)
  expect(said(client.heard, 'flags')).toEqual(recorded('flags'))
})

test('a prompt that fails in its sampler', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  const graph = labGraph({ fail: true, text: 'PATIENT TEXT 我很害怕', step_ms: 50, seed: 202419658 })
  const id = await post(node.url, graph, client)
  await client.ended(id)
  expect(said(client.heard, 'error')).toEqual(recorded('error'))
  const { json } = await ask(node.url, 'GET', `/history/${id}`)
  expect(json[id].status).toMatchObject({ status_str: 'error', completed: false })
  expect(json[id].status.messages.map(([event]: [string]) => event)).toEqual([
    'execution_start',
    'execution_cached',
    'execution_error',
  ])
})

test('three prompts: one interrupted, one runs, one taken out while it waits', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url, { flags: false })
  const slow = await post(node.url, labGraph({ steps: 100, step_ms: 20 }), client)
  await client.until(({ event }) => event === 'executing')
  const next = await post(node.url, labGraph({ seed: 2 }), client)
  const third = await post(node.url, labGraph({ seed: 3 }), client)
  await ask(node.url, 'POST', '/interrupt', { prompt_id: next })
  await ask(node.url, 'POST', '/queue', { delete: [third] })
  await ask(node.url, 'POST', '/interrupt', { prompt_id: slow })
  await client.ended(next)
  expect(said(client.heard.slice(1), 'cancel')).toEqual(recorded('cancel'))
  expect((await ask(node.url, 'GET', `/history/${third}`)).json).toEqual({})
})

test('the same graph again: all but the sending comes from the cache', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url, { flags: false })
  await client.ended(await post(node.url, labGraph(), client))
  client.heard.length = 0
  await client.ended(await post(node.url, labGraph(), client))
  expect(said(client.heard)).toEqual(recorded('cached'))
})

test('a client that comes back in the middle, under the same id', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url, { flags: false })
  const id = await post(node.url, labGraph({ steps: 20, step_ms: 20 }), client)
  await client.until(({ event }) => event === 'executing')
  client.socket.close()
  await new Promise((resolve) => client.socket.once('close', resolve))
  await using again = await listen(node.url, { clientId: client.clientId, flags: false })
  await again.ended(id)
  expect(said(again.heard, 'reconnect')).toEqual(recorded('reconnect'))
})

test('graphs that are refused, in the words of the recordings', async () => {
  await using node = await standIn({ ...options, models: { checkpoints: checkpoints } })
  const lab = labGraph()
  const withSteps = (steps: unknown) => labGraph({ steps })
  const loader = (ckpt_name: string) => ({ class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name } })
  const painted = (latent: [string, number]) => ({
    '1': loader(checkpoints[1]!),
    '2': { class_type: 'CLIPTextEncode', inputs: { clip: ['1', 1], text: '' } },
    '3': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
    '4': { class_type: 'SaveImageWebsocket', inputs: { images: latent } },
  })
  const bodies: Record<string, unknown> = {
    'unknown node': { prompt: { '1': { class_type: 'Nope', inputs: {} } } },
    'no class_type': { prompt: { '1': { inputs: {} } } },
    'no outputs': { prompt: { '1': lab['1'] } },
    'no prompt': {},
    'missing input': { prompt: { ...lab, '1': { class_type: 'LabSampler', inputs: { text: 'x' } } } },
    'below min': { prompt: withSteps(0) },
    'bad combo': {
      prompt: {
        '1': loader('sdxl.safetensors'),
        '3': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
        '2': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['1', 2] } },
        '4': { class_type: 'SaveImageWebsocket', inputs: { images: ['2', 0] } },
      },
    },
    'bad link type': { prompt: painted(['3', 0]) },
    'dangling link': { prompt: painted(['99', 0]) },
    'not json': '{',
    'int coercion fail': { prompt: withSteps('PATIENT') },
    'prompt_id not uuid': { prompt: lab, prompt_id: 'abc' },
    'partial: one good one bad output': {
      prompt: { ...lab, '9': { class_type: 'SaveImageWebsocket', inputs: {} } },
    },
  }
  for (const { case: name, status, type, body } of lines<Refusal>('refusals')) {
    const reply = await ask(node.url, 'POST', '/prompt', bodies[name])
    expect([name, reply.status, reply.type]).toEqual([name, status, type])
    expect(comparable(reply.json ?? reply.text)).toEqual(comparable(body))
  }
})

/** What the recorded node had. */
const checkpoints = [
  'dreamshaper_8.safetensors',
  'sd_xl_base_1.0.safetensors',
  'sd_xl_turbo_1.0_fp16.safetensors',
  'sdxl_lightning_4step.safetensors',
]

interface Refusal {
  case: string
  status: number
  type: string
  body: unknown
}

/** A recording, made comparable. */
function recorded(trace: string) {
  const heard = lines<[number, string, unknown, string?]>(trace).map(([, event, data, more]) => {
    const isPlain = event === 'BIN1'
    return { event, data: isPlain ? { format: Number(String(data).slice(4)) } : data, ...(more && {}) }
  })
  return said(heard)
}

/** Frames without what differs from run to run; of the kinds that a recording has, if one is named. */
function said(heard: Heard[], trace?: string) {
  const kinds = trace && new Set(lines<[number, string]>(trace).map(([, event]) => event))
  const ids = new Map<string, string>()
  return heard
    .filter(({ event }) => !kinds || kinds.has(event))
    .map(({ event, data }) => [event, comparable(data, ids)])
}

/** Values with ids numbered as they come up, and times and traces left out. */
function comparable(value: unknown, ids = new Map<string, string>()): unknown {
  if (typeof value === 'string') {
    if (!/^[0-9a-f-]{36}$/.test(value)) return value
    if (!ids.has(value)) ids.set(value, `id ${ids.size + 1}`)
    return ids.get(value)
  }
  if (Array.isArray(value)) return value.map((each) => comparable(each, ids))
  if (typeof value !== 'object' || value === null) return value
  const left = ['timestamp', 'traceback', 'number', 'seed', 'step_ms', 'tooltip']
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !left.includes(key))
      .map(([key, each]) => [key, comparable(unordered.has(key) ? sorted(each as unknown[]) : each, ids)]),
  )
}

/** Sets of Python: they come in any order. */
const unordered = new Set(['errors', 'current_outputs'])

function sorted(all: unknown[]): unknown[] {
  return all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

function lines<Line>(trace: string): Line[] {
  const file = path.join(import.meta.dirname, `../recordings/traces/${trace}.jsonl`)
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
}
