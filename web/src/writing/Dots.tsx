import { Label, Radio, RadioGroup } from 'react-aria-components'

interface DotsProps {
  label: string
  /** Words at the two ends. */
  ends: readonly [string, string]
  /** 0 to 1; undefined: not said yet. */
  value: number | undefined
  onChange: (value: number) => void
}

const places = [0, 0.25, 0.5, 0.75, 1]

/** An answer between two ends: five places, of which none is the right one. */
export function Dots({ label, ends, value, onChange }: DotsProps) {
  return (
    <RadioGroup
      className="dots"
      orientation="horizontal"
      value={value === undefined ? null : String(value)}
      onChange={(next) => onChange(Number(next))}
    >
      <Label>{label}</Label>
      <span className="dots-row">
        <span aria-hidden="true">{ends[0]}</span>
        {places.map((place, at) => (
          <Radio key={place} className="dot" value={String(place)} aria-label={nameOf(at, ends)} />
        ))}
        <span aria-hidden="true">{ends[1]}</span>
      </span>
    </RadioGroup>
  )
}

const nameOf = (at: number, ends: readonly [string, string]) =>
  at === 0 ? `1 – ${ends[0]}` : at === places.length - 1 ? `${places.length} – ${ends[1]}` : String(at + 1)
