import { useRef, useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { Calls } from '../help/Calls.tsx'
import { langOf } from '../script.ts'
import type { Sentence, Shown } from '../session.ts'
import { strip, troubleOf } from '../session.ts'
import { isRefused } from '../unkept.ts'
import type { HelpCard } from '../wire.ts'
import { Icon } from './icons.tsx'
import { Mixed } from './Mixed.tsx'
import { Sure } from './Sure.tsx'

interface EntryProps {
  sentence: Sentence
  state: DeskState
  desk: Desk
  shown: Shown | undefined
  onPaint: (sentence: string) => void
  onRevise: (sentence: Sentence) => void
  /** The words of a refused one go back into the box; undefined while there is no room for them. */
  onTakeBack: ((sentence: Sentence) => void) | undefined
  arePainted: boolean
  /** It was deleted: the focus has to go somewhere. */
  onGone: () => void
}

/** One sentence as it was written, what is to be said about it, and what can be done with it. */
export function Entry(props: EntryProps) {
  const { sentence, state, desk, shown, onPaint, onRevise, arePainted, onGone } = props
  const { t } = useTranslation()
  const [asked, setAsked] = useState<'sentence' | 'picture' | 'ordinary'>()
  const [hasFailed, setFailed] = useState(false)
  const more = useRef<HTMLButtonElement>(null)
  const isShown = sentence.id === shown?.words.id
  const picture = isShown ? shown.picture : undefined

  const hasPicture = strip(state.session).some(({ words }) => words.id === sentence.id)
  const isToBePainted = state.agrees.ai && arePainted && !hasPicture

  /** At once for what is to be the writer's alone; the other way somebody has to mean it. */
  function turnPrivate() {
    if (sentence.private) return setAsked('ordinary')
    setAsked(undefined)
    void desk.setPrivate(sentence.id, true).then(
      () => setFailed(false),
      () => setFailed(true),
    )
  }
  async function makeOrdinary() {
    await desk.setPrivate(sentence.id, false)
    if (isToBePainted) onPaint(sentence.id)
    askNoMore()
  }
  const askNoMore = () => {
    setAsked(undefined)
    // The menu's button comes back with the next drawing.
    requestAnimationFrame(() => more.current?.focus())
  }

  return (
    <div
      className="entry"
      data-private={sentence.private || undefined}
      onKeyDown={(event) => {
        if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyP' || !sentence.kept) return
        // Here it is about this sentence, everywhere else about the next.
        event.preventDefault()
        event.stopPropagation()
        if (!event.repeat) turnPrivate()
      }}
    >
      <p
        className="sentence"
        lang={langOf(sentence.text ?? '', sentence.language)}
        data-shown={isShown || undefined}
        data-unsaved={!sentence.kept || undefined}
      >
        <Mixed text={sentence.text ?? ''} />
      </p>
      {sentence.kept && (
        <MenuTrigger>
          <Button className="tool entry-more" ref={more} aria-label={t('entry.more')} aria-keyshortcuts="Alt+P">
            <Icon name="more" />
          </Button>
          <Popover className="popover menu-popover" placement="bottom end">
            <Menu className="menu" aria-label={t('entry.more')}>
              <MenuItem className="menu-item" onAction={() => onRevise(sentence)}>
                {t('revise.open')}
              </MenuItem>
              <MenuItem className="menu-item" onAction={turnPrivate}>
                {sentence.private ? t('entry.openOrdinary') : t('entry.makePrivate')}
                <kbd aria-hidden="true">Alt P</kbd>
              </MenuItem>
              {picture && (
                <MenuItem className="menu-item" onAction={() => setAsked('picture')}>
                  {t('entry.deletePicture')}
                </MenuItem>
              )}
              <MenuItem className="menu-item" onAction={() => setAsked('sentence')}>
                {t('entry.delete')}
              </MenuItem>
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      <Note sentence={sentence} hasPicture={hasPicture} isUnread={!state.agrees.ai && !hasPicture} />
      {hasFailed && (
        <p className="entry-note" role="alert">
          {t('sure.failed')}
        </p>
      )}
      {asked === 'sentence' && (
        <Sure text={t('entry.sure')} onYes={() => desk.deleteSentence(sentence.id).then(onGone)} onNo={askNoMore} />
      )}
      {asked === 'picture' && picture && (
        <Sure
          text={t('entry.surePicture')}
          onYes={() => desk.deletePicture(picture.id).then(askNoMore)}
          onNo={askNoMore}
        />
      )}
      {asked === 'ordinary' && sentence.private && (
        <Sure
          text={isToBePainted ? t('entry.surePaint') : t('entry.sureOrdinary')}
          yes={isToBePainted ? t('entry.yesPaint') : t('entry.makeOrdinary')}
          no={t('entry.stayPrivate')}
          isMild
          onYes={makeOrdinary}
          onNo={askNoMore}
        />
      )}
      <Trouble {...props} />
      {sentence.help && !sentence.helpIsAway && (
        <Concern card={sentence.help} onAway={() => desk.putHelpAway(sentence.id)} />
      )}
    </div>
  )
}

/** The site's card beneath a sentence: whom to turn to, and the way to what steadies and to the writer's own plan. */
export function Concern({ card: { title, text, contacts }, onAway }: { card: HelpCard; onAway: () => void }) {
  const { t } = useTranslation()
  return (
    <aside className="card help" aria-label={t('help.label')}>
      <h2 lang={langOf(title)}>{title}</h2>
      <p lang={langOf(text)}>{text}</p>
      <dl>
        {contacts.map(({ name, detail }) => (
          <div key={`${name} ${detail}`}>
            <dt lang={langOf(name)}>{name}</dt>
            <dd lang={langOf(detail)}>
              <Calls detail={detail} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="card-tools">
        <Button className="button" onPress={onAway}>
          {t('help.away')}
        </Button>
        <a className="link" href="#/help">
          {t('need.more')}
        </a>
      </div>
    </aside>
  )
}

interface NoteProps {
  sentence: Sentence
  hasPicture: boolean
  isUnread: boolean
}

function Note({ sentence, hasPicture, isUnread }: NoteProps) {
  const { t } = useTranslation()
  if (sentence.private) {
    return (
      <p className="entry-note">
        <Icon name="lock" /> {hasPicture ? t('words.privateNow') : t('words.private')}
      </p>
    )
  }
  if (isUnread && sentence.done) return <p className="entry-note">{t('words.unread')}</p>
  return sentence.kind === 'revise' ? <p className="entry-note">{t('words.revised')}</p> : null
}

type TroubleProps = Pick<EntryProps, 'sentence' | 'state' | 'desk' | 'onPaint' | 'onTakeBack' | 'arePainted'>

function Trouble({ sentence, state, desk, onPaint, onTakeBack, arePainted }: TroubleProps) {
  const { t } = useTranslation()
  const trouble = troubleOf(state.session, sentence)
  // That nothing is painted is what the writer wants then, and stands in the note.
  if (
    !trouble ||
    (sentence.kept && !(state.agrees.ai && arePainted) && ['cancelled', 'forbidden'].includes(trouble.code))
  )
    return null
  const isOriginalGone = !sentence.kept && sentence.kind === 'revise' && trouble.code === 'not_found'
  const what = isOriginalGone ? 'originalGone' : trouble.code
  return (
    <div className="trouble">
      <p>{t(`problem.${sentence.kept ? 'kept' : 'unkept'}.${what}`)}</p>
      {sentence.kept ? (
        <Button className="button" onPress={() => onPaint(sentence.id)} preventFocusOnPress>
          {t('words.paint')}
        </Button>
      ) : (
        <Button className="button" onPress={() => desk.resend(sentence.id)} preventFocusOnPress>
          {t('words.sendAgain')}
        </Button>
      )}
      {isRefused(sentence) && onTakeBack && (
        <Button className="button" onPress={() => onTakeBack(sentence)} preventFocusOnPress>
          {t('words.takeBack')}
        </Button>
      )}
    </div>
  )
}
