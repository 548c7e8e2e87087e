import { gmst1982Rad, utcToUt1 } from '@yagura/kernels'
import { BufferAttribute, BufferGeometry, Color, Group, Line, LineBasicMaterial, NoColorSpace } from 'three'
import { utcInstant } from '../space/states/utc.ts'
import { EARTH_RADIUS_KM } from './orbit-camera.ts'
import type { GlobePalette } from './palette.ts'

/** Radius of the geostationary orbit, km. */
const BELT_KM = 42_164.2
const BELT_POINTS = 181

/** An orbit to be drawn. */
export type OrbitToDraw = {
  /** Shape [n, 3], km. */
  readonly positionsTemeKm: Float32Array
  readonly isSelected: boolean
}

/** Lines of the scene: the geostationary belt and orbits. */
export type GlobeLines = {
  readonly group: Group
  readonly setOrbits: (orbits: readonly OrbitToDraw[]) => void
  /** Turns the orbits, which are inertial, to where the Earth-fixed frame sees them at an instant. */
  readonly setInstant: (shownMs: number) => void
  readonly setPalette: (palette: GlobePalette) => void
  readonly dispose: () => void
}

function lineOf(positionsKm: Float32Array, colour: string, opacity: number): Line<BufferGeometry, LineBasicMaterial> {
  const geometry = new BufferGeometry().setAttribute('position', new BufferAttribute(positionsKm, 3))
  const color = new Color().setStyle(colour, NoColorSpace)
  const line = new Line(geometry, new LineBasicMaterial({ color, opacity, transparent: true, depthWrite: false }))
  line.frustumCulled = false
  line.scale.setScalar(1 / EARTH_RADIUS_KM)
  return line
}

function beltKm(): Float32Array {
  const points = new Float32Array(BELT_POINTS * 3)
  for (let i = 0; i < BELT_POINTS; i++) {
    const angleRad = (i / (BELT_POINTS - 1)) * 2 * Math.PI
    points[i * 3] = BELT_KM * Math.cos(angleRad)
    points[i * 3 + 1] = BELT_KM * Math.sin(angleRad)
  }
  return points
}

/** Makes the lines of a scene. */
export function createLines(firstPalette: GlobePalette): GlobeLines {
  let palette = firstPalette
  let orbits: readonly OrbitToDraw[] = []
  const group = new Group()
  const turning = new Group()
  const belt = lineOf(beltKm(), palette.belt, 0.7)
  group.add(belt, turning)

  function clear(): void {
    for (const line of [...turning.children]) {
      turning.remove(line)
      if (line instanceof Line) {
        line.geometry.dispose()
        line.material.dispose()
      }
    }
  }

  function draw(): void {
    clear()
    for (const { positionsTemeKm, isSelected } of orbits) {
      if (positionsTemeKm.length < 6) continue
      turning.add(lineOf(positionsTemeKm, isSelected ? palette.orbit : palette.otherOrbit, isSelected ? 0.9 : 0.6))
    }
  }

  return {
    group,
    setOrbits: (next) => {
      orbits = next
      draw()
    },
    setInstant: (shownMs) => {
      turning.rotation.z = -gmst1982Rad(utcToUt1(utcInstant(shownMs), 0))
    },
    setPalette: (next) => {
      palette = next
      belt.material.color.setStyle(palette.belt, NoColorSpace)
      draw()
    },
    dispose: () => {
      clear()
      belt.geometry.dispose()
      belt.material.dispose()
    },
  }
}
