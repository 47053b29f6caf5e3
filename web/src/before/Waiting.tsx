import { useTranslation } from 'react-i18next'
import { CodeForm } from '../components/CodeForm.tsx'
import type { Desk, DeskState } from '../desk.ts'

/** What stands where a page cannot be shown yet: the house is asked, needs a code first, or does not answer. */
export function Waiting({ desk, state, why }: { desk: Desk; state: DeskState; why: 'coming' | 'code' | 'away' }) {
  const { t } = useTranslation()
  if (why === 'coming') return <p className="before-waits">{t('welcome.coming')}</p>
  if (why === 'away') return <p role="alert">{t('sure.failed')}</p>
  const isOut = state.needsCode === 'signed out'
  return (
    <section className="before-code">
      <h3>{isOut ? t('notice.signedOut') : t('notice.handedOut')}</h3>
      <p>{isOut ? t('notice.signedOutText') : t('notice.handedOutText')}</p>
      <CodeForm onCode={desk.signIn} />
    </section>
  )
}
