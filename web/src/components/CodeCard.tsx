import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

/** A new writer's code, shown once. */
export function CodeCard({ code, onNoted }: { code: string; onNoted?: () => void }) {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  return (
    <aside className="card code" aria-label={t('code.title')}>
      <h2>{t('code.title')}</h2>
      <p className="code-itself" translate="no">
        {code}
      </p>
      <p>{t('code.new')}</p>
      <div className="card-tools">
        {/* Pages that come over plain HTTP have no clipboard. */}
        {'clipboard' in navigator && (
          <Button
            className="button"
            preventFocusOnPress
            onPress={() =>
              void navigator.clipboard.writeText(code).then(
                () => setCopied(true),
                () => setCopied(false),
              )
            }
          >
            {isCopied ? t('code.copied') : t('code.copy')}
          </Button>
        )}
        {onNoted && (
          <Button className="button" preventFocusOnPress onPress={onNoted}>
            {t('code.noted')}
          </Button>
        )}
      </div>
    </aside>
  )
}
