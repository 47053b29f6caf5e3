import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { langOf } from '../script.ts'
import { strip } from '../session.ts'
import { CodeCard } from './CodeCard.tsx'
import { CodeForm } from './CodeForm.tsx'
import { Mixed } from './Mixed.tsx'
import { Sure } from './Sure.tsx'

interface NoticesProps {
  desk: Desk
  state: DeskState
}

/** Whether a spare key is offered: once, when the writer's own is put away and a first picture was painted. */
export function offersCard({ code, codeIsNoted, hasCard, cardIsAsked, session }: DeskState): boolean {
  return code !== undefined && codeIsNoted && hasCard === false && !cardIsAsked && strip(session).length > 0
}

/** What stands before the words: why a code is needed, and what became of the sitting that lay here. */
export function NoticesBefore({ desk, state }: NoticesProps) {
  const { t } = useTranslation()
  const { needsCode, held, isDeleted } = state
  const count = held.length
  return (
    <>
      {isDeleted && (
        <p className="notice" role="status">
          {t('notice.deleted')}
        </p>
      )}
      {needsCode && (
        <aside
          className="card ask"
          aria-label={needsCode === 'signed out' ? t('notice.signedOut') : t('notice.handedOut')}
        >
          <h2>{needsCode === 'signed out' ? t('notice.signedOut') : t('notice.handedOut')}</h2>
          <p role="status">{needsCode === 'signed out' ? t('notice.signedOutText') : t('notice.handedOutText')}</p>
          {count > 0 && <p>{t('notice.waiting', { count })}</p>}
          <CodeForm onCode={desk.signIn} />
          {needsCode === 'signed out' && <Anew desk={desk} count={count} />}
        </aside>
      )}
      {!needsCode && count > 0 && <Held desk={desk} state={state} />}
    </>
  )
}

/** What was written before and is not kept: its writer sees it, and decides. */
function Held({ desk, state: { held, writer } }: NoticesProps) {
  const { t } = useTranslation()
  const [isAsked, setAsked] = useState(false)
  return (
    <aside className="card held" aria-label={t('notice.held')}>
      <h2>{t('notice.held')}</h2>
      <p role="status">{t('notice.heldText', { count: held.length })}</p>
      {held.map(
        ({ request: { id, text }, writer: whose }) =>
          // Whoever sat here before may have written it.
          whose === writer && (
            <p key={id} className="held-words" lang={langOf(text)}>
              <Mixed text={text} />
            </p>
          ),
      )}
      {isAsked ? (
        <Sure text={t('notice.dropSure')} onYes={desk.dropHeld} onNo={() => setAsked(false)} />
      ) : (
        <div className="card-tools">
          <Button className="button" onPress={desk.takeHeld}>
            {t('notice.heldTake')}
          </Button>
          <Button className="button" onPress={() => setAsked(true)}>
            {t('notice.heldDrop')}
          </Button>
        </div>
      )}
    </aside>
  )
}

function Anew({ desk, count }: { desk: Desk; count: number }) {
  const { t } = useTranslation()
  const [isAsked, setAsked] = useState(false)
  return isAsked ? (
    <Sure text={t('notice.anewSure')} yes={t('notice.heldDrop')} onYes={desk.beginAnew} onNo={() => setAsked(false)} />
  ) : (
    <Button className="button" onPress={() => (count > 0 ? setAsked(true) : desk.beginAnew())}>
      {t('notice.anew')}
    </Button>
  )
}

/** What stands after the words: the new writer's code, and the offer of a spare one. */
export function NoticesAfter({ desk, state }: NoticesProps) {
  const { t } = useTranslation()
  const { code, codeIsNoted, card } = state
  const [hasFailed, setFailed] = useState(false)
  return (
    <>
      {code !== undefined && !codeIsNoted && <CodeCard code={code} kind="code" onNoted={desk.noteCode} />}
      {card !== undefined && <CodeCard code={card} kind="card" onNoted={desk.noteCard} />}
      {offersCard(state) && (
        <aside className="card offer" aria-label={t('code.offerTitle')}>
          <h2>{t('code.offerTitle')}</h2>
          <p>{t('code.offer')}</p>
          {hasFailed && <p role="alert">{t('sure.failed')}</p>}
          <div className="card-tools">
            <Button
              className="button"
              preventFocusOnPress
              onPress={() =>
                void desk.makeCard().then(
                  () => setFailed(false),
                  () => setFailed(true),
                )
              }
            >
              {t('code.makeCard')}
            </Button>
            <Button className="button" preventFocusOnPress onPress={desk.noteCard}>
              {t('code.offerNo')}
            </Button>
          </div>
        </aside>
      )}
    </>
  )
}
