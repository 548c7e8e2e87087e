import fc from 'fast-check'
import { expect, test } from 'vitest'
import { multiplyRotations, rotateVectors, transposeRotation } from '../../src/frames/rotation.ts'
import { rtnRotation } from '../../src/geo/rtn.ts'

test('on a circular orbit R is along the position, T along the velocity and N along the momentum', () => {
  const position = Float64Array.of(0, 7000, 0)
  const velocity = Float64Array.of(0, 0, 7.5)
  const rotation = rtnRotation(position, velocity)
  const turned = new Float64Array(9)
  rotateVectors(rotation, Float64Array.of(...position, ...velocity, 1, 0, 0), turned)
  expect(Array.from(turned)).toEqual([7000, 0, 0, 0, 7.5, 0, 0, 0, 1])
})

test('the directions are orthonormal for any position and velocity that are not parallel', () => {
  const component = fc.double({ min: -1e4, max: 1e4, noNaN: true })
  const vector = fc.tuple(component, component, component).map((v) => Float64Array.from(v))
  fc.assert(
    fc.property(vector, vector, (position, velocity) => {
      const [x = 0, y = 0, z = 0] = position
      const [vx = 0, vy = 0, vz = 0] = velocity
      const momentum = Math.hypot(y * vz - z * vy, z * vx - x * vz, x * vy - y * vx)
      fc.pre(Math.hypot(x, y, z) > 1 && Math.hypot(vx, vy, vz) > 1e-3)
      fc.pre(momentum > 1e-3 * Math.hypot(x, y, z) * Math.hypot(vx, vy, vz))
      const rotation = rtnRotation(position, velocity)
      const unit = multiplyRotations(rotation, transposeRotation(rotation))
      for (let i = 0; i < 9; i++) expect(unit[i]).toBeCloseTo(i % 4 === 0 ? 1 : 0, 12)
    }),
  )
})
