import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Mixed } from '../components/Mixed.tsx'
import { Picture } from '../components/Picture.tsx'
import { langOf } from '../script.ts'
import type { Session } from '../session.ts'
import { ownPictureOf } from './seen.ts'

interface TwoVersionsProps {
  session: Session
  /** The ids of the earlier and the later version. */
  before: string
  after: string
  onClose: () => void
}

/** A sentence as it was and as it is now, each with its picture: same seed, so that what differs comes from the words. */
export function TwoVersions({ session, before, after, onClose }: TwoVersionsProps) {
  const { t } = useTranslation()
  return (
    <div className="beside two" role="group" aria-label={t('two.label')}>
      <Version session={session} id={before} title={t('two.before')} />
      <Version session={session} id={after} title={t('two.after')} />
      <Button className="button two-close" onPress={onClose}>
        {t('two.close')}
      </Button>
    </div>
  )
}

function Version({ session, id, title }: { session: Session; id: string; title: string }) {
  const { t } = useTranslation()
  const sentence = session.sentences.find((one) => one.id === id)
  const hung = ownPictureOf(session, id)
  const preview = sentence?.preview?.image
  if (!sentence) return null
  return (
    <figure className="version">
      <div className="version-picture">
        {hung ? (
          <Picture picture={hung.picture} />
        ) : preview !== undefined ? (
          <img src={preview} alt="" />
        ) : (
          <p className="quiet">{sentence.done ? t('two.none') : t('stage.painting')}</p>
        )}
      </div>
      <figcaption tabIndex={0}>
        <span className="quiet">{title}</span>
        <span className="version-words" lang={langOf(sentence.text ?? '', sentence.language)}>
          <Mixed text={sentence.text ?? ''} />
        </span>
      </figcaption>
    </figure>
  )
}
