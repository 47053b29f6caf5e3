import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { type Recipe, loadRecipes } from '../services/render/src/backends/comfyui/recipe.ts'

// Checks the model files of a ComfyUI node against the recipes: are they there, and are they what the recipes say.
//
//   npm run models:check -- --models /srv/comfyui/models
//   npm run models:check -- --models /srv/comfyui/models --recipe z-image-turbo
//
// One line a file. Ends with 1 when a file is wrong, when the recipe that is named lacks one, or when no recipe is complete.

const usage = 'usage: npm run models:check -- --models DIR [--recipe NAME] [--recipes FOLDER]'

/** A file as recipes ask for it. */
interface Wanted {
  path: string
  bytes: number | null
  sha256: string | null
  isOptional: boolean
  /** Where to get it, and under what licence. */
  from: string
}

interface Found {
  state: 'ok' | 'unpinned' | 'wrong' | 'missing' | 'absent'
  told: string
}

try {
  process.exitCode = await check()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

async function check(): Promise<number> {
  const { values } = parseArgs({
    options: {
      models: { type: 'string' },
      recipe: { type: 'string' },
      recipes: { type: 'string', default: join(import.meta.dirname, '../services/render/recipes') },
    },
  })
  if (values.models === undefined) throw new Error(usage)
  const all = await loadRecipes(values.recipes)
  const recipes = all.filter(({ name }) => values.recipe === undefined || name === values.recipe)
  if (recipes.length === 0)
    throw new Error(`no recipe ${values.recipe}; there are ${all.map(({ name }) => name).join(', ')}`)

  const found = new Map<string, Found>()
  for (const recipe of recipes)
    for (const wanted of wantedBy(recipe)) {
      const key = JSON.stringify(wanted)
      if (found.has(key)) continue
      const state = await look(values.models, wanted)
      found.set(key, state)
      console.log(`${state.state.padEnd(9)} ${wanted.path}  ${state.told}`)
    }

  console.log()
  const lacking = recipes.map((recipe) => {
    const states = wantedBy(recipe).map((wanted) => found.get(JSON.stringify(wanted))!.state)
    const missing = states.filter((state) => state === 'missing').length
    const wrong = states.filter((state) => state === 'wrong').length
    const verdict = missing + wrong === 0 ? 'complete' : `${missing} missing, ${wrong} wrong`
    console.log(`${recipe.name}: ${verdict}`)
    return missing + wrong
  })
  const isAnyWrong = [...found.values()].some(({ state }) => state === 'wrong')
  const isEnough = values.recipe === undefined ? lacking.includes(0) : lacking[0] === 0
  return isAnyWrong || !isEnough ? 1 : 0
}

function wantedBy({ models, loras }: Recipe): Wanted[] {
  const from = ({ source, licence }: { source: string; licence: string }) => `${source} (${licence})`
  return [
    ...models.map((model) => ({
      ...model,
      path: join(model.folder, model.file),
      isOptional: false,
      from: from(model),
    })),
    ...loras.map((lora) => ({ ...lora, path: join('loras', lora.file), isOptional: true, from: from(lora) })),
  ].map(({ path, bytes, sha256, isOptional, from: source }) => ({ path, bytes, sha256, isOptional, from: source }))
}

async function look(folder: string, { path, bytes, sha256, isOptional, from }: Wanted): Promise<Found> {
  const file = join(folder, path)
  const size = await stat(file).then(
    (entry) => (entry.isFile() ? entry.size : undefined),
    () => undefined,
  )
  if (size === undefined)
    return isOptional ? { state: 'absent', told: `optional; ${from}` } : { state: 'missing', told: from }
  if (bytes !== null && size !== bytes) return { state: 'wrong', told: `has ${size} bytes, the recipe says ${bytes}` }
  const is = await hashOf(file)
  if (sha256 === null) return { state: 'unpinned', told: `sha256 ${is}: put it into the recipe to pin it` }
  if (is !== sha256) return { state: 'wrong', told: `sha256 is ${is}, the recipe says ${sha256}` }
  return { state: 'ok', told: `${(size / 1e9).toFixed(2)} GB` }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}
