import { Component, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

interface BoundaryProps {
  children: ReactNode
  instead: ReactNode
  /** Where this is: elsewhere it is tried again. */
  at?: string | number
}

/** What is wrong in here stays in here: the rest of the page, with what is being written on it, stands. */
export class Boundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override componentDidUpdate({ at }: BoundaryProps) {
    if (this.state.isBroken && at !== this.props.at) this.setState({ isBroken: false })
  }

  override render() {
    return this.state.isBroken ? this.props.instead : this.props.children
  }
}

/** What stands in place of a part that could not be shown. `all`: help is not at hand either, and is said in words. */
export function NotShown({ what }: { what: 'page' | 'desk' | 'all' }) {
  const { t } = useTranslation()
  return (
    <main className="not-shown">
      <div role="alert">
        <h2>{t('broken.title')}</h2>
        <p>{t('broken.text')}</p>
        {what === 'all' && <p>{t('need.builtInText')}</p>}
      </div>
      <div className="not-shown-ways">
        <Button className="button send" onPress={() => location.reload()}>
          {t('broken.again')}
        </Button>
        {what === 'page' && (
          <a className="link" href="#/">
            {t('back.toDesk')}
          </a>
        )}
      </div>
    </main>
  )
}
