import encodeQR from 'qr'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

interface CodeCardProps {
  code: string
  /** The writer's access code, or that of their recovery card. */
  kind: 'code' | 'card'
  onNoted?: () => void
}

/** A code, shown once: to be copied, printed or scanned. */
export function CodeCard({ code, kind, onNoted }: CodeCardProps) {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  const [isPrinted, setPrinted] = useState(false)
  const title = kind === 'code' ? t('code.title') : t('code.cardTitle')
  return (
    <aside className="card code" aria-label={title}>
      <h2>{title}</h2>
      <p className="code-itself" translate="no">
        {code}
      </p>
      <div className="code-sides">
        <p>{kind === 'code' ? t('code.new') : t('code.cardNew')}</p>
        <QrCode text={code} />
      </div>
      <div className="card-tools">
        <Button className="button" preventFocusOnPress onPress={() => setPrinted(true)}>
          {t('code.print')}
        </Button>
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
      {isPrinted && <Paper code={code} title={title} onPrinted={() => setPrinted(false)} />}
    </aside>
  )
}

/** What the printer gets instead of the page: a card of its own. */
function Paper({ code, title, onPrinted }: { code: string; title: string; onPrinted: () => void }) {
  const { t } = useTranslation()
  return createPortal(
    <section
      className="paper"
      ref={(paper) => {
        if (!paper) return
        addEventListener('afterprint', onPrinted, { once: true })
        print()
        return () => removeEventListener('afterprint', onPrinted)
      }}
    >
      <p className="paper-house">
        {t('page.name')} · {t('page.subtitle')}
      </p>
      <h2>{title}</h2>
      <div className="paper-code">
        <QrCode text={code} />
        <p className="code-itself">{code}</p>
      </div>
      <p>{t('code.paperWhere')}</p>
      <p className="paper-address">{location.origin}</p>
      <p>{t('code.paper')}</p>
    </section>,
    document.body,
  )
}

/**
 * The code alone, not an address with the code in it: addresses stay in the history of a browser, which others may keep a
 * copy of.
 */
function QrCode({ text }: { text: string }) {
  const { t } = useTranslation()
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 2 })
  const size = rows.length
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('code.qr')}
      shapeRendering="crispEdges"
    >
      <path className="qr-paper" d={`M0 0h${size}v${size}h-${size}z`} />
      <path className="qr-ink" d={path} />
    </svg>
  )
}
