import { Button, Dialog, DialogTrigger, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from '../desk.ts'
import { More } from '../before/More.tsx'
import { unkept } from '../unkept.ts'
import type { Language } from '../wire.ts'
import { Boundary } from './Boundary.tsx'
import { CodeDialog } from './CodeDialog.tsx'

interface HeaderProps {
  desk: Desk
  state: DeskState
  language: Language
  onLanguage: (language: Language) => void
  onNewSitting: () => void
  onLeave: () => void
}

/** The name of the page, and what concerns the sitting as a whole. */
export function Header({ desk, state, language, onLanguage, onNewSitting, onLeave }: HeaderProps) {
  const { t } = useTranslation()
  // What is not kept yet lies on this desk alone, so the desk is not cleared until it is.
  const isUnsaved = unkept(state.session).length > 0
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
            {(close) => <CodeDialog desk={desk} state={state} language={language} onClose={close} onLeave={onLeave} />}
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

interface SheetProps {
  label: string
  children: (close: () => void) => React.ReactNode
}

function Sheet({ label, children }: SheetProps) {
  const { t } = useTranslation()
  return (
    <ModalOverlay className="veil" isDismissable>
      <Modal className="sheet">
        <Dialog className="dialog" aria-label={label}>
          {({ close }) => (
            <>
              <Boundary instead={<p role="alert">{t('sure.failed')}</p>}>{children(close)}</Boundary>
              <Button className="link dialog-close" onPress={close}>
                {t('page.close')}
              </Button>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
