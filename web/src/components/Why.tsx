import { useTranslation } from 'react-i18next'
import type { Language, Look, Style } from '../wire.ts'

const aspects = ['brightness', 'warmth', 'energy', 'blur', 'abstraction'] as const

/** Words for a value, from its lowest to its highest; each takes an equal share of the range. */
const scales = {
  brightness: { from: -1, words: ['dark', 'dim', 'even', 'light', 'bright'] },
  warmth: { from: -1, words: ['cold', 'cool', 'neither', 'mild', 'warm'] },
  energy: { from: 0, words: ['still', 'calm', 'moved', 'stirred'] },
  blur: { from: 0, words: ['clear', 'soft', 'veiled'] },
  abstraction: { from: 0, words: ['concrete', 'loose', 'dissolving', 'abstract'] },
} as const

/** Why a picture looks as it does. It speaks of the picture's light and colours, never of the writer. */
export function Why({ look, language, styles }: { look: Look; language: Language; styles: Style[] }) {
  const { t } = useTranslation()
  const style = styles.find(({ name }) => name === (look.style || styles[0]?.name))?.title[language]
  return (
    <div className="why">
      <h2>{t('why.title')}</h2>
      <p>{t('why.intro')}</p>
      <dl>
        {aspects.map((aspect) => {
          const word = wordFor(aspect, look[aspect])
          const reason = look.because?.[aspect]
          // A light that is neither bright nor dark needs no reason, unless the writer made it so.
          const isPlain = word === 'even' || word === 'neither'
          return (
            <div key={aspect}>
              <dt>{t(`why.${aspect}`)}</dt>
              <dd>
                {t(`why.${word}`)}
                {(!isPlain || reason === 'writer') && <Reason reason={reason} />}
              </dd>
            </div>
          )
        })}
        {style && (
          <div>
            <dt>{t('why.style')}</dt>
            <dd>
              {style}
              <Reason reason={look.because?.style} />
            </dd>
          </div>
        )}
      </dl>
    </div>
  )
}

function Reason({ reason }: { reason: string | undefined }) {
  const { t, i18n } = useTranslation()
  const key = `why.reasons.${reason}`
  // A later gateway may know reasons that this page has no words for.
  return reason !== undefined && i18n.exists(key) ? <span className="why-reason">{t(key)}</span> : null
}

function wordFor(aspect: keyof typeof scales, value: number): string {
  const { from, words } = scales[aspect]
  const share = (value - from) / (1 - from)
  return words[Math.max(0, Math.min(words.length - 1, Math.floor(share * words.length)))]!
}
