import { useEffect, useState } from 'react'
import type { Session } from '../session.ts'

/** How long after a failure a picture is fetched again while the line stays open, in milliseconds. */
const patienceMs = 20_000

/** Of a picture that may fail to arrive: it is to be fetched anew whenever `tries` has risen. */
interface Tries {
  tries: number
  /** The last try has failed, and the next is to come. */
  hasFailed: boolean
  fail: () => void
}

/** Fetches a picture again when the line to the house is open again, and, should that not help, now and then. */
export function useTries(src: string | undefined, line: Session['line']): Tries {
  const [tries, setTries] = useState(0)
  const [failed, setFailed] = useState<{ src: string | undefined; tries: number }>()
  const hasFailed = failed?.src === src && failed?.tries === tries
  useEffect(() => {
    if (line === 'open') setTries((before) => before + 1)
  }, [line])
  useEffect(() => {
    if (!hasFailed) return
    const timer = setTimeout(() => setTries((before) => before + 1), patienceMs)
    return () => clearTimeout(timer)
  }, [hasFailed])
  return { tries, hasFailed, fail: () => setFailed({ src, tries }) }
}
