import { type ComponentType, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

/**
 * A component that is fetched when it is first shown. Unlike React's own `lazy`, one that cannot be fetched (the house is
 * away) takes nothing else with it, and can be tried again.
 */
export function later<Props extends object>(
  bring: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  let there: ComponentType<Props> | undefined
  return function Later(props: Props) {
    const { t } = useTranslation()
    const [state, setState] = useState<'coming' | 'there' | 'failed'>(there ? 'there' : 'coming')
    useEffect(() => {
      if (state !== 'coming') return
      let isWanted = true
      bring().then(
        (brought) => {
          there = brought.default
          if (isWanted) setState('there')
        },
        () => {
          if (isWanted) setState('failed')
        },
      )
      return () => {
        isWanted = false
      }
    }, [state])
    if (state === 'there' && there) {
      const There = there
      return <There {...props} />
    }
    if (state === 'coming') return null
    return (
      <main className="later">
        <p role="alert">{t('later.failed')}</p>
        <Button className="button" onPress={() => setState('coming')}>
          {t('later.again')}
        </Button>
      </main>
    )
  }
}
