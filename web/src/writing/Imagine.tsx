import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Dots } from './Dots.tsx'

interface ImagineProps {
  /** Undefined: they would rather not say. */
  onDone: (vivid: number | undefined) => void
}

/** The picture waits here until the writer has looked at their own image. */
export function Imagine({ onDone }: ImagineProps) {
  const { t } = useTranslation()
  const [vivid, setVivid] = useState<number>()
  return (
    <div className="canvas-note imagine">
      <p>{t('imagine.ask')}</p>
      <Dots
        label={t('imagine.label')}
        ends={[t('imagine.none'), t('imagine.clear')]}
        value={vivid}
        onChange={setVivid}
      />
      <Button className="button" onPress={() => onDone(vivid)}>
        {vivid === undefined ? t('imagine.skip') : t('imagine.show')}
      </Button>
    </div>
  )
}
