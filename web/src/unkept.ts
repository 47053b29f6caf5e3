import type { Sentence, Session } from './session.ts'
import type { Revise, Write } from './wire.ts'

/** The sentences that are not kept, in order: what was not answered, and what was refused. */
export function unkept(session: Session): (Write | Revise)[] {
  return session.sentences.flatMap((sentence) => {
    const { id, of, kind, text, kept: isKept, request, private: isPrivate } = sentence
    if (isKept || kind === 'again' || text === undefined) return []
    if (request && request.type !== 'again') return [request]
    // A new version that was refused cannot say by itself that it is private; a sentence can.
    if (kind === 'revise' && !isPrivate) return of === undefined ? [] : [{ type: 'revise', id, of, text }]
    return [anew(sentence, id, text)]
  })
}

/** The same for when the sitting is put away: a new version of what lies in it is then a sentence of its own. */
export function unkeptApart(session: Session): Write[] {
  return session.sentences.flatMap((sentence) => {
    const { id, kind, text, kept: isKept, request } = sentence
    if (isKept || kind === 'again' || text === undefined) return []
    return [request?.type === 'write' ? request : anew(sentence, id, text)]
  })
}

/** Whether something is on its way to the house, or waits for the line to it. */
export const isOnItsWay = ({ sentences }: Session): boolean =>
  sentences.some(({ kept, kind, request }) => !kept && kind !== 'again' && request !== undefined)

/** What was refused, as a sentence of its own: private as it was, and with the look that was asked for. */
export const anew = ({ private: isPrivate, wish }: Sentence, id: string, text: string): Write => ({
  type: 'write',
  id,
  text,
  ...(isPrivate && { private: true }),
  ...(wish && { look: wish }),
})

/** Whether the house would not keep it and is not asked again by itself: it lies on this desk alone. */
export const isRefused = ({ kept, request }: Sentence): boolean => !kept && !request
