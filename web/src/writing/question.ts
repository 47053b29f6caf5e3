import { useEffect, useRef, useState } from 'react'
import type { Question, Questions } from '../wire-http.ts'

/** Without a word for so long, in milliseconds, it is a pause of the writing. */
const pauseMs = 90_000

/** The next question of a kind that was not asked yet in this sitting; undefined when all were. */
export function nextQuestion(
  list: Questions,
  when: Question['when'],
  asked: ReadonlySet<string>,
): Question | undefined {
  return list.questions.find((question) => question.when === when && !asked.has(question.id))
}

/** Whether the writing rests: true after a pause, false again with the next letter anywhere on the desk. */
export function usePause(isWatched: boolean, ms = pauseMs): boolean {
  const [isPause, setPause] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (!isWatched) {
      setPause(false)
      return
    }
    const begin = () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => setPause(true), ms)
    }
    const wrote = (event: Event) => {
      // Whoever answers the question is not writing on.
      if (event.target instanceof Element && event.target.closest('.question')) return
      setPause(false)
      begin()
    }
    begin()
    document.addEventListener('input', wrote)
    document.addEventListener('compositionupdate', wrote)
    return () => {
      clearTimeout(timer.current)
      document.removeEventListener('input', wrote)
      document.removeEventListener('compositionupdate', wrote)
    }
  }, [isWatched, ms])
  return isPause
}
