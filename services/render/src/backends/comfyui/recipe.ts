import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { styles } from '../painter/styles.ts'
import { type Graph, type ObjectInfo, isPlaceholder, linksOf, problemsOf } from './graph.ts'

const exact = { additionalProperties: false }
const Sha256 = Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()])
/** A file as ComfyUI names it, below its folder. */
const FileName = Type.String({ pattern: '^[\\w][\\w .+/-]*\\.(safetensors|sft|gguf|ckpt|pt|pth)$', maxLength: 200 })
const Words = Type.String({ minLength: 1, maxLength: 1_000 })
const StyleName = Type.String({ pattern: '^[a-z0-9-]+$', maxLength: 64 })

const ModelFile = Type.Object(
  {
    /** Below ComfyUI's `models`: "checkpoints", "diffusion_models". */
    folder: Type.String({ pattern: '^[a-z_]+$' }),
    file: FileName,
    licence: Words,
    /** Where to get it, in words. */
    source: Words,
    bytes: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    /** null: not known; whatever lies there is taken. */
    sha256: Sha256,
  },
  exact,
)

const Lora = Type.Object(
  {
    file: FileName,
    /** The family of models it was trained for: only recipes of the same family use it. */
    family: Type.String({ pattern: '^[a-z0-9.-]+$' }),
    styles: Type.Array(StyleName, { minItems: 1 }),
    /** Words it was trained with; they open the prompt where it is used. */
    triggers: Type.Array(Type.String({ minLength: 1, maxLength: 80 })),
    /** Of a calm concrete picture and of one that is all energy or abstraction; between them in proportion. */
    strength: Type.Object(
      { low: Type.Number({ minimum: -2, maximum: 2 }), high: Type.Number({ minimum: -2, maximum: 2 }) },
      exact,
    ),
    licence: Words,
    source: Words,
    bytes: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    sha256: Sha256,
  },
  exact,
)

const Level = Type.Object(
  {
    /** 1: as good as a house's best recipe; 0: the built-in painter's. */
    quality: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
    steps: Type.Integer({ minimum: 1, maximum: 150 }),
    /** Of the full width and height. */
    scale: Type.Number({ minimum: 0.25, maximum: 1 }),
    /** Milliseconds, until the node itself has been measured. */
    assumedMs: Type.Integer({ minimum: 1 }),
  },
  exact,
)

const Node = Type.Object(
  {
    class_type: Type.String({ minLength: 1 }),
    inputs: Type.Record(Type.String(), Type.Unknown()),
    _meta: Type.Optional(Type.Unknown()),
  },
  exact,
)

const RecipeFile = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$', maxLength: 64 }),
    title: Words,
    /** For an operator: what card it suits, what was not verified. */
    about: Type.String({ maxLength: 4_000 }),
    family: Type.String({ pattern: '^[a-z0-9.-]+$' }),
    /** The oldest ComfyUI that can paint it: "0.3.76". */
    comfyui: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    models: Type.Array(ModelFile, { minItems: 1 }),
    styles: Type.Array(StyleName, { minItems: 1 }),
    prompt: Type.Object(
      {
        /** What it understands; it is spoken to in the first. */
        languages: Type.Array(Type.Union([Type.Literal('en'), Type.Literal('zh')]), { minItems: 1 }),
        /** "short": at most 75 tokens, for CLIP. */
        form: Type.Union([Type.Literal('long'), Type.Literal('short')]),
        /** Whether a negative prompt has an effect: not where cfg is 1. */
        negative: Type.Boolean(),
      },
      exact,
    ),
    /** Sides the model paints well. The picture is brought to the size of the job afterwards. */
    size: Type.Object(
      {
        leastPixels: Type.Integer({ minimum: 65_536 }),
        mostPixels: Type.Integer({ minimum: 65_536 }),
        /** Both sides are multiples of it. */
        multipleOf: Type.Integer({ minimum: 8, maximum: 128 }),
        /** The longer side is at most so many times the shorter. */
        longest: Type.Number({ minimum: 1, maximum: 8 }),
      },
      exact,
    ),
    /** How much of the given picture is painted anew, 0 to 1; only where the graph takes one. */
    denoise: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
    /** Best first. */
    levels: Type.Array(Level, { minItems: 1 }),
    /** In ComfyUI's API format, with placeholders: see docs/models.md. */
    graph: Type.Record(Type.String(), Node),
  },
  exact,
)

export type Level = Static<typeof Level>
export type Lora = Static<typeof Lora>
type ModelFile = Static<typeof ModelFile>

/** How a node paints: models, graph and what to say to it. */
export interface Recipe extends Omit<Static<typeof RecipeFile>, 'graph'> {
  /** SHA-256 over the file, its first 12 hex digits. */
  hash: string
  graph: Graph
  /** Paints over a picture it is given, keeping its composition. */
  needsInput: boolean
  /** What may be used where a node has the file; a node without still paints the style by its words. */
  loras: readonly Lora[]
}

/** What a node has. */
export interface Inventory {
  /** As the node tells it: "0.3.76". */
  version: string
  classes: Record<string, ObjectInfo>
  /** Files by folder: "loras" → "x.safetensors". */
  models: ReadonlyMap<string, ReadonlySet<string>>
}

const checkRecipe = Compile(RecipeFile)
const checkLora = Compile(Lora)

/**
 * Reads every recipe of a folder, and what is in its folder `loras`; the best first. Throws Failure `invalid` naming the
 * file and every field that is wrong.
 */
export async function loadRecipes(folder: string): Promise<Recipe[]> {
  const cards = await Promise.all((await jsonFiles(join(folder, 'loras'))).map(readLora))
  const files = await jsonFiles(folder)
  const recipes = await Promise.all(files.map((file) => readRecipe(file, cards)))
  if (recipes.length === 0) throw new Failure('invalid', `no recipe in ${folder}`)
  return recipes.toSorted((a, b) => b.levels[0]!.quality - a.levels[0]!.quality || (a.name < b.name ? -1 : 1))
}

/** What a node lacks to paint by a recipe, for an operator; empty when it can. A LoRA is never lacking. */
export function missingFor(recipe: Recipe, inventory: Inventory): string[] {
  const { graph, models, comfyui } = recipe
  return [
    ...(isAtLeast(inventory.version, comfyui) ? [] : [`ComfyUI ${comfyui} or newer`]),
    ...models
      .filter(({ folder, file }) => !inventory.models.get(folder)?.has(file))
      .map(({ folder, file }) => `models/${folder}/${file}`),
    ...problemsOf(graph, inventory.classes),
  ]
}

/** Whether a version is a given one or newer; a version that cannot be read is not. */
function isAtLeast(version: string, least: string): boolean {
  const numbersOf = (text: string) =>
    /(\d+)\.(\d+)(?:\.(\d+))?/
      .exec(text)
      ?.slice(1, 4)
      .map((part) => Number(part ?? 0))
  const [has, wants] = [numbersOf(version), numbersOf(least)]
  if (!has || !wants) return false
  const at = has.findIndex((part, i) => part !== wants[i])
  return at < 0 || has[at]! > wants[at]!
}

async function jsonFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new Failure('invalid', `recipes: ${folder} cannot be read (${error.code})`)
  })
  return found
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && entry.name.endsWith('.json'))
    .map(({ name }) => join(folder, name))
    .toSorted()
}

async function readLora(file: string): Promise<Lora> {
  const { value } = await readJson(file, checkLora)
  refuse(file, unknownStyles(value.styles))
  return value
}

async function readRecipe(file: string, cards: readonly Lora[]): Promise<Recipe> {
  const { value, text } = await readJson(file, checkRecipe)
  refuse(file, wrongIn(value, basename(file, '.json')))
  return {
    ...value,
    graph: value.graph as Graph,
    hash: createHash('sha256').update(text).digest('hex').slice(0, 12),
    needsInput: placeholdersOf(value.graph as Graph).has('$input'),
    loras: cards.filter(
      ({ family, styles: served }) => family === value.family && served.some((style) => value.styles.includes(style)),
    ),
  }
}

async function readJson<T extends TSchema>(file: string, check: ReturnType<typeof Compile<T>>) {
  const text = await readFile(file, 'utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Failure('invalid', `${file}: is no JSON`)
  }
  const wrong = [...check.Errors(value)]
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .map(({ instancePath, keyword, message }) =>
      keyword === 'boolean' ? `${fieldOf(instancePath)} is no field here` : `${fieldOf(instancePath)} ${message}`,
    )
  refuse(file, wrong)
  return { value: value as Static<T>, text }
}

const fieldOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '.') || 'the file'

function refuse(file: string, wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Failure('invalid', `${file}: ${[...new Set(wrong)].join('; ')}`)
}

const house = new Set(styles.map(({ name }) => name))
/** The built-in painter stands in for a node, so it must have every style a node has. */
const unknownStyles = (named: readonly string[]): string[] =>
  named.flatMap((style, i) => (house.has(style) ? [] : [`styles.${i} "${style}" is no style of the house`]))

/** Inputs that name a file, and the folder it lies in. */
const folderOf: Record<string, string> = {
  ckpt_name: 'checkpoints',
  unet_name: 'diffusion_models',
  vae_name: 'vae',
  clip_name: 'text_encoders',
  clip_name1: 'text_encoders',
  clip_name2: 'text_encoders',
  lora_name: 'loras',
}

const placeholdersOf = (graph: Graph): Set<string> =>
  new Set(Object.values(graph).flatMap(({ inputs }) => Object.values(inputs).filter(isPlaceholder)))

/** What a schema cannot say of a recipe. */
function wrongIn(recipe: Static<typeof RecipeFile>, fileName: string): string[] {
  const graph = recipe.graph as Graph
  const wrong = unknownStyles(recipe.styles)
  if (recipe.name !== fileName) wrong.push(`name must be the file's, "${fileName}"`)
  if (recipe.prompt.form === 'short' && recipe.prompt.languages[0] !== 'en')
    wrong.push('prompt.languages must begin with "en" where prompt.form is "short"')
  if (recipe.size.leastPixels > recipe.size.mostPixels) wrong.push('size.leastPixels is more than size.mostPixels')
  recipe.levels.forEach(({ quality }, i) => {
    if (i > 0 && quality >= recipe.levels[i - 1]!.quality) wrong.push(`levels.${i}.quality must be less than before`)
  })

  const used = placeholdersOf(graph)
  const size = used.has('$width') && used.has('$height')
  for (const needed of ['$positive', '$seed', '$steps']) if (!used.has(needed)) wrong.push(`graph has no ${needed}`)
  if (!size) wrong.push('graph has no $width and $height')
  if (used.has('$negative') !== recipe.prompt.negative) wrong.push('prompt.negative must be as the graph has $negative')
  if (used.has('$denoise') !== (recipe.denoise !== undefined))
    wrong.push('denoise must be given as the graph has $denoise')
  const outputs = Object.values(graph).filter(({ class_type }) => class_type === 'SaveImageWebsocket')
  if (outputs.length !== 1) wrong.push('graph must have exactly one SaveImageWebsocket')

  const listed = new Set(recipe.models.map(({ folder, file }) => `${folder}/${file}`))
  for (const [id, { inputs }] of Object.entries(graph)) {
    for (const [name, value] of Object.entries(inputs)) {
      const field = `graph.${id}.inputs.${name}`
      const folder = folderOf[name]
      if (typeof value === 'string' && value.startsWith('$') && !isPlaceholder(value))
        wrong.push(`${field} ${value} is no placeholder`)
      else if (folder && typeof value === 'string' && !isPlaceholder(value) && !listed.has(`${folder}/${value}`))
        wrong.push(`${field} names ${folder}/${value}, which is not in models`)
    }
    for (const [name, [from]] of linksOf(inputs))
      if (!graph[from]) wrong.push(`graph.${id}.inputs.${name} leads to no node`)
  }
  return wrong
}
