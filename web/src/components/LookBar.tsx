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
            data-auto={wish[aspect] === undefined || undefined}
            minValue={least}
            maxValue={steps}
            value={Math.round((wish[aspect] ?? 0) * steps)}
            formatOptions={{ signDisplay: least < 0 ? 'exceptZero' : 'auto' }}
            onChange={(value) => onWish({ ...wish, [aspect]: value / steps })}
          >
            <Label>{t(`look.${aspect}`)}</Label>
            <SliderOutput>
              {({ defaultChildren }) => (wish[aspect] === undefined ? t('look.auto') : defaultChildren)}
            </SliderOutput>
            <SliderTrack className="track" data-middle={least < 0 || undefined}>
              <SliderThumb className="knob" />
            </SliderTrack>
          </Slider>
        ))}
        <div className="look-style">
          <label htmlFor={styleId}>{t('look.style')}</label>
          <select
            id={styleId}
            value={wish.style ?? ''}
            onChange={({ target }) => {
              const { style: _, ...others } = wish
              onWish(target.value === '' ? others : { ...others, style: target.value })
            }}
          >
            <option value="">{t('look.houseStyle')}</option>
            {styles.map(({ name, title }) => (
              <option key={name} value={name}>
                {title[language]}
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
