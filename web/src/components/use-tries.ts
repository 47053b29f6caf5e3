import { createContext, useContext, useEffect, useState } from 'react'
import type { Session } from '../session.ts'

/** The state of the line to the house, for whatever is fetched beside it. */
export const LineNow = createContext<Session['line']>('closed')

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
export function useTries(src: string | undefined): Tries {
  const line = useContext(LineNow)
  // Together: a failure that is told while the next try begins is that one's, for nothing else would tell of it.
  const [{ tries, failed }, set] = useState<{ tries: number; failed?: { src: string | undefined; at: number } }>({
    tries: 0,
  })
  const hasFailed = failed !== undefined && failed.src === src && failed.at === tries
  const tryAgain = () => set((before) => ({ ...before, tries: before.tries + 1 }))
  useEffect(() => {
    if (line === 'open') tryAgain()
  }, [line])
  useEffect(() => {
    if (!hasFailed) return
    const timer = setTimeout(tryAgain, patienceMs)
    return () => clearTimeout(timer)
  }, [hasFailed])
  return { tries, hasFailed, fail: () => set((before) => ({ ...before, failed: { src, at: before.tries } })) }
}
