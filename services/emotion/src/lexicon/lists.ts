import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The lines of a list of this folder that say something: neither empty nor a comment. */
export function linesOf(file: string): string[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** The forms of a cell: "mum,mom, mama". */
export const formsOf = (cell: string): string[] =>
  cell
    .split(',')
    .map((form) => form.trim())
    .filter((form) => form !== '')

/** The lines "concept: form,form" of a list compiled from WordNet; those of people begin with "@". */
export function compiled(file: string): { key: string; isPerson: boolean; forms: string[] }[] {
  return linesOf(file).map((line) => {
    const at = line.indexOf(': ')
    const isPerson = line.startsWith('@')
    return { key: line.slice(isPerson ? 1 : 0, at), isPerson, forms: formsOf(line.slice(at + 2)) }
  })
}
