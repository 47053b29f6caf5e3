import type { Sentence, Session } from './session.ts'
import type { Revise, Write } from './wire.ts'

/** The sentences that are not kept, in order: what was not answered, and what was refused. */
export function unkept(session: Session): (Write | Revise)[] {
  return session.sentences.flatMap(({ id, of, kind, text, kept: isKept, request, private: isPrivate }) => {
    if (isKept || kind === 'again' || text === undefined) return []
    if (request && request.type !== 'again') return [request]
    // A new version that was refused cannot say by itself that it is private; a sentence can.
    if (kind === 'revise' && !isPrivate) return of === undefined ? [] : [{ type: 'revise', id, of, text }]
    return [{ type: 'write', id, text, ...(isPrivate && { private: true }) }]
  })
}

/** Whether the house would not keep it and is not asked again by itself: it lies on this desk alone. */
export const isRefused = ({ kept, request }: Sentence): boolean => !kept && !request
