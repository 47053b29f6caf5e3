import { useTranslation } from 'react-i18next'

/** What stands where somebody looks back whom the house does not know: nothing of anybody, and the way to the desk. */
export function Nobody({ title, isAsking }: { title: string; isAsking: boolean }) {
  const { t } = useTranslation()
  return (
    <main className="back" aria-busy={isAsking}>
      {!isAsking && (
        <div className="back-column">
          <h2>{title}</h2>
          <p className="back-intro">{t('back.nobody')}</p>
          <a className="button" href="#/">
            {t('back.toDesk')}
          </a>
        </div>
      )}
    </main>
  )
}
