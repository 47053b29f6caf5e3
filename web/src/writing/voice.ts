import { type Sentence, type Session, written } from '../session.ts'

/** In which person a sentence is told; `neither` also where it was not read. */
export type Told = 'I' | 'they' | 'neither'

/** In which person the last sentences are told, oldest first; at most `most`, without those just for the writer. */
export function toldIn(session: Session, most = 6): Told[] {
  return newestWordings(session)
    .filter((sentence) => sentence.voice !== undefined && !sentence.private)
    .slice(-most)
    .map(({ voice }) => (voice === 'first_person' ? 'I' : voice === 'third_person' ? 'they' : 'neither'))
}

/** Each sentence once: as it was revised, where it was. */
function newestWordings(session: Session): Sentence[] {
  const sentences = written(session)
  const replaced = new Set(sentences.flatMap(({ of }) => (of === undefined ? [] : [of])))
  return sentences.filter(({ id }) => !replaced.has(id))
}
