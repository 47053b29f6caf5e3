import { useEffect, useRef, useState } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icons.tsx'
import { Dots } from './Dots.tsx'
import { reasons } from '../wire-http.ts'

interface FitsProps {
  /** The picture on the stage. */
  picture: string | undefined
  onGotIt: (gotIt: number) => void
  /** `other`: they would rather not say why. */
  onReject: (why: (typeof reasons)[number] | 'other') => void
  onPutAway: () => void
  /** No pictures at all, until they are wanted again. */
  onNone: () => void
}

/** What the picture is to the writer: whether it got it, or that it is not right for them. */
export function Fits({ picture, onGotIt, onReject, onPutAway, onNone }: FitsProps) {
  const { t } = useTranslation()
  return (
    <DialogTrigger>
      <Button className="tool" data-away={picture === undefined || undefined}>
        <Icon name="fits" />
        <span>{t('fits.open')}</span>
        <span className="tool-word" aria-hidden="true">
          {t('fits.short')}
        </span>
      </Button>
      {/* The dialogue in it has the name; a nameless box that has one too is no landmark. */}
      <Popover className="popover under-picture" placement="top end" aria-labelledby="">
        <Dialog className="dialog fits" aria-label={t('fits.title')}>
          {({ close }) => {
            const then = (act: () => void) => () => {
              close()
              act()
            }
            return (
              <>
                <GotIt key={picture} onGotIt={onGotIt} />
                <div className="fits-not" role="group" aria-label={t('fits.not')}>
                  <h2>{t('fits.not')}</h2>
                  <p className="quiet">{t('fits.notText')}</p>
                  {[...reasons, 'other' as const].map((why) => (
                    <Button key={why} className="menu-item" onPress={then(() => onReject(why))}>
                      {t(`fits.${why}`)}
                    </Button>
                  ))}
                </div>
                <div className="fits-away">
                  <Button className="menu-item" onPress={then(onPutAway)}>
                    {t('fits.putAway')}
                  </Button>
                  <Button className="menu-item" onPress={then(onNone)}>
                    {t('fits.none')}
                  </Button>
                </div>
              </>
            )
          }}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** Says the answer once, where the choice came to rest. */
function GotIt({ onGotIt }: Pick<FitsProps, 'onGotIt'>) {
  const { t } = useTranslation()
  const [gotIt, setGotIt] = useState<number>()
  const latest = useRef({ gotIt, onGotIt })
  latest.current = { gotIt, onGotIt }
  useEffect(
    () => () => {
      const { current } = latest
      if (current.gotIt !== undefined) current.onGotIt(current.gotIt)
    },
    [],
  )
  return (
    <Dots label={t('fits.gotIt')} ends={[t('fits.notAtAll'), t('fits.wholly')]} value={gotIt} onChange={setGotIt} />
  )
}
