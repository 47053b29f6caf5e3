import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskState } from '../desk.ts'
import { unanswered } from '../session.ts'

/** What became of the words: saved, being saved, or waiting for the line. */
export function LineStatus({ state }: { state: DeskState }) {
  const { t } = useTranslation()
  const { session, needsCode, agrees } = state
  const unsaved = unanswered(session).length
  const isOffline = useSyncExternalStore(
    watchNetwork,
    () => navigator.onLine === false,
    () => navigator.onLine === false,
  )
  const hasWords = session.sentences.length > 0
  if (needsCode) return t('line.needsCode')
  // A line may seem open for a while after the network went; a house on the same machine needs none.
  const isLost = session.line === 'lost' || (unsaved > 0 && isOffline)
  if (isLost) return t(unsaved > 0 ? 'line.lostUnsaved' : hasWords ? 'line.lostSaved' : 'line.lost')
  if (unsaved > 0) return t('line.saving')
  if (!agrees.ai || !agrees.keeping)
    return t(agrees.ai ? 'line.notKept' : agrees.keeping ? 'line.notRead' : 'line.neither')
  return hasWords && session.sentences.every(({ kept }) => kept) ? t('line.saved') : null
}

function watchNetwork(changed: () => void): () => void {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}
