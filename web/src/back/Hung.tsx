import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Picture } from '../components/Picture.tsx'
import type { View } from './plates.ts'

interface HungProps {
  view: View
  /** How it was come by, where that is worth a word. */
  label?: string | undefined
}

/** A picture on the wall, with a label where it needs one. One that was put away is a bare canvas until it is asked for. */
export function Hung({ view, label }: HungProps) {
  const { t } = useTranslation()
  const [isAskedFor, setAskedFor] = useState(false)
  return (
    <figure className="hung">
      {view.isPutAway && !isAskedFor ? (
        <div className="hung-away">
          <p>{t('back.putAway')}</p>
          <Button className="button" onPress={() => setAskedFor(true)}>
            {t('back.showIt')}
          </Button>
        </div>
      ) : (
        <Picture picture={view.picture} isLazy />
      )}
      {label !== undefined && <figcaption>{label}</figcaption>}
    </figure>
  )
}

/** How a picture was come by, in words; nothing for the first of a sentence. */
export function useViewLabel(): (view: View, at: number) => string | undefined {
  const { t } = useTranslation()
  const words: Record<string, string> = {
    own_eyes: t('view.ownEyes'),
    observer: t('view.observer'),
    far: t('view.far'),
    other_eyes: t('view.otherEyes'),
    before: t('view.before'),
    now: t('view.now'),
    later: t('view.later'),
  }
  return ({ viewpoint, moment, isWithout }, at) => {
    const said = [viewpoint, moment].flatMap((one) => (one !== undefined && words[one] ? [words[one]] : []))
    if (isWithout) said.push(t('view.without'))
    if (said.length > 0) return said.join(' · ')
    return at === 0 ? undefined : t('view.another')
  }
}
