import { CanvasTexture, LinearFilter, Mesh, NoColorSpace, ShaderMaterial, SphereGeometry, Vector3 } from 'three'
import { drawEarth } from './earth-texture.ts'
import type { GlobePalette } from './palette.ts'

/** Polar over equatorial radius of WGS 84. */
const POLAR_SHARE = 1 - 1 / 298.257223563

const vertexShader = `
varying vec2 place;
varying vec3 up;
void main() {
  place = uv;
  up = normalize(position);
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`

// Night ends and begins over 12° of the Sun's height: civil twilight on both sides of the horizon.
const fragmentShader = `
uniform sampler2D map;
uniform vec3 sun;
uniform float nightShare;
varying vec2 place;
varying vec3 up;
void main() {
  float day = smoothstep(-0.104, 0.104, dot(normalize(up), sun));
  gl_FragColor = vec4(texture2D(map, place).rgb * mix(nightShare, 1.0, day), 1.0);
}`

/** The Earth of the scene. */
export type EarthMesh = {
  readonly mesh: Mesh
  readonly setPalette: (palette: GlobePalette) => void
  readonly setSun: (directionItrf: readonly [number, number, number]) => void
  readonly dispose: () => void
}

/** The Earth with its map, lit by the Sun; axes as the ITRF: x to longitude 0, z to the north pole. */
export function createEarthMesh(palette: GlobePalette): EarthMesh {
  const geometry = new SphereGeometry(1, 96, 64)
  // A sphere of three.js has its pole on y and the middle of its map at x.
  geometry.rotateX(Math.PI / 2)
  geometry.scale(1, 1, POLAR_SHARE)
  const sun = new Vector3(1, 0, 0)
  const uniforms = {
    map: { value: textureOf(palette) },
    sun: { value: sun },
    nightShare: { value: palette.nightShare },
  }
  const material = new ShaderMaterial({ uniforms, vertexShader, fragmentShader })
  return {
    mesh: new Mesh(geometry, material),
    setPalette: (next) => {
      uniforms.map.value.dispose()
      uniforms.map.value = textureOf(next)
      uniforms.nightShare.value = next.nightShare
    },
    setSun: ([x, y, z]) => sun.set(x, y, z),
    dispose: () => {
      uniforms.map.value.dispose()
      material.dispose()
      geometry.dispose()
    },
  }
}

function textureOf(palette: GlobePalette): CanvasTexture {
  const texture = new CanvasTexture(drawEarth(palette))
  texture.colorSpace = NoColorSpace
  texture.minFilter = LinearFilter
  texture.generateMipmaps = false
  return texture
}
