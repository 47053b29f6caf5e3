import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { alter, type Booklet, isSame, type Leaf, move, toggle } from './booklet.ts'
import type { Set } from './booklet-leaves.ts'
import { useViewLabel } from './Hung.tsx'
import { LeafView } from './LeafView.tsx'
import { hungOf } from './plates.ts'

interface LeavesProps {
  booklet: Booklet
  leaves: readonly Leaf[]
  sets: readonly Set[]
  isHidden: boolean
  onChange: (how: (booklet: Booklet) => Booklet) => void
}

/** The booklet leaf by leaf, as it will be printed, with what can be changed beneath each. */
export function Leaves({ booklet, leaves, sets, isHidden, onChange }: LeavesProps) {
  return (
    <ol className="leaves" data-hidden={isHidden || undefined}>
      {sets.map((set) => {
        const isLast = set.kind === 'plate' && set.words !== undefined
        const leaf = isLast ? leaves[set.at] : undefined
        const [earlier, later] = isLast ? [leaves[set.at - 1], leaves[set.at + 1]] : []
        return (
          <li key={set.kind === 'plate' ? `plate ${set.number}` : set.kind}>
            <LeafView set={isHidden && set.kind !== 'colophon' ? withoutPicture(set) : set} />
            {leaf && <Tools leaf={leaf} earlier={earlier} later={later} booklet={booklet} onChange={onChange} />}
          </li>
        )
      })}
    </ol>
  )
}

function withoutPicture(set: Exclude<Set, { kind: 'colophon' }>): Set {
  const { picture: _, ...rest } = set
  return rest
}

interface ToolsProps {
  leaf: Leaf
  /** Those that stand beside it; in the booklet there may be others between, whose sentences were deleted. */
  earlier: Leaf | undefined
  later: Leaf | undefined
  booklet: Booklet
  onChange: (how: (booklet: Booklet) => Booklet) => void
}

function Tools({ leaf, earlier, later, booklet, onChange }: ToolsProps) {
  const { t } = useTranslation()
  const labelOf = useViewLabel()
  const { item, version } = leaf
  const at = booklet.items.findIndex((one) => isSame(one, item))
  const text = version.text.length > 40 ? `${version.text.slice(0, 40)}…` : version.text
  const views = hungOf(version)
  return (
    <div className="leaf-tools">
      <div className="leaf-moves">
        <Button
          className="tool"
          aria-label={t('booklet.earlier', { text })}
          isDisabled={!earlier}
          onPress={() => earlier && onChange((before) => move(before, item, earlier.item))}
        >
          <span aria-hidden="true">←</span>
        </Button>
        <Button
          className="tool"
          aria-label={t('booklet.later', { text })}
          isDisabled={!later}
          onPress={() => later && onChange((before) => move(before, item, later.item))}
        >
          <span aria-hidden="true">→</span>
        </Button>
        {views.length > 0 && (
          <select
            aria-label={t('booklet.which')}
            value={leaf.view?.picture.id ?? ''}
            onChange={(event) => onChange((before) => alter(before, at, { picture: event.target.value }))}
          >
            {views.map((view, place) => (
              <option key={view.picture.id} value={view.picture.id}>
                {labelOf(view, place) ?? t('booklet.pictureNumber', { number: place + 1 })}
              </option>
            ))}
            <option value="">{t('booklet.none')}</option>
          </select>
        )}
        <Button
          className="tool"
          aria-label={t('booklet.takeOut', { text })}
          onPress={() => onChange((before) => toggle(before, item))}
        >
          <span aria-hidden="true">×</span>
        </Button>
      </div>
      <input
        className="leaf-caption-input"
        aria-label={t('booklet.caption')}
        placeholder={t('booklet.caption')}
        maxLength={200}
        value={item.caption ?? ''}
        onChange={(event) => onChange((before) => alter(before, at, { caption: event.target.value }))}
      />
    </div>
  )
}
