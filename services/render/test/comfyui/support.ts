import { createLogger } from '@aiw/kit/log'
import { expect, vi } from 'vitest'
import type { Finisher, Job, Offer, Painted } from '../../src/backends/backend.ts'
import { cleaning } from '../../src/backends/comfyui/cleaning.ts'
import { httpClient } from '../../src/backends/comfyui/client.ts'
import { comfyui, type ComfyuiOptions } from '../../src/backends/comfyui/comfyui.ts'
import type { Access, DriveTiming, Hearer, Order } from '../../src/backends/comfyui/drive.ts'
import type { Timing } from '../../src/backends/comfyui/node.ts'
import type { Recipe } from '../../src/backends/comfyui/recipe.ts'
import { type Line, type LineTiming, openLine } from '../../src/backends/comfyui/socket.ts'
import { emptyScene, plainLook } from '../../src/request.ts'

/** Times that tests can wait for. */
export const timing: LineTiming & DriveTiming = {
  connectMs: 2_000,
  pingMs: 20,
  silenceMs: 500,
  hearMs: 300,
  quietMs: 700,
  endMs: 1_000,
  asksMs: [0, 10, 40, 100, 200, 400],
}

/** A picture of 64 x 64 in four steps or as many as told. */
export const orderOf = (text: string, seed = 1, steps = 4): Order => ({
  graph: {
    '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sdxl_lightning_4step.safetensors' } },
    '4': { class_type: 'CLIPTextEncode', inputs: { clip: ['1', 1], text } },
    '5': { class_type: 'CLIPTextEncode', inputs: { clip: ['1', 1], text: '' } },
    '6': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
    '7': {
      class_type: 'KSampler',
      inputs: {
        model: ['1', 0],
        seed,
        steps,
        cfg: 1,
        sampler_name: 'euler',
        scheduler: 'sgm_uniform',
        positive: ['4', 0],
        negative: ['5', 0],
        latent_image: ['6', 0],
        denoise: 1,
      },
    },
    '8': { class_type: 'VAEDecode', inputs: { samples: ['7', 0], vae: ['1', 2] } },
    '90': { class_type: 'SaveImageWebsocket', inputs: { images: ['8', 0] } },
  },
  output: '90',
  expectedMs: 200,
})

/** Access to a node, with a line that is opened again when it is lost. */
export function accessTo(url: string, changes: Partial<DriveTiming & LineTiming> = {}) {
  const http = httpClient(url)
  const closing = new AbortController()
  const lines: Line[] = []
  const times = { ...timing, ...changes }
  const open = async () => {
    const line = await openLine(url, times, () => {}, closing.signal)
    lines.push(line)
    return line
  }
  let opening: Promise<Line> | undefined
  const access: Access = {
    http,
    cleaning: cleaning(http, times.asksMs, () => {}),
    timing: times,
    posting: () => () => {},
    async line() {
      const last = lines.at(-1)
      if (last && !last.lost.aborted) return last
      opening ??= open().finally(() => (opening = undefined))
      return opening
    },
  }
  return {
    ...access,
    lines,
    async [Symbol.asyncDispose]() {
      closing.abort()
      for (const line of lines) line.close()
      await access.cleaning.settled()
    },
  }
}

/** Hears all, and keeps it. */
export function hearer() {
  const heard: { progress: number[]; previews: Blob[]; pictures: Blob[]; failed: unknown[]; begun: number } = {
    progress: [],
    previews: [],
    pictures: [],
    failed: [],
    begun: 0,
  }
  const hears: Hearer = {
    begun: () => void heard.begun++,
    progress: (done) => void heard.progress.push(done),
    preview: (image) => void heard.previews.push(image),
    picture: (image) => void heard.pictures.push(image),
    failed: (...why) => void heard.failed.push(why),
  }
  return { ...hears, heard }
}

/** A log that keeps every line, at the level that says most. */
export function keptLog() {
  const lines: string[] = []
  return { log: createLogger('test', 'trace', { write: (line) => void lines.push(line) }), lines }
}

/** A recipe without weights worth the name: what the stand-in has. */
export const recipeOf = (name: string, changes: Partial<Recipe> = {}): Recipe => ({
  name,
  title: name,
  about: '',
  hash: '0123456789ab',
  family: 'sdxl',
  comfyui: '0.3.64',
  models: [
    {
      folder: 'checkpoints',
      file: 'sdxl_lightning_4step.safetensors',
      licence: 'x',
      source: 'x',
      bytes: null,
      sha256: null,
    },
  ],
  styles: ['impressionist'],
  prompt: { languages: ['en'], form: 'long', negative: true },
  size: { leastPixels: 65_536, mostPixels: 262_144, multipleOf: 64, longest: 2 },
  levels: [
    { quality: 0.8, steps: 4, scale: 1, assumedMs: 400 },
    { quality: 0.4, steps: 2, scale: 0.5, assumedMs: 200 },
  ],
  graph: placeholders(orderOf('$positive').graph),
  needsInput: false,
  loras: [],
  ...changes,
})

/** A recipe that paints over the painter's picture. */
export const paintingOver = (name: string): Recipe => {
  const recipe = recipeOf(name, { needsInput: true, denoise: 0.6 })
  recipe.graph['10'] = { class_type: 'LoadImage', inputs: { image: '$input' } }
  recipe.graph['6'] = { class_type: 'VAEEncode', inputs: { pixels: ['10', 0], vae: ['1', 2] } }
  recipe.graph['7']!.inputs['denoise'] = '$denoise'
  return recipe
}

function placeholders(graph: Order['graph']): Order['graph'] {
  graph['5']!.inputs['text'] = '$negative'
  Object.assign(graph['6']!.inputs, { width: '$width', height: '$height' })
  Object.assign(graph['7']!.inputs, { seed: '$seed', steps: '$steps' })
  return graph
}

export const job = (changes: Partial<Job> = {}): Job => ({
  id: 'job',
  scene: {
    ...emptyScene,
    setting: 'SETTING_SEA',
    motifs: [{ concept: 'lighthouse', presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_ONE' }],
  },
  look: { ...plainLook, style: 'impressionist' },
  seed: 7,
  width: 512,
  height: 320,
  ...changes,
})

/** Brings nothing to any look; tells what it was given. */
export function plainFinisher() {
  const pictures: Uint8Array[] = []
  const previews: Uint8Array[] = []
  const imageOf = (data: Uint8Array, { width, height }: Job) => ({
    mediaType: 'image/png',
    data: Buffer.from(data),
    width,
    height,
  })
  const finisher: Finisher = {
    picture: async (image, of) => {
      pictures.push(image)
      return { image: imageOf(image, of), measured: { lightness: 50, yellowness: 0, sharpness: 1 } }
    },
    preview: async (image, of) => {
      previews.push(image)
      return imageOf(image, of)
    },
  }
  return { ...finisher, pictures, previews }
}

/** Times that tests can wait for. */
export const nodeTiming: Timing = {
  ...timing,
  reopenMs: 10,
  longestReopenMs: 50,
  refreshMs: 200,
  retryMs: 20,
  failedMs: 500,
  scrubMs: 60_000,
  measureMs: 60_000,
  leastDeadlineMs: 2_000,
}

type Options = Partial<Omit<ComfyuiOptions, 'url'>>

/** A node as a backend, with what it logged. */
export function backendAt(url: string, options: Options = {}, changes: Partial<Timing> = {}) {
  const { log, lines } = keptLog()
  const finisher = plainFinisher()
  const backend = comfyui(
    { name: 'gpu-1', recipes: [recipeOf('swift')], finisher, log, url, ...options },
    { ...nodeTiming, ...changes },
  )
  /** Resolves when its problem is as told. */
  const until = (problem: RegExp | '') =>
    vi.waitFor(
      () => {
        if (problem === '') expect(backend.problem).toBe('')
        else expect(backend.problem).toMatch(problem)
      },
      { timeout: 8_000, interval: 10 },
    )
  /** Paints by the best offer, to the end. */
  async function paint(of = job(), signal = new AbortController().signal, offer?: Offer): Promise<Painted[]> {
    const painted: Painted[] = []
    for await (const event of backend.paint(of, signal, offer ?? backend.offers(of)[0]!)) painted.push(event)
    return painted
  }
  return { backend, finisher, lines, until, paint, [Symbol.asyncDispose]: () => backend.close() }
}
