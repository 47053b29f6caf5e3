import type { ReactNode, RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { Button, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { isQuietFocus } from '../go-on.ts'
import type { Composition } from '../ime.ts'
import { noComposition, submits } from '../ime.ts'
import { langOf } from '../script.ts'
import type { Sentence } from '../session.ts'
import { unkept } from '../unkept.ts'
import type { Language } from '../wire.ts'
import { Dictate } from '../writing/Dictate.tsx'
import { beneath, isBlank, joined, sendable } from '../writing/draft.ts'
import { useDraft } from '../writing/use-draft.ts'
import { CodeLine } from './CodeLine.tsx'
import { Icon } from './icons.tsx'
import { LineStatus } from './LineStatus.tsx'

/** Characters (UTF-16 units) the house takes at once. */
const mostCharacters = 2_000

interface ComposerProps {
  box: RefObject<HTMLTextAreaElement | null>
  state: DeskState
  desk: Desk
  language: Language
  onSend: (text: string, isPrivate: boolean) => void
  /** The sentence that is being written anew, in place of a new one. */
  revising: Sentence | undefined
  onRevised: (text: string) => void
  onLeaveRevising: () => void
  /** A sentence whose words come back into the box, each once. */
  takenBack: Sentence | undefined
  /** Nothing but box and stage, and the way out of it. */
  onLeaveFocus: (() => void) | undefined
  /** As of somebody else. */
  isThirdPerson: boolean
  /** What stands beneath the box. */
  children: ReactNode
}

/** The text box. It keeps its place, its text and the focus whatever happens around it. */
export function Composer(props: ComposerProps) {
  const { box, state, desk, language, onSend, revising, onRevised, onLeaveRevising, takenBack, children } = props
  const { onLeaveFocus, isThirdPerson } = props
  const { t } = useTranslation()
  // Here and no higher, so that a key press draws nothing anew but the box.
  const [draft, setDraft] = useState('')
  const [isPrivate, setPrivate] = useState(false)
  /** What there is to say of what is in the box: by dictation, or that its sentence is gone. */
  const [said, setSaid] = useState<string>()
  /** What was begun before an earlier sentence was taken up. */
  const begun = useRef('')
  const composition = useRef<Composition>(noComposition)
  const room = mostCharacters - draft.length
  const isEmpty = isBlank(draft)

  useEffect(() => {
    if (isQuietFocus()) box.current?.focus()
  }, [box])

  /** What was last drawn, for when the sentence that is revised is no more. */
  const last = useRef({ draft, session: state.session, isPrivate: false })
  last.current = { draft, session: state.session, isPrivate: revising?.private ?? last.current.isPrivate }
  const revisedId = revising?.id
  const revisedText = revising?.text ?? ''
  useEffect(() => {
    if (revisedId === undefined) return
    setDraft((before) => {
      begun.current = before
      return revisedText
    })
    // After the menu has given back the focus that it took.
    requestAnimationFrame(() => box.current?.focus())
    return () => {
      setDraft(begun.current)
      const { draft: written, session, isPrivate: wasPrivate } = last.current
      if (written === revisedText || session.sentences.some(({ id }) => id === revisedId)) return
      comeBack(written, wasPrivate)
      setSaid(t('revise.gone'))
    }
  }, [revisedId, revisedText, box])

  useEffect(() => {
    if (!takenBack) return
    comeBack(takenBack.text ?? '', takenBack.private)
    box.current?.focus()
  }, [takenBack, box])

  /** With whatever is begun it is one draft, and private if either was. */
  function comeBack(text: string, isTheirs: boolean) {
    setDraft((before) => beneath(before, text))
    if (isTheirs) setPrivate(true)
  }

  const isRevised = revising !== undefined && draft !== revisedText
  useDraft(desk, state, {
    text: revising ? (isRevised ? beneath(begun.current, draft) : begun.current) : draft,
    isPrivate: isPrivate || (isRevised && revising.private),
    onFound: ({ text, isPrivate: isTheirs }) => comeBack(text, isTheirs),
    onOthers: () => setDraft(''),
  })
  useAltP(() => setPrivate(!isPrivate))
  useWarning(!isEmpty || unkept(state.session).length > 0)

  function send() {
    if (isEmpty || room < 0) return
    setSaid(undefined)
    if (revising) {
      if (draft.trim() === revisedText.trim()) onLeaveRevising()
      else onRevised(sendable(draft))
      return
    }
    onSend(sendable(draft), isPrivate)
    setDraft('')
  }

  return (
    <section className="composer" aria-label={t('box.label')}>
      <CodeLine desk={desk} state={state} language={language} isFocused={onLeaveFocus !== undefined} box={box} />
      <div className="box" data-private={(revising ? revising.private : isPrivate) || undefined}>
        <textarea
          ref={box}
          aria-label={t('box.label')}
          placeholder={isThirdPerson ? t('tells.placeholder') : t('box.placeholder')}
          lang={draft === '' ? undefined : langOf(draft)}
          aria-invalid={room < 0 || undefined}
          enterKeyHint="send"
          autoComplete="off"
          spellCheck
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value)
            setSaid(undefined)
          }}
          onCompositionStart={() => {
            composition.current = { ...composition.current, isComposing: true }
          }}
          onCompositionEnd={(event) => {
            composition.current = { isComposing: false, endedAt: event.timeStamp }
          }}
          onKeyDown={(event) => {
            if (!submits(event.nativeEvent, composition.current)) return
            event.preventDefault()
            if (!event.repeat) send()
          }}
        />
        <div className="box-tools">
          {revising ? (
            <Button className="tool private" onPress={onLeaveRevising} preventFocusOnPress>
              {t('revise.leave')}
            </Button>
          ) : (
            <ToggleButton
              className="tool private"
              isSelected={isPrivate}
              onChange={setPrivate}
              aria-keyshortcuts="Alt+P"
              preventFocusOnPress
            >
              <Icon name="lock" />
              <span>{t('box.private')}</span>
              <kbd aria-hidden="true">Alt P</kbd>
            </ToggleButton>
          )}
          {onLeaveFocus && (
            <Button className="tool" onPress={onLeaveFocus} preventFocusOnPress>
              <Icon name="focus" />
              <span>{t('focus.leave')}</span>
            </Button>
          )}
          <Dictate
            desk={desk}
            language={language}
            onText={(text) => {
              setDraft((before) => joined(before, text))
              // Whatever watches the writing hears of it as of letters that are typed.
              box.current?.dispatchEvent(new Event('input', { bubbles: true }))
              box.current?.focus()
            }}
            onSaid={setSaid}
          />
          <Button className="button send" onPress={send} isDisabled={isEmpty} preventFocusOnPress>
            {revising ? t('revise.send') : t('box.send')}
          </Button>
        </div>
        <p className="box-status" role="status">
          {room < 0 ? (
            <strong>{t('box.tooLong', { count: -room })}</strong>
          ) : room < 100 ? (
            t('box.nearEnd', { count: room })
          ) : said !== undefined ? (
            said
          ) : revising ? (
            t('revise.now')
          ) : isPrivate ? (
            t('box.privateOn')
          ) : (
            <LineStatus state={state} />
          )}
          {state.session.sentences.length === 0 && !isPrivate && room >= 100 && said === undefined && (
            <span className="box-keys">{t('box.keys')}</span>
          )}
        </p>
      </div>
      {children}
    </section>
  )
}

/** Alt+P anywhere on the page. By the key's place, since Alt makes another letter of it on some keyboards. */
function useAltP(toggle: () => void) {
  const latest = useRef(toggle)
  latest.current = toggle
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyP') return
      event.preventDefault()
      if (!event.repeat) latest.current()
    }
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}

/** Lets the browser ask before a page with unsaved words is left. */
function useWarning(isUnsaved: boolean) {
  useEffect(() => {
    if (!isUnsaved) return
    const listener = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', listener)
    return () => removeEventListener('beforeunload', listener)
  }, [isUnsaved])
}
