import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { AtDesk } from '../before/AtDesk.tsx'
import { Composer } from '../components/Composer.tsx'
import { Icon } from '../components/icons.tsx'
import { LookBar } from '../components/LookBar.tsx'
import { Stage } from '../components/Stage.tsx'
import { StageLabel } from '../components/StageLabel.tsx'
import { Strip } from '../components/Strip.tsx'
import { Why } from '../components/Why.tsx'
import { Words } from '../components/Words.tsx'
import type { Asked, Desk, DeskState } from '../desk.ts'
import { goOnIn, isQuietFocus } from '../go-on.ts'
import type { Want, Wanted } from '../preferences.ts'
import type { Sentence } from '../session.ts'
import type { Language, LookChange } from '../wire.ts'
import { asMoved, asSet } from './asked.ts'
import { Fits } from './Fits.tsx'
import { Imagine } from './Imagine.tsx'
import { threeOpinions } from './opinions.ts'
import { Others } from './Others.tsx'
import { Reflect } from './Reflect.tsx'
import { pictureOf, seen } from './seen.ts'
import { TellsOf } from './TellsOf.tsx'
import { Three } from './Three.tsx'
import { TwoVersions } from './TwoVersions.tsx'
import { useFeeling } from './use-feeling.ts'
import { useGuidance } from './use-guidance.ts'
import { changesFrom, useSettled } from './use-settled.ts'
import { useUnseen } from './use-unseen.ts'

interface WritingProps {
  desk: Desk
  state: DeskState
  language: Language
  wanted: Wanted
  want: (change: Want) => void
  box: RefObject<HTMLTextAreaElement | null>
  /** False while another page stands in place of the desk: what is begun here goes on. */
  isAtDesk: boolean
}

/** What lies on the wall in place of one picture. */
type Beside = { kind: 'three'; words: string; ids: readonly string[] } | { kind: 'two'; before: string; after: string }

/** The desk: stage, strip, words and text box of one sitting. */
export function Writing({ desk, state, language, wanted, want, box, isAtDesk }: WritingProps) {
  const { t } = useTranslation()
  const { session, styles } = state
  const { wish } = wanted
  const settled = useSettled({ desk, state, isAtDesk, want })
  const { unseen, ...see } = useUnseen(desk, state)
  const isHidden = wanted.isHidden || see.isUnsure
  const isComing = (wanted.isComing || see.isComing) && (wanted.isComing || !wanted.isHidden)
  const [beside, setBeside] = useState<Beside>()
  const [revisedId, setRevisedId] = useState<string>()
  const [takenBack, setTakenBack] = useState<Sentence>()
  const { session: visible, shown } = useMemo(() => seen(session, unseen), [session, unseen])
  const look = useFeeling({
    wish,
    shown,
    onMove: (next) => want({ wish: next }),
    onRest(next, from, over) {
      settled.change(changesFrom(from, next))
      if (!over || isHidden || !canPaint(over.words)) return
      see.withoutPreview([desk.again(over.sentence.id, asMoved(next, from), { seed: 'same' })])
    },
  })
  const revising = session.sentences.find(({ id }) => id === revisedId)
  const imagining = session.sentences.findLast(
    (one) => unseen.unimagined.has(one.id) && !one.private && !(one.done && one.pictures.length === 0),
  )
  const isFocused = settled.is('focus')
  const guidance = useGuidance(desk, language, isAtDesk && (settled.is('thirdPerson') || settled.is('imagineFirst')))
  /** Who has done it once knows how. */
  const [hasImagined, setHasImagined] = useState(false)
  const onWall = isHidden ? undefined : shown
  /** The one picture that there is something to say about. */
  const single = imagining || beside ? undefined : onWall

  const goOn = () => {
    if (isQuietFocus()) goOnIn(box)
  }
  useEffect(() => {
    if (isAtDesk) goOn()
  }, [isAtDesk])
  // The button of a menu goes once the painting has begun.
  useLayoutEffect(() => {
    if (document.activeElement?.matches('.desk [data-away]')) goOn()
  })

  /** Whether the house would paint it. */
  function canPaint(words: Sentence): boolean {
    return settled.arePainted && state.agrees.ai && !words.private && words.kept
  }

  function hide(next: boolean) {
    want({ isHidden: next })
    if (!next) see.trust()
    goOn()
  }

  function write(text: string, isPrivate: boolean) {
    look.leave()
    setBeside(undefined)
    const id = desk.write(text, { language, isPrivate, wish })
    if (settled.is('imagineFirst') && settled.arePainted && state.agrees.ai && !isPrivate && !isHidden) see.wait(id)
  }

  function revise(text: string) {
    if (!revising) return
    look.leave()
    const after = desk.revise(revising.id, text)
    const hasPicture = pictureOf(visible, revising.id) !== undefined
    setBeside(hasPicture && canPaint(revising) ? { kind: 'two', before: revising.id, after } : undefined)
    setRevisedId(undefined)
    box.current?.focus()
  }

  /** What the house refused is to be sent otherwise, or not at all. */
  function takeBack(sentence: Sentence) {
    setTakenBack(sentence)
    setBeside(undefined)
    void desk.deleteSentence(sentence.id)
  }

  function putAllUp() {
    setBeside(undefined)
    goOn()
  }

  /** Of the picture that hangs there, so that the views and people that were asked for stay. */
  function ask(asked: Asked, how: LookChange = wish) {
    look.leave()
    setBeside(undefined)
    if (shown) desk.again(shown.sentence.id, how, asked)
    goOn()
  }

  function askThree() {
    if (!shown) return
    look.leave()
    const { id, view, look: painted } = shown.sentence
    const now = { ...shown.sentence.wish, ...wish }
    const opinions = threeOpinions(now, styles, { view, style: painted?.style || undefined })
    const ids = opinions.map((one) => desk.again(id, one.wish, one.ask))
    see.withoutPreview(ids)
    setBeside({ kind: 'three', words: shown.words.id, ids })
    goOn()
  }

  async function keepOf(words: string, kept: string | undefined, others: string[]) {
    const { sitting } = session
    // First, while the house still has the others to learn from.
    if (kept !== undefined) await told({ picture: kept, kept: 'one', over: others })
    else if (sitting !== undefined && others.length > 0)
      await told({ sitting, sentence: words, kept: 'none', over: others })
    for (const picture of others) await desk.deletePicture(picture)
    if (kept !== undefined) desk.choose(kept)
    putAllUp()
  }

  /** What was said is said, and what was put away is said until it is heard: put-away.ts. The writer is not troubled with it. */
  const told = (rating: Parameters<Desk['api']['rate']>[0]) => desk.api.rate(rating).catch(() => undefined)
  const rate = (rating: Parameters<Desk['api']['rate']>[0]) => void told(rating)

  function putAway(how: { hidden: true } | { rejected: string }) {
    const picture = shown?.picture
    if (!shown || !picture) return
    look.leave()
    setBeside(undefined)
    see.putAway(picture.id)
    rate({ picture: picture.id, ...how })
    if ('rejected' in how && canPaint(shown.words)) desk.again(shown.sentence.id, asSet(wish), { seed: 'new' })
    goOn()
  }

  function paint(id: string) {
    desk.again(id, asSet(wish))
    goOn()
  }

  return (
    <main className="desk" hidden={!isAtDesk} data-focus={isFocused || undefined}>
      {isFocused && <h1 className="only-heard">{t('page.subtitle')}</h1>}
      <Stage
        session={visible}
        shown={shown}
        isHidden={isHidden}
        isComing={isComing}
        onShow={() => hide(false)}
        arePainted={settled.arePainted}
        onPaintAgain={() => {
          hide(false)
          settled.change({ pictures: 'on' })
        }}
        trying={look.feeling && { wish, from: look.feeling.from }}
      >
        {imagining ? (
          <Imagine
            key={imagining.id}
            guidance={hasImagined ? undefined : guidance?.imagineFirst}
            onDone={(vivid) => {
              setHasImagined(true)
              see.waitNoMore(imagining.id)
              goOn()
              const { sitting } = session
              if (vivid !== undefined && sitting !== undefined) rate({ sitting, sentence: imagining.id, vivid })
            }}
          />
        ) : beside?.kind === 'three' ? (
          <Three
            session={session}
            ids={beside.ids}
            onKeep={(kept, others) => keepOf(beside.words, kept, others)}
            onAll={putAllUp}
          />
        ) : (
          beside?.kind === 'two' && (
            <TwoVersions session={visible} before={beside.before} after={beside.after} onClose={putAllUp} />
          )
        )}
      </Stage>
      <StageLabel
        session={visible}
        shown={onWall}
        isHidden={isHidden}
        onHide={hide}
        onStop={desk.stop}
        others={(isAway) => (
          <Others
            shown={single}
            language={language}
            isAway={isAway || single === undefined}
            onAnother={() => ask({ seed: 'new' }, asSet(wish))}
            onAsk={ask}
            onOpinions={askThree}
          />
        )}
      >
        <Fits
          picture={single?.picture?.id}
          onGotIt={(gotIt) => shown?.picture && rate({ picture: shown.picture.id, gotIt })}
          onReject={(rejected) => putAway({ rejected })}
          onPutAway={() => putAway({ hidden: true })}
          onNone={() => {
            hide(true)
            settled.change({ pictures: 'off' })
          }}
        />
        <WhyThis desk={desk} state={state} shown={single} language={language} />
      </StageLabel>
      <Strip
        session={visible}
        shown={shown}
        isHidden={isHidden}
        isAtDesk={isAtDesk}
        onChoose={(picture) => {
          look.leave()
          setBeside(undefined)
          see.choose()
          desk.choose(picture)
        }}
      />
      <Words
        state={state}
        desk={desk}
        shown={onWall}
        onPaint={paint}
        arePainted={settled.arePainted}
        onRevise={({ id }) => setRevisedId(id)}
        onTakeBack={revising ? undefined : takeBack}
        after={
          <>
            {settled.is('thirdPerson') && <TellsOf session={session} guidance={guidance} />}
            {settled.is('questions') && session.sitting !== undefined && isAtDesk && (
              <Reflect
                key={session.sitting}
                desk={desk}
                sitting={session.sitting}
                count={session.sentences.length}
                shown={onWall}
                language={language}
              />
            )}
          </>
        }
      >
        <AtDesk desk={desk} state={state} />
      </Words>
      <Composer
        box={box}
        state={state}
        desk={desk}
        language={language}
        onSend={write}
        revising={revising}
        takenBack={takenBack}
        onRevised={revise}
        onLeaveRevising={() => {
          setRevisedId(undefined)
          box.current?.focus()
        }}
        onLeaveFocus={isFocused ? () => settled.change({ focus: false }) : undefined}
        isThirdPerson={settled.is('thirdPerson')}
      >
        <LookBar
          wish={wish}
          onWish={look.move}
          onReset={() => {
            look.move({})
            goOn()
          }}
          styles={styles}
          language={language}
          settings={settled.settings}
          onFocus={() => settled.change({ focus: true })}
        />
      </Composer>
      <p className="only-heard" role="status">
        {beside?.kind === 'three' && t('three.label')}
      </p>
    </main>
  )
}

/** Opens the reasons of the picture on the wall. */
function WhyThis(props: { desk: Desk; state: DeskState; shown: ReturnType<typeof seen>['shown']; language: Language }) {
  const { desk, state, shown, language } = props
  const { t } = useTranslation()
  const look = shown?.picture && (shown.sentence.look ?? shown.words.look)
  return (
    <DialogTrigger>
      <Button className="tool tool-why" aria-label={t('stage.why')} data-away={!look || undefined}>
        <Icon name="why" />
        <span className="why-short">{t('stage.whyShort')}</span>
      </Button>
      {/* The dialogue in it has the name; a nameless box that has one too is no landmark. */}
      <Popover className="popover under-picture" placement="top end" aria-labelledby="">
        <Dialog className="dialog" aria-label={t('why.title')}>
          {look && shown && (
            <Why
              desk={desk}
              sitting={state.session.sitting}
              shown={shown}
              look={look}
              language={language}
              styles={state.styles}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
