import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Entry, parseLine } from './corpus.ts'

/*
 * turns.tsv: one situation told in several ways, of which a detail decides what is felt, in both languages. It teaches the
 * transformer (transformer/teach.py) feeling, and the model of concern that none of it is a sign. Nobody said who and what
 * stands in it, and two labellers agree on its voice too seldom for that to be taught. evaluate/turns.tsv has such lines by
 * another author, which teach nothing.
 */

const columns = 7

/** Every turn of a folder, once in each language, as entries without people, things and place. Throws an Error that names file and line. */
export function turns(folder = import.meta.dirname): Entry[] {
  return parseTurns(readFileSync(join(folder, 'turns.tsv'), 'utf8'))
}

/** The turns of a file's content; errors name it turns.tsv, by line. */
export function parseTurns(content: string): Entry[] {
  return content.split('\n').flatMap((line, i) => {
    if (line === '' || line.startsWith('#')) return []
    const where = `turns.tsv:${i + 1}`
    const cells = line.split('\t')
    if (cells.length !== columns) throw new Error(`${where}: has ${cells.length} columns, not ${columns}`)
    const [english, chinese, groups, degrees, ...rest] = cells
    return [english, chinese].map((text) =>
      parseLine([text, degrees, groups, ...rest, '-', '-', '-/-/-', '-'].join('\t'), where),
    )
  })
}
