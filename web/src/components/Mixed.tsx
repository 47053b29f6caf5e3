import { runsOf } from '../script.ts'

/** A text in which each language has its own letters and its own voice. */
export function Mixed({ text }: { text: string }) {
  return runsOf(text).map(({ text: run, lang }, at) =>
    lang ? (
      <span key={at} lang={lang}>
        {run}
      </span>
    ) : (
      run
    ),
  )
}
