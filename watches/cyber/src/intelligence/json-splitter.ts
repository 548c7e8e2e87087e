import { createJsonScanner, type JsonPath } from './json-scanner.ts'

/** An object or list that stands in a list, as its bytes. */
export type JsonElement = {
  readonly path: JsonPath
  /** JSON of it alone. */
  readonly bytes: Uint8Array
}

/** Takes a large JSON text apart while it arrives, in memory for one element. */
export type JsonSplitter = {
  /** Elements that end in these bytes, in order. The bytes are not kept. */
  readonly push: (bytes: Uint8Array) => readonly JsonElement[]
  /** Whether what is outside of elements is nested too deep: nothing that follows is looked at. */
  readonly isTooDeep: () => boolean
  /** What was outside of elements, as JSON, the lists without them; undefined where the text ends too early, is too large or too deep. */
  readonly end: () => Uint8Array | undefined
}

/** Of an element, and of all that is outside of elements: more is nothing that anybody wrote. */
const mostBytes = 64 << 20

/** @param isSplit - Tells of the path of a list whether its objects are wanted one by one. Lists within them, or far down, are not asked about. */
export function createJsonSplitter(isSplit: (path: JsonPath) => boolean): JsonSplitter {
  const scanner = createJsonScanner(isSplit)
  const frame = createBytes()
  const element = createBytes()
  let isTooLarge = false
  let isTooDeep = false

  function push(bytes: Uint8Array): readonly JsonElement[] {
    const found: JsonElement[] = []
    if (isTooDeep) return found
    let from = 0
    for (let at = 0; at < bytes.length; at += 1) {
      const role = scanner.take(bytes[at] ?? 0)
      if (role === undefined) {
        at = scanner.passText(bytes, at + 1) - 1
        continue
      }
      isTooDeep = role === 'too-deep'
      if (isTooDeep) return found
      if (role === 'end') found.push(endElement(bytes.subarray(from, at + 1)))
      else frame.add(bytes.subarray(from, at))
      from = role === 'begin' ? at : at + 1
    }
    keepRest(bytes.subarray(from))
    return found
  }

  function endElement(bytes: Uint8Array): JsonElement {
    element.add(bytes)
    return { path: scanner.path(), bytes: element.take() }
  }

  function keepRest(bytes: Uint8Array): void {
    const part = scanner.isInElement() ? element : frame
    part.add(bytes)
    isTooLarge ||= part.size() > mostBytes
  }

  return {
    push,
    isTooDeep: () => isTooDeep,
    end: () => (!isTooDeep && scanner.isAtEnd() && !isTooLarge ? frame.take() : undefined),
  }
}

/** Bytes that come in pieces. */
function createBytes() {
  let pieces: Uint8Array[] = []
  let size = 0
  return {
    size: () => size,
    add: (bytes: Uint8Array): void => {
      if (bytes.length === 0) return
      pieces.push(bytes.slice())
      size += bytes.length
    },
    take: (): Uint8Array => {
      const [only] = pieces
      const whole = pieces.length === 1 && only !== undefined ? only : joined(pieces, size)
      pieces = []
      size = 0
      return whole
    },
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
