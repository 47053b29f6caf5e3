import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { langOf } from '../script.ts'
import type { Session, Shown } from '../session.ts'
import { painting } from '../session.ts'
import type { View } from '../wire.ts'
import { Icon } from './icons.tsx'
import { Mixed } from './Mixed.tsx'

interface StageLabelProps {
  session: Session
  shown: Shown | undefined
  isHidden: boolean
  onHide: (isHidden: boolean) => void
  onStop: () => void
  /** Other pictures to ask for; stands where painting can be stopped while there is painting. */
  others: (isAway: boolean) => ReactNode
  /** What else there is about the picture. */
  children: ReactNode
}

/** The small card beneath a picture on a wall: its sentence, what made it, and what can be done about it. */
export function StageLabel({ session, shown, isHidden, onHide, onStop, others, children }: StageLabelProps) {
  const { t } = useTranslation()
  const isPainting = painting(session).length > 0
  const text = shown?.words.text
  return (
    <div className="stage-label">
      <div className="stage-caption">
        <p className="stage-sentence" lang={text && langOf(text, shown?.words.language)}>
          <Mixed text={text ?? ''} />
        </p>
        <p className="stage-origin">
          {isPainting && !isHidden ? (
            <Progress session={session} />
          ) : (
            shown && (
              <>
                {t('stage.madeBy')}
                <span className="stage-where">{t('stage.where')}</span>
                <SeenFrom view={shown.sentence.view} />
                {t('stage.onePossible')}
              </>
            )
          )}
        </p>
      </div>
      <div className="stage-tools">
        <div className="stage-either">
          <Button className="tool" onPress={onStop} preventFocusOnPress data-away={!isPainting || undefined}>
            <Icon name="stop" />
            <span>{t('stage.stop')}</span>
          </Button>
          {others(isPainting || !shown?.picture)}
        </div>
        {children}
        <Button
          className="tool"
          onPress={() => onHide(!isHidden)}
          preventFocusOnPress
          {...(!isHidden && { 'aria-keyshortcuts': 'Escape' })}
        >
          <Icon name={isHidden ? 'eye' : 'eyeOff'} />
          <span>{isHidden ? t('stage.show') : t('stage.hide')}</span>
          {!isHidden && <kbd aria-hidden="true">{t('stage.hideKey')}</kbd>}
        </Button>
      </div>
    </div>
  )
}

const places = { own_eyes: 'ownEyes', observer: 'observer', far: 'far', other_eyes: 'otherEyes' } as const

/** From where and when a picture is seen, where somebody asked for that. */
function SeenFrom({ view }: { view: View | undefined }) {
  const { t } = useTranslation()
  const said = [
    ...(view?.viewpoint ? [t(`view.${places[view.viewpoint]}`)] : []),
    ...(view?.moment && view.moment !== 'now' ? [t(`view.${view.moment}`)] : []),
  ]
  return said.map((one) => ` · ${one}`).join('')
}

function Progress({ session }: { session: Session }) {
  const { t } = useTranslation()
  const newest = painting(session).at(-1)
  if (!newest) return null
  if (newest.ahead) return t('stage.waiting', { count: newest.ahead })
  return newest.look || newest.progress !== undefined || newest.preview ? t('stage.painting') : t('stage.reading')
}
