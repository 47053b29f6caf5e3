import { Button, DialogTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { More } from '../before/More.tsx'
import { isOnItsWay } from '../unkept.ts'
import type { Language } from '../wire.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { Sheet } from './Sheet.tsx'

interface HeaderProps {
  desk: Desk
  state: DeskState
  language: Language
  onLanguage: (language: Language) => void
  onNewSitting: () => void
}

/** The name of the page, and what concerns the sitting as a whole. */
export function Header({ desk, state, language, onLanguage, onNewSitting }: HeaderProps) {
  const { t } = useTranslation()
  // What is on its way belongs to this sitting, so the desk is not cleared until it has arrived; what was refused is held.
  const isUnsaved = isOnItsWay(state.session)
  return (
    <header className="header">
      <h1>
        <span className="header-name" translate="no">
          {t('page.name')}
        </span>
        <span className="header-subtitle">{t('page.subtitle')}</span>
      </h1>
      <div className="header-tools">
        <Button
          className="link"
          onPress={onNewSitting}
          isDisabled={isUnsaved}
          data-away={state.session.sentences.length === 0 || undefined}
        >
          {t('page.newSitting')}
        </Button>
        <a className="link header-back" href="#/back" data-away={!state.isKnown || undefined}>
          {t('back.open')}
        </a>
        <DialogTrigger>
          <Button className="link" data-wanted={state.needsCode !== false || undefined}>
            {t('page.code')}
          </Button>
          <Sheet label={t('page.code')}>
            {(close) => <CodeDialog desk={desk} state={state} language={language} onClose={close} />}
          </Sheet>
        </DialogTrigger>
        <More isKnown={state.isKnown === true} />
        <Button className="link language" onPress={() => onLanguage(language === 'en' ? 'zh' : 'en')}>
          <span lang={language === 'en' ? 'zh-Hans' : 'en'}>{language === 'en' ? '中文' : 'English'}</span>
        </Button>
      </div>
    </header>
  )
}
