import type { RotationMatrix } from '../frames/rotation.ts'

/**
 * Rotation from an inertial frame into an object's own radial, transverse, normal directions (RTN, also RIC or RSW):
 * R along the position, N along the angular momentum, T completing the triad (along the velocity on a circular orbit).
 *
 * @param positionKm - [x, y, z], km.
 * @param velocityKmPerS - [x, y, z], inertial and in the same frame, km/s.
 * @returns Rows R, T, N, row-major 3 × 3; NaN where position and velocity are parallel. Apply with `rotateVectors`; the
 *   transpose turns back. The directions do not turn: a relative velocity still holds ω × r.
 * Source: Vallado 2013, §3.3.3; CCSDS 508.0-B-1, Annex H.
 */
export function rtnRotation(positionKm: Float64Array, velocityKmPerS: Float64Array): RotationMatrix {
  const [x, y, z] = positionKm
  const [vx, vy, vz] = velocityKmPerS
  const rangeKm = Math.sqrt(x * x + y * y + z * z)
  const hx = y * vz - z * vy
  const hy = z * vx - x * vz
  const hz = x * vy - y * vx
  const momentum = Math.sqrt(hx * hx + hy * hy + hz * hz)
  const rx = x / rangeKm
  const ry = y / rangeKm
  const rz = z / rangeKm
  const nx = hx / momentum
  const ny = hy / momentum
  const nz = hz / momentum
  return Float64Array.of(rx, ry, rz, ny * rz - nz * ry, nz * rx - nx * rz, nx * ry - ny * rx, nx, ny, nz)
}
