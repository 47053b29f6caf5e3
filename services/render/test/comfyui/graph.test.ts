import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { standIn } from '@aiw/comfyui-stand-in'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Graph, type ObjectInfo, type Order, graphFor, sizeFor } from '../../src/backends/comfyui/graph.ts'
import { promptFor } from '../../src/backends/comfyui/prompt.ts'
import { type Recipe, loadRecipes, missingFor } from '../../src/backends/comfyui/recipe.ts'
import { jobOf, present } from '../compose/support.ts'

const recipes = await loadRecipes(path.resolve(import.meta.dirname, '../../recipes'))
const recipeNamed = (name: string) => recipes.find((recipe) => recipe.name === name)!
const loraOf = (family: string): Recipe['loras'][number] => ({
  file: 'house-monet.safetensors',
  family,
  styles: ['impressionist'],
  triggers: ['hsmonet (lilies) painting'],
  strength: { low: 0.5, high: 1 },
  licence: 'our own',
  source: 'trained here',
  bytes: null,
  sha256: 'ab'.repeat(32),
})
const withLora = (recipe: Recipe): Recipe => ({ ...recipe, loras: [loraOf(recipe.family)] })

const job = jobOf(
  { setting: 'SETTING_SEA', motifs: [present('lighthouse')] },
  { style: 'impressionist' },
  4_294_967_295,
)
const orderFor = (recipe: Recipe, over: Partial<Order> = {}): Order => ({
  prompt: promptFor(job, recipe),
  seed: job.seed,
  width: 1024,
  height: 640,
  level: recipe.levels[0]!,
  look: job.look,
  input: 'a1b2/c3.png [temp]',
  ...over,
})
const has = new Set(['house-monet.safetensors'])

const generations = ['newest', '0.3.64'] as const

/** What a node lacks for a recipe, by what it tells. */
async function missingOn(url: string, recipe: Recipe): Promise<string[]> {
  const get = async (route: string): Promise<any> => (await fetch(url + route)).json()
  const { system } = await get('/system_stats')
  const classes = (await get('/object_info')) as Record<string, ObjectInfo>
  const folders = [...new Set(recipe.models.map(({ folder }) => folder))]
  const models = new Map(
    await Promise.all(
      folders.map(async (folder) => [folder, new Set<string>(await get(`/models/${folder}`))] as const),
    ),
  )
  return missingFor(recipe, { version: system.comfyui_version, classes, models })
}

async function upload(url: string, subfolder: string, name: string): Promise<void> {
  const form = new FormData()
  form.set('image', new Blob([new Uint8Array([137, 80, 78, 71])]), name)
  form.set('type', 'temp')
  form.set('subfolder', subfolder)
  await fetch(`${url}/upload/image`, { method: 'POST', body: form })
}

/** Every value of a graph that is no link. */
const valuesOf = (graph: Graph) =>
  Object.values(graph).flatMap(({ inputs }) => Object.values(inputs).filter((value) => !Array.isArray(value)))

describe.each(recipes.map((recipe) => [recipe.name, recipe] as const))('%s', (_, recipe) => {
  test('becomes this graph', async () => {
    const { graph, output } = graphFor(recipe, orderFor(recipe))
    await expect(`${JSON.stringify({ output, graph }, undefined, 1)}\n`).toMatchFileSnapshot(
      `graphs/${recipe.name}.txt`,
    )
  })

  test('leaves no placeholder, and no node that nothing leads to', () => {
    for (const each of [recipe, withLora(recipe)]) {
      const { graph, output } = graphFor(each, orderFor(each, { loras: has }))
      expect(valuesOf(graph).filter((value) => typeof value === 'string' && value.startsWith('$'))).toEqual([])
      expect(graph[output]?.class_type).toBe('SaveImageWebsocket')
      const needed = new Set<string>()
      const need = (id: string): void => {
        if (needed.has(id)) return
        needed.add(id)
        for (const value of Object.values(graph[id]!.inputs)) if (Array.isArray(value)) need(value[0] as string)
      }
      need(output)
      expect(Object.keys(graph).filter((id) => !needed.has(id))).toEqual([])
    }
  })

  test.each(generations.filter((generation) => generation === 'newest' || recipe.comfyui === '0.3.64'))(
    'is taken by a node of generation %s',
    async (generation) => {
      await using node = await standIn({ generation, models: { loras: [...has, ...filesOf('loras')] } })
      expect(await missingOn(node.url, recipe)).toEqual([])
      await upload(node.url, 'a1b2', 'c3.png')
      for (const each of [recipe, withLora(recipe)]) {
        const { graph } = graphFor(each, orderFor(each, { loras: has }))
        const response = await fetch(`${node.url}/prompt`, {
          method: 'POST',
          body: JSON.stringify({ prompt: graph, prompt_id: randomUUID(), client_id: randomUUID() }),
        })
        expect([response.status, await response.json()]).toMatchObject([200, { node_errors: {} }])
      }
    },
  )

  const filesOf = (folder: string) => recipe.models.filter((file) => file.folder === folder).map(({ file }) => file)
})

test('a node that is too old is told so', async () => {
  await using node = await standIn({ generation: '0.3.64' })
  expect(await missingOn(node.url, recipeNamed('z-image-turbo'))).toEqual(['ComfyUI 0.3.76 or newer'])
  expect(await missingOn(node.url, recipeNamed('flux-2-klein-4b'))).toEqual([
    'ComfyUI 0.9.2 or newer',
    'node class CLIPLoader with type "flux2"',
    'node class Flux2Scheduler',
    'node class EmptyFlux2LatentImage',
  ])
})

test('a LoRA stands between the model and what reads it, opens the prompt, and is named with its hash', () => {
  const recipe = withLora(recipeNamed('sdxl-lightning'))
  const look = { ...job.look, energy: 0.2, abstraction: 0.5 }
  const { graph, recipe: used } = graphFor(recipe, orderFor(recipe, { loras: has, look }))
  const [id, lora] = Object.entries(graph).find(([, { inputs }]) => inputs['lora_name'] === 'house-monet.safetensors')!
  expect(lora.inputs).toMatchObject({ strength_model: 0.75, strength_clip: 0.75, model: ['2', 0], clip: ['1', 1] })
  const readers = Object.values(graph).filter(({ inputs }) =>
    Object.values(inputs).some((value) => Array.isArray(value) && value[0] === id),
  )
  expect(readers.map(({ class_type }) => class_type).toSorted()).toEqual(['CLIPTextEncode', 'KSampler'])
  const text = String(Object.values(graph).find(({ class_type }) => class_type === 'CLIPTextEncode')!.inputs['text'])
  expect(text).toMatch(/^hsmonet \\\(lilies\\\) painting, impressionist oil painting/)
  expect(used).toBe(`sdxl-lightning ${recipe.hash}, house-monet.safetensors abababababab at 0.75`)
})

test('without its file, or for another style, the style rests on words', () => {
  const recipe = withLora(recipeNamed('sdxl-lightning'))
  for (const order of [orderFor(recipe), orderFor(recipe, { loras: has, look: { ...job.look, style: 'ink' } })]) {
    const { graph, recipe: used } = graphFor(recipe, order)
    expect(valuesOf(graph)).not.toContain('house-monet.safetensors')
    const sampler = Object.values(graph).find(({ class_type }) => class_type === 'KSampler')!
    const encoder = Object.values(graph).find(({ class_type }) => class_type === 'CLIPTextEncode')!
    expect([sampler.inputs['model'], encoder.inputs['clip']]).toEqual([
      ['2', 0],
      ['1', 1],
    ])
    expect(used).toBe(`sdxl-lightning ${recipe.hash}`)
  }
})

test('the same order makes the same graph, another seed or level another', () => {
  const recipe = recipeNamed('z-image-turbo')
  const graph = (over: Partial<Order> = {}) => JSON.stringify(graphFor(recipe, orderFor(recipe, over)).graph)
  expect(graph()).toBe(graph())
  expect(graph({ seed: 1 })).not.toBe(graph())
  expect(graph({ level: recipe.levels.at(-1)! })).not.toBe(graph())
})

describe('sizes', () => {
  const pixels = fc.integer({ min: 4, max: 32 }).map((n) => n * 64)

  test('fit the model, and the shape of the job as far as the model can', () => {
    fc.assert(
      fc.property(pixels, pixels, fc.constantFrom(...recipes.keys()), (width, height, at) => {
        const recipe = recipes[at]!
        const { multipleOf, mostPixels, leastPixels, longest } = recipe.size
        for (const level of recipe.levels) {
          const size = sizeFor(recipe, { width, height }, level)
          expect([size.width % multipleOf, size.height % multipleOf]).toEqual([0, 0])
          expect(size.width * size.height).toBeLessThanOrEqual(mostPixels * level.scale ** 2 * 1.05)
          expect(size.width * size.height).toBeGreaterThan(leastPixels * level.scale ** 2 * 0.6)
          const shape = Math.min(longest, Math.max(1 / longest, width / height))
          expect(Math.abs(Math.log(size.width / size.height / shape))).toBeLessThan(Math.log(1.16))
        }
      }),
    )
  })

  test.each([
    ['z-image-turbo', '1024x640 1024x640 896x560 768x480'],
    ['sdxl-lightning', '1280x800 1024x640'],
    ['sd15-lcm', '704x448 640x384 512x320'],
  ])('of the usual picture by %s: %s', (name, sizes) => {
    const recipe = recipeNamed(name)
    const found = recipe.levels.map((level) => sizeFor(recipe, { width: 1024, height: 640 }, level))
    expect(found.map(({ width, height }) => `${width}x${height}`).join(' ')).toBe(sizes)
  })
})
