import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../wire-http.ts'
import { Mixed } from '../components/Mixed.tsx'
import { Sure } from '../components/Sure.tsx'
import { langOf } from '../script.ts'
import type { Language } from '../wire.ts'

interface AnswersProps {
  answers: readonly Answer[]
  /** Throws a Refusal. */
  onDelete: (id: string) => Promise<void>
}

/** What the writer answered when they were asked to think about it. */
export function Answers({ answers, onDelete }: AnswersProps) {
  const { t } = useTranslation()
  if (answers.length === 0) return null
  return (
    <dl className="answers" aria-label={t('back.answers')}>
      {answers.map((answer) => (
        <One key={answer.id} answer={answer} onDelete={() => onDelete(answer.id)} />
      ))}
    </dl>
  )
}

function One({ answer: { asked, text }, onDelete }: { answer: Answer; onDelete: () => Promise<void> }) {
  const { t, i18n } = useTranslation()
  const [isAsked, setAsked] = useState(false)
  return (
    <div>
      <dt>{asked[i18n.language as Language]}</dt>
      <dd className="sentence" lang={langOf(text)}>
        <Mixed text={text} />
      </dd>
      <dd>
        {isAsked ? (
          <Sure text={t('remove.answerSure')} onYes={onDelete} onNo={() => setAsked(false)} />
        ) : (
          <Button className="link" onPress={() => setAsked(true)}>
            {t('remove.answer')}
          </Button>
        )}
      </dd>
    </div>
  )
}
