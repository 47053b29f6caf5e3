import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Inventory, type Recipe, loadRecipes, missingFor } from '../../src/backends/comfyui/recipe.ts'
import { styles } from '../../src/backends/painter/styles.ts'

const shipped = path.resolve(import.meta.dirname, '../../recipes')
const recipes = await loadRecipes(shipped)
const recipeNamed = (name: string) => recipes.find((recipe) => recipe.name === name)!

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** A copy of the shipped recipes. */
async function copyOfRecipes(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'aiw-recipes-'))
  folders.push(folder)
  await cp(shipped, folder, { recursive: true })
  return folder
}

/** What loading says once a recipe has been changed. */
async function refusalOf(change: (recipe: any) => void, name = 'sd15-lcm'): Promise<string> {
  const folder = await copyOfRecipes()
  const file = path.join(folder, `${name}.json`)
  const recipe = JSON.parse(await readFile(file, 'utf8')) as object
  change(recipe)
  await writeFile(file, JSON.stringify(recipe))
  const refusal = await loadRecipes(folder).then(
    () => 'taken',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  )
  return refusal.replace(folder + path.sep, '')
}

describe('the recipes that come with AIW', () => {
  test('are read, the best first', () => {
    expect(recipes.map(({ name }) => name)).toEqual([
      'z-image-turbo',
      'flux-2-klein-4b',
      'z-image-turbo-from-painter',
      'sdxl-lightning',
      'sd15-lcm',
      'sd15-lcm-from-painter',
    ])
    expect(recipes.filter(({ needsInput }) => needsInput).map(({ name }) => name)).toEqual([
      'z-image-turbo-from-painter',
      'sd15-lcm-from-painter',
    ])
  })

  test('serve every style of the house', () => {
    for (const recipe of recipes) expect(recipe.styles).toEqual(styles.map(({ name }) => name))
  })

  test('pin every file they need, and say its licence', () => {
    for (const { models } of recipes)
      for (const file of models)
        expect(file).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: expect.any(Number) })
    const licences = new Set(recipes.flatMap(({ models }) => models.map(({ licence }) => licence)))
    expect([...licences].filter((licence) => /non-commercial|nc-community/i.test(licence))).toEqual([])
  })

  test('take less time level by level', () => {
    for (const { levels } of recipes) {
      const times = levels.map(({ assumedMs }) => assumedMs)
      expect(times).toEqual(times.toSorted((a, b) => b - a))
    }
  })

  test('have the LoRA of their family', () => {
    expect(recipeNamed('sdxl-lightning').loras.map(({ file }) => file)).toEqual(['EnvyImpressionismXL01.safetensors'])
    expect(recipeNamed('z-image-turbo').loras).toEqual([])
  })
})

test('a hash is of the file, to the letter', async () => {
  const folder = await copyOfRecipes()
  const file = path.join(folder, 'sd15-lcm.json')
  const [before] = (await loadRecipes(folder)).filter(({ name }) => name === 'sd15-lcm')
  await writeFile(file, (await readFile(file, 'utf8')).replace('1500', '1501'))
  const [after] = (await loadRecipes(folder)).filter(({ name }) => name === 'sd15-lcm')
  expect(before?.hash).toMatch(/^[0-9a-f]{12}$/)
  expect(before?.hash).toBe(recipeNamed('sd15-lcm').hash)
  expect(after?.hash).not.toBe(before?.hash)
})

test('a LoRA is added by dropping a file', async () => {
  const folder = await copyOfRecipes()
  const card = {
    file: 'house-monet.safetensors',
    family: 'z-image',
    styles: ['impressionist'],
    triggers: ['hsmonet painting'],
    strength: { low: 0.5, high: 1 },
    licence: 'our own',
    source: 'trained here',
    bytes: null,
    sha256: null,
  }
  await writeFile(path.join(folder, 'loras', 'house-monet.json'), JSON.stringify(card))
  const withLora = (await loadRecipes(folder)).filter(({ loras }) => loras.some(({ file }) => file === card.file))
  expect(withLora.map(({ name }) => name)).toEqual(['z-image-turbo', 'z-image-turbo-from-painter'])

  await writeFile(path.join(folder, 'loras', 'house-monet.json'), JSON.stringify({ ...card, styles: ['cubist'] }))
  await expect(loadRecipes(folder)).rejects.toThrow(/house-monet\.json: styles\.0 "cubist" is no style of the house/)
})

test.each<[string, RegExp, (recipe: any) => void]>([
  [
    'a number that is none',
    /^invalid: sd15-lcm\.json: levels\.0\.steps must be integer$/,
    (r) => (r.levels[0].steps = '6'),
  ],
  ['a field left out', /^invalid: sd15-lcm\.json: the file must have required properties size$/, (r) => delete r.size],
  ['a field nobody knows', /^invalid: sd15-lcm\.json: stpes is no field here$/, (r) => (r.stpes = 1)],
  [
    'a path that leaves the folder',
    /models\.0\.file must match pattern/,
    (r) => (r.models[0].file = '../x.safetensors'),
  ],
  ['another name than the file', /name must be the file's, "sd15-lcm"/, (r) => (r.name = 'other')],
  ['a style of no house', /styles\.5 "cubist" is no style of the house/, (r) => r.styles.push('cubist')],
  ['levels that do not fall', /levels\.1\.quality must be less than before/, (r) => (r.levels[1].quality = 0.7)],
  ['a graph without a prompt', /graph has no \$positive/, (r) => (r.graph[5].inputs.text = 'a lake')],
  ['a graph without a seed', /graph has no \$seed/, (r) => (r.graph[10].inputs.seed = 1)],
  [
    'a placeholder nobody fills',
    /graph\.10\.inputs\.cfg \$cfg is no placeholder/,
    (r) => (r.graph[10].inputs.cfg = '$cfg'),
  ],
  [
    'a file that is not in models',
    /graph\.1\.inputs\.ckpt_name names checkpoints\/x\.safetensors, which is not in models/,
    (r) => (r.graph[1].inputs.ckpt_name = 'x.safetensors'),
  ],
  ['a link to nowhere', /graph\.11\.inputs\.vae leads to no node/, (r) => (r.graph[11].inputs.vae = ['77', 0])],
  ['two outputs', /exactly one SaveImageWebsocket/, (r) => (r.graph[91] = r.graph[90])],
  ['a saved file', /exactly one SaveImageWebsocket/, (r) => (r.graph[90].class_type = 'SaveImage')],
  [
    'a negative prompt said to be there',
    /prompt\.negative must be as the graph has \$negative/,
    (r) => (r.prompt.negative = false),
  ],
  ['a denoise nobody reads', /denoise must be given as the graph has \$denoise/, (r) => (r.denoise = 0.5)],
  ['few words in Chinese', /prompt\.languages must begin with "en"/, (r) => (r.prompt.languages = ['zh'])],
  [
    'sizes that exclude each other',
    /size\.leastPixels is more than size\.mostPixels/,
    (r) => (r.size.leastPixels = 9_999_999),
  ],
])('%s is refused, naming file and field', async (_, message, change) => {
  expect(await refusalOf(change)).toMatch(message)
})

test('what is no JSON, and a folder without a recipe, are refused', async () => {
  const folder = await copyOfRecipes()
  await writeFile(path.join(folder, 'broken.json'), '{ "name": ')
  await expect(loadRecipes(folder)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/broken\.json: is no JSON/),
  })
  await expect(loadRecipes(path.join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'invalid' })
})

describe('what a node lacks', () => {
  const recipe = recipeNamed('sdxl-lightning')
  const anything = { input: { required: {}, optional: {} } }
  /** A node whose classes take any input. */
  const nodeWith = (over: Partial<Inventory> = {}, of: Recipe = recipe): Inventory => ({
    version: '0.3.64',
    classes: Object.fromEntries(
      Object.values(of.graph).map(({ class_type, inputs }) => [
        class_type,
        {
          input: {
            required: {},
            optional: Object.fromEntries(Object.keys(inputs).map((name) => [name, ['*'] as const])),
          },
        },
      ]),
    ),
    models: new Map(
      of.models.map(({ folder }) => [
        folder,
        new Set(of.models.filter((file) => file.folder === folder).map(({ file }) => file)),
      ]),
    ),
    ...over,
  })

  test('nothing: it can paint', () => {
    for (const each of recipes) expect(missingFor(each, nodeWith({ version: '0.28.1' }, each))).toEqual([])
  })

  test('a file is named with its folder, a LoRA for a style is never missed', () => {
    expect(
      missingFor(recipe, nodeWith({ models: new Map([['checkpoints', new Set(['sd_xl_base_1.0.safetensors'])]]) })),
    ).toEqual(['models/loras/sdxl_lightning_4step_lora.safetensors'])
  })

  test('a class, an input and a choice are named', () => {
    const { classes } = nodeWith()
    const { KSampler: _, ...without } = classes
    expect(missingFor(recipe, nodeWith({ classes: without }))).toEqual(['node class KSampler'])
    expect(missingFor(recipe, nodeWith({ classes: { ...classes, VAEDecode: anything } }))).toEqual([
      'node class VAEDecode with input samples',
      'node class VAEDecode with input vae',
    ])
    const needy = { input: { required: { samples: ['LATENT'], vae: ['VAE'], tile: ['INT'] } } } as const
    expect(missingFor(recipe, nodeWith({ classes: { ...classes, VAEDecode: needy } }))).toEqual([
      'node class VAEDecode without input tile',
    ])
    const sampler = {
      ...classes['KSampler']!.input.optional,
      sampler_name: [['lcm']] as const,
      scheduler: ['COMBO', { options: ['simple'] }] as const,
    }
    expect(
      missingFor(recipe, nodeWith({ classes: { ...classes, KSampler: { input: { required: sampler } } } })),
    ).toEqual(['node class KSampler with sampler_name "euler"', 'node class KSampler with scheduler "sgm_uniform"'])
  })

  test.each([
    ['0.3.64', true],
    ['v0.3.70-12-gabc', true],
    ['0.10.0', true],
    ['1.0', true],
    ['0.3.63', false],
    ['0.2.99', false],
    ['', false],
    ['nightly', false],
  ])('version %j: %j', (version, isEnough) => {
    expect(missingFor(recipe, nodeWith({ version }))).toEqual(isEnough ? [] : ['ComfyUI 0.3.64 or newer'])
  })
})
