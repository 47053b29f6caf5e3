import { join } from 'node:path'
import { Failure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { BetterReader } from './blend.ts'
import { llmReader } from './llm.ts'
import { onnxReader } from './onnx.ts'

/** The transformer that comes with AIW; models/README.md tells how it was taught and what it reaches. */
export const ownOnnxFolder = join(import.meta.dirname, '../../models/transformer')

/** What the configuration says of readers; `config.ts` explains each. */
export interface Choice {
  EMOTION_READER: 'embedded' | 'onnx' | 'llm'
  EMOTION_READER_TIMEOUT_MS: number
  EMOTION_ONNX_FOLDER?: string
  EMOTION_LLM_URL?: string
  EMOTION_LLM_MODEL?: string
  EMOTION_LLM_KEY?: string
  EMOTION_LLM_OUTSIDE?: string
}

/**
 * The reader that may correct the embedded one, ready to read; none where none is wanted. Throws Failure with one
 * line.
 */
export async function betterReader(choice: Choice, log: Log): Promise<BetterReader | undefined> {
  switch (choice.EMOTION_READER) {
    case 'embedded':
      return undefined
    case 'onnx':
      return onnxReader(choice.EMOTION_ONNX_FOLDER ?? ownOnnxFolder, choice.EMOTION_READER_TIMEOUT_MS, log)
    case 'llm':
      return llmReader(
        {
          url: given(choice, 'EMOTION_LLM_URL'),
          model: given(choice, 'EMOTION_LLM_MODEL'),
          key: choice.EMOTION_LLM_KEY,
          mayLeave: choice.EMOTION_LLM_OUTSIDE !== undefined,
        },
        log,
      )
  }
}

function given(choice: Choice, name: 'EMOTION_LLM_URL' | 'EMOTION_LLM_MODEL'): string {
  const value = choice[name]
  if (value === undefined) throw new Failure('invalid', `EMOTION_READER=${choice.EMOTION_READER} needs ${name}`)
  return value
}
