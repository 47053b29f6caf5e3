import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Api } from '../api.ts'
import { langOf } from '../script.ts'
import type { Question } from '../wire-http.ts'
import { isBlank } from './draft.ts'

/** A question of the list of a version, about the sitting or about one sentence of it and its picture. */
export interface AskedQuestion {
  question: Question
  version: string
  sentence?: string | undefined
}

interface QuestionCardProps {
  api: Api
  sitting: string
  asked: AskedQuestion
  /** Whether an answer is begun. */
  onBegun?: (isBegun: boolean) => void
  /** Once it is kept; without it, it says so itself. */
  onKept?: () => void
  onAway: () => void
  autoFocus?: boolean
}

/** One question to reflect on; what is answered is kept with what it was asked about. */
export function QuestionCard({ api, sitting, asked, onBegun, onKept, onAway, autoFocus = false }: QuestionCardProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [state, setState] = useState<'open' | 'keeping' | 'failed' | 'kept'>('open')

  async function keep() {
    if (isBlank(text) || state === 'keeping') return
    setState('keeping')
    const { question, version, sentence } = asked
    try {
      await api.answer({ sitting, ...(sentence && { sentence }), question: question.id, version, text })
      setState('kept')
      onKept?.()
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
          autoFocus={autoFocus}
          lang={text === '' ? undefined : langOf(text)}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            onBegun?.(event.target.value !== '')
          }}
        />
      )}
      {state === 'failed' && <p role="alert">{t('sure.failed')}</p>}
      <div className="card-tools">
        {state !== 'kept' && (
          <Button className="button" isDisabled={isBlank(text) || state === 'keeping'} onPress={() => void keep()}>
            {t('question.keep')}
          </Button>
        )}
        <Button className="link" onPress={onAway}>
          {state === 'kept' ? t('question.done') : t('question.notNow')}
        </Button>
      </div>
    </aside>
  )
}
