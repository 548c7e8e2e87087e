import { crc32, deflateSync } from 'node:zlib'

/** A picture as a browser's canvas gives it: four bytes a point, row after row from the top. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgba: Uint8Array }

const mostColours = 256
/** Taken by how many points have them; the others by how far they are from those, so that a small mark keeps its colour. */
const frequentColours = 128
/** Colours that share their upper bits are told apart by nobody. */
const keptBits = 0b1111_1000
/** A colour that fewer points have is the edge of a letter. */
const leastPoints = 6

const packed = (red: number, green: number, blue: number) => (red << 16) | (green << 8) | blue

function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16)
  const green = ((one >> 8) & 255) - ((other >> 8) & 255)
  const blue = (one & 255) - (other & 255)
  return 2 * red * red + 4 * green * green + 3 * blue * blue
}

/** Colours of a picture, most frequent first; of those that look the same the most frequent one. */
function coloursOf({ rgba }: Pixels): readonly { readonly colour: number; readonly count: number }[] {
  const bins = new Map<number, Map<number, number>>()
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(at, at + 3)
    const key = packed(red & keptBits, green & keptBits, blue & keptBits)
    const bin = bins.get(key) ?? new Map<number, number>()
    const colour = packed(red, green, blue)
    bin.set(colour, (bin.get(colour) ?? 0) + 1)
    bins.set(key, bin)
  }
  return [...bins.values()]
    .map((bin) => {
      const [colour] = [...bin].reduce((most, one) => (one[1] > most[1] ? one : most))
      return { colour, count: [...bin.values()].reduce((sum, one) => sum + one, 0) }
    })
    .sort((one, other) => other.count - one.count)
}

function paletteOf(picture: Pixels): readonly number[] {
  const colours = coloursOf(picture)
  const palette = colours.slice(0, frequentColours).map(({ colour }) => colour)
  const left = colours
    .slice(frequentColours)
    .filter(({ count }) => count >= leastPoints)
    .map(({ colour }) => ({ colour, far: Math.min(...palette.map((entry) => distance(entry, colour))) }))
  while (palette.length < mostColours && left.length > 0) {
    const [farthest] = left.sort((one, other) => other.far - one.far)
    if (farthest === undefined) break
    left.shift()
    palette.push(farthest.colour)
    for (const one of left) one.far = Math.min(one.far, distance(one.colour, farthest.colour))
  }
  return palette
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [index, entry] of palette.entries()) {
    const apart = distance(entry, colour)
    if (apart >= least) continue
    least = apart
    best = index
  }
  return best
}

function chunk(type: string, body: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const framed = Buffer.alloc(typed.length + 8)
  framed.writeUInt32BE(body.length, 0)
  typed.copy(framed, 4)
  framed.writeUInt32BE(crc32(typed), typed.length + 4)
  return framed
}

/** Writes a picture with at most 256 colours, which is a third of its size. Source: PNG (W3C, third edition), §11. */
export function indexedPng(picture: Pixels): Buffer {
  const { width, height, rgba } = picture
  const palette = paletteOf(picture)
  const indexOf = new Map<number, number>()
  const rows = Buffer.alloc(height * (width + 1))
  for (let point = 0; point < width * height; point += 1) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(point * 4, point * 4 + 3)
    const colour = packed(red, green, blue)
    const index = indexOf.get(colour) ?? nearest(palette, colour)
    indexOf.set(colour, index)
    rows[point + Math.floor(point / width) + 1] = index
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
