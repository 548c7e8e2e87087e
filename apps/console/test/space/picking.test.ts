import { describe, expect, test } from 'vitest'
import { cameraAfterKey, heldCamera, zoomedCamera } from '../../src/globe/orbit-camera.ts'
import { pick } from '../../src/globe/picking.ts'
import { createProjector } from '../../src/globe/projection.ts'
import type { Bracket } from '../../src/space/states/bracket.ts'

const camera = { longitudeRad: 0, latitudeRad: 0, distanceEarthRadii: 5 }
const size = { widthPx: 800, heightPx: 600 }
const radiusKm = 6378.137

/** Objects that stand still at positions of the ITRF, km. */
function standing(positionsKm: readonly (readonly [number, number, number])[]): Bracket {
  const rows = positionsKm.flatMap((position) => [...position, 0, 0, 0, ...position, 0, 0, 0])
  return { fromMs: 0, spacingS: 60, statesItrfKm: Float32Array.from(rows) }
}

const project = (position: readonly number[]) => {
  const point = { xPx: 0, yPx: 0, depth: 0, isBehindEarth: false }
  createProjector(camera, size)(Float64Array.from(position), point)
  return point
}

describe('projection', () => {
  test('puts the centre of the Earth into the middle, east to the right, north up', () => {
    expect(project([0, 0, 0])).toMatchObject({ xPx: 400, yPx: 300, depth: 5 })
    expect(project([0, radiusKm, 0]).xPx).toBeGreaterThan(400)
    expect(project([0, 0, radiusKm]).yPx).toBeLessThan(300)
  })

  test('an Earth radius at the centre is the height over two tangents of half the field of view, at its distance', () => {
    const focalPx = 300 / Math.tan(Math.PI / 12)
    expect(project([0, radiusKm, 0]).xPx - 400).toBeCloseTo(focalPx / 5, 6)
  })

  test('what stands behind the Earth is hidden, what stands before or beside it is not', () => {
    expect(project([-2 * radiusKm, 0, 0]).isBehindEarth).toBe(true)
    expect(project([2 * radiusKm, 0, 0]).isBehindEarth).toBe(false)
    expect(project([-2 * radiusKm, 3 * radiusKm, 0]).isBehindEarth).toBe(false)
  })

  test('a covered right side moves everything to the left', () => {
    const point = { xPx: 0, yPx: 0, depth: 0, isBehindEarth: false }
    createProjector(camera, { ...size, shiftPx: 170 })(Float64Array.of(0, 0, 0), point)
    expect(point.xPx).toBe(230)
  })
})

describe('picking', () => {
  const near = [2 * radiusKm, 0, 0] as const
  const beside = [2 * radiusKm, 60, 0] as const
  const behind = [-2 * radiusKm, 0, 0] as const
  const far = [2 * radiusKm, 3000, 0] as const
  const at = { xPx: 400, yPx: 300 }
  const projector = createProjector(camera, size)

  test('gives those within 12 px, nearest first, and none behind the Earth', () => {
    const found = pick(standing([beside, near, behind, far]), 30_000, projector, () => true, at)
    expect(found.map(({ index }) => index)).toEqual([1, 0])
    expect(found[0]?.distancePx).toBeCloseTo(0, 3)
  })

  test('gives none that is filtered away or without a state', () => {
    expect(pick(standing([near, [0, 0, 0]]), 0, projector, (index) => index !== 0, at)).toEqual([])
  })
})

describe('the camera', () => {
  test('never goes into the Earth, over a pole or out of sight', () => {
    expect(zoomedCamera(camera, 1e-9).distanceEarthRadii).toBeGreaterThan(1.2)
    expect(zoomedCamera(camera, 1e9).distanceEarthRadii).toBeLessThan(50)
    expect(heldCamera({ ...camera, latitudeRad: 9 }).latitudeRad).toBeLessThan(Math.PI / 2)
    expect(heldCamera({ ...camera, longitudeRad: 4 * Math.PI + 1 }).longitudeRad).toBeCloseTo(1, 9)
  })

  test('turns by arrows, zooms by plus and minus, and leaves other keys to the console', () => {
    expect(cameraAfterKey(camera, 'ArrowRight')?.longitudeRad).toBeGreaterThan(0)
    expect(cameraAfterKey(camera, 'ArrowUp')?.latitudeRad).toBeGreaterThan(0)
    expect(cameraAfterKey(camera, '+')?.distanceEarthRadii).toBeLessThan(5)
    expect(cameraAfterKey(camera, '-')?.distanceEarthRadii).toBeGreaterThan(5)
    expect(cameraAfterKey(camera, 'a')).toBeUndefined()
  })
})
