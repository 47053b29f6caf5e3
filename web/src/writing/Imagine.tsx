import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Markdown } from '../before/markdown.tsx'
import { Dots } from './Dots.tsx'

interface ImagineProps {
  /** How the site puts it, the first time; else it is said in short. */
  guidance: string | undefined
  /** Undefined: they would rather not say. */
  onDone: (vivid: number | undefined) => void
}

/** The picture waits here until the writer has looked at their own image. */
export function Imagine({ guidance, onDone }: ImagineProps) {
  const { t } = useTranslation()
  const [vivid, setVivid] = useState<number>()
  return (
    <div className="canvas-note imagine">
      {guidance === undefined ? <p>{t('imagine.ask')}</p> : <Markdown text={guidance} />}
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
