import { useTranslation } from 'react-i18next'
import type { Language, Style } from '../wire.ts'
import type { Taste } from '../wire-http.ts'

/** In one sentence or two, what the house learned of which pictures suit the writer. */
export function Learnt({ says, styles, language }: { says: Taste['says']; styles: Style[]; language: Language }) {
  const { t, i18n } = useTranslation()
  const { key, brightness, warmth, blur, abstraction, style } = says
  if (key === 'off') return <p>{t('taste.off')}</p>
  if (key === 'nothing') return <p>{t('taste.nothing')}</p>
  if (key === 'even') return <p>{t('taste.even')}</p>
  const words = [
    brightness && (brightness === 'brighter' ? t('taste.brighter') : t('taste.darker')),
    warmth && (warmth === 'warmer' ? t('taste.warmer') : t('taste.colder')),
    blur && t('taste.softer'),
    abstraction && t('taste.looser'),
  ].filter((word) => word !== undefined)
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
  const title = styles.find(({ name }) => name === style)?.title
  return (
    <p>
      {words.length > 0 && t('taste.leaning', { what: list.format(words) })}{' '}
      {style !== undefined && t('taste.style', { style: title?.[language] ?? title?.en ?? style })}
    </p>
  )
}
