import { useTranslation } from 'react-i18next'
import { Hung } from './Hung.tsx'
import type { Pair } from './pairs.ts'
import { type Version, viewOf } from './plates.ts'
import { Words } from './Words.tsx'

/** Sentences of one theme side by side, one general and one particular. It judges neither. */
export function Pairs({ pairs, isHidden }: { pairs: readonly Pair[]; isHidden: boolean }) {
  const { t } = useTranslation()
  return (
    <section className="pairs" aria-label={t('pairs.title')}>
      <h3>{t('pairs.title')}</h3>
      <p className="back-note">{t('pairs.note')}</p>
      {pairs.map(({ general, particular }) => (
        <div className="pair" key={general.id}>
          <Half label={t('pairs.general')} version={general} isHidden={isHidden} />
          <Half label={t('pairs.particular')} version={particular} isHidden={isHidden} />
        </div>
      ))}
    </section>
  )
}

function Half({ label, version, isHidden }: { label: string; version: Version; isHidden: boolean }) {
  const view = isHidden ? undefined : viewOf(version)
  return (
    <div className="pair-half">
      {view && <Hung view={view} />}
      <p className="wording-label">{label}</p>
      <Words version={version} />
    </div>
  )
}
