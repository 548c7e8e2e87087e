/**
 * Rotation matrices are Float64Array(9), row-major, and turn components: `out = M · in` gives the same vector's components
 * in the other frame.
 */
export type RotationMatrix = Float64Array

/** Product `left · right`: the rotation that applies `right` first. */
export function multiplyRotations(left: RotationMatrix, right: RotationMatrix): RotationMatrix {
  const product = new Float64Array(9)
  for (let row = 0; row < 9; row += 3) {
    for (let column = 0; column < 3; column++) {
      product[row + column] =
        left[row] * right[column] + left[row + 1] * right[column + 3] + left[row + 2] * right[column + 6]
    }
  }
  return product
}

/** The inverse of a rotation. */
export function transposeRotation(rotation: RotationMatrix): RotationMatrix {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = rotation
  return Float64Array.of(xx, yx, zx, xy, yy, zy, xz, yz, zz)
}

/**
 * Turns a batch of vectors from one frame into another, without allocating.
 *
 * @param rotation - Row-major 3 × 3.
 * @param vectors - Shape [n, 3] in any unit; states of [n, 6] are read as 2n vectors.
 * @param outVectors - Shape [n, 3], may be `vectors` itself. A NaN stays a NaN.
 * @throws RangeError where the lengths differ or are no multiple of 3.
 */
export function rotateVectors(rotation: RotationMatrix, vectors: Float64Array, outVectors: Float64Array): void {
  requireVectorPairs(vectors, outVectors)
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = rotation
  for (let i = 0; i < vectors.length; i += 3) {
    const x = vectors[i]
    const y = vectors[i + 1]
    const z = vectors[i + 2]
    outVectors[i] = xx * x + xy * y + xz * z
    outVectors[i + 1] = yx * x + yy * y + yz * z
    outVectors[i + 2] = zx * x + zy * y + zz * z
  }
}

/** Checks the sizes of a batch at the door. @throws RangeError where the lengths differ or are no multiple of 3. */
export function requireVectorPairs(vectors: Float64Array, others: Float64Array): void {
  if (vectors.length !== others.length || vectors.length % 3 !== 0) {
    throw new RangeError(
      `Two arrays of the same shape [n, 3] are needed; their lengths are ${vectors.length} and ${others.length}`,
    )
  }
}
