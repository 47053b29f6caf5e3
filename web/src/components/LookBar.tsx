import { useId, useState } from 'react'
import { Button, Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Sign } from '../before/Scale.tsx'
import type { Settings } from '../wire-http.ts'
import type { Language, Style, Wish } from '../wire.ts'
import { Icon } from './icons.tsx'

interface LookBarProps {
  wish: Wish
  onWish: (wish: Wish) => void
  onReset: () => void
  styles: Style[]
  language: Language
  /** What the site, a study or a therapist allows; undefined until it is known. */
  settings: Settings['settings'] | undefined
  onFocus: () => void
}

/** Steps of a slider from the middle, or from nothing, to the end. */
const steps = 10

const sliders = [
  { aspect: 'brightness', least: -1 },
  { aspect: 'warmth', least: -1 },
  { aspect: 'blur', least: 0 },
  { aspect: 'abstraction', least: 0 },
] as const

/** What the writer asks of pictures. On a phone it opens over the words, so that nothing moves and the picture stays in sight. */
export function LookBar({ wish, onWish, onReset, styles, language, settings, onFocus }: LookBarProps) {
  const { t } = useTranslation()
  const styleId = useId()
  /** As it is without a wish. The gateway names the house's own style first. */
  const houseStyle = (settings?.style.origin !== 'writer' && settings?.style.value) || (styles[0]?.name ?? '')
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="look" data-open={isOpen || undefined}>
      <Button className="tool look-open" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)} preventFocusOnPress>
        <Icon name="sliders" />
        <span>{t('look.open')}</span>
      </Button>
      <div className="look-bar" role="group" aria-label={t('felt.label')}>
        {sliders.map(({ aspect, least }) => {
          const own = settings && settings[aspect].origin !== 'writer' ? settings[aspect].value : 0
          return (
            <LookSlider
              key={aspect}
              label={t(`look.${aspect}`)}
              value={Math.round((wish[aspect] ?? own) * steps)}
              least={Math.round((settings?.[aspect].least ?? least) * steps)}
              most={Math.round((settings?.[aspect].most ?? 1) * steps)}
              isFixed={settings?.[aspect].fixed === true}
              onChange={(value) =>
                onWish(value === Math.round(own * steps) ? without(wish, aspect) : { ...wish, [aspect]: value / steps })
              }
            />
          )
        })}
        <div className="look-style">
          <label htmlFor={styleId}>{t('look.style')}</label>
          <select
            id={styleId}
            value={wish.style ?? houseStyle}
            disabled={settings?.style.fixed === true}
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
        <div className="look-rest">
          <Button className="tool" isDisabled={Object.keys(wish).length === 0} onPress={onReset}>
            {t('look.reset')}
          </Button>
          <Button className="tool look-focus" onPress={onFocus}>
            <Icon name="focus" />
            <span>{t('focus.open')}</span>
          </Button>
        </div>
      </div>
    </div>
  )
}

interface LookSliderProps {
  label: string
  /** In steps. */
  value: number
  least: number
  most: number
  isFixed: boolean
  onChange: (value: number) => void
}

/** A slider with its number, and a button at each end for those who cannot drag. */
function LookSlider({ label, value, least, most, isFixed, onChange }: LookSliderProps) {
  const { t } = useTranslation()
  return (
    <Slider
      className="slider"
      minValue={least}
      maxValue={most}
      value={Math.min(most, Math.max(least, value))}
      isDisabled={isFixed}
      formatOptions={{ signDisplay: least < 0 ? 'exceptZero' : 'auto' }}
      onChange={onChange}
    >
      <Label>{label}</Label>
      <SliderOutput />
      <Button
        className="slider-step"
        aria-label={t('scale.less', { label })}
        isDisabled={isFixed || value <= least}
        onPress={() => onChange(value - 1)}
      >
        <Sign />
      </Button>
      <SliderTrack className="track" data-middle={least < 0 || undefined}>
        <SliderThumb className="knob" />
      </SliderTrack>
      <Button
        className="slider-step"
        aria-label={t('scale.more', { label })}
        isDisabled={isFixed || value >= most}
        onPress={() => onChange(value + 1)}
      >
        <Sign isPlus />
      </Button>
    </Slider>
  )
}

function without(wish: Wish, aspect: keyof Wish): Wish {
  const { [aspect]: _, ...others } = wish
  return others
}
