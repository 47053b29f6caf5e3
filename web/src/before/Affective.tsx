import { useState } from 'react'
import { Button, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Sign } from './Scale.tsx'

/** Steps from one end to the other, as the scale's authors ask for: docs/measures.md. */
const steps = 100

/** A press on a button. */
const press = 5

const faces = {
  unpleasant: 'M8.3 16.4c1-1.5 2.2-2.2 3.7-2.2s2.7.7 3.7 2.2M9 10v.01M15 10v.01',
  pleasant: 'M8.3 14.2c1 1.5 2.2 2.2 3.7 2.2s2.7-.7 3.7-2.2M9 10v.01M15 10v.01',
  sleepy: 'M7.4 10.2c.9.8 2.1.8 3 0M13.6 10.2c.9.8 2.1.8 3 0M10.2 15.6h3.6',
  awake:
    'M8.9 8.6a1.5 1.7 0 1 0 0 3.4 1.5 1.7 0 0 0 0-3.4M15.1 8.6a1.5 1.7 0 1 0 0 3.4 1.5 1.7 0 0 0 0-3.4M12 14.2a1.5 1.7 0 1 0 0 3.4 1.5 1.7 0 0 0 0-3.4',
}

interface AffectiveProps {
  of: 'pleasure' | 'arousal'
  /** 0 to 1; undefined: not touched yet. */
  value: number | undefined
  onChange: (value: number) => void
}

/** One of the two sliders of the Affective Slider, redrawn: a face at each end, a wedge beneath, no ticks, no numbers to be seen. */
export function Affective({ of, value, onChange }: AffectiveProps) {
  const { t } = useTranslation()
  const [ends] = useState(() =>
    of === 'pleasure' ? (['unpleasant', 'pleasant'] as const) : (['sleepy', 'awake'] as const),
  )
  const label = of === 'pleasure' ? t('mood.pleasure') : t('mood.arousal')
  const at = Math.round((value ?? 0.5) * steps)
  const set = (next: number) => onChange(Math.min(steps, Math.max(0, next)) / steps)
  return (
    <Slider
      className="affective"
      aria-label={value === undefined ? `${label} ${t('scale.unsaid')}` : label}
      data-unsaid={value === undefined || undefined}
      minValue={0}
      maxValue={steps}
      value={at}
      onChange={set}
      onChangeEnd={set}
    >
      <Button className="scale-step" aria-label={t('scale.less', { label })} onPress={() => set(at - press)}>
        <Sign />
      </Button>
      <Face path={faces[ends[0]]} />
      <div className="affective-bar">
        <SliderTrack className="affective-track">
          <SliderThumb className="affective-thumb" />
        </SliderTrack>
        <svg className="affective-wedge" viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true">
          <path d="M0 0v10L99 0zM200 0v10L101 0z" />
        </svg>
      </div>
      <Face path={faces[ends[1]]} />
      <Button className="scale-step" aria-label={t('scale.more', { label })} onPress={() => set(at + press)}>
        <Sign isPlus />
      </Button>
    </Slider>
  )
}

function Face({ path }: { path: string }) {
  return (
    <svg className="face" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18" />
      <path d={path} />
    </svg>
  )
}
