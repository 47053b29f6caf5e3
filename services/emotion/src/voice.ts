import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Voice } from '@aiw/proto'
import { type Linear, sumTraits } from './linear.ts'
import type { Traits } from './traits.ts'

const models = JSON.parse(readFileSync(join(import.meta.dirname, '../models/voice.json'), 'utf8')) as Record<
  'en' | 'zh',
  Linear
>

const voices: Voice[] = ['VOICE_FIRST_PERSON', 'VOICE_THIRD_PERSON', 'VOICE_IMPERSONAL']

/** The person a text is told in, "I" and 我 left out or not. The model's outputs are in the order of `voices`; see train/traits.ts. */
export function voiceOf(traits: Traits, language: 'en' | 'zh'): Voice {
  const sums = sumTraits(models[language], traits)
  return voices[sums.indexOf(Math.max(...sums))]!
}
