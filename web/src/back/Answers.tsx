import { useTranslation } from 'react-i18next'
import type { Answer } from '../api.ts'
import { Mixed } from '../components/Mixed.tsx'
import { langOf } from '../script.ts'
import type { Language } from '../wire.ts'

/** What the writer answered when they were asked to think about it. */
export function Answers({ answers }: { answers: readonly Answer[] }) {
  const { t, i18n } = useTranslation()
  if (answers.length === 0) return null
  return (
    <dl className="answers" aria-label={t('back.answers')}>
      {answers.map(({ id, asked, text }) => (
        <div key={id}>
          <dt>{asked[i18n.language as Language]}</dt>
          <dd className="sentence" lang={langOf(text)}>
            <Mixed text={text} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
