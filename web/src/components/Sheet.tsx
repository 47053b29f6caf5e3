import type { ReactNode } from 'react'
import { Button, Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Boundary } from './Boundary.tsx'

interface SheetProps {
  label: string
  children: (close: () => void) => ReactNode
}

/** A dialogue that lies before the page; what opens it stands beside it in a `DialogTrigger`. */
export function Sheet({ label, children }: SheetProps) {
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
