import type { Look } from '@aiw/proto'
import type { Prompt } from './prompt.ts'
import { plainText } from './prompt/pieces.ts'
import type { Level, Lora, Recipe } from './recipe.ts'

/** A graph as POST /prompt takes it. */
export type Graph = Record<string, GraphNode>

interface GraphNode {
  class_type: string
  /** Plain values, and links: `[id of the node it comes from, which of its outputs]`. */
  inputs: Record<string, unknown>
  _meta?: unknown
}

type Link = [from: string, output: number]

/** A class of nodes, as GET /object_info tells of it. */
export interface ObjectInfo {
  input: { required?: Record<string, InputSpec>; optional?: Record<string, InputSpec> }
}

/** `["INT", {…}]`; a choice is `[["a", "b"], {…}]` in older nodes, `["COMBO", { options: ["a", "b"] }]` in newer. */
type InputSpec = readonly [unknown, Record<string, unknown>?]

const placeholders = [
  '$positive',
  '$negative',
  '$safe',
  '$seed',
  '$width',
  '$height',
  '$steps',
  '$denoise',
  '$input',
  '$lora',
  '$strength',
] as const
type Placeholder = (typeof placeholders)[number]

/** Whether a value of a recipe's graph stands for another. */
export const isPlaceholder = (value: unknown): value is Placeholder => placeholders.includes(value as Placeholder)

/** Whether an input comes from another node. */
const isLink = (value: unknown): value is Link =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number'

/** The inputs that come from other nodes. */
export const linksOf = (inputs: GraphNode['inputs']): [name: string, link: Link][] =>
  Object.entries(inputs).filter((entry): entry is [string, Link] => isLink(entry[1]))

/** What one picture asks of a graph. */
export interface Order {
  prompt: Prompt
  /** 0 to 4,294,967,295. */
  seed: number
  /** Pixels of the job. */
  width: number
  height: number
  level: Level
  look: Look
  /** Files the node has in its folder `loras`. */
  loras?: ReadonlySet<string>
  /** The picture to paint over, as LoadImage names it: "x/y.png [temp]". */
  input?: string
}

/**
 * The graph for one picture, the id of the node that sends it, and what it is painted with: recipe and LoRA, each with
 * its hash as far as it is known. Pure.
 */
export function graphFor(recipe: Recipe, order: Order): { graph: Graph; output: string; recipe: string } {
  const { prompt, seed, level, look, input = '' } = order
  const { width, height } = sizeFor(recipe, order, level)
  const lora = loraFor(recipe, look, order.loras)
  const strength = lora ? strengthOf(lora, look) : 0
  const values: Record<Placeholder, string | number> = {
    $positive: [...(lora?.triggers ?? []).map(plainText), prompt.positive].join(', '),
    $negative: prompt.negative,
    $safe: prompt.safe,
    $seed: seed,
    $width: width,
    $height: height,
    $steps: level.steps,
    $denoise: recipe.denoise ?? 1,
    $input: input,
    $lora: lora?.file ?? '',
    $strength: strength,
  }
  const graph = Object.fromEntries(
    Object.entries(lora ? recipe.graph : withoutLora(recipe.graph)).map(([id, { class_type, inputs }]) => [
      id,
      {
        class_type,
        inputs: Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [name, isPlaceholder(value) ? values[value] : value]),
        ),
      },
    ]),
  )
  const output = Object.keys(graph).find((id) => graph[id]!.class_type === 'SaveImageWebsocket')!
  const used = lora && `${lora.file} ${lora.sha256?.slice(0, 12) ?? 'unpinned'} at ${strength}`
  return { graph, output, recipe: [`${recipe.name} ${recipe.hash}`, ...(used ? [used] : [])].join(', ') }
}

/** What the recipe paints at a level for a job of that size: nearly the same shape, sides its model paints well. */
export function sizeFor(
  { size }: Pick<Recipe, 'size'>,
  job: { width: number; height: number },
  { scale }: Pick<Level, 'scale'>,
): { width: number; height: number } {
  const { leastPixels, mostPixels, multipleOf, longest } = size
  const shape = Math.min(longest, Math.max(1 / longest, job.width / job.height))
  const pixels = Math.min(mostPixels, Math.max(leastPixels, job.width * job.height)) * scale * scale
  const ideal = Math.sqrt(pixels / shape)
  // Of the heights round the ideal one, that whose width comes nearest to the shape.
  const candidates = [-1, 0, 1, 2].map((step) => {
    const height = Math.max(multipleOf, (Math.floor(ideal / multipleOf) + step) * multipleOf)
    const width = Math.max(multipleOf, Math.round((height * shape) / multipleOf) * multipleOf)
    const isOff = Math.abs(Math.log(width / height / shape))
    return { width, height, cost: isOff + 0.25 * Math.abs(Math.log((width * height) / pixels)) }
  })
  const fitting = candidates.filter((candidate) => candidate.width * candidate.height <= pixels * 1.05)
  const { width, height } = (fitting.length > 0 ? fitting : candidates.slice(0, 1)).reduce((best, candidate) =>
    candidate.cost < best.cost ? candidate : best,
  )
  return { width, height }
}

/** The first LoRA for the look's style that the node has. */
function loraFor(recipe: Recipe, look: Look, has: ReadonlySet<string> | undefined): Lora | undefined {
  return recipe.loras.find(({ file, styles }) => styles.includes(look.style) && has?.has(file))
}

function strengthOf({ strength }: Lora, { abstraction, energy }: Look): number {
  const share = Math.min(1, Math.max(0, abstraction, energy))
  return Math.round((strength.low + (strength.high - strength.low) * share) * 100) / 100
}

/** The graph with what comes out of its LoRA node taken from what goes into it. */
function withoutLora(graph: Graph): Graph {
  const id = Object.keys(graph).find((key) => Object.values(graph[key]!.inputs).includes('$lora'))
  if (id === undefined) return graph
  // LoraLoader gives model and clip, LoraLoaderModelOnly the model: outputs in the order of these inputs.
  const { model, clip } = graph[id]!.inputs
  const passed = [model, clip]
  return Object.fromEntries(
    Object.entries(graph)
      .filter(([key]) => key !== id)
      .map(([key, node]) => [
        key,
        {
          ...node,
          inputs: Object.fromEntries(
            Object.entries(node.inputs).map(([name, value]) => [
              name,
              isLink(value) && value[0] === id ? passed[value[1]] : value,
            ]),
          ),
        },
      ]),
  )
}

/** What may be chosen for an input; undefined where it is no choice. */
function choicesOf([type, more]: InputSpec): readonly unknown[] | undefined {
  if (Array.isArray(type)) return type
  return type === 'COMBO' && Array.isArray(more?.['options']) ? more['options'] : undefined
}

/** Inputs whose choices are files: whether they are there is asked of the folders. */
const isFile = (name: string): boolean => /^(?:ckpt|unet|vae|clip|lora)_name\d?$|^image$/.test(name)

/** Why a node with these classes would refuse a recipe's graph, for an operator; empty when it would not. */
export function problemsOf(graph: Graph, classes: Record<string, ObjectInfo>): string[] {
  const problems = Object.values(graph).flatMap(({ class_type, inputs }) => {
    const known = Object.hasOwn(classes, class_type) ? classes[class_type]! : undefined
    if (!known) return [`node class ${class_type}`]
    const required = known.input.required ?? {}
    const specs: Record<string, InputSpec> = { ...known.input.optional, ...required }
    return [
      ...Object.keys(required)
        .filter((name) => !Object.hasOwn(inputs, name))
        .map((name) => `node class ${class_type} without input ${name}`),
      ...Object.entries(inputs).flatMap(([name, value]) => {
        if (!Object.hasOwn(specs, name)) return [`node class ${class_type} with input ${name}`]
        const choices = choicesOf(specs[name]!)
        const isChosen = typeof value !== 'string' || isPlaceholder(value) || isFile(name) || choices?.includes(value)
        return choices === undefined || isChosen ? [] : [`node class ${class_type} with ${name} "${value}"`]
      }),
    ]
  })
  return [...new Set(problems)]
}
