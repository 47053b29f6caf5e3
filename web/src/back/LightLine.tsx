import { useTranslation } from 'react-i18next'
import { leaning, type Light, lineThrough, xOf, yOf } from './light.ts'

const width = 1_000
const height = 96

interface LightLineProps {
  lights: readonly Light[]
  /** From where to where they go. */
  label: string
  /** What one of them is of, for a screen reader. */
  nameOf: (at: number) => string
}

/** The light of pictures as two quiet lines, for those who want them; of the pictures, never of the writer. */
export function LightLine({ lights, label, nameOf }: LightLineProps) {
  const { t } = useTranslation()
  const words = { more: [t('light.lighter'), t('light.warmer')], less: [t('light.darker'), t('light.cooler')] }
  const wordOf = (value: number, which: 0 | 1) => {
    const way = leaning(value)
    return way === 'even' ? t('light.middling') : words[way][which]
  }
  return (
    <figure className="light" aria-labelledby="light-label">
      <figcaption id="light-label">
        <span className="only-heard">{label}</span>
        {t('light.note')}
      </figcaption>
      <Line
        name={t('light.light')}
        high={t('light.lighter')}
        low={t('light.darker')}
        values={lights.map((one) => one.brightness)}
      />
      <Line
        name={t('light.colours')}
        high={t('light.warmer')}
        low={t('light.cooler')}
        values={lights.map((one) => one.warmth)}
      />
      <ol className="only-heard">
        {lights.map(({ id, brightness, warmth }, at) => (
          <li key={id}>
            {t('light.one', { name: nameOf(at), light: wordOf(brightness, 0), colours: wordOf(warmth, 1) })}
          </li>
        ))}
      </ol>
    </figure>
  )
}

function Line({ name, high, low, values }: { name: string; high: string; low: string; values: readonly number[] }) {
  return (
    <div className="light-row" aria-hidden="true">
      <span className="light-name">{name}</span>
      <span className="light-high">{high}</span>
      <span className="light-low">{low}</span>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
        <path className="light-middle" d={`M0 ${height / 2}H${width}`} />
        <path className="light-line" d={lineThrough(values, width, height)} />
        {/* A line of no length with round ends is a dot that keeps its shape however wide the drawing is. */}
        <path
          className="light-dots"
          d={values.map((value, at) => `M${xOf(at, values.length, width)} ${yOf(value, height)}h0`).join('')}
        />
      </svg>
    </div>
  )
}
