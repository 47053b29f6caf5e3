import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { standIn, type Graph, type StandInOptions } from '../src/stand-in.ts'
import { ask, labGraph, listen, post, type Heard } from './support.ts'

// How a stand-in is set up, and what it does beyond what its suite of conformance asks.

const recipes = fs
  .readFileSync(path.join(import.meta.dirname, '../recordings/graphs.jsonl'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { name: string; graph: Graph })

/** A graph of one's own, to change. */
function recipe(name: string): Graph {
  return structuredClone(recipes.find((each) => each.name === name)!.graph)
}

const painted = recipes.map(({ name }) => name).filter((name) => name !== 'img2img')

test.each(painted)('a common recipe is painted: %s', async (name) => {
  const graph = recipe(name)
  await using node = await standIn()
  await using client = await listen(node.url)
  for (const { class_type, inputs } of Object.values(graph)) {
    if (class_type.includes('Latent') || class_type === 'Flux2Scheduler')
      Object.assign(inputs, { width: 96, height: 64 })
  }
  const heard = await client.ended(await post(node.url, graph, client))
  expect(heard.map(({ event }) => event)).toContain('execution_success')
  expect(await sharp(pictureOf(heard)).metadata()).toMatchObject({ width: 96, height: 64 })
})

test('an older node does not know what came later', async () => {
  await using node = await standIn({ generation: '0.3.64' })
  const graph = recipe('flux2 klein 4b')
  const { status, json } = await ask(node.url, 'POST', '/prompt', { prompt: graph })
  expect([status, json.error.message]).toEqual([400, 'Cannot execute because node Flux2Scheduler does not exist.'])
})

test('it has the models that it is given, and refuses others', async () => {
  await using node = await standIn({ models: { checkpoints: ['ours.safetensors'] } })
  expect((await ask(node.url, 'GET', '/models/checkpoints')).json).toEqual(['ours.safetensors'])
  expect((await ask(node.url, 'GET', '/models/gligen')).json).toEqual([])
  const graph = recipe('sdxl base lightning lora')
  const { json } = await ask(node.url, 'POST', '/prompt', { prompt: graph })
  expect(json.node_errors['1'].errors[0].type).toBe('value_not_in_list')
})

test('a picture tells whose it is: the same for the same words and seed, another for any other', async () => {
  await using node = await standIn({ isLab: true })
  await using client = await listen(node.url)
  const paint = async (inputs: Record<string, unknown>) => {
    return pictureOf(await client.ended(await post(node.url, labGraph(inputs), client)))
  }
  const [first, words, seed] = [await paint({}), await paint({ text: 'a high wall' }), await paint({ seed: 2 })]
  expect(await paint({})).toEqual(first)
  expect([words.equals(first), seed.equals(first), words.equals(seed)]).toEqual([false, false, false])
})

test('it can paint pictures as heavy as real ones', async () => {
  await using node = await standIn({ isNoise: true })
  await using client = await listen(node.url)
  const graph = recipe('sdxl lightning full checkpoint')
  const picture = pictureOf(await client.ended(await post(node.url, graph, client)))
  expect(picture.length).toBeGreaterThan(1.5 * 1024 * 1024)
  expect(await sharp(picture).metadata()).toMatchObject({ width: 1024, height: 1024 })
})

test('loading and steps take their time; what is loaded stays so until it is told to unload', async () => {
  await using node = await standIn({ msPerStep: 20, msToLoad: 60 })
  await using client = await listen(node.url)
  const graph = recipe('z image turbo')
  graph[8]!.inputs.width = graph[8]!.inputs.height = 64
  let seed = 0
  const paint = async () => {
    graph[9]!.inputs.seed = seed++
    const from = performance.now()
    const heard = await client.ended(await post(node.url, graph, client))
    const isLoading = heard.some(({ data }) => data.nodes?.['9']?.activity === 'loading')
    return { ms: performance.now() - from, isLoading }
  }
  const [cold, warm] = [await paint(), await paint()]
  expect([cold.isLoading, warm.isLoading]).toEqual([true, false])
  expect(cold.ms).toBeGreaterThan(60 + 9 * 20 - 5)
  expect(warm.ms).toBeGreaterThan(9 * 20 - 5)
  await ask(node.url, 'POST', '/free', { unload_models: true })
  expect((await paint()).isLoading).toBe(true)
})

test.each([
  ['classic', [true, false]],
  ['pressure', [true, true]],
  ['none', [false, false]],
] as const)('with the cache "%s", what was painted is kept so far', async (cache, [atOnce, afterAnother]) => {
  await using node = await standIn({ isLab: true, cache })
  await using client = await listen(node.url)
  const isCached = async (seed: number) => {
    const heard = await client.ended(await post(node.url, labGraph({ seed }), client))
    return heard.find(({ event }) => event === 'execution_cached')!.data.nodes.length > 0
  }
  await isCached(1)
  expect(await isCached(1)).toBe(atOnce)
  await isCached(2)
  expect(await isCached(1)).toBe(afterAnother)
})

test('previews come only if it makes them, and none to whoever wants none', async () => {
  await using node = await standIn({ previewMethod: 'latent2rgb' })
  await using plain = await standIn()
  const graph = recipe('sdxl lightning full checkpoint')
  graph[6]!.inputs.width = graph[6]!.inputs.height = 64
  const previews = async (url: string, preview_method?: string) => {
    graph[7]!.inputs.seed = Math.random() * 1e9
    await using client = await listen(url)
    const heard = await client.ended(await post(url, graph, client, { extra_data: { preview_method } }))
    return heard.filter(({ data }) => data.image_type === 'image/jpeg').length
  }
  expect(await previews(node.url)).toBe(4)
  expect(await previews(plain.url)).toBe(0)
  expect(await previews(plain.url, 'latent2rgb')).toBe(4)
})

test('what was asked and posted is remembered', async () => {
  await using node = await standIn({ isLab: true })
  await using client = await listen(node.url)
  expect(node.sockets).toBe(1)
  const graph = labGraph({ text: 'mine' })
  const id = await post(node.url, graph, client)
  const picture = pictureOf(await client.ended(id))
  const pictures = [createHash('sha256').update(picture).digest('hex')]
  const body = { prompt: graph, prompt_id: id, client_id: client.clientId }
  expect(node.prompts).toEqual([{ id, clientId: client.clientId, graph, body, pictures }])
  expect(node.requests).toEqual(['POST /prompt'])
})

test('it says how it was started', async () => {
  const argvOf = async (options: StandInOptions) => {
    await using node = await standIn(options)
    return (await ask(node.url, 'GET', '/system_stats')).json.system.argv.slice(5)
  }
  expect(await argvOf({})).toEqual(['--disable-metadata', '--cache-classic'])
  const open = {
    metadata: true,
    cache: 'pressure',
    previewMethod: 'latent2rgb',
    flags: ['--enable-assets'],
  } satisfies StandInOptions
  expect(await argvOf(open)).toEqual(['--preview-method', 'latent2rgb', '--enable-assets'])
})

test('a body that is too large is refused', async () => {
  await using node = await standIn({ maxUploadBytes: 1000 })
  expect((await ask(node.url, 'POST', '/prompt', 'x'.repeat(2000))).status).toBe(413)
})

test('pictures that are saved lie in files, with their graph unless that is switched off', async () => {
  for (const metadata of [true, false]) {
    await using node = await standIn({ isLab: true, metadata })
    await using client = await listen(node.url)
    const graph: Graph = {
      ...labGraph({ text: 'PATIENT 我很害怕' }),
      3: { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'sub/kept' } },
    }
    const heard = await client.ended(await post(node.url, graph, client))
    const { output } = heard.find(({ event }) => event === 'executed')!.data
    expect(output.images).toEqual([{ filename: 'kept_00001_.png', subfolder: 'sub', type: 'output' }])
    const { text } = await ask(node.url, 'GET', '/view?filename=kept_00001_.png&subfolder=sub')
    expect(text.includes('PATIENT')).toBe(metadata)
    expect(node.leaks()).toContain(`files: output/sub/kept_00001_.png${metadata ? ' with its text' : ''}`)
  }
})

test('it tells every place where words or pictures still are, until there is none', async () => {
  await using node = await standIn({ isLab: true })
  await using client = await listen(node.url)
  const first = await post(node.url, labGraph({ step_ms: 30 }), client)
  const second = await post(node.url, labGraph({ seed: 2 }), client)
  await client.until(({ event }) => event === 'executing')
  expect(node.leaks()).toEqual([`queue: running ${first}`, `queue: pending ${second}`])
  await client.ended(second)
  expect(node.leaks()).toEqual([
    `history: ${first}`,
    `history: ${second}`,
    'cache: text of LabSampler',
    'cache: picture of LabSampler',
  ])
  await ask(node.url, 'POST', '/history', { delete: [first, second] })
  expect(node.leaks()).toEqual(['cache: text of LabSampler', 'cache: picture of LabSampler'])
  await ask(node.url, 'POST', '/free', { free_memory: true })
  await expect.poll(() => node.leaks()).toEqual([])
  await ask(node.url, 'POST', '/prompt', { prompt: labGraph({ steps: 'a quiet lake' }) })
  expect(node.leaks()).toEqual(['log: * LabSampler 1'])
})

function pictureOf(heard: Heard[]): Buffer {
  return heard.findLast(({ image }) => image)!.image!
}
