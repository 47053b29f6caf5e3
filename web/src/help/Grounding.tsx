import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

/** Six breaths a minute, out longer than in. */
const inMs = 4_000
const outMs = 6_000

/** Two ways to come back to here and now: the senses one by one, and slow breathing. */
export function Grounding() {
  const { t } = useTranslation()
  const senses = [
    [5, t('ground.see'), t('ground.seeText')],
    [4, t('ground.touch'), t('ground.touchText')],
    [3, t('ground.hear'), t('ground.hearText')],
    [2, t('ground.smell'), t('ground.smellText')],
    [1, t('ground.taste'), t('ground.tasteText')],
  ] as const
  return (
    <section className="ground" aria-labelledby="ground-title">
      <h2 id="ground-title">{t('ground.title')}</h2>
      <p className="quiet">{t('ground.intro')}</p>
      <h3>{t('ground.breathe')}</h3>
      <p>{t('ground.breatheText')}</p>
      <Breathing />
      <h3>{t('ground.senses')}</h3>
      <p>{t('ground.sensesText')}</p>
      <ul className="senses">
        {senses.map(([count, what, hint]) => (
          <li key={count}>
            <span className="senses-count">{count}</span>
            <span>
              {what}
              <span className="senses-hint">{hint}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Begins when it is wanted and stops at once. Where the device asks for stillness, the words alone tell in and out. */
function Breathing() {
  const { t } = useTranslation()
  const [phase, setPhase] = useState<'in' | 'out'>()
  useEffect(() => {
    if (!phase) return
    const timer = setTimeout(() => setPhase(phase === 'in' ? 'out' : 'in'), phase === 'in' ? inMs : outMs)
    return () => clearTimeout(timer)
  }, [phase])
  return (
    <div className="breathing">
      <div className="breath" data-phase={phase} aria-hidden="true">
        <span className="breath-circle" />
        <span className="breath-word">{phase === 'in' ? t('ground.in') : phase === 'out' ? t('ground.out') : ''}</span>
      </div>
      <Button className="button" onPress={() => setPhase(phase ? undefined : 'in')}>
        {phase ? t('ground.stop') : t('ground.start')}
      </Button>
    </div>
  )
}
