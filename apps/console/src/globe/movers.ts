import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DynamicDrawUsage,
  InterleavedBuffer,
  InterleavedBufferAttribute,
  NoColorSpace,
  Points,
  ShaderMaterial,
} from 'three'
import { BRACKET_STRIDE, type Bracket, hermiteWeights } from '../space/states/bracket.ts'
import { EARTH_RADIUS_KM } from './orbit-camera.ts'
import type { GlobePalette } from './palette.ts'

/** Bytes of one mover: kind (0 payload, 1 rocket body, 2 debris, 3 unknown), whether drawn, whether stale, unused. */
export const TRAIT_STRIDE = 4

const vertexShader = `
attribute vec3 startVelocity;
attribute vec3 end;
attribute vec3 endVelocity;
attribute vec4 traits;
uniform vec4 weights;
uniform float scale;
uniform float pixels;
uniform float lowShell;
uniform vec3 kindColours[4];
varying vec4 colour;
varying float shape;
varying float hollow;
void main() {
  int kind = int(traits.x + 0.5);
  vec3 km = weights.x * position + weights.y * startVelocity + weights.z * end + weights.w * endVelocity;
  vec3 place = km * scale;
  float height = length(place);
  float share = height < 1.4 ? lowShell : 1.0;
  shape = traits.x;
  hollow = traits.z;
  vec3 base = kind == 0 ? kindColours[0] : kind == 1 ? kindColours[1] : kind == 2 ? kindColours[2] : kindColours[3];
  colour = vec4(base, share);
  float size = kind == 0 ? 3.4 : kind == 1 ? 4.8 : kind == 2 ? 2.6 : 6.0;
  size = hollow > 0.5 ? max(size, 4.6) : size;
  gl_PointSize = size * pixels * (share < 1.0 ? mix(0.55, 1.0, share) : 1.0);
  bool isDrawn = traits.y > 0.5 && height > 0.5;
  gl_Position = isDrawn ? projectionMatrix * modelViewMatrix * vec4(place, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}`

const fragmentShader = `
varying vec4 colour;
varying float shape;
varying float hollow;
void main() {
  vec2 at = gl_PointCoord * 2.0 - 1.0;
  int kind = int(shape + 0.5);
  float edge;
  if (kind == 0) edge = length(at);
  else if (kind == 1) edge = max(at.y, 2.0 * abs(at.x) - at.y);
  else if (kind == 2) edge = max(abs(at.x), abs(at.y));
  else edge = abs(at.x) + abs(at.y);
  if (edge > 1.0) discard;
  if ((hollow > 0.5 || kind == 3) && edge < 0.5) discard;
  gl_FragColor = colour;
}`

/** All movers of the scene. */
export type Movers = {
  readonly points: Points
  /** Shape [n, 4]: see `TRAIT_STRIDE`. */
  readonly setTraits: (traits: Uint8Array) => void
  readonly setBracket: (bracket: Bracket) => void
  /** @param share - Share of the bracket's spacing. */
  readonly setShare: (share: number, spacingS: number) => void
  readonly setPalette: (palette: GlobePalette) => void
  /** @param pixels - Size of a CSS pixel times what the distance adds. @param lowShell - Opacity of low orbits, so that the belt stays readable from afar. */
  readonly setView: (pixels: number, lowShell: number) => void
  readonly dispose: () => void
}

/** Colours go to the screen as they are written. */
function plain(colour: string): Color {
  return new Color().setStyle(colour, NoColorSpace)
}

/** Points whose shader interpolates between the two states of a bracket. */
export function createMovers(palette: GlobePalette): Movers {
  const geometry = new BufferGeometry()
  const uniforms = {
    weights: { value: [1, 0, 0, 0] },
    scale: { value: 1 / EARTH_RADIUS_KM },
    pixels: { value: 1 },
    lowShell: { value: 1 },
    kindColours: { value: palette.kinds.map(plain) },
  }
  const material = new ShaderMaterial({ uniforms, vertexShader, fragmentShader, transparent: true, depthWrite: false })
  const points = new Points(geometry, material)
  points.frustumCulled = false
  let states: InterleavedBuffer | undefined
  let traits: BufferAttribute | undefined
  const drawCommon = () => geometry.setDrawRange(0, Math.min(traits?.count ?? 0, states?.count ?? 0))
  return {
    points,
    setTraits: (bytes) => {
      if (traits?.array.length === bytes.length) traits.copyArray(bytes)
      else {
        // Frees what the graphics memory holds of the arrays that are replaced.
        geometry.dispose()
        traits = new BufferAttribute(Uint8Array.from(bytes), TRAIT_STRIDE)
        geometry.setAttribute('traits', traits)
        drawCommon()
      }
      traits.needsUpdate = true
    },
    setBracket: ({ statesItrfKm }) => {
      if (states?.array.length === statesItrfKm.length) states.array = statesItrfKm
      else {
        geometry.dispose()
        states = new InterleavedBuffer(statesItrfKm, BRACKET_STRIDE).setUsage(DynamicDrawUsage)
        for (const [at, name] of ['position', 'startVelocity', 'end', 'endVelocity'].entries()) {
          geometry.setAttribute(name, new InterleavedBufferAttribute(states, 3, at * 3))
        }
        drawCommon()
      }
      states.needsUpdate = true
    },
    setShare: (share, spacingS) => {
      const { p0, v0, p1, v1 } = hermiteWeights(share, spacingS)
      uniforms.weights.value = [p0, v0, p1, v1]
    },
    setPalette: ({ kinds }) => {
      uniforms.kindColours.value = kinds.map(plain)
    },
    setView: (pixels, lowShell) => {
      uniforms.pixels.value = pixels
      uniforms.lowShell.value = lowShell
    },
    dispose: () => {
      material.dispose()
      geometry.dispose()
    },
  }
}
