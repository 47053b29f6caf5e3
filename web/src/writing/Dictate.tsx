import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icons.tsx'
import type { Desk } from '../desk.ts'
import type { Language } from '../wire.ts'
import { canRecord, record, type Recording } from './recorder.ts'

/** Held for longer than this, in milliseconds, letting go ends it; else the next press does. */
const holdMs = 450

type State = 'idle' | 'asking' | 'recording' | 'sending'

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

/** A microphone, where the site has a server of its own for it: hold it, or press to begin and to end. */
export function Dictate({ desk, language, onText, onSaid }: DictateProps) {
  const { t } = useTranslation()
  const isThere = useDictation(desk)
  const [state, setState] = useState<State>('idle')
  const recording = useRef<Recording>(undefined)
  const pressedAt = useRef(0)
  /** Counts what was begun: an answer to something earlier is dropped. */
  const turn = useRef(0)
  const asking = useRef<AbortController>(undefined)

  useEffect(
    () => () => {
      turn.current++
      recording.current?.drop()
      asking.current?.abort()
    },
    [],
  )

  async function begin() {
    const mine = ++turn.current
    setState('asking')
    onSaid(undefined)
    try {
      const begun = await record(() => void end())
      if (turn.current !== mine) return begun.drop()
      recording.current = begun
      setState('recording')
      onSaid(t('dictate.recording'))
    } catch {
      if (turn.current !== mine) return
      setState('idle')
      onSaid(t('dictate.refused'))
    }
  }

  async function end() {
    const begun = recording.current
    recording.current = undefined
    if (!begun) return
    const mine = ++turn.current
    setState('sending')
    onSaid(t('dictate.sending'))
    asking.current = new AbortController()
    try {
      const audio = await begun.stop()
      const text = audio ? await desk.api.dictate(audio, language, asking.current.signal) : ''
      if (turn.current !== mine) return
      if (text !== '') onText(text)
      onSaid(text === '' ? t('dictate.nothing') : t('dictate.check'))
    } catch {
      if (turn.current === mine) onSaid(t('dictate.failed'))
    } finally {
      if (turn.current === mine) setState('idle')
    }
  }

  if (!isThere) return null
  const isRecording = state === 'recording'
  return (
    <Button
      className="tool dictate"
      data-recording={isRecording || undefined}
      aria-pressed={isRecording}
      isDisabled={state === 'sending'}
      preventFocusOnPress
      onPressStart={() => {
        if (isRecording) return void end()
        if (state !== 'idle') return
        pressedAt.current = performance.now()
        void begin()
      }}
      onPressEnd={() => {
        if (recording.current && performance.now() - pressedAt.current > holdMs) void end()
      }}
    >
      <Icon name={isRecording ? 'stop' : 'microphone'} />
      <span>{isRecording ? t('dictate.stop') : t('dictate.begin')}</span>
    </Button>
  )
}
