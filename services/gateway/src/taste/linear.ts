// The little linear algebra that a belief needs. Matrices are square, symmetric, of a few dozen rows, row after row in one array.

/** The lower triangle L of a positive definite matrix A, with L Lᵀ = A. */
export function cholesky(a: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!
      // Rounding must not turn what is barely positive into no number at all.
      lower[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j * size + j]!
    }
  return lower
}

/** Solves L x = b. */
export function solveLower(lower: Float64Array, b: ArrayLike<number>, size: number): Float64Array {
  const x = Float64Array.from(b)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * size + k]! * x[k]!
    x[i]! /= lower[i * size + i]!
  }
  return x
}

/** Solves Lᵀ x = b. */
export function solveUpper(lower: Float64Array, b: ArrayLike<number>, size: number): Float64Array {
  const x = Float64Array.from(b)
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= lower[k * size + i]! * x[k]!
    x[i]! /= lower[i * size + i]!
  }
  return x
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
