import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Linear, sumTraits } from './linear.ts'
import type { Traits } from './traits.ts'

const models = JSON.parse(readFileSync(join(import.meta.dirname, '../models/specificity.json'), 'utf8')) as Record<
  'en' | 'zh',
  Linear
>

/** 0 (over-general: "I am useless") to 1 (one concrete moment: "I burnt the fish on Tuesday night"). See train/traits.ts. */
export function specificityOf(traits: Traits, language: 'en' | 'zh'): number {
  const [general = 0, specific = 0] = sumTraits(models[language], traits)
  return 1 / (1 + Math.exp(general - specific))
}
