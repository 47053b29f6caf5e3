import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { looksBack, openCamera, viewOf } from '../camera.ts'
import { Over } from '../help/Over.tsx'
import { watchPaused } from '../help/paused.ts'
import { scanCode, type ScanState } from '../scan.ts'

interface ScanCardProps {
  onCode: (code: string) => void
  onClose: () => void
}

const words: Record<ScanState, string> = {
  asking: 'code.scan.asking',
  looking: 'code.scan.looking',
  other: 'code.scan.other',
  refused: 'code.scan.refused',
  missing: 'code.scan.missing',
  busy: 'code.scan.busy',
  gone: 'code.scan.gone',
  late: 'code.scan.late',
  failed: 'code.scan.failed',
}

/**
 * Looks for the code on a card through the camera. The camera is on for as long as this stands, and no longer: it closes when
 * the window is hidden, when the neutral page comes up, and when the writer goes to another page.
 */
export function ScanCard({ onCode, onClose }: ScanCardProps) {
  const { t } = useTranslation()
  const [state, setState] = useState<ScanState>('asking')
  const [isMirror, setMirror] = useState(false)
  const film = useRef<HTMLVideoElement>(null)
  const latest = useRef({ onCode, onClose })
  latest.current = { onCode, onClose }
  useEffect(() => {
    const leaving = new AbortController()
    const show = (camera: MediaStream) => {
      setMirror(looksBack(camera))
      film.current!.srcObject = camera
    }
    const bringReader = () => import('qr/decode.js').then(({ decodeQR }) => decodeQR)
    const means = { bringReader, open: openCamera, show, look: viewOf(film.current!), onState: setState }
    void scanCode(means, leaving.signal).then((code) => code !== undefined && latest.current.onCode(code))
    // At once, and not when the page is drawn anew: one that is hidden may not be for long, and would still read a card.
    const close = () => {
      leaving.abort()
      latest.current.onClose()
    }
    const hidden = () => {
      if (document.visibilityState === 'hidden') close()
    }
    const paused = watchPaused(close)
    addEventListener('hashchange', close)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      leaving.abort()
      paused()
      removeEventListener('hashchange', close)
      document.removeEventListener('visibilitychange', hidden)
    }
  }, [])
  const isOn = state === 'asking' || state === 'looking' || state === 'other'
  return (
    <Over className="sheet told scan" label={t('code.scan.open')} onClose={onClose}>
      <h2>{t('code.scan.open')}</h2>
      {isOn && (
        <div className="scan-view" data-mirror={isMirror || undefined}>
          <video ref={film} muted playsInline autoPlay disablePictureInPicture aria-hidden="true" />
        </div>
      )}
      <p role="status">{t(words[state])}</p>
      {isOn && <p className="quiet">{t('code.scan.private')}</p>}
      <Button className="button" onPress={onClose}>
        {t('page.close')}
      </Button>
    </Over>
  )
}
