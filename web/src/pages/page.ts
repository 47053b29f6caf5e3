import type { Desk, DeskState } from '../desk.ts'
import type { Place } from '../place.ts'
import type { Want, Wanted } from '../preferences.ts'
import type { Language } from '../wire.ts'

/** What every page is given that stands in place of the desk. */
export interface PageProps {
  desk: Desk
  state: DeskState
  language: Language
  onLanguage: (language: Language) => void
  place: Place
  /** How this visitor wants pictures: whoever hides them sees none anywhere until they ask. */
  wanted: Wanted
  want: (change: Want) => void
}
