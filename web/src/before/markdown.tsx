import type { ReactNode } from 'react'
import { langOf } from '../script.ts'

/** A piece of a text: words in a line of their own, as far as a site's texts need it. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; isOrdered: boolean; items: string[] }

/** Words of a block. */
export interface Run {
  text: string
  mark?: 'strong' | 'em'
}

const bullet = /^ {0,3}[-*+] +/
const number = /^ {0,3}\d{1,9}[.)] +/

/**
 * The blocks of a text in the small Markdown that a site's texts are written in: paragraphs, headings, lists, emphasis. All
 * else, HTML too, is taken for words: whatever a text holds, it becomes text on the page and nothing more.
 */
export function blocksOf(markdown: string): Block[] {
  return markdown
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .flatMap((part) => {
      const lines = part.split('\n').filter((line) => line.trim() !== '')
      const first = lines[0]
      if (first === undefined) return []
      const heading = /^ {0,3}#{1,6} +(.+?)(?: +#+)?$/.exec(first)?.[1]
      if (heading !== undefined) {
        const rest = lines.slice(1).join('\n')
        return [{ kind: 'heading', text: heading }, ...(rest === '' ? [] : blocksOf(rest))]
      }
      const mark = [bullet, number].find((one) => one.test(first))
      if (!mark) return [{ kind: 'paragraph', text: joined(lines) }]
      const items: string[][] = []
      for (const line of lines) {
        if (mark.test(line)) items.push([line.replace(mark, '')])
        else items.at(-1)!.push(line)
      }
      return [{ kind: 'list', isOrdered: mark === number, items: items.map(joined) }]
    })
}

/** Lines become one: with a space between, but not between Chinese characters. */
function joined(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .reduce((text, line) => text + (/[\p{Script=Han}，。；：！？、）”]$/u.test(text) ? '' : ' ') + line)
}

/** The emphasis in a line; a star or a line that begins or ends nothing stays what it is. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = []
  let from = 0
  for (const found of text.matchAll(
    /(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*_])([*_])(?![\s*_])(.+?)(?<=\S)\3(?![\w*_])/g,
  )) {
    if (found.index > from) runs.push({ text: text.slice(from, found.index) })
    const strong = found[2]
    runs.push(strong === undefined ? { text: found[4]!, mark: 'em' } : { text: strong, mark: 'strong' })
    from = found.index + found[0].length
  }
  if (from < text.length) runs.push({ text: text.slice(from) })
  return runs
}

/** A text of the site's. Headings are of the given level. */
export function Markdown({ text, level = 3 }: { text: string; level?: 2 | 3 | 4 }) {
  const Heading = `h${level}` as const
  return (
    <div className="prose" lang={langOf(text)}>
      {blocksOf(text).map((block, at): ReactNode => {
        // A text that is shown does not change: a block has no other name than its place.
        if (block.kind === 'heading') return <Heading key={at}>{inline(block.text)}</Heading>
        if (block.kind === 'paragraph') return <p key={at}>{inline(block.text)}</p>
        const List = block.isOrdered ? 'ol' : 'ul'
        return (
          <List key={at}>
            {block.items.map((item, place) => (
              <li key={place}>{inline(item)}</li>
            ))}
          </List>
        )
      })}
    </div>
  )
}

const inline = (text: string): ReactNode =>
  runsOf(text).map(({ text: words, mark: Mark }, at) => (Mark ? <Mark key={at}>{words}</Mark> : words))
