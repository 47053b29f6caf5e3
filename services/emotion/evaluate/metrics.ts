/** Area under the ROC curve: how often a yes scores above a no. NaN where either is missing. */
export function auc(scores: number[], yes: boolean[]): number {
  const order = scores.map((_, i) => i).toSorted((a, b) => scores[a]! - scores[b]!)
  let rankSum = 0
  for (let i = 0; i < order.length;) {
    let to = i
    while (to < order.length && scores[order[to]!] === scores[order[i]!]) to++
    // Equal scores share the middle of their ranks.
    for (let k = i; k < to; k++) if (yes[order[k]!]) rankSum += (i + to + 1) / 2
    i = to
  }
  const many = yes.filter(Boolean).length
  return (rankSum - (many * (many + 1)) / 2) / (many * (yes.length - many))
}

/** Pearson's r. NaN where one side does not vary. */
export function pearson(a: number[], b: number[]): number {
  const meanA = mean(a)
  const meanB = mean(b)
  let both = 0
  let squaresA = 0
  let squaresB = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i]! - meanA
    const y = b[i]! - meanB
    both += x * y
    squaresA += x * x
    squaresB += y * y
  }
  return both / Math.sqrt(squaresA * squaresB)
}

/** Cohen's kappa: how far two labellers agree beyond chance, 1 for always. */
export function kappa<T>(a: T[], b: T[]): number {
  const labels = new Set([...a, ...b])
  const agreed = a.filter((label, i) => label === b[i]).length / a.length
  let byChance = 0
  for (const label of labels) byChance += shareOf(a, label) * shareOf(b, label)
  return byChance === 1 ? 1 : (agreed - byChance) / (1 - byChance)
}

/** F1 of one label. 0 where it was neither there nor said. */
export function f1(said: boolean[], is: boolean[]): number {
  let right = 0
  let wrong = 0
  for (let i = 0; i < is.length; i++) {
    if (said[i] && is[i]) right++
    else if (said[i] !== is[i]) wrong++
  }
  return right === 0 ? 0 : (2 * right) / (2 * right + wrong)
}

/** The threshold at which a label's F1 is best, of 200 between the least and the greatest score. */
export function bestThreshold(scores: number[], is: boolean[]): number {
  const least = Math.min(...scores)
  const step = (Math.max(...scores) - least) / 200
  let best = { threshold: least, f1: -1 }
  for (let i = 0; i < 200; i++) {
    const threshold = least + i * step
    const here = f1(
      scores.map((score) => score > threshold),
      is,
    )
    if (here > best.f1) best = { threshold, f1: here }
  }
  return best.threshold
}

/** Expected calibration error over ten bins of equal width: by how much "0.8 sure" misses being right in 80 of 100. */
export function calibrationError(confidence: number[], right: boolean[]): number {
  let error = 0
  for (let bin = 0; bin < 10; bin++) {
    const inside = confidence.flatMap((value, i) => (Math.min(9, Math.floor(value * 10)) === bin ? [i] : []))
    if (inside.length === 0) continue
    const sure = mean(inside.map((i) => confidence[i]!))
    const share = inside.filter((i) => right[i]).length / inside.length
    error += (inside.length / confidence.length) * Math.abs(sure - share)
  }
  return error
}

/** Cosine of two vectors; 0 where one is all zero. */
export function cosine(a: number[], b: number[]): number {
  const dot = a.reduce((sum, value, i) => sum + value * b[i]!, 0)
  const norm = Math.hypot(...a) * Math.hypot(...b)
  return norm === 0 ? 0 : dot / norm
}

/** NaN of nothing. */
export const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** The standard deviation of all there are. */
export function deviation(values: number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}

/** Linear between neighbours; `share` 0 to 1. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)]!
  return low + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - low)
}

const shareOf = <T>(labels: T[], label: T) => labels.filter((it) => it === label).length / labels.length
