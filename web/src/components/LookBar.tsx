import { useId, useState } from 'react'
import { Button, Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Language, Style, Wish } from '../wire.ts'
import { Icon } from './icons.tsx'

interface LookBarProps {
  wish: Wish
  onWish: (wish: Wish) => void
  styles: Style[]
  language: Language
}

/** Steps of a slider from the middle, or from nothing, to the end. */
const steps = 10

const sliders = [
  { aspect: 'brightness', least: -steps },
  { aspect: 'warmth', least: -steps },
  { aspect: 'blur', least: 0 },
  { aspect: 'abstraction', least: 0 },
] as const

/** What the writer asks of the next pictures. On a phone it opens over the words, so that nothing moves. */
export function LookBar({ wish, onWish, styles, language }: LookBarProps) {
  const { t } = useTranslation()
  const styleId = useId()
  /** The gateway names the house's own style first. */
  const houseStyle = styles[0]?.name ?? ''
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="look" data-open={isOpen || undefined}>
      <Button className="tool look-open" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)} preventFocusOnPress>
        <Icon name="sliders" />
        <span>{t('look.open')}</span>
      </Button>
      <div className="look-bar" role="group" aria-label={t('look.label')}>
        {sliders.map(({ aspect, least }) => (
          <Slider
            key={aspect}
            className="slider"
            minValue={least}
            maxValue={steps}
            value={Math.round((wish[aspect] ?? 0) * steps)}
            formatOptions={{ signDisplay: least < 0 ? 'exceptZero' : 'auto' }}
            onChange={(value) => onWish(value === 0 ? without(wish, aspect) : { ...wish, [aspect]: value / steps })}
          >
            <Label>{t(`look.${aspect}`)}</Label>
            <SliderOutput />
            <SliderTrack className="track" data-middle={least < 0 || undefined}>
              <SliderThumb className="knob" />
            </SliderTrack>
          </Slider>
        ))}
        <div className="look-style">
          <label htmlFor={styleId}>{t('look.style')}</label>
          <select
            id={styleId}
            value={wish.style ?? houseStyle}
            onChange={({ target: { value } }) =>
              onWish(value === houseStyle ? without(wish, 'style') : { ...wish, style: value })
            }
          >
            {styles.length === 0 && <option value="">{t('look.houseStyle')}</option>}
            {styles.map(({ name, title }) => (
              <option key={name} value={name}>
                {title[language] ?? title.en ?? name}
              </option>
            ))}
          </select>
        </div>
        <Button className="tool look-reset" isDisabled={Object.keys(wish).length === 0} onPress={() => onWish({})}>
          {t('look.reset')}
        </Button>
      </div>
    </div>
  )
}

function without(wish: Wish, aspect: keyof Wish): Wish {
  const { [aspect]: _, ...others } = wish
  return others
}
