import { feature } from 'topojson-client'
import landFile from 'world-atlas/land-110m.json' with { type: 'json' }
import type { GlobePalette } from './palette.ts'

const WIDTH_PX = 2048
const HEIGHT_PX = 1024
const GRATICULE_DEG = 15
/** A coast that runs along the edge of the map is a cut of the map, not a coast. */
const EDGE_LONGITUDE_DEG = 179.99
const EDGE_LATITUDE_DEG = -89.9

type Ring = readonly (readonly number[])[]

const xPx = (longitudeDeg: number) => ((longitudeDeg + 180) / 360) * WIDTH_PX
const yPx = (latitudeDeg: number) => ((90 - latitudeDeg) / 180) * HEIGHT_PX

/** Rings of the land of Natural Earth at 1:110 million. */
function landRings(): readonly Ring[] {
  // The package ships plain JSON; its shape is the TopoJSON format's.
  const topology = landFile as unknown as Parameters<typeof feature>[0]
  const land = topology.objects['land']
  if (land === undefined) return []
  const found = feature(topology, land)
  const features = found.type === 'FeatureCollection' ? found.features : [found]
  return features.flatMap(({ geometry }) => {
    if (geometry.type === 'Polygon') return geometry.coordinates
    return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
  })
}

function isCut(
  [fromLongitude = 0, fromLatitude = 0]: readonly number[],
  [toLongitude = 0, toLatitude = 0]: readonly number[],
) {
  const isMeridian = Math.abs(fromLongitude) > EDGE_LONGITUDE_DEG && Math.abs(toLongitude) > EDGE_LONGITUDE_DEG
  return isMeridian || (fromLatitude < EDGE_LATITUDE_DEG && toLatitude < EDGE_LATITUDE_DEG)
}

function drawGraticule(context: CanvasRenderingContext2D, colour: string): void {
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.beginPath()
  for (let longitude = -180; longitude < 180; longitude += GRATICULE_DEG) {
    context.moveTo(xPx(longitude), yPx(75))
    context.lineTo(xPx(longitude), yPx(-75))
  }
  for (let latitude = -75; latitude <= 75; latitude += GRATICULE_DEG) {
    context.moveTo(0, yPx(latitude))
    context.lineTo(WIDTH_PX, yPx(latitude))
  }
  context.stroke()
}

function drawLand(context: CanvasRenderingContext2D, rings: readonly Ring[], palette: GlobePalette): void {
  context.beginPath()
  for (const ring of rings) {
    for (const [index, [longitude = 0, latitude = 0]] of ring.entries()) {
      if (index === 0) context.moveTo(xPx(longitude), yPx(latitude))
      else context.lineTo(xPx(longitude), yPx(latitude))
    }
    context.closePath()
  }
  context.fillStyle = palette.land
  context.fill('evenodd')
  context.beginPath()
  for (const ring of rings) {
    for (const [index, to] of ring.entries()) {
      const from = ring[index - 1]
      if (from === undefined || isCut(from, to)) context.moveTo(xPx(to[0] ?? 0), yPx(to[1] ?? 0))
      else context.lineTo(xPx(to[0] ?? 0), yPx(to[1] ?? 0))
    }
  }
  context.strokeStyle = palette.coast
  context.lineWidth = 1.6
  context.stroke()
}

/** The map of the Earth that the globe wears: equirectangular, west edge at 180°, north up. */
export function drawEarth(palette: GlobePalette): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH_PX
  canvas.height = HEIGHT_PX
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) return canvas
  context.fillStyle = palette.sea
  context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX)
  drawGraticule(context, palette.graticule)
  drawLand(context, landRings(), palette)
  return canvas
}
