/** Large arrays of pixels. */
type Large = Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>

const most = 10
const free: Large[] = []

/** An array of the wanted kind and length, with whatever was in it: one given back, or a new one of zeros. Memory that goes
 *  round costs no collection; of a picture's arrays that are not given back, nothing is lost. */
export function borrow<T extends Large>(kind: new (length: number) => T, length: number): T {
  const at = free.findIndex((one) => one.length === length && one instanceof kind)
  return at < 0 ? new kind(length) : (free.splice(at, 1)[0] as T)
}

/** Gives arrays back that nobody reads any more. A few are kept, the latest. */
export function giveBack(...arrays: Large[]): void {
  free.push(...arrays)
  if (free.length > most) free.splice(0, free.length - most)
}
