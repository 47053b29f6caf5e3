import { type ComponentType, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

/**
 * A component that is fetched when it is first shown. Unlike React's own `lazy`, one that cannot be fetched (the house is
 * away) takes nothing else with it, and can be tried again: by loading the page anew once the house is there, as browsers
 * remember which modules they could not fetch, and a house that was renewed has others. Whoever has words in the box is
 * asked before, as ever.
 */
export function later<Props extends object>(
  bring: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  let there: ComponentType<Props> | undefined
  return function Later(props: Props) {
    const { t } = useTranslation()
    const [state, setState] = useState<'coming' | 'there' | 'failed' | 'again'>(there ? 'there' : 'coming')
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
    useEffect(() => {
      if (state !== 'again') return
      const given = new AbortController()
      fetch('/', { cache: 'no-store', signal: given.signal })
        .then(({ ok }) => ok && location.reload(), nothing)
        .finally(() => given.signal.aborted || setState('failed'))
      return () => given.abort()
    }, [state])
    if (state === 'there' && there) {
      const There = there
      return <There {...props} />
    }
    if (state !== 'failed') return null
    return (
      <main className="later">
        <p role="alert">{t('later.failed')}</p>
        <Button className="button" onPress={() => setState('again')}>
          {t('later.again')}
        </Button>
      </main>
    )
  }
}

const nothing = () => undefined
