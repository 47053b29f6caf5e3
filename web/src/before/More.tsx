import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icons.tsx'

/** Each with its title and whose it is: what is asked of the house has nothing for somebody it does not know yet. */
const places: readonly (readonly [place: string, title: string, whose: 'writer' | 'stranger' | 'everybody'])[] = [
  ['back', 'back.open', 'writer'],
  ['programme', 'programme.title', 'writer'],
  ['mood', 'mood.title', 'writer'],
  ['comfort', 'comfort.title', 'writer'],
  ['settings', 'settings.title', 'writer'],
  ['welcome/how', 'welcome.how', 'everybody'],
  ['welcome/code', 'welcome.code', 'stranger'],
]

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
          {places
            .filter(([, , whose]) => whose !== (isKnown ? 'stranger' : 'writer'))
            .map(([place, title]) => (
              <MenuItem key={place} className="menu-item" href={`#/${place}`}>
                {t(title)}
              </MenuItem>
            ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
