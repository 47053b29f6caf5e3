import { Mixed } from '../components/Mixed.tsx'
import { Picture } from '../components/Picture.tsx'
import { langOf } from '../script.ts'
import type { Set } from './booklet-leaves.ts'

/** A leaf on the page, set as it will be on paper; booklet-file.ts writes the same. */
export function LeafView({ set }: { set: Set }) {
  if (set.kind === 'colophon') {
    return (
      <section className="leaf" data-colophon="true">
        <div className="leaf-in">
          {set.lines.map((line) => (
            <p className="leaf-colophon" key={line}>
              {line}
            </p>
          ))}
        </div>
      </section>
    )
  }
  const { picture } = set
  const figure = picture && (
    <figure>
      <Picture picture={picture} />
    </figure>
  )
  if (set.kind === 'cover') {
    return (
      <section className="leaf" data-cover="true">
        <div className="leaf-in">
          {figure}
          {set.title !== '' && (
            <h3 className="leaf-title" lang={langOf(set.title)}>
              <Mixed text={set.title} />
            </h3>
          )}
          <hr className="leaf-rule" />
          {set.when !== undefined && <p className="leaf-when">{set.when}</p>}
        </div>
      </section>
    )
  }
  const { words, caption, number } = set
  return (
    <section className="leaf" data-alone={figure ? undefined : 'true'}>
      <div className="leaf-in">
        {figure}
        {words && (
          <p className="leaf-words" data-setting={words.setting} lang={langOf(words.text, words.language)}>
            <Mixed text={words.text} />
          </p>
        )}
        {caption !== undefined && (
          <p className="leaf-caption" lang={langOf(caption)}>
            <Mixed text={caption} />
          </p>
        )}
        <p className="leaf-number">{number}</p>
      </div>
    </section>
  )
}
