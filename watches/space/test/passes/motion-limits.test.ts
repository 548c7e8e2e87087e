import { addSeconds, temeToItrf, temeToItrfRotation } from '@yagura/kernels'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitsHoldForS, motionLimits } from '../../src/passes/motion-limits.ts'
import { keplerProvider } from './kepler-provider.ts'

const startUtc = { mjd: 60_496, secondOfDay: 0 }

test('no object moves or accelerates more, relative to the Earth, than its limits say while they hold', () => {
  const orbits = fc.record({
    perigeeKm: fc.double({ min: 6400, max: 45_000, noNaN: true }),
    eccentricity: fc.double({ min: 0, max: 0.9, noNaN: true }),
    inclinationRad: fc.double({ min: 0, max: Math.PI, noNaN: true }),
    nodeRad: fc.constant(1),
    perigeeArgumentRad: fc.double({ min: 0, max: 6.28, noNaN: true }),
    meanAnomalyRad: fc.double({ min: 0, max: 6.28, noNaN: true }),
    epochUtc: fc.constant(startUtc),
  })
  const momentS = 0.5
  fc.assert(
    fc.property(orbits, fc.double({ min: -limitsHoldForS, max: limitsHoldForS, noNaN: true }), (orbit, afterS) => {
      const stateAt = keplerProvider(orbit)
      const itrfVelocity = (timeS: number) => {
        const utc = addSeconds(startUtc, timeS)
        const { positionTemeKm, velocityTemeKmPerS } = stateAt(utc)
        const velocity = new Float64Array(3)
        temeToItrf(temeToItrfRotation(utc), positionTemeKm, velocityTemeKmPerS, new Float64Array(3), velocity)
        return velocity
      }
      const limits = motionLimits(stateAt(startUtc))
      const before = itrfVelocity(afterS - momentS)
      const change = itrfVelocity(afterS + momentS).map((component, i) => component - (before[i] ?? 0))
      expect(Math.hypot(...before)).toBeLessThan(limits.speedKmPerS)
      expect(Math.hypot(...change) / (2 * momentS)).toBeLessThan(limits.accelerationKmPerS2)
    }),
    { numRuns: 2000 },
  )
})

test('the limits of a circular low orbit are within a fifth of its true motion', () => {
  const positionTemeKm = Float64Array.of(7000, 0, 0)
  const velocityTemeKmPerS = Float64Array.of(0, 0, Math.sqrt(398_600.8 / 7000))
  const { speedKmPerS, accelerationKmPerS2 } = motionLimits({ positionTemeKm, velocityTemeKmPerS })
  expect(speedKmPerS / Math.hypot(7.546, 0.51)).toBeLessThan(1.2)
  expect(accelerationKmPerS2 / (398_600.8 / 7000 ** 2)).toBeLessThan(1.25)
})
