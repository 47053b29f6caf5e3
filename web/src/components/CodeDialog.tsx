import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { unkept } from '../unkept.ts'
import type { Language, Receipt } from '../wire.ts'
import { CodeCard } from './CodeCard.tsx'
import { CodeForm } from './CodeForm.tsx'
import { ErasedReceipt, Mine } from './Mine.tsx'
import { Sure } from './Sure.tsx'

interface CodeDialogProps {
  desk: Desk
  state: DeskState
  language: Language
  onClose: () => void
}

/** The writer's own code, coming back with one, what belongs to the writer, and leaving a machine that others use too. */
export function CodeDialog({ desk, state, language, onClose }: CodeDialogProps) {
  const { t } = useTranslation()
  /** Undefined until it was opened: what closes it gives the focus back. */
  const [isMine, setMine] = useState<boolean>()
  const [receipt, setReceipt] = useState<Receipt>()
  if (receipt) return <ErasedReceipt receipt={receipt} />
  if (isMine && state.isKnown) {
    return <Mine desk={desk} language={language} onBack={() => setMine(false)} onErased={setReceipt} />
  }
  const { isKnown, needsCode, agrees } = state
  const noteCode = () => {
    desk.noteCode()
    onClose()
  }
  return (
    <div className="code-dialog">
      {state.code !== undefined && (
        <CodeCard code={state.code} kind="code" onNoted={state.codeIsNoted ? undefined : noteCode} />
      )}
      {isKnown && <Codes desk={desk} state={state} onNoted={noteCode} />}
      {isKnown && (
        <section>
          <h2>{t('mine.title')}</h2>
          <p>{t('mine.openText')}</p>
          <Button className="button" autoFocus={isMine === false} onPress={() => setMine(true)}>
            {t('mine.open')}
          </Button>
        </section>
      )}
      {isKnown && (
        <section>
          <h2>{t('code.leaveTitle')}</h2>
          <p>{agrees.keeping ? t('code.leaveHelp') : t('code.leaveGone')}</p>
          {unkept(state.session).length > 0 && <p role="alert">{t('code.leaveUnsaved')}</p>}
          <Button
            className="button"
            onPress={() => {
              void desk.signOut().catch(() => undefined)
              onClose()
            }}
          >
            {t('code.leave')}
          </Button>
        </section>
      )}
      <section>
        <h2>{isKnown ? t('code.enterOther') : t('code.enter')}</h2>
        <p>
          {isKnown
            ? t('code.enterOtherHelp')
            : needsCode === 'handed out'
              ? t('notice.handedOutText')
              : t('code.enterHelp')}
        </p>
        <CodeForm autoFocus={!isKnown} onCode={(code) => desk.signIn(code).then(onClose)} />
      </section>
    </div>
  )
}

/** The recovery card, and another code in place of one that somebody saw. */
function Codes({ desk, state, onNoted }: Pick<CodeDialogProps, 'desk' | 'state'> & { onNoted: () => void }) {
  const { t } = useTranslation()
  const isMissed = state.codeIsMissed && state.code === undefined
  const [isRenewing, setRenewing] = useState(isMissed)
  const [hasFailed, setFailed] = useState(false)
  const makeCard = () =>
    desk.makeCard().then(
      () => setFailed(false),
      () => setFailed(true),
    )
  return (
    <section>
      <h2>{t('code.keys')}</h2>
      {state.code === undefined && <p>{t('code.gone')}</p>}
      {state.card === undefined ? (
        <>
          <p>{state.hasCard ? t('code.cardThere') : t('code.cardNone')}</p>
          {hasFailed && <p role="alert">{t('sure.failed')}</p>}
        </>
      ) : (
        <CodeCard code={state.card} kind="card" onNoted={desk.noteCard} />
      )}
      {isRenewing ? (
        <Sure
          text={isMissed ? t('code.renewMissed') : t('code.renewHelp')}
          yes={t('code.renew')}
          {...(isMissed && { no: t('code.noted'), isMild: true })}
          onYes={() => desk.makeCode().then(() => setRenewing(false))}
          onNo={isMissed ? onNoted : () => setRenewing(false)}
        />
      ) : (
        <div className="card-tools">
          {state.card === undefined && (
            <Button className="button" onPress={() => void makeCard()}>
              {state.hasCard ? t('code.makeAnotherCard') : t('code.makeCard')}
            </Button>
          )}
          <Button className="button" onPress={() => setRenewing(true)}>
            {t('code.renew')}
          </Button>
        </div>
      )}
    </section>
  )
}
