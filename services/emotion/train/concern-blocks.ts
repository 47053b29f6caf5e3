import type { Entry } from './corpus.ts'

/*
 * Two files of the corpus were written for concern: half of their lines show a sign, the others sound like one. A block
 * of theirs, what stands under one heading, is one imagined person; every third of each file is held out from what
 * teaches concern, and is its second test beside the test authors. (The feeling learns from all of them.)
 */

const files = ['en-5', 'zh-6']
const every = 3

/** All entries under one heading. */
export interface Block {
  author: string
  topic: string
  isHeldOut: boolean
  entries: Entry[]
}

/** Whether an author is one of the files written for concern. */
export const isOfConcern = ({ author }: Pick<Entry, 'author'>) => files.includes(author)

/** The blocks of these files, in the order of files and lines. */
export function concernBlocks(corpus: Entry[]): Block[] {
  return files.flatMap((file) => {
    const topics = Map.groupBy(
      corpus.filter(({ author }) => author === file),
      ({ topic }) => topic,
    )
    return [...topics].map(([topic, entries], i) => ({
      author: file,
      topic,
      isHeldOut: i % every === every - 1,
      entries,
    }))
  })
}
