import { useEffect, useRef, useState } from 'react'
import { useToday } from '../before/Today.tsx'
import type { Desk } from '../desk.ts'
import type { Shown } from '../session.ts'
import type { Language } from '../wire.ts'
import type { Questions } from '../wire-http.ts'
import { nextQuestion, usePause } from './question.ts'
import { type AskedQuestion, QuestionCard } from './QuestionCard.tsx'

interface ReflectProps {
  desk: Desk
  sitting: string
  /** How many sentences there are: at most one question is asked after each. */
  count: number
  shown: Shown | undefined
  language: Language
}

/** One question, only while the writing rests; what is answered is kept with the picture it was asked about. */
export function Reflect({ desk, sitting, count, shown, language }: ReflectProps) {
  const [{ isReached }] = useToday(desk)
  const [asked, setAsked] = useState<AskedQuestion>()
  const [isBegun, setBegun] = useState(false)
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
        setBegun(false)
      },
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [isPause, desk, language])

  // Whoever writes on has no need of it, unless they have begun to answer.
  useEffect(() => {
    if (asked && !isBegun && count > askedAfter.current) setAsked(undefined)
  }, [asked, isBegun, count])

  if (!asked) return null
  return (
    <QuestionCard
      key={asked.question.id}
      api={desk.api}
      sitting={sitting}
      asked={asked}
      onBegun={setBegun}
      onAway={() => setAsked(undefined)}
    />
  )
}
