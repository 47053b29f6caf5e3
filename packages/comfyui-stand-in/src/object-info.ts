import fs from 'node:fs'
import path from 'node:path'

/** Which ComfyUI is imitated: 0.3.64 of October 2025, or 0.28.1 of July 2026 with what was read of later ones. */
export type Generation = '0.3.64' | 'newest'

/** Names of model files a node has, by folder, such as `checkpoints`, `loras` or `diffusion_models`. */
export type Models = Record<string, string[]>

/** One entry of GET /object_info, as far as anything here needs it. */
export interface NodeClass {
  input: { required?: InputSpecs; optional?: InputSpecs; hidden?: Record<string, unknown> }
  output: string[]
  name: string
  output_node: boolean
}

/** `["INT", {min, max}]`; a choice is `[["a", "b"], {}]` of the older kind, `["COMBO", {options: ["a", "b"]}]` of the newer. */
export type InputSpec = [string | unknown[], Record<string, unknown>?]
type InputSpecs = Record<string, InputSpec>

/** The folders of models that GET /models names. */
export const modelFolders = (
  'checkpoints configs loras vae text_encoders diffusion_models clip_vision style_models embeddings diffusers ' +
  'vae_approx controlnet gligen upscale_models custom_nodes hypernetworks photomaker classifiers model_patches audio_encoders'
).split(' ')

/** Which folder fills which choice. */
const folderOf: Record<string, string> = {
  ckpt_name: 'checkpoints',
  lora_name: 'loras',
  vae_name: 'vae',
  clip_name: 'text_encoders',
  clip_name1: 'text_encoders',
  clip_name2: 'text_encoders',
  clip_name3: 'text_encoders',
  clip_name4: 'text_encoders',
  unet_name: 'diffusion_models',
  model_name: 'upscale_models',
}

/** What a stand-in has unless told otherwise: the files that the graphs of the common recipes name. */
export const usualModels: Models = {
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
}

const recordings = path.join(import.meta.dirname, '../recordings')

/** What GET /object_info answers on a node of that generation with those models, `isLab` with the sampler of the recordings. */
export function objectInfo(generation: Generation, models: Models, isLab: boolean): Record<string, NodeClass> {
  const file = generation === 'newest' ? 'object_info-0.28.1.jsonl' : 'object_info-0.3.64.jsonl'
  const classes = [...recorded(file), ...(isLab ? recorded('lab-sampler.jsonl') : [])]
  for (const { input } of classes) {
    for (const [name, spec] of Object.entries({ ...input.required, ...input.optional })) {
      const folder = folderOf[name]
      if (folder) setChoices(spec, [...(models[folder] ?? []), ...(name === 'vae_name' ? ['pixel_space'] : [])])
    }
  }
  return Object.fromEntries(classes.map((each) => [each.name, each]))
}

/** What may be chosen for an input; undefined where it is no choice. */
export function choicesOf(spec: InputSpec): unknown[] | undefined {
  if (Array.isArray(spec[0])) return spec[0]
  if (spec[0] === 'COMBO' && Array.isArray(spec[1]?.options)) return spec[1].options
  return undefined
}

/** Fills a choice, in the form it has. */
function setChoices(spec: InputSpec, choices: string[]): void {
  if (Array.isArray(spec[0])) spec[0] = choices
  else if (spec[0] === 'COMBO' && spec[1]) spec[1].options = choices
}

/** One class a line, as GET /object_info told it. */
function recorded(file: string): NodeClass[] {
  const lines = fs.readFileSync(path.join(recordings, file), 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as NodeClass)
}
