import type { FileStore } from './files.ts'
import type { Graph } from './graph.ts'
import type { Life } from './life.ts'
import { picturesOf } from './nodes.ts'
import { asciiOf } from './picture.ts'

/** Every place where the text or the picture of a prompt still is, in words. Texts are looked for as they are and escaped. */
export function leaksOf(
  files: FileStore,
  prompts: readonly { id: string; graph: Graph }[],
  life: Life | undefined,
): string[] {
  const texts = [...new Set(prompts.flatMap(({ graph }) => textsOf(graph)))]
  const isTold = (text: string) => texts.some((each) => text.includes(each) || text.includes(asciiOf(each)))
  const found: string[] = []
  for (const item of life?.queue.running ?? []) found.push(`queue: running ${item[1]}`)
  for (const item of life?.queue.pending ?? []) found.push(`queue: pending ${item[1]}`)
  for (const id of life?.queue.history.keys() ?? []) found.push(`history: ${id}`)
  for (const [path, data] of files.files) {
    found.push(`files: ${path}${isTold(data.toString('latin1')) ? ' with its text' : ''}`)
  }
  for (const line of life?.lines ?? []) if (isTold(line)) found.push(`log: ${line.slice(0, line.indexOf(':'))}`)
  for (const { node, values } of life?.cache.all() ?? []) {
    if (textsOf({ node }).length > 0) found.push(`cache: text of ${node.class_type}`)
    if (values.some((value) => picturesOf(value).length > 0)) found.push(`cache: picture of ${node.class_type}`)
  }
  return found
}

/** Words somebody may have written: any longer text that is not the name of a file or a choice. */
function textsOf(graph: Graph): string[] {
  return Object.values(graph)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([name, value]) => (/^(text|prompt|value|string)/.test(name) && typeof value === 'string' ? [value] : []))
    .filter((text) => text.length > 3)
}
