import { useState } from 'react'
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Picture } from '../components/Picture.tsx'
import type { Session } from '../session.ts'
import { outcomesOf } from './opinions.ts'

interface ThreeProps {
  session: Session
  ids: readonly string[]
  /** The one to keep and those that go; throws a Refusal. */
  onKeep: (kept: string | undefined, others: string[]) => Promise<void>
  onAll: () => void
}

/** Three different pictures of one sentence on the wall at once, and in the fourth place the question which of them stay. */
export function Three({ session, ids, onKeep, onAll }: ThreeProps) {
  const { t } = useTranslation()
  const [chosen, choose] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const outcomes = outcomesOf(session, ids)
  const pictures = outcomes.flatMap(({ picture }) => (picture ? [picture.id] : []))
  const kept = pictures.find((id) => id === chosen)

  async function keep(which: string | undefined) {
    if (isBusy) return
    setBusy(true)
    setFailed(false)
    try {
      await onKeep(
        which,
        pictures.filter((id) => id !== which),
      )
    } catch {
      setFailed(true)
      setBusy(false)
    }
  }

  return (
    <div className="beside three">
      <ToggleButtonGroup
        className="three-pictures"
        aria-label={t('three.label')}
        selectedKeys={kept === undefined ? [] : [kept]}
        onSelectionChange={(keys) => choose(([...keys] as string[])[0])}
      >
        {outcomes.map(({ id, picture, preview, isOver }, at) =>
          picture ? (
            <ToggleButton key={id} id={picture.id} className="three-one">
              <Picture picture={picture} />
            </ToggleButton>
          ) : (
            <div key={id} className="three-one">
              {preview !== undefined && <img src={preview} alt="" />}
              {preview === undefined && (
                <p className="quiet">{isOver ? t('three.failed') : t('three.coming', { number: at + 1 })}</p>
              )}
            </div>
          ),
        )}
      </ToggleButtonGroup>
      <div className="three-ask">
        <p>{hasFailed ? <span role="alert">{t('sure.failed')}</span> : t('three.which')}</p>
        <Button className="button send" isDisabled={kept === undefined || isBusy} onPress={() => void keep(kept)}>
          {t('three.keepOne')}
        </Button>
        <span className="three-rest">
          <Button className="button" isDisabled={isBusy} onPress={onAll}>
            {t('three.keepAll')}
          </Button>
          <Button
            className="button"
            isDisabled={isBusy || outcomes.some(({ isOver, picture }) => !isOver && !picture)}
            onPress={() => void keep(undefined)}
          >
            {t('three.keepNone')}
          </Button>
        </span>
      </div>
    </div>
  )
}
