import { langOf } from '../script.ts'
import type { Picture as Painted } from '../wire.ts'
import { useTries } from './use-tries.ts'

interface PictureProps {
  picture: Pick<Painted, 'url' | 'alt'> & Partial<Painted>
  /** Fetched when it comes near, its room kept until then. */
  isLazy?: boolean
  /** What it shows is said beside it. */
  isMute?: boolean
}

/** A finished picture; a bare canvas while it cannot be fetched. */
export function Picture({ picture, isLazy, isMute }: PictureProps) {
  const { url, width, height } = picture
  const { hasFailed, fail } = useTries(url)
  const alt = isMute ? '' : picture.alt
  const lang = alt === '' ? undefined : langOf(alt)
  if (hasFailed) return <span className="bare" {...(alt !== '' && { role: 'img', 'aria-label': alt, lang })} />
  const late = isLazy && ({ loading: 'lazy', width, height } as const)
  return <img src={url} alt={alt} lang={lang} {...late} decoding="async" onError={fail} />
}
