import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { langOf } from '../script.ts'
import type { Sentence, Shown } from '../session.ts'
import { troubleOf, written } from '../session.ts'
import { CodeCard } from './CodeCard.tsx'
import { Icon } from './icons.tsx'
import { Mixed } from './Mixed.tsx'

interface WordsProps {
  state: DeskState
  desk: Desk
  shown: Shown | undefined
  onPaint: (sentence: string) => void
}

/** The sitting's text, as it was written, with whatever has to be said about a sentence right beneath it. */
export function Words({ state, desk, shown, onPaint }: WordsProps) {
  const { t } = useTranslation()
  const { session, code, codeIsNoted } = state
  const sentences = written(session)
  const scroll = useRef<HTMLDivElement>(null)
  const helped = sentences.filter(({ help, helpIsAway }) => help && !helpIsAway).length
  const hasCode = code !== undefined && !codeIsNoted
  const troubled = sentences.filter((sentence) => troubleOf(session, sentence)).length
  useEffect(() => showFromTop(scroll.current, '.entry'), [sentences.length, troubled])
  useEffect(() => showFromTop(scroll.current, '.help'), [helped])
  useEffect(() => showFromTop(scroll.current, '.code'), [hasCode])
  return (
    <div className="words">
      <div className="words-scroll" ref={scroll} tabIndex={0} role="log" aria-label={t('words.label')}>
        {sentences.length === 0 && <p className="words-empty">{t('words.empty')}</p>}
        {sentences.map((sentence) => (
          <div className="entry" key={sentence.id}>
            <p
              className="sentence"
              lang={langOf(sentence.text ?? '', sentence.language)}
              data-shown={sentence.id === shown?.words.id || undefined}
              data-unsaved={!sentence.kept || undefined}
            >
              <Mixed text={sentence.text ?? ''} />
            </p>
            <Note sentence={sentence} />
            <Trouble sentence={sentence} state={state} desk={desk} onPaint={onPaint} />
            {sentence.help && !sentence.helpIsAway && (
              <aside className="card help" aria-label={t('help.label')}>
                <h2 lang={langOf(sentence.help.title)}>{sentence.help.title}</h2>
                <p lang={langOf(sentence.help.text)}>{sentence.help.text}</p>
                <dl>
                  {sentence.help.contacts.map(({ name, detail }) => (
                    <div key={name}>
                      <dt lang={langOf(name)}>{name}</dt>
                      <dd>{detail}</dd>
                    </div>
                  ))}
                </dl>
                <Button className="button" onPress={() => desk.putHelpAway(sentence.id)}>
                  {t('help.away')}
                </Button>
              </aside>
            )}
          </div>
        ))}
        {hasCode && <CodeCard code={code} onNoted={desk.noteCode} />}
      </div>
    </div>
  )
}

/** Scrolls the last of what is named into sight: all of it, or its beginning where there is less room. */
function showFromTop(scroll: HTMLElement | null, what: string) {
  const last = [...(scroll?.querySelectorAll<HTMLElement>(what) ?? [])].at(-1)
  if (!scroll || !last) return
  const top = last.offsetTop - scroll.offsetTop
  scroll.scrollTo({ top: Math.min(top - 8, top + last.offsetHeight + 8 - scroll.clientHeight) })
}

function Note({ sentence }: { sentence: Sentence }) {
  const { t } = useTranslation()
  if (sentence.private) {
    return (
      <p className="entry-note">
        <Icon name="lock" /> {t('words.private')}
      </p>
    )
  }
  return sentence.kind === 'revise' ? <p className="entry-note">{t('words.revised')}</p> : null
}

function Trouble({ sentence, state, desk, onPaint }: { sentence: Sentence } & Omit<WordsProps, 'shown'>) {
  const { t } = useTranslation()
  const trouble = troubleOf(state.session, sentence)
  if (!trouble) return null
  return (
    <div className="trouble">
      <p>{t(`problem.${sentence.kept ? 'kept' : 'unkept'}.${trouble.code}`)}</p>
      {sentence.kept ? (
        <Button className="button" onPress={() => onPaint(sentence.id)} preventFocusOnPress>
          {t('words.paint')}
        </Button>
      ) : (
        <Button className="button" onPress={() => desk.resend(sentence.id)} preventFocusOnPress>
          {t('words.sendAgain')}
        </Button>
      )}
    </div>
  )
}
