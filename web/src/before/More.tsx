import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icons.tsx'

/** The places that are not the writing itself. */
export function More({ isKnown }: { isKnown: boolean }) {
  const { t } = useTranslation()
  return (
    <MenuTrigger>
      <Button className="link more" aria-label={t('more.open')}>
        <span className="more-word">{t('more.open')}</span>
        <Icon name="more" />
      </Button>
      <Popover className="popover menu-popover" placement="bottom end">
        <Menu className="menu" aria-label={t('more.open')}>
          {isKnown && (
            <MenuItem className="menu-item" href="#/back">
              {t('back.open')}
            </MenuItem>
          )}
          <MenuItem className="menu-item" href="#/programme">
            {t('programme.title')}
          </MenuItem>
          <MenuItem className="menu-item" href="#/mood">
            {t('mood.title')}
          </MenuItem>
          <MenuItem className="menu-item" href="#/comfort">
            {t('comfort.title')}
          </MenuItem>
          <MenuItem className="menu-item" href="#/settings">
            {t('settings.title')}
          </MenuItem>
          <MenuItem className="menu-item" href="#/welcome/how">
            {t('welcome.how')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
