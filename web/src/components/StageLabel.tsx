import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { langOf } from '../script.ts'
import type { Session, Shown } from '../session.ts'
import { painting } from '../session.ts'
import type { Language, Style } from '../wire.ts'
import { Icon } from './icons.tsx'
import { Mixed } from './Mixed.tsx'
import { Why } from './Why.tsx'

interface StageLabelProps {
  session: Session
  shown: Shown | undefined
  isHidden: boolean
  language: Language
  styles: Style[]
  onHide: (isHidden: boolean) => void
  onStop: () => void
  onAnother: (sentence: string) => void
}

/** The small card beneath a picture on a wall: its sentence, what made it, and what can be done about it. */
export function StageLabel(props: StageLabelProps) {
  const { session, shown, isHidden, language, styles, onHide, onStop, onAnother } = props
  const { t } = useTranslation()
  const isPainting = painting(session).length > 0
  const text = shown?.words.text
  const look = shown?.picture && (shown.sentence.look ?? shown.words.look)
  return (
    <div className="stage-label">
      <div className="stage-caption">
        <p className="stage-sentence" lang={text && langOf(text, shown.words.language)}>
          <Mixed text={text ?? ''} />
        </p>
        <p className="stage-origin">
          {isPainting && !isHidden ? (
            <Progress session={session} />
          ) : (
            <>
              {t('stage.madeBy')}
              <span className="stage-where">{t('stage.where')}</span>
              {shown && t('stage.onePossible')}
            </>
          )}
        </p>
      </div>
      <div className="stage-tools">
        <div className="stage-either">
          <Button className="tool" onPress={onStop} preventFocusOnPress data-away={!isPainting || undefined}>
            <Icon name="stop" />
            <span>{t('stage.stop')}</span>
          </Button>
          <Button
            className="tool"
            onPress={() => shown && onAnother(shown.words.id)}
            preventFocusOnPress
            data-away={isPainting || !shown?.picture || undefined}
          >
            <Icon name="again" />
            <span>{t('stage.another')}</span>
          </Button>
        </div>
        <DialogTrigger>
          <Button className="tool tool-why" data-away={!look || undefined}>
            <Icon name="why" />
            <span>{t('stage.why')}</span>
          </Button>
          <Popover className="popover" placement="top end">
            <Dialog className="dialog" aria-label={t('why.title')}>
              {look && <Why look={look} language={language} styles={styles} />}
            </Dialog>
          </Popover>
        </DialogTrigger>
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

function Progress({ session }: { session: Session }) {
  const { t } = useTranslation()
  const newest = painting(session).at(-1)
  if (!newest) return null
  if (newest.ahead) return t('stage.waiting', { count: newest.ahead })
  return newest.look || newest.progress !== undefined || newest.preview ? t('stage.painting') : t('stage.reading')
}
