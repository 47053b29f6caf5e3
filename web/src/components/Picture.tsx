import { langOf } from '../script.ts'
import type { Session } from '../session.ts'
import type { Picture as Painted } from '../wire.ts'
import { useTries } from './use-tries.ts'

/** A finished picture; a bare canvas while it cannot be fetched. */
export function Picture({ picture: { url, alt }, line }: { picture: Painted; line: Session['line'] }) {
  const { hasFailed, fail } = useTries(url, line)
  return hasFailed ? (
    <span className="bare" role="img" aria-label={alt} lang={langOf(alt)} />
  ) : (
    <img src={url} alt={alt} lang={langOf(alt)} decoding="async" onError={fail} />
  )
}
