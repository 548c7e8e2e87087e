/** How a file of JSON is laid out: an object a line, or objects over many lines and lists of them. */
type Layout = 'undecided' | 'lines' | 'documents'

const lineFeed = 10
const quote = 0x22
const comma = 0x2c
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
const space = 0x20
const blanks = new Set([9, lineFeed, 13, space, 0xef, 0xbb, 0xbf])
const mostHeadBytes = 1 << 20

/**
 * Brings JSON to one object a line: objects that are written over many lines, one after another, and lists of objects. A file whose first
 * line is a whole object is handed on as it is. What comes out is as long as what went in, and each object stands on its first line: the
 * ends of its other lines come after it. An object that is never closed takes the rest of the file with it, without an end of a line: more
 * of it may come.
 *
 * @param pieces - A log from its beginning.
 */
export async function* documentLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let layout: Layout = 'undecided'
  let head = new Uint8Array(0)
  const toLines = createDocumentJoiner()
  for await (const piece of pieces) {
    if (layout === 'undecided') {
      head = Buffer.concat([head, piece])
      layout = layoutOf(head)
      if (layout === 'undecided') continue
      yield layout === 'lines' ? head : toLines.join(head)
    } else {
      yield layout === 'lines' ? piece : toLines.join(piece)
    }
  }
  if (layout === 'undecided') yield toLines.join(head)
}

/** An object alone opens its first line in what is printed for people; a list opens with its bracket. */
function layoutOf(head: Uint8Array): Layout {
  const start = head.findIndex((byte) => !blanks.has(byte))
  if (start < 0) return head.length > mostHeadBytes ? 'lines' : 'undecided'
  if (head[start] === openBracket) return 'documents'
  if (head[start] !== openBrace) return 'lines'
  for (let at = start + 1; at < head.length; at++) {
    const byte = head[at] ?? 0
    if (byte === lineFeed) return 'documents'
    if (!blanks.has(byte)) return 'lines'
  }
  return head.length > mostHeadBytes ? 'lines' : 'undecided'
}

/** Brings pieces of documents to lines, one after another. */
type DocumentJoiner = { readonly join: (piece: Uint8Array) => Uint8Array }

function createDocumentJoiner(): DocumentJoiner {
  let depth = 0
  let isInText = false
  let isEscaped = false
  let heldLineEnds = 0
  let isAtLineStart = true
  // Line ends that stand for commas: as many of the file's own are left out, so that its lines keep their numbers.
  let lineEndsAhead = 0

  /** What a byte within an object becomes; -1 where it is held back. */
  const within = (byte: number): number => {
    if (byte === lineFeed) {
      heldLineEnds += 1
      return -1
    }
    if (isEscaped) isEscaped = false
    else if (isInText) {
      if (byte === backslash) isEscaped = true
      else if (byte === quote) isInText = false
    } else if (byte === quote) isInText = true
    else if (byte === openBrace) depth += 1
    else if (byte === closeBrace) depth -= 1
    return byte
  }
  /** What a byte between objects becomes: signs of the list around them are blanks, or end a line that holds an object. */
  const between = (byte: number): number => {
    if (byte === openBrace) depth = 1
    if (byte === comma && !isAtLineStart) {
      lineEndsAhead += 1
      return lineFeed
    }
    if (byte === lineFeed && isAtLineStart && lineEndsAhead > 0) {
      lineEndsAhead -= 1
      return space
    }
    return byte === comma || byte === openBracket || byte === closeBracket ? space : byte
  }
  return {
    join(piece) {
      const lines = new Uint8Array(piece.length + heldLineEnds)
      let length = 0
      for (const read of piece) {
        const wasWithin = depth > 0
        const byte = wasWithin ? within(read) : between(read)
        if (byte >= 0) lines[length++] = byte
        if (!wasWithin) isAtLineStart = byte === lineFeed || (isAtLineStart && blanks.has(byte))
        else if (depth === 0) {
          isAtLineStart = heldLineEnds > 0
          lines.fill(lineFeed, length, length + heldLineEnds)
          length += heldLineEnds
          heldLineEnds = 0
        }
      }
      return lines.subarray(0, length)
    },
  }
}
