import { useState } from 'react'
import { Button, Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

interface ScaleProps {
  label: string
  /** Undefined: not said yet; the knob then waits in the middle, hollow. */
  value: number | undefined
  /** Whole steps, as they are shown. */
  least: number
  most: number
  onChange: (value: number) => void
  /** Once, when the knob is let go: for what is sent. */
  onChangeEnd?: (value: number) => void
  /** Words at the ends. */
  ends?: readonly [string, string]
  /** Nothing stands in the middle by itself: a mark shows where the middle is. */
  hasMiddle?: boolean
  isDisabled?: boolean
}

/** A slider with a number, and with buttons for those who cannot drag. */
export function Scale(props: ScaleProps) {
  const { label, value, least, most, onChange, onChangeEnd, ends, hasMiddle = false, isDisabled = false } = props
  const { t } = useTranslation()
  const isSaid = value !== undefined
  // What is shown follows the knob; what is said may lag behind until it is let go.
  const [dragged, setDragged] = useState<number>()
  const shown = dragged ?? value ?? (least + most) / 2
  const say = (next: number) => {
    const within = Math.min(most, Math.max(least, next))
    onChange(within)
    onChangeEnd?.(within)
  }
  return (
    <Slider
      className="scale"
      data-unsaid={(!isSaid && dragged === undefined) || undefined}
      minValue={least}
      maxValue={most}
      value={shown}
      isDisabled={isDisabled}
      formatOptions={{ signDisplay: least < 0 ? 'exceptZero' : 'auto', maximumFractionDigits: 0 }}
      onChange={(next) => {
        setDragged(next)
        onChange(next)
      }}
      onChangeEnd={(next) => {
        setDragged(undefined)
        onChange(next)
        onChangeEnd?.(next)
      }}
    >
      <Label>
        {label}
        {!isSaid && <span className="only-heard"> {t('scale.unsaid')}</span>}
      </Label>
      <SliderOutput>
        {({ state }) => (isSaid || dragged !== undefined ? state.getThumbValueLabel(0) : '–')}
      </SliderOutput>
      <Button
        className="scale-step"
        aria-label={t('scale.less', { label })}
        isDisabled={isDisabled || shown <= least}
        onPress={() => say(Math.ceil(shown) - 1)}
      >
        <Sign />
      </Button>
      <SliderTrack className="track" data-middle={hasMiddle || undefined}>
        <SliderThumb className="knob" />
      </SliderTrack>
      <Button
        className="scale-step"
        aria-label={t('scale.more', { label })}
        isDisabled={isDisabled || shown >= most}
        onPress={() => say(Math.floor(shown) + 1)}
      >
        <Sign isPlus />
      </Button>
      {ends && (
        <span className="scale-ends" aria-hidden="true">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </span>
      )}
    </Slider>
  )
}

/** Plus or minus. */
export function Sign({ isPlus = false }: { isPlus?: boolean }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={isPlus ? 'M12 6.5v11M6.5 12h11' : 'M6.5 12h11'} />
    </svg>
  )
}
