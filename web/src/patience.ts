/** Waits between tries, each twice as long as the one before, half of it by chance; `hurry` ends the wait at once. */
export interface Patience {
  /** Waits after a number of failures, from 0. */
  pause: (failures: number) => Promise<void>
  hurry: () => void
}

/** `firstMs` is the longest first wait, `slowestMs` the longest of all. */
export function patience(firstMs: number, slowestMs: number): Patience {
  let hurry: (() => void) | undefined
  return {
    pause: (failures) =>
      new Promise((resolve) => {
        const ms = Math.min(slowestMs, firstMs * 2 ** failures)
        const timer = setTimeout(resolve, ms * (0.5 + Math.random() / 2))
        hurry = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    hurry: () => hurry?.(),
  }
}
