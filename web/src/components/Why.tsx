import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../desk.ts'
import { langOf } from '../script.ts'
import type { Shown } from '../session.ts'
import type { Language, Look, Style } from '../wire.ts'
import { markedIn } from '../writing/marked.ts'
import type { Reasons } from '../wire-http.ts'

const aspects = ['brightness', 'warmth', 'energy', 'blur', 'abstraction'] as const

/** The strongest words are enough to see where the light comes from. */
const mostMarked = 3

/** Words for a value, from its lowest to its highest; each takes an equal share of the range. */
const scales = {
  brightness: { from: -1, words: ['dark', 'dim', 'even', 'light', 'bright'] },
  warmth: { from: -1, words: ['cold', 'cool', 'neither', 'mild', 'warm'] },
  energy: { from: 0, words: ['still', 'calm', 'moved', 'stirred'] },
  blur: { from: 0, words: ['clear', 'soft', 'veiled'] },
  abstraction: { from: 0, words: ['concrete', 'loose', 'dissolving', 'abstract'] },
} as const

interface WhyProps {
  desk: Desk
  sitting: string | undefined
  shown: Shown
  look: Look
  language: Language
  styles: Style[]
}

/** Why a picture looks as it does. It speaks of the picture's light and colours, never of the writer. */
export function Why({ desk, sitting, shown, look, language, styles }: WhyProps) {
  const { t } = useTranslation()
  const style = styles.find(({ name }) => name === (look.style || styles[0]?.name))?.title[language]
  const { words, sentence, picture } = shown
  const led = useReasons(desk, sitting, sentence.id)?.words.slice(0, mostMarked) ?? []
  const text = words.text ?? ''
  const backend = picture?.backend
  return (
    <div className="why">
      <h2>{t('why.title')}</h2>
      <p className="why-words" lang={langOf(text, words.language)}>
        {markedIn(text, led).map((piece, at) =>
          piece.toward ? (
            <mark key={at} data-toward={piece.toward}>
              {piece.text}
            </mark>
          ) : (
            <span key={at}>{piece.text}</span>
          ),
        )}
      </p>
      {/* Its place is kept, so that nothing moves when the words are there. */}
      <p className="why-led" data-away={led.length === 0 || undefined}>
        {t('made.led')}
      </p>
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
        <div>
          <dt>{t('made.by')}</dt>
          <dd>
            {backend === undefined || backend === 'painter' ? t('made.painter') : t('made.node', { name: backend })}
            {/* A model has a name that says something; the house's own painter has only a number. */}
            {backend !== 'painter' && picture?.recipe !== undefined && (
              <span className="why-reason">{picture.recipe}</span>
            )}
          </dd>
        </div>
      </dl>
      <p className="quiet">{t('why.intro')}</p>
    </div>
  )
}

/** What led to the picture of a request; undefined until the house has found it out, and where it cannot. */
function useReasons(desk: Desk, sitting: string | undefined, sentence: string): Reasons | undefined {
  const [found, setFound] = useState<Reasons>()
  useEffect(() => {
    setFound(undefined)
    if (sitting === undefined) return
    let isWanted = true
    desk.api.why(sitting, sentence).then(
      (answer) => isWanted && setFound(answer),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [desk, sitting, sentence])
  return found
}

function Reason({ reason }: { reason: string | undefined }) {
  const { t, i18n } = useTranslation()
  const key = `why.reasons.${reason}`
  // What is always so needs no reason. A later gateway may know reasons that this page has no words for.
  return reason !== undefined && reason !== 'house' && i18n.exists(key) ? (
    <span className="why-reason">{t(key)}</span>
  ) : null
}

function wordFor(aspect: keyof typeof scales, value: number): string {
  const { from, words } = scales[aspect]
  const share = (value - from) / (1 - from)
  return words[Math.max(0, Math.min(words.length - 1, Math.floor(share * words.length)))]!
}
