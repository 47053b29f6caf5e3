import { randomUUID } from 'node:crypto'
import type { Client } from '@stable-canvas/comfyui-client'
import { ask, post, Refusal, safely, within } from './client.ts'
import type { ObjectInfo } from './graph.ts'
import { leaksOf } from './leaks.ts'
import { at, textAt } from './messages.ts'
import type { Inventory } from './recipe.ts'

/** A node, looked at. */
export interface Inspected {
  inventory: Inventory
  /** "cuda:0 NVIDIA GeForce RTX 4090"; empty where it names none. */
  device: string
  /** Of the accelerator; bytes, 0 where it does not say. */
  memory: number
  /** What it can do beyond ComfyUI 0.3.64, by its own names and ours. */
  features: string[]
  leaks: string[]
}

/** How long a node may take to tell of all its classes, in milliseconds: newer ones have a thousand. */
const inspectMs = 20_000

/** Folders that hold no models. */
const notModels = new Set(['configs', 'custom_nodes'])

/** Looks at a node: what it is, what it has, how it keeps things. Throws Refusal, or Failure `unavailable`. */
export async function inspect(http: Client, signal: AbortSignal): Promise<Inspected> {
  const get = (route: string) => ask(http, route, { signal: within(inspectMs, signal) })
  /** What an answer holds; undefined where the node has no such route. */
  const ifThere = async (request: Promise<unknown>) => {
    try {
      return await request
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }
  // It answers with text, which is no JSON: that it does is all that matters.
  const answers = (route: string) =>
    ifThere(safely(async () => (await http.fetchApi(route, { signal: within(inspectMs, signal) })).ok))
  const [stats, features, classes, models, extensions, hasManager, hasNewManager, cancel] = await Promise.all([
    get('/system_stats'),
    ifThere(get('/features')),
    get('/object_info'),
    modelsOn(http, signal),
    ifThere(get('/extensions')),
    answers('/manager/version'),
    answers('/v2/manager/version'),
    ifThere(post(http, `/api/jobs/${randomUUID()}/cancel`, {}, signal)),
  ])
  const system = at(stats, 'system')
  const [device] = listIn(at(stats, 'devices'))
  const known = (classes ?? {}) as Record<string, ObjectInfo>
  return {
    inventory: { version: textAt(system, 'comfyui_version') ?? '', classes: known, models },
    device: textAt(device, 'name') ?? '',
    memory: Number(at(device, 'vram_total')) || 0,
    features: [
      ...Object.entries(features ?? {}).flatMap(([name, value]) => (value === true ? [name] : [])),
      ...(cancel === undefined ? [] : ['cancel_by_id']),
    ],
    leaks: leaksOf({
      argv: textsIn(at(system, 'argv')),
      features: (features ?? {}) as Record<string, unknown>,
      modules: Object.values(known).map((one) => textAt(one, 'python_module') ?? ''),
      extensions: textsIn(extensions).flatMap((path) => /^\/extensions\/([^/]+)\//.exec(path)?.[1] ?? []),
      hasManager: hasManager === true || hasNewManager === true,
    }),
  }
}

/** The files of models that a node has, by folder. Throws as `inspect`. */
export async function modelsOn(http: Client, signal: AbortSignal): Promise<Inventory['models']> {
  const get = (route: string) => ask(http, route, { signal: within(inspectMs, signal) })
  const folders = textsIn(await get('/models')).filter((folder) => !notModels.has(folder))
  const files = folders.map(async (folder) => [folder, new Set(textsIn(await get(`/models/${folder}`)))] as const)
  return new Map(await Promise.all(files))
}

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const textsIn = (value: unknown): string[] => listIn(value).filter((one) => typeof one === 'string')
