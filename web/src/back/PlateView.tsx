import { useRef, useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Api } from '../api.ts'
import type { Answer } from '../wire-http.ts'
import { Icon } from '../components/icons.tsx'
import { Sure } from '../components/Sure.tsx'
import { Answers } from './Answers.tsx'
import { Hung, useViewLabel } from './Hung.tsx'
import { canBeShared, newest, type Plate, type Version, type View } from './plates.ts'
import { Share } from './Share.tsx'
import type { Sharing } from './use-sharing.ts'
import { Words } from './Words.tsx'

interface PlateProps {
  plate: Plate
  sitting: string
  api: Api
  /** The visitor hides pictures. */
  isHidden: boolean
  sharing: Sharing
  /** Of the whole sitting. */
  answers: readonly Answer[]
  onDeleteAnswer: (id: string) => Promise<void>
  /** Something of it was deleted. */
  onGone: () => Promise<void>
}

/** A sentence and its pictures as they hang in a catalogue; earlier wordings beside it, and what can be done with it. */
export function PlateView({ plate, sitting, api, isHidden, sharing, answers, onDeleteAnswer, onGone }: PlateProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<'sentence' | 'share' | View>()
  const more = useRef<HTMLButtonElement>(null)
  const { versions } = plate
  const isPrivate = versions.every((version) => version.isPrivate)
  const isPictured = !isHidden && versions.some(({ views }) => views.length > 0)
  const isShared = versions.some(({ id }) => sharing.of(sitting, id).length > 0)
  const ids = new Set(versions.flatMap(({ id, views }) => [id, ...views.map((view) => view.id)]))
  const askNoMore = () => {
    setAsked(undefined)
    // The menu's button comes back with the next drawing.
    requestAnimationFrame(() => more.current?.focus())
  }

  async function deleteSentence() {
    // Newest first: should one of them fail, what is left still makes sense.
    for (const { id } of versions.toReversed()) await api.deleteSentence(sitting, id)
    await onGone()
  }

  return (
    <article
      className="plate"
      tabIndex={-1}
      aria-labelledby={`plate-${plate.number}`}
      data-private={isPrivate || undefined}
      data-wordings={versions.length > 1 || undefined}
      data-pictured={isPictured || undefined}
    >
      <h3 className="plate-number" id={`plate-${plate.number}`}>
        {plate.number}
      </h3>
      <div className="plate-versions">
        {versions.map((version, at) => (
          <Wording
            key={version.id}
            version={version}
            isHidden={isHidden}
            label={versions.length < 2 ? undefined : at === 0 ? t('back.asFirst') : t('back.revised')}
          />
        ))}
        <Answers
          answers={answers.filter(({ sentence }) => sentence !== undefined && ids.has(sentence))}
          onDelete={onDeleteAnswer}
        />
      </div>
      <div className="plate-tools">
        {isShared && <span className="plate-mark">{t('share.marked')}</span>}
        <PlateMenu
          button={more}
          plate={plate}
          isHidden={isHidden}
          canShare={sharing.recipients.length > 0 && canBeShared(plate)}
          onAsk={setAsked}
        />
      </div>
      {asked !== undefined && (
        <div className="plate-asked">
          {asked === 'share' && (
            <Share sharing={sharing} sitting={sitting} sentence={newest(plate).id} onClose={askNoMore} />
          )}
          {asked === 'sentence' && <Sure text={t('remove.sentenceSure')} onYes={deleteSentence} onNo={askNoMore} />}
          {typeof asked === 'object' && (
            <Sure
              text={t('remove.pictureSure')}
              onYes={async () => {
                await api.deletePicture(asked.picture.id)
                await onGone()
                askNoMore()
              }}
              onNo={askNoMore}
            />
          )}
        </div>
      )}
    </article>
  )
}

function Wording({ version, label, isHidden }: { version: Version; label: string | undefined; isHidden: boolean }) {
  const { t } = useTranslation()
  const labelOf = useViewLabel()
  const views = isHidden ? [] : version.views
  return (
    <section className="wording">
      {views.length > 0 && (
        <div className="wording-pictures" data-views={views.length}>
          {views.map((view, at) => (
            <Hung key={view.picture.id} view={view} label={labelOf(view, at)} />
          ))}
        </div>
      )}
      <div className="wording-words">
        {label !== undefined && <p className="wording-label">{label}</p>}
        <Words version={version} />
        {version.isPrivate && (
          <p className="entry-note">
            <Icon name="lock" /> {t('back.private')}
          </p>
        )}
      </div>
    </section>
  )
}

interface PlateMenuProps extends Pick<PlateProps, 'plate' | 'isHidden'> {
  button: React.RefObject<HTMLButtonElement | null>
  canShare: boolean
  onAsk: (what: 'sentence' | 'share' | View) => void
}

function PlateMenu({ button, plate, isHidden, canShare, onAsk }: PlateMenuProps) {
  const { t } = useTranslation()
  const labelOf = useViewLabel()
  const views = isHidden ? [] : plate.versions.flatMap(({ views: all }) => all.map((view, at) => ({ view, at })))
  return (
    <MenuTrigger>
      <Button className="tool" ref={button} aria-label={t('back.more', { number: plate.number })}>
        <Icon name="more" />
      </Button>
      <Popover className="popover menu-popover" placement="bottom end">
        <Menu className="menu" aria-label={t('back.more', { number: plate.number })}>
          {canShare && (
            <MenuItem className="menu-item" onAction={() => onAsk('share')}>
              {t('share.open')}
            </MenuItem>
          )}
          {views.map(({ view, at }, place) => {
            const which = labelOf(view, at) ?? t('booklet.pictureNumber', { number: place + 1 })
            return (
              <MenuItem key={view.picture.id} className="menu-item" onAction={() => onAsk(view)}>
                {views.length === 1 ? t('remove.picture') : t('remove.pictureNamed', { which })}
              </MenuItem>
            )
          })}
          <MenuItem className="menu-item" onAction={() => onAsk('sentence')}>
            {t('remove.sentence')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
