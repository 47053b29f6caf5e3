import { useEffect, useState } from 'react'
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
  SubmenuTrigger,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icons.tsx'
import type { Asked } from '../desk.ts'
import type { Shown } from '../session.ts'
import type { Language, Person, View } from '../wire.ts'
import { whoIsAsked } from './asked.ts'

/** Who somebody may be taken for; the house knows more, these are the ones most often meant. */
const relations = ['mother', 'father', 'partner', 'friend', 'child', 'sister', 'brother', 'grandmother', 'grandfather']

const viewpoints = [
  ['own_eyes', 'others.ownEyes'],
  ['observer', 'others.observer'],
  ['far', 'others.far'],
] as const
const moments = [
  ['before', 'others.before'],
  ['now', 'others.now'],
  ['later', 'others.later'],
] as const

interface OthersProps {
  shown: Shown | undefined
  language: Language
  isAway: boolean
  onAnother: () => void
  onAsk: (ask: Asked) => void
  onOpinions: () => void
}

/** Other pictures of the sentence on the stage: another one, three to choose from, from elsewhere, at another time, with others. */
export function Others({ shown, language, isAway, onAnother, onAsk, onOpinions }: OthersProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  // A picture that is hidden takes its menu along, however deep somebody is in it.
  const isHidden = shown === undefined
  useEffect(() => {
    if (isHidden) setOpen(false)
  }, [isHidden])
  const view: View = shown?.sentence.view ?? {}
  const { inIt, lookOn } = whoIsAsked(shown?.words.people ?? [])
  const itemsOf = (kinds: readonly (readonly [id: string, title: string])[]) =>
    kinds.map(([id, title]) => (
      <MenuItem key={id} id={id} className="menu-item">
        {t(title)}
      </MenuItem>
    ))
  const seenFrom = view.viewpoint === 'other_eyes' ? `through ${view.through}` : view.viewpoint
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="tool" data-away={isAway || undefined}>
        <Icon name="again" />
        <span>{t('others.open')}</span>
      </Button>
      <Popover className="popover menu-popover under-picture others" placement="top end">
        <Menu className="menu" aria-label={t('others.title')}>
          <MenuSection>
            <Header className="menu-title">{t('others.title')}</Header>
            <MenuItem className="menu-item" onAction={onAnother}>
              {t('stage.another')}
            </MenuItem>
            <MenuItem className="menu-item" onAction={onOpinions}>
              {t('others.three')}
            </MenuItem>
          </MenuSection>
          <Separator className="menu-line" />
          <MenuSection
            aria-label={t('others.from')}
            selectionMode="single"
            selectedKeys={seenFrom === undefined ? [] : [seenFrom]}
            onSelectionChange={(keys) => {
              const [key] = [...(keys as Set<string>)]
              if (key === undefined) return
              const [, person] = /^through (\d+)$/.exec(key) ?? []
              if (person !== undefined) onAsk({ viewpoint: 'other_eyes', through: Number(person) })
              else onAsk({ viewpoint: key as NonNullable<View['viewpoint']> })
            }}
          >
            {itemsOf(viewpoints)}
            {lookOn.map((person) => (
              <MenuItem key={person.index} id={`through ${person.index}`} className="menu-item">
                {t('others.through', { who: person.title[language] })}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="menu-line" />
          <MenuSection
            aria-label={t('others.when')}
            selectionMode="single"
            selectedKeys={[view.moment ?? 'now']}
            onSelectionChange={(keys) => {
              const [key] = [...(keys as Set<string>)]
              if (key !== undefined) onAsk({ moment: key as NonNullable<View['moment']> })
            }}
          >
            {itemsOf(moments)}
          </MenuSection>
          {inIt.length > 0 && (
            <>
              <Separator className="menu-line" />
              <MenuSection aria-label={t('others.who')} className="somebodies">
                <Header className="menu-title">{t('others.who')}</Header>
                {inIt.map((person) => (
                  <Somebody key={person.index} person={person} view={view} language={language} onAsk={onAsk} />
                ))}
              </MenuSection>
            </>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** There is no room beside the menu. */
const isNarrow = () => matchMedia('(max-width: 40rem)').matches

interface SomebodyProps {
  person: Person
  view: View
  language: Language
  onAsk: (ask: Asked) => void
}

/** Somebody of the sentence: in the picture, left out of it, or somebody else than was read. */
function Somebody({ person, view, language, onAsk }: SomebodyProps) {
  const { t } = useTranslation()
  const without = view.without ?? []
  const isOut = without.includes(person.index)
  const taken = view.as?.find((one) => one.person === person.index)?.relation
  const name =
    taken === undefined ? person.title[language] : taken === '' ? t('others.somebody') : t(`others.people.${taken}`)
  const leaveOut = (isLeft: boolean) =>
    onAsk({ without: isLeft ? [...without, person.index] : without.filter((one) => one !== person.index) })
  const takeFor = (relation: string) =>
    onAsk({
      as: [...(view.as ?? []).filter((one) => one.person !== person.index), { person: person.index, relation }],
      without: without.filter((one) => one !== person.index),
    })
  return (
    <SubmenuTrigger>
      <MenuItem className="menu-item somebody" data-out={isOut || undefined}>
        <span>{name}</span>
        {isOut && <span className="menu-state">{t('others.isOut')}</span>}
      </MenuItem>
      <Popover className="popover menu-popover submenu" placement={isNarrow() ? 'bottom end' : 'end bottom'}>
        <Menu className="menu" aria-label={name}>
          <MenuItem className="menu-item" onAction={() => leaveOut(!isOut)}>
            {isOut ? t('others.takeIn') : t('others.leaveOut')}
          </MenuItem>
          {person.role === 'other' && (
            <>
              <Separator className="menu-line" />
              <MenuSection>
                <Header className="menu-title">{t('others.isRather')}</Header>
                {relations
                  .filter((relation) => relation !== (taken ?? person.relation))
                  .map((relation) => (
                    <MenuItem key={relation} className="menu-item" onAction={() => takeFor(relation)}>
                      {t(`others.people.${relation}`)}
                    </MenuItem>
                  ))}
                <MenuItem className="menu-item" onAction={() => takeFor('')}>
                  {t('others.somebody')}
                </MenuItem>
              </MenuSection>
            </>
          )}
        </Menu>
      </Popover>
    </SubmenuTrigger>
  )
}
