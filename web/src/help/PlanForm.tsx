import { useEffect, useSyncExternalStore } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { langOf } from '../script.ts'
import { mostOfAPart, planParts, type PlanKeeper } from './plan.ts'

/** A place to write down what helps, and where it is kept. */
export function PlanForm({ keeper }: { keeper: PlanKeeper }) {
  const { t } = useTranslation()
  const { plan, place } = useSyncExternalStore(keeper.subscribe, keeper.state)
  useEffect(() => keeper.look(), [keeper])
  const titles = {
    signs: t('plan.signs'),
    self: t('plan.self'),
    people: t('plan.people'),
    places: t('plan.places'),
    professionals: t('plan.professionals'),
    reasons: t('plan.reasons'),
  }
  const places = {
    looking: t('plan.looking'),
    kept: t('plan.kept'),
    saving: t('plan.saving'),
    here: t('plan.here'),
    'nobody’s': t('plan.nobodys'),
    refused: t('plan.refused'),
    away: t('plan.away'),
  }
  const isEmpty = planParts.every((part) => plan[part].trim() === '')
  return (
    <section className="plan" aria-labelledby="plan-title">
      <h2 id="plan-title">{t('plan.title')}</h2>
      <p className="quiet">{t('plan.intro')}</p>
      {planParts.map((part) => (
        <label key={part} className="plan-part">
          <span>{titles[part]}</span>
          <textarea
            rows={2}
            maxLength={mostOfAPart}
            autoComplete="off"
            lang={plan[part] === '' ? undefined : langOf(plan[part])}
            value={plan[part]}
            onChange={(event) => keeper.write({ ...plan, [part]: event.target.value })}
          />
          {/* A box on paper would show its first lines only. */}
          <span className="plan-paper" aria-hidden="true">
            {plan[part]}
          </span>
        </label>
      ))}
      <p className="plan-place" role="status">
        {/* Nothing was written yet that could be anywhere. */}
        {isEmpty && place !== 'looking' && place !== 'away' ? '' : places[place]}
      </p>
      <p className="quiet plan-where">{t('plan.where')}</p>
      <Button className="button plan-print" onPress={() => print()} isDisabled={isEmpty}>
        {t('plan.print')}
      </Button>
    </section>
  )
}
