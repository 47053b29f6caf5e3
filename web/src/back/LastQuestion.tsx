import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Api } from '../api.ts'
import type { Language } from '../wire.ts'
import type { Answer, Questions } from '../wire-http.ts'
import { nextQuestion } from '../writing/question.ts'
import { QuestionCard } from '../writing/QuestionCard.tsx'

interface LastQuestionProps {
  api: Api
  sitting: string
  answers: readonly Answer[]
  language: Language
  onKept: () => void
}

/** For whoever wishes one, a question about the whole sitting, of those that were not answered yet. */
export function LastQuestion({ api, sitting, answers, language, onKept }: LastQuestionProps) {
  const { t } = useTranslation()
  const [list, setList] = useState<Questions>()
  const [isOpen, setOpen] = useState(false)
  const way = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Where they cannot be fetched nothing is asked.
    void api.questions(language).then(setList, () => undefined)
  }, [api, language])
  useEffect(() => {
    // The focus brings its field into view, not the buttons below.
    if (isOpen) way.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  const question = list && nextQuestion(list, 'end', new Set(answers.map((answer) => answer.question)))
  if (!list || !question) return null

  function close() {
    setOpen(false)
    requestAnimationFrame(() => way.current?.querySelector('button')?.focus())
  }
  return (
    <div className="last-question" ref={way}>
      {isOpen ? (
        <QuestionCard
          key={question.id}
          api={api}
          sitting={sitting}
          asked={{ question, version: list.version }}
          onKept={() => {
            onKept()
            close()
          }}
          onAway={close}
          autoFocus
        />
      ) : (
        <Button className="link" onPress={() => setOpen(true)}>
          {t('question.back')}
        </Button>
      )}
    </div>
  )
}
