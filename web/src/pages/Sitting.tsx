import { useEffect, useRef, useState } from 'react'
import { Button, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../wire-http.ts'
import { Answers } from '../back/Answers.tsx'
import { lightOf } from '../back/light.ts'
import { useLight } from '../back/use-light.ts'
import { LastQuestion } from '../back/LastQuestion.tsx'
import { LightLine } from '../back/LightLine.tsx'
import { Pairs } from '../back/Pairs.tsx'
import { pairsOf } from '../back/pairs.ts'
import { PlateView } from '../back/PlateView.tsx'
import { framesOf } from '../back/film.ts'
import { Share } from '../back/Share.tsx'
import { useSharing } from '../back/use-sharing.ts'
import type { Sittings } from '../back/use-sittings.ts'
import { Sure } from '../components/Sure.tsx'
import { dateFormat } from '../i18n/i18n.ts'
import { go, goAfter } from '../place.ts'
import type { SittingSummary } from '../wire.ts'
import type { PageProps } from './page.ts'

interface SittingProps extends PageProps {
  id: string
  /** As the list tells it, once the list is there. */
  summary: SittingSummary | undefined
  sittings: Sittings
  onDeleted: () => void
}

/** One sitting, sentence and picture together as they were written, and what can be done with it. */
export function Sitting({ id, summary, sittings, onDeleted, desk, language, wanted, want }: SittingProps) {
  const { t } = useTranslation()
  const sharing = useSharing(desk)
  const [asked, setAsked] = useState<'delete' | 'share'>()
  const toShare = useRef<HTMLButtonElement>(null)
  const [hasLight, setLight] = useLight(desk.api)
  const [hasPairs, setPairs] = useState(false)
  // Anew each time: it may have been written on meanwhile.
  useEffect(() => void sittings.load(id), [id])
  const [answers, setAnswers] = useState<Answer[]>([])
  // Where they cannot be fetched the sitting is still worth looking at.
  const findAnswers = () => void desk.api.answers(id).then(setAnswers, () => undefined)
  useEffect(findAnswers, [desk, id])
  const found = sittings.get(id)

  if (found === undefined) return <p className="back-column back-waits">…</p>
  if (typeof found === 'string') {
    return (
      <div className="back-column">
        <p role="alert">{found === 'gone' ? t('back.gone') : t('back.failed')}</p>
        {found === 'failed' && (
          <Button className="button" onPress={() => void sittings.load(id)}>
            {t('back.tryAgain')}
          </Button>
        )}
        <a className="link" href="#/back">
          {t('back.toAll')}
        </a>
      </div>
    )
  }

  const { plates } = found
  const lights = lightOf(plates)
  const pairs = pairsOf(plates)
  const pictures = plates.flatMap(({ versions }) => versions.flatMap(({ views }) => views)).length
  const when = summary && new Date(summary.startedAt)
  const counts = [
    t('back.sentences', { count: plates.length }),
    ...(pictures > 0 ? [t('back.pictures', { count: pictures })] : []),
    ...(when ? [dateFormat(language, { timeStyle: 'short' }).format(when)] : []),
  ]

  async function deleteAnswer(answer: string) {
    await desk.api.deleteAnswer(answer)
    setAnswers((all) => all.filter((one) => one.id !== answer))
  }

  async function remove() {
    await desk.deleteSitting(id)
    sittings.forget(id)
    onDeleted()
    go('back')
  }

  return (
    <div className="back-column">
      <header className="back-head">
        <a className="link back-up" href="#/back">
          ‹ {t('back.toAll')}
        </a>
        <h2>{when && dateFormat(language, { dateStyle: 'long' }).format(when)}</h2>
        <p className="back-intro">{counts.join(' · ')}</p>
        <nav className="back-ways">
          {framesOf(plates).length > 1 && (
            <a className="link" href={`#/back/${id}/film`}>
              {t('film.open')}
            </a>
          )}
          {lights.length > 2 && (
            <ToggleButton className="link" isSelected={hasLight} onChange={setLight}>
              {t('light.open')}
            </ToggleButton>
          )}
          {pairs.length > 0 && (
            <ToggleButton className="link" isSelected={hasPairs} onChange={setPairs}>
              {t('pairs.open')}
            </ToggleButton>
          )}
          <a className="link" href={`#/booklet/from/${id}`}>
            {t('booklet.open')}
          </a>
          {sharing.recipients.length > 0 && (
            <Button className="link" ref={toShare} onPress={() => setAsked('share')}>
              {t('share.open')}
            </Button>
          )}
          <Button className="link" onPress={() => void goAfter(desk.openSitting(id)).catch(() => sittings.load(id))}>
            {t('back.writeOn')}
          </Button>
          <Button className="link" onPress={() => setAsked('delete')}>
            {t('remove.sitting')}
          </Button>
          {wanted.isHidden && (
            <Button className="link" onPress={() => want({ isHidden: false })}>
              {t('stage.show')}
            </Button>
          )}
        </nav>
        {asked === 'share' && (
          <Share
            sharing={sharing}
            sitting={id}
            onClose={() => {
              setAsked(undefined)
              toShare.current?.focus()
            }}
          />
        )}
        {asked === 'delete' && <Sure text={t('remove.sittingSure')} onYes={remove} onNo={() => setAsked(undefined)} />}
      </header>
      {hasLight && !wanted.isHidden && (
        <LightLine
          lights={lights}
          label={t('light.label')}
          nameOf={(at) => t('light.sentence', { number: lights[at]!.number })}
        />
      )}
      {hasPairs && <Pairs pairs={pairs} isHidden={wanted.isHidden} />}
      <div className="plates">
        {plates.map((plate) => (
          <PlateView
            key={plate.id}
            plate={plate}
            sitting={id}
            api={desk.api}
            isHidden={wanted.isHidden}
            sharing={sharing}
            answers={answers}
            onDeleteAnswer={deleteAnswer}
            onGone={() => sittings.load(id)}
          />
        ))}
      </div>
      <Answers answers={answers.filter(({ sentence }) => sentence === undefined)} onDelete={deleteAnswer} />
      {plates.length > 0 && (
        <LastQuestion api={desk.api} sitting={id} answers={answers} language={language} onKept={findAnswers} />
      )}
      {pictures > 0 && <p className="back-note back-foot">{t('back.pictureNote')}</p>}
    </div>
  )
}
