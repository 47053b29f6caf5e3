import fs from 'node:fs'
import path from 'node:path'

/** Which ComfyUI is imitated: the last one that was recorded whole, or the newest one that was read. */
export type Generation = '0.3.64' | 'newest'

/** Files of models a node has, by folder. */
export type Models = Partial<Record<ModelFolder, string[]>>

/** Folders of models that GET /models tells of. */
export type ModelFolder = (typeof modelFolders)[number]

/** One entry of GET /object_info, as far as anything here needs it. */
export interface NodeClass {
  input: { required?: InputSpecs; optional?: InputSpecs; hidden?: Record<string, unknown> }
  input_order: Record<string, string[]>
  output: string[]
  name: string
  output_node: boolean
  python_module?: string
}

/** `["INT", {min, max}]`, or a choice: `[["a", "b"], {}]` of the older kind, `["COMBO", {options: ["a", "b"]}]` of the newer. */
export type InputSpec = [string | unknown[], Record<string, unknown>?]
type InputSpecs = Record<string, InputSpec>

/** The folders that can hold what a graph names. */
export const modelFolders = [
  'checkpoints',
  'loras',
  'vae',
  'text_encoders',
  'diffusion_models',
  'upscale_models',
  'embeddings',
] as const

/** Which folder fills which choice. */
const folderOf: Record<string, ModelFolder> = {
  ckpt_name: 'checkpoints',
  lora_name: 'loras',
  vae_name: 'vae',
  clip_name: 'text_encoders',
  clip_name1: 'text_encoders',
  clip_name2: 'text_encoders',
  clip_name3: 'text_encoders',
  clip_name4: 'text_encoders',
  unet_name: 'diffusion_models',
}

/** What the recorded node had; a new stand-in has the same unless told otherwise. */
export const recordedModels: Record<ModelFolder, string[]> = {
  checkpoints: [
    'dreamshaper_8.safetensors',
    'sd_xl_base_1.0.safetensors',
    'sd_xl_turbo_1.0_fp16.safetensors',
    'sdxl_lightning_4step.safetensors',
  ],
  loras: [
    'EnvyImpressionismXL01.safetensors',
    'Qwen-Image-Lightning-4steps-V1.0.safetensors',
    'impressionism_sd15.safetensors',
    'lcm-lora-sdv1-5.safetensors',
    'sdxl_lightning_4step_lora.safetensors',
    'van_gogh_ZIT.safetensors',
  ],
  vae: ['ae.safetensors', 'flux2-vae.safetensors', 'qwen_image_vae.safetensors'],
  text_encoders: ['qwen_2.5_vl_7b_fp8_scaled.safetensors', 'qwen_3_4b.safetensors'],
  diffusion_models: [
    'flux-2-klein-4b-fp8.safetensors',
    'qwen_image_fp8_e4m3fn.safetensors',
    'z_image_turbo_bf16.safetensors',
  ],
  upscale_models: [],
  embeddings: [],
}

const recordings = path.join(import.meta.dirname, '../recordings')

/** What GET /object_info answers on a node of that generation with those models. */
export function objectInfo(generation: Generation, models: Record<ModelFolder, string[]>): Record<string, NodeClass> {
  const files =
    generation === 'newest' ? ['object_info-0.3.64.jsonl', 'object_info-newest.jsonl'] : ['object_info-0.3.64.jsonl']
  const classes: Record<string, NodeClass> = {}
  for (const file of files) {
    for (const line of fs.readFileSync(path.join(recordings, file), 'utf8').split('\n').filter(Boolean)) {
      const found = JSON.parse(line) as NodeClass
      for (const group of [found.input.required, found.input.optional]) {
        for (const [name, spec] of Object.entries(group ?? {})) {
          const folder = folderOf[name]
          if (!folder || !choicesOf(spec)) continue
          const more = name === 'vae_name' ? ['pixel_space'] : []
          setChoices(spec, [...models[folder], ...more])
        }
      }
      classes[found.name] = found
    }
  }
  return classes
}

/** What may be chosen for an input; undefined where it is no choice. */
export function choicesOf(spec: InputSpec): unknown[] | undefined {
  if (Array.isArray(spec[0])) return spec[0]
  if (spec[0] === 'COMBO' && Array.isArray(spec[1]?.options)) return spec[1].options
  return undefined
}

/** Fills a choice, in the form it has. */
export function setChoices(spec: InputSpec, choices: string[]): void {
  if (Array.isArray(spec[0])) spec[0] = choices
  else if (spec[1]) spec[1].options = choices
}
