import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Forms that OpenCC leaves alone because they are words of their own, but which people write for these. */
const alsoWritten = '妳你牠它祂他著着麽么喫吃'

const pairs =
  readFileSync(join(import.meta.dirname, 'traditional.txt'), 'utf8').replaceAll(/^#.*$|\n/gm, '') + alsoWritten

const simplified = new Map<string, string>()
for (let i = 0; i < pairs.length; i += 2) simplified.set(pairs[i]!, pairs[i + 1]!)

/** Traditional Chinese as simplified, one character for one; everything else as it is. */
export function simplify(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) out += simplified.get(text[i]!) ?? text[i]!
  return out
}
