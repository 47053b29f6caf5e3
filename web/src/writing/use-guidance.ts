import { useEffect, useState } from 'react'
import { zoneHere } from '../before/days.ts'
import type { Desk } from '../desk.ts'
import type { Language } from '../wire.ts'
import type { ProgrammeTexts } from '../wire-http.ts'

/** What the site says to whoever writes in one of these ways; undefined until it came, null where it does not come. */
export type Guidance = Pick<ProgrammeTexts, 'thirdPerson' | 'imagineFirst'> | null | undefined

/** The site's own words for writing as if of somebody else, and for imagining first; asked for once they are wanted. */
export function useGuidance(desk: Desk, language: Language, isWanted: boolean): Guidance {
  const [said, setSaid] = useState<{ in: Language; texts: Guidance }>()
  useEffect(() => {
    if (!isWanted) return
    let isLeft = false
    const take = (texts: Guidance) => isLeft || setSaid({ in: language, texts })
    desk.api.programme(language, zoneHere()).then(
      ({ texts }) => take(texts),
      () => take(null),
    )
    return () => void (isLeft = true)
  }, [desk, language, isWanted])
  return said?.in === language ? said.texts : undefined
}
