import { useEffect, useRef, useState } from 'react'
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../api.ts'
import { canSee } from '../camera.ts'
import { inGroups, readCode, type TypedCode } from '../code.ts'
import { Icon } from './icons.tsx'
import { ScanCard } from './ScanCard.tsx'

/** Characters of a code, and of each of its groups. */
const length = 20
const groupLength = 4
/** More places to look at than these are none. */
const mostSuspects = 3

interface CodeFormProps {
  /** Throws a Refusal. */
  onCode: (code: string) => Promise<void>
  autoFocus?: boolean
}

/** Where a code is typed, in any case and spacing, or scanned. What cannot be a code is named here and not sent. */
export function CodeForm({ onCode, autoFocus = false }: CodeFormProps) {
  const { t } = useTranslation()
  const say = useFault()
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const [trouble, setTrouble] = useState<'unknown' | 'later'>()
  const [isBusy, setBusy] = useState(false)
  const [isScanning, setScanning] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const read = readCode(typed)
  // Whoever is still typing is not told that something is missing.
  const isToSay = isTried || read.fault === 'stray' || read.fault === 'long' || read.fault === 'wrong'
  const fault = typed !== '' && isToSay ? read.fault && say(read) : undefined

  const isInvalid = trouble !== undefined || fault !== undefined
  const said = useRef<HTMLDivElement>(null)
  // What is said beneath a field must not hide beneath the edge of a sheet.
  useEffect(() => {
    if (isInvalid) said.current?.scrollIntoView({ block: 'nearest' })
  }, [isInvalid, fault, trouble])

  async function signIn(code: string) {
    setBusy(true)
    try {
      await onCode(code)
    } catch (error) {
      const isUnknown = error instanceof Refusal && ['unauthenticated', 'not_found', 'invalid'].includes(error.code)
      setTrouble(isUnknown ? 'unknown' : 'later')
      // What is wrong is said of the field, wherever the code came from.
      field.current?.focus()
    } finally {
      setBusy(false)
    }
  }
  function retype(text: string) {
    setTyped(text)
    setTried(false)
    setTrouble(undefined)
  }

  return (
    <Form
      className="code-form"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (typed.trim() !== '' && !isBusy && !read.fault) void signIn(read.code)
      }}
    >
      <TextField
        value={typed}
        onChange={retype}
        isInvalid={isInvalid}
        validationBehavior="aria"
        autoComplete="off"
        spellCheck="false"
        autoFocus={autoFocus}
      >
        <Label>{t('code.field')}</Label>
        <Input ref={field} className="input" autoCapitalize="characters" autoCorrect="off" />
        <div className="code-read" ref={said}>
          {fault !== undefined && <Groups read={read} />}
          <FieldError className="field-error">{trouble ? t(`code.${trouble}`) : fault}</FieldError>
        </div>
      </TextField>
      <div className="code-ways">
        <Button className="button send" type="submit" isDisabled={typed.trim() === '' || isBusy}>
          {t('code.signIn')}
        </Button>
        {canSee() && (
          // Not disabled while another code is asked about: the focus comes back to it from the camera.
          <Button className="button scan-open" onPress={() => setScanning(!isBusy)}>
            <Icon name="focus" />
            {t('code.scan.open')}
          </Button>
        )}
      </div>
      {isScanning && (
        <ScanCard
          onClose={() => setScanning(false)}
          onCode={(code) => {
            setScanning(false)
            retype(inGroups(code).join('-'))
            void signIn(code)
          }}
        />
      )}
    </Form>
  )
}

/** What was read, in groups, with the places to look at marked. */
function Groups({ read }: { read: TypedCode }) {
  const { t } = useTranslation()
  const suspects = new Set(suspectsOf(read))
  let at = 0
  const groups = inGroups(read.code).map((group) => ({
    start: at,
    marks: Array.from(group, (character) => ({ character, isSuspect: suspects.has(at++) })),
  }))
  return (
    <p className="code-groups" role="img" aria-label={t('code.typed')}>
      {groups.map(({ start, marks }) => (
        <span key={start} data-suspect={marks.some(({ isSuspect }) => isSuspect) || undefined}>
          {marks.map(({ character, isSuspect }, place) =>
            // Characters have no other name than their place.
            isSuspect ? <mark key={start + place}>{character}</mark> : <span key={start + place}>{character}</span>,
          )}
        </span>
      ))}
    </p>
  )
}

const suspectsOf = ({ suspects, fault }: TypedCode) =>
  fault === 'wrong' && suspects.length > mostSuspects ? [] : suspects

/** Words for what is the matter with a code. */
function useFault(): (read: TypedCode) => string {
  const { t, i18n } = useTranslation()
  return (read) => {
    const suspects = suspectsOf(read).map((at) =>
      t('code.fault.one', { character: Array.from(read.code)[at], group: Math.floor(at / groupLength) + 1 }),
    )
    switch (read.fault) {
      case 'stray':
        return t('code.fault.stray', { which: suspects[0] })
      case 'group':
        return t('code.fault.group', { group: read.group })
      case 'short':
        return t('code.fault.short', { count: length - read.code.length })
      case 'long':
        return t('code.fault.long', { count: read.code.length - length })
      case 'wrong':
      case undefined: {
        if (suspects.length === 0) return t('code.fault.wrong')
        const or = new Intl.ListFormat(i18n.language, { type: 'disjunction' })
        return t('code.fault.wrongAt', { which: or.format(suspects) })
      }
    }
  }
}
