import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import type { Sentence, Shown } from '../session.ts'
import { troubleOf, written } from '../session.ts'
import { Entry } from './Entry.tsx'
import { NoticesAfter, NoticesBefore, offersCard } from './Notices.tsx'

interface WordsProps {
  state: DeskState
  desk: Desk
  shown: Shown | undefined
  onPaint: (sentence: string) => void
  onRevise: (sentence: Sentence) => void
  onTakeBack: ((sentence: Sentence) => void) | undefined
  /** Pictures are painted at all. */
  arePainted: boolean
  /** What stands before the words, or where they will stand. */
  children: ReactNode
  /** What stands after them. */
  after: ReactNode
}

/** The sitting's text, as it was written, with whatever has to be said about a sentence right beneath it. */
export function Words(props: WordsProps) {
  const { state, desk, shown, onPaint, onRevise, onTakeBack, arePainted, children, after } = props
  const { t } = useTranslation()
  const { session, code, codeIsNoted, card } = state
  const sentences = written(session)
  const scroll = useRef<HTMLDivElement>(null)
  const helped = sentences.filter(({ help, helpIsAway }) => help && !helpIsAway).length
  const hasCode = (code !== undefined && !codeIsNoted) || card !== undefined
  const isOffered = offersCard(state)
  const troubled = sentences.filter((sentence) => troubleOf(session, sentence)).length
  useEffect(() => showFromTop(scroll.current, '.entry'), [sentences.length, troubled])
  useEffect(() => showBeneath(scroll.current, '.help'), [helped])
  useEffect(() => showBeneath(scroll.current, '.code, .offer'), [hasCode, isOffered])
  useEffect(() => showFromTop(scroll.current, '.ask'), [state.needsCode])
  useEffect(() => showFromTop(scroll.current, '.held'), [state.held.length])
  // What had the focus is gone; as the page opens nothing was.
  const isOpen = useRef(false)
  useEffect(() => {
    if (isOpen.current && document.activeElement === document.body) scroll.current?.focus({ preventScroll: true })
    isOpen.current = true
  }, [hasCode, isOffered, state.needsCode, state.held.length])
  return (
    <div className="words">
      <div className="words-scroll" ref={scroll} tabIndex={0} role="log" aria-label={t('words.label')}>
        <NoticesBefore desk={desk} state={state} />
        {sentences.length === 0 && !state.needsCode && <p className="words-empty">{t('words.empty')}</p>}
        {children}
        {sentences.map((sentence) => (
          <Entry
            key={sentence.id}
            sentence={sentence}
            state={state}
            desk={desk}
            shown={shown}
            onPaint={onPaint}
            onRevise={onRevise}
            onTakeBack={onTakeBack}
            arePainted={arePainted}
            onGone={() => scroll.current?.focus()}
          />
        ))}
        {after}
        <NoticesAfter desk={desk} state={state} />
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

/** Pixels of a card that are to be seen at least. */
const beginningOfCard = 96

/** Scrolls the last of some cards into sight, but no further than that the words it follows stay at the top. */
function showBeneath(scroll: HTMLElement | null, what: string) {
  const card = [...(scroll?.querySelectorAll<HTMLElement>(what) ?? [])].at(-1)
  if (!scroll || !card) return
  const words = card.closest('.entry') ?? [...scroll.querySelectorAll('.entry')].at(-1) ?? card
  const placeOf = (element: Element) => element.getBoundingClientRect().top - scroll.getBoundingClientRect().top
  const room = scroll.clientHeight
  const height = card.offsetHeight
  const by = Math.min(placeOf(words) - 8, placeOf(card) + height + 8 - room)
  // Words that are longer than there is room give way as far as they must.
  scroll.scrollBy({ top: Math.max(by, placeOf(card) + Math.min(height, beginningOfCard) - room) })
}
