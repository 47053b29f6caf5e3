import { Mixed } from '../components/Mixed.tsx'
import { langOf } from '../script.ts'
import type { Version } from './plates.ts'

/** A sentence in a catalogue's hand, set as it was written. */
export function Words({ version }: { version: Pick<Version, 'text' | 'language'> }) {
  return (
    <p className="back-words sentence" lang={langOf(version.text, version.language)}>
      <Mixed text={version.text} />
    </p>
  )
}
