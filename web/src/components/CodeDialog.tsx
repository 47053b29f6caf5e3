import { useState } from 'react'
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../api.ts'
import type { Desk, DeskState } from '../desk.ts'
import { unanswered } from '../session.ts'
import { CodeCard } from './CodeCard.tsx'

interface CodeDialogProps {
  desk: Desk
  state: DeskState
  onClose: () => void
  onLeave: () => void
}

/** The writer's own code, coming back with one, and leaving a machine that others use too. */
export function CodeDialog({ desk, state, onClose, onLeave }: CodeDialogProps) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const [trouble, setTrouble] = useState<'unknown' | 'later'>()
  const [isBusy, setBusy] = useState(false)

  async function signIn() {
    if (code.trim() === '' || isBusy) return
    setBusy(true)
    try {
      await desk.signIn(code.trim())
      onClose()
    } catch (error) {
      const isUnknown = error instanceof Refusal && ['unauthenticated', 'not_found', 'invalid'].includes(error.code)
      setTrouble(isUnknown ? 'unknown' : 'later')
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="code-dialog">
      {state.code === undefined ? (
        state.isKnown && <p className="quiet">{t('code.gone')}</p>
      ) : (
        <CodeCard code={state.code} onNoted={desk.noteCode} />
      )}
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          void signIn()
        }}
      >
        <h2>{t('code.enter')}</h2>
        <p>{t('code.enterHelp')}</p>
        <TextField
          value={code}
          onChange={(value) => {
            setCode(value)
            setTrouble(undefined)
          }}
          isInvalid={trouble !== undefined}
          validationBehavior="aria"
          autoComplete="off"
          spellCheck="false"
          autoFocus={state.code === undefined}
        >
          <Label>{t('code.field')}</Label>
          <Input className="input" autoCapitalize="off" autoCorrect="off" />
          <FieldError className="field-error">{trouble && t(`code.${trouble}`)}</FieldError>
        </TextField>
        <Button className="button send" type="submit" isDisabled={code.trim() === '' || isBusy}>
          {t('code.signIn')}
        </Button>
      </Form>
      {state.isKnown && (
        <div className="code-leave">
          <p>{t('code.leaveHelp')}</p>
          {unanswered(state.session).length > 0 && <p role="alert">{t('code.leaveUnsaved')}</p>}
          <Button
            className="button"
            onPress={() => {
              onLeave()
              onClose()
            }}
          >
            {t('code.leave')}
          </Button>
        </div>
      )}
    </div>
  )
}
