import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Calls } from '../help/Calls.tsx'
import { Grounding } from '../help/Grounding.tsx'
import { Over } from '../help/Over.tsx'
import type { PlanKeeper } from '../help/plan.ts'
import { PlanForm } from '../help/PlanForm.tsx'
import { useSite } from '../help/site.ts'
import { htmlLang } from '../i18n/i18n.ts'
import { langOf } from '../script.ts'
import type { HelpCard, Language } from '../wire.ts'

interface HelpProps {
  language: Language
  keeper: PlanKeeper
  onClose: () => void
}

/**
 * "I need help now": whom to turn to, what steadies, what helps me. It comes with the page itself, not after it, so that it
 * is there when nothing else answers.
 */
export function Help({ language, keeper, onClose }: HelpProps) {
  const { t } = useTranslation()
  const card: HelpCard = useSite()?.help[language] ?? {
    title: t('need.builtInTitle'),
    text: t('need.builtInText'),
    contacts: [],
  }
  return (
    <Over className="need" label={t('need.open')} lang={htmlLang(language)} onClose={onClose}>
      <div className="need-top">
        <Button className="button" onPress={onClose}>
          {t('need.back')}
        </Button>
      </div>
      <div className="need-parts">
        <div>
          <Contacts card={card} />
          <Grounding />
        </div>
        <PlanForm keeper={keeper} />
      </div>
    </Over>
  )
}

function Contacts({ card: { title, text, contacts } }: { card: HelpCard }) {
  return (
    <section className="contacts" aria-labelledby="contacts-title">
      <h1 id="contacts-title" lang={langOf(title)}>
        {title}
      </h1>
      <p lang={langOf(text)}>{text}</p>
      {contacts.length > 0 && (
        <ul>
          {contacts.map(({ name, detail }) => (
            <li key={`${name} ${detail}`}>
              <span lang={langOf(name)}>{name}</span>
              <span className="contacts-detail" lang={langOf(detail)}>
                <Calls detail={detail} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
