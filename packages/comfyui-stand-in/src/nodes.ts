import { isLink, type Graph, type GraphNode } from './graph.ts'
import { paintedPicture, pictureFrom, plainPicture, type Picture } from './picture.ts'

/** What flows along a link, as far as pictures need it; all else (models, words) is null. */
export type Value = { pictures: Picture[] } | { latent: Latent } | null

/** A picture before it is decoded: only its size, in pixels of the picture it will be. */
interface Latent {
  width: number
  height: number
  batch: number
}

/** What a node can ask for while it runs. */
export interface Running {
  graph: Graph
  /** What decides what it paints. */
  signature: string
  /** Whether it paints noise, which packs badly. */
  isNoise: boolean
  /** The value of an input that comes from another node. */
  from(name: string): Value
  /** Reads a file that was uploaded. Throws where there is none. */
  file(name: string): Buffer
  /** One step done. Rejects when the prompt was interrupted. */
  step(done: number, all: number, preview?: () => Picture): Promise<void>
  /** Waits as long as one step takes. */
  stepTime(ms?: number): Promise<void>
  /** Waits until the models that this node needs are loaded. */
  loadModels(): Promise<void>
}

/** The longer side of a preview, in pixels: smaller ones are blown up to it. */
const previewSide = 512

/** Classes that make a picture of noise, step by step. */
export const samplers = new Set([
  'KSampler',
  'KSamplerAdvanced',
  'SamplerCustom',
  'SamplerCustomAdvanced',
  'LabSampler',
])

/** Classes whose result is a file or a frame on the socket. */
export const savers = new Set(['SaveImageWebsocket', 'SaveImage', 'PreviewImage'])

/** Runs one node that is not a saver. Its outputs, by place; rejects as the node would fail. */
export async function runNode(node: GraphNode, running: Running): Promise<Value[]> {
  const { class_type: kind, inputs } = node
  if (samplers.has(kind)) return [await sample(node, running)]
  if (/^Empty.*Latent/.test(kind)) {
    const side = kind === 'EmptyFlux2LatentImage' ? 16 : 8
    const { width, height } = { width: down(inputs.width, side), height: down(inputs.height, side) }
    return [{ latent: { width, height, batch: Number(inputs.batch_size ?? 1) } }]
  }
  switch (kind) {
    case 'EmptyImage': {
      const picture = plainPicture(Number(inputs.width), Number(inputs.height), Number(inputs.color))
      return [{ pictures: Array.from({ length: Number(inputs.batch_size ?? 1) }, () => picture) }]
    }
    case 'LoadImage':
      return [{ pictures: [await pictureFrom(running.file(String(inputs.image)))] }, null]
    case 'VAEDecode':
    case 'VAEDecodeTiled': {
      const { width, height, batch } = latentOf(running.from('samples'))
      await running.stepTime()
      return [{ pictures: painted(running, width, height, batch) }]
    }
    case 'VAEEncode': {
      const [first, ...rest] = picturesOf(running.from('pixels'))
      return [{ latent: { width: down(first!.width, 8), height: down(first!.height, 8), batch: 1 + rest.length } }]
    }
    case 'LatentUpscale': {
      const { batch } = latentOf(running.from('samples'))
      return [{ latent: { width: down(inputs.width, 8), height: down(inputs.height, 8), batch } }]
    }
    case 'LatentUpscaleBy': {
      const { width, height, batch } = latentOf(running.from('samples'))
      const by = Number(inputs.scale_by)
      return [{ latent: { width: down(width * by, 8), height: down(height * by, 8), batch } }]
    }
    case 'ImageScale': {
      const from = picturesOf(running.from('image'))
      const [width, height] = sizeToScaleTo(from[0]!, Number(inputs.width), Number(inputs.height))
      return [{ pictures: from.map((picture) => scaled(picture, width, height)) }]
    }
    case 'ImageBlur': {
      const pictures = picturesOf(running.from('image'))
      const radius = Number(inputs.blur_radius)
      await running.stepTime()
      if (pictures.some(({ width, height }) => Math.min(width, height) <= radius)) {
        throw new Error(
          `Padding size should be less than the corresponding input dimension, but got: padding ${radius}`,
        )
      }
      return [{ pictures }]
    }
    case 'ImageInvert':
      return [{ pictures: picturesOf(running.from('image')).map((picture) => mapped(picture, (v) => 255 - v)) }]
    case 'ImageBlend': {
      const [under, over] = [picturesOf(running.from('image1')), picturesOf(running.from('image2'))]
      const blend = blends[String(inputs.blend_mode)]
      if (!blend) throw new Error(`Unsupported blend mode: ${String(inputs.blend_mode)}`)
      const factor = Number(inputs.blend_factor)
      return [{ pictures: under.map((picture, i) => blended(picture, over[i % over.length]!, factor, blend)) }]
    }
    default:
      return [passedOn(node, running)]
  }
}

/** The pictures in a value; none where it holds none. */
export function picturesOf(value: Value): Picture[] {
  return value && 'pictures' in value ? value.pictures : []
}

async function sample(node: GraphNode, running: Running): Promise<Value> {
  if (node.class_type === 'LabSampler') return labSample(node, running)
  const latent = latentOf(running.from('latent_image'))
  await running.loadModels()
  const steps = stepsOf(running.graph, node)
  for (let step = 1; step <= steps; step++) {
    await running.stepTime()
    const scale = previewSide / Math.max(latent.width, latent.height)
    const [width, height] = [Math.round(latent.width * scale), Math.round(latent.height * scale)]
    await running.step(step, steps, () => painted(running, width, height, 1)[0]!)
  }
  return { latent }
}

/** The sampler without weights that the recordings were made with: 64 x 64, its own time for a step, fails on demand. */
async function labSample({ inputs }: GraphNode, running: Running): Promise<Value> {
  const steps = Number(inputs.steps)
  for (let step = 1; step <= steps; step++) {
    await running.stepTime(Number(inputs.step_ms))
    const picture = () => painted(running, 64, 64, 1)[0]!
    await running.step(step, steps, inputs.preview === true ? picture : undefined)
  }
  if (inputs.fail === true) throw new Error('CUDA error: out of memory (lab)')
  return { pictures: painted(running, 64, 64, 1) }
}

/** How many steps a sampler makes: its own number, or that of the schedule it follows. */
function stepsOf(graph: Graph, node: GraphNode): number {
  if (typeof node.inputs.steps === 'number') return node.inputs.steps
  const schedule = node.inputs.sigmas
  const from = isLink(schedule) ? graph[schedule[0]] : undefined
  return from ? stepsOf(graph, from) : 1
}

/** Any node that is not known: what it was given first, if that is a picture of a kind, else nothing. */
function passedOn(node: GraphNode, running: Running): Value {
  for (const [name, value] of Object.entries(node.inputs)) {
    const given = isLink(value) ? running.from(name) : null
    if (given) return given
  }
  return null
}

function painted({ signature, isNoise }: Running, width: number, height: number, batch: number): Picture[] {
  return Array.from({ length: batch }, (_, i) => paintedPicture(`${signature}:${i}`, width, height, isNoise))
}

function latentOf(value: Value): Latent {
  return value && 'latent' in value ? value.latent : { width: 64, height: 64, batch: 1 }
}

/** The nearest size below that a latent can have. */
function down(size: unknown, side: number): number {
  return Math.max(side, Math.floor(Number(size) / side) * side)
}

/** A side of 0 follows the other. */
function sizeToScaleTo(picture: Picture, width: number, height: number): [number, number] {
  if (width === 0 && height === 0) return [picture.width, picture.height]
  return [
    width || Math.max(1, Math.round((picture.width * height) / picture.height)),
    height || Math.max(1, Math.round((picture.height * width) / picture.width)),
  ]
}

function scaled(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture
  const rgb = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * picture.height) / height) * picture.width
    for (let x = 0; x < width; x++) {
      const at = (row + Math.floor((x * picture.width) / width)) * 3
      picture.rgb.copy(rgb, (y * width + x) * 3, at, at + 3)
    }
  }
  return { width, height, rgb }
}

function mapped(picture: Picture, change: (value: number, at: number) => number): Picture {
  const rgb = Buffer.alloc(picture.rgb.length)
  for (let i = 0; i < rgb.length; i++) rgb[i] = Math.max(0, Math.min(255, change(picture.rgb[i]!, i)))
  return { ...picture, rgb }
}

function blended(under: Picture, over: Picture, factor: number, blend: (a: number, b: number) => number): Picture {
  const { rgb } = scaled(over, under.width, under.height)
  return mapped(under, (a, i) => a * (1 - factor) + 255 * blend(a / 255, rgb[i]! / 255) * factor)
}

/** What the modes of ImageBlend do to two channels of 0 to 1. */
const blends: Record<string, (a: number, b: number) => number> = {
  normal: (_a, b) => b,
  multiply: (a, b) => a * b,
  screen: (a, b) => 1 - (1 - a) * (1 - b),
  overlay: (a, b) => (a <= 0.5 ? 2 * a * b : 1 - 2 * (1 - a) * (1 - b)),
  soft_light: (a, b) =>
    b <= 0.5
      ? a - (1 - 2 * b) * a * (1 - a)
      : a + (2 * b - 1) * ((a <= 0.25 ? ((16 * a - 12) * a + 4) * a : Math.sqrt(a)) - a),
  difference: (a, b) => a - b,
}
