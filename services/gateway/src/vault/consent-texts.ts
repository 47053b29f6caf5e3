import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { type Language, languages } from '../look.ts'

/** What a writer is asked to agree to, each on its own. */
export const purposes = ['ai', 'keeping', 'releasing', 'research'] as const
export type Purpose = (typeof purposes)[number]

/** What a writer reads before deciding. */
export interface ConsentText {
  /** As its first line says: `<!-- version: … -->`. */
  version: string
  /** Of the file, hexadecimal: what is recorded with a decision. */
  sha256: string
  markdown: string
}
export type ConsentTexts = Record<Purpose, Record<Language, ConsentText>>

/** Those that come with the house. */
const ours = join(import.meta.dirname, '../../consent')

/**
 * Reads the texts: `en/ai.md`, `zh/ai.md` and so on, from the site's folder where it has them, else ours. Throws Failure
 * `invalid` when a text has no version or stands in one language only.
 */
export function readConsentTexts(folder: string | undefined): ConsentTexts {
  if (folder && !existsSync(folder))
    throw new Failure('invalid', 'GATEWAY_CONSENT_TEXTS names a folder that is not there')
  const entries = purposes.map((purpose) => {
    const isTheirs = folder !== undefined && languages.some((one) => existsSync(join(folder, one, `${purpose}.md`)))
    const read = (language: Language) => readText(join(isTheirs ? folder : ours, language, `${purpose}.md`))
    return [purpose, { en: read('en'), zh: read('zh') }]
  })
  return Object.fromEntries(entries) as ConsentTexts
}

function readText(file: string): ConsentText {
  if (!existsSync(file)) throw new Failure('invalid', 'GATEWAY_CONSENT_TEXTS: each text is needed in en and in zh')
  const bytes = readFileSync(file)
  const markdown = bytes.toString('utf8')
  const version = /^<!-- version: (\S{1,40}) -->\n/.exec(markdown)?.[1]
  if (!version) throw new Failure('invalid', 'GATEWAY_CONSENT_TEXTS: the first line of a text is <!-- version: … -->')
  return {
    version,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    markdown: markdown.slice(markdown.indexOf('\n') + 1).trim(),
  }
}
