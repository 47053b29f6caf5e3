import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useToday } from '../before/Today.tsx'
import type { Desk } from '../desk.ts'
import { langOf } from '../script.ts'
import type { Shown } from '../session.ts'
import type { Language } from '../wire.ts'
import { isBlank } from './draft.ts'
import { nextQuestion, usePause } from './question.ts'
import type { Question, Questions } from '../wire-http.ts'

interface ReflectProps {
  desk: Desk
  sitting: string
  /** How many sentences there are: at most one question is asked after each. */
  count: number
  shown: Shown | undefined
  language: Language
}

interface Asked {
  question: Question
  version: string
  /** The sentence that was on the wall then. */
  sentence: string | undefined
}

/** One question, only while the writing rests; what is answered is kept with the picture it was asked about. */
export function Reflect({ desk, sitting, count, shown, language }: ReflectProps) {
  const { t } = useTranslation()
  const [{ isReached }] = useToday(desk)
  const [asked, setAsked] = useState<Asked>()
  const [text, setText] = useState('')
  const [state, setState] = useState<'open' | 'keeping' | 'failed' | 'kept'>('open')
  const askedIds = useRef(new Set<string>())
  const askedAfter = useRef(0)
  const isDue = shown?.picture !== undefined && count > askedAfter.current && !asked
  const isPause = usePause(isDue)
  const latest = useRef({ shown, count, isReached })
  latest.current = { shown, count, isReached }

  useEffect(() => {
    if (!isPause) return
    let isWanted = true
    desk.api.questions(language).then(
      (list: Questions) => {
        const { shown: picture, count: after, isReached: isEnd } = latest.current
        const question = nextQuestion(list, isEnd ? 'end' : 'pause', askedIds.current)
        if (!isWanted || !question) return
        askedIds.current.add(question.id)
        askedAfter.current = after
        setAsked({ question, version: list.version, sentence: isEnd ? undefined : picture?.words.id })
        setState('open')
        setText('')
      },
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [isPause, desk, language])

  // Whoever writes on has no need of it, unless they have begun to answer.
  useEffect(() => {
    if (asked && text === '' && count > askedAfter.current) setAsked(undefined)
  }, [asked, text, count])

  if (!asked) return null

  async function keep() {
    if (!asked || isBlank(text) || state === 'keeping') return
    setState('keeping')
    const { question, version, sentence } = asked
    try {
      await desk.api.answer({ sitting, ...(sentence && { sentence }), question: question.id, version, text })
      setState('kept')
    } catch {
      setState('failed')
    }
  }

  return (
    <aside className="question" aria-label={t('question.label')}>
      <p lang={langOf(asked.question.text)}>{asked.question.text}</p>
      {state === 'kept' ? (
        <p className="quiet" role="status">
          {t('question.kept')}
        </p>
      ) : (
        <textarea
          aria-label={asked.question.text}
          placeholder={t('question.placeholder')}
          maxLength={2_000}
          rows={2}
          lang={text === '' ? undefined : langOf(text)}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {state === 'failed' && <p role="alert">{t('sure.failed')}</p>}
      <div className="card-tools">
        {state !== 'kept' && (
          <Button className="button" isDisabled={isBlank(text) || state === 'keeping'} onPress={() => void keep()}>
            {t('question.keep')}
          </Button>
        )}
        <Button className="link" onPress={() => setAsked(undefined)}>
          {state === 'kept' ? t('question.done') : t('question.notNow')}
        </Button>
      </div>
    </aside>
  )
}
