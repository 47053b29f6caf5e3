import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icons.tsx'
import type { Desk } from '../desk.ts'
import type { Language } from '../wire.ts'
import { watchPaused, isPaused } from '../help/paused.ts'
import { usePlace } from '../place.ts'
import { type Dictation, dictation, type Stage } from './dictation.ts'
import { canRecord, record } from './recorder.ts'

interface DictateProps {
  desk: Desk
  language: Language
  /** What was understood; it goes into the box, to be looked at before it is sent. */
  onText: (text: string) => void
  /** What is to be said of it, in the place of the box's own line; undefined: nothing. */
  onSaid: (said: string | undefined) => void
}

/** Whether the site takes speech down; it is asked once. */
function useDictation(desk: Desk): boolean {
  const [isThere, setThere] = useState(false)
  useEffect(() => {
    if (!canRecord()) return
    let isWanted = true
    desk.api.site().then(
      ({ dictation }) => isWanted && setThere(dictation),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [desk])
  return isThere
}

/**
 * A microphone, where the site has a server of its own for it: hold it, or press to begin and to end. It is let go, and what
 * it heard dropped, when the neutral page comes up, when the writer goes to another page, or when the window is hidden.
 */
export function Dictate(props: DictateProps) {
  const { t } = useTranslation()
  const isThere = useDictation(props.desk)
  const [stage, setStage] = useState<Stage>('idle')
  const speaking = useSpeaking(props, setStage)
  if (!isThere) return null
  const isRecording = stage === 'recording'
  return (
    <Button
      className="tool dictate"
      data-recording={isRecording || undefined}
      aria-pressed={isRecording}
      isDisabled={stage === 'sending'}
      preventFocusOnPress
      onPressStart={() => speaking.press()}
      onPressEnd={() => speaking.release()}
    >
      <Icon name={isRecording ? 'stop' : 'microphone'} />
      <span>{isRecording ? t('dictate.stop') : t('dictate.begin')}</span>
    </Button>
  )
}

/** Speaking, for as long as the button is there. */
function useSpeaking(props: DictateProps, onStage: (stage: Stage) => void): Dictation {
  const { t } = useTranslation()
  const latest = useRef({ ...props, t })
  latest.current = { ...props, t }
  const [speaking] = useState(() =>
    dictation({
      record,
      understand: (audio, signal) => latest.current.desk.api.dictate(audio, latest.current.language, signal),
      now: () => performance.now(),
      onStage,
      onSaid: (said) => latest.current.onSaid(said && latest.current.t(said)),
      onText: (text) => latest.current.onText(text),
    }),
  )
  const place = usePlace().join('/')
  useEffect(() => speaking.drop, [speaking, place])
  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState === 'hidden') speaking.drop()
    }
    const paused = watchPaused(() => {
      if (isPaused()) speaking.drop()
    })
    document.addEventListener('visibilitychange', hidden)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      paused()
      speaking.close()
    }
  }, [speaking])
  return speaking
}
