const lineFeed = 10
const space = 32
const nothing = new Uint8Array(0)

/** Messages of a syslog connection as lines, each with a newline, and how many were left out for their length. */
export type SyslogLines = { readonly bytes: Uint8Array; readonly tooLong: number }

/** What of a message that is too long is still to be passed over. */
type Passing = { readonly kind: 'bytes'; readonly left: number } | { readonly kind: 'line' } | undefined

type Step = {
  readonly rest: Uint8Array
  readonly passing: Passing
  readonly line?: Uint8Array
  readonly isTooLong?: boolean
}

/**
 * Makes a reader of a syslog connection: messages end in a newline, or begin with their length. Source: RFC 6587 §3.4, RFC 5425 §4.3.
 *
 * @param mostBytes - Of one message; a longer one is left out.
 * @returns Takes bytes as they arrive; a newline within a counted message becomes a blank.
 */
export function createSyslogFrames(mostBytes: number): (piece: Uint8Array) => SyslogLines {
  let carried: Uint8Array = nothing
  let passing: Passing
  return (piece) => {
    const lines: Uint8Array[] = []
    let tooLong = 0
    let rest: Uint8Array = carried.length === 0 ? piece : Buffer.concat([carried, piece])
    for (;;) {
      const step = passing === undefined ? takeMessage(rest, mostBytes) : passOver(rest, passing)
      if (step === undefined) break
      rest = step.rest
      passing = step.passing
      if (step.line !== undefined) lines.push(step.line)
      if (step.isTooLong === true) tooLong += 1
    }
    carried = new Uint8Array(rest)
    return { bytes: Buffer.concat(lines), tooLong }
  }
}

/** @returns Undefined where there is nothing to pass over yet. */
function passOver(bytes: Uint8Array, passing: NonNullable<Passing>): Step | undefined {
  if (bytes.length === 0) return undefined
  if (passing.kind === 'line') {
    const end = bytes.indexOf(lineFeed) + 1
    return end === 0 ? { rest: nothing, passing } : { rest: bytes.subarray(end), passing: undefined }
  }
  const left = passing.left - bytes.length
  if (left >= 0) return { rest: nothing, passing: left === 0 ? undefined : { kind: 'bytes', left } }
  return { rest: bytes.subarray(passing.left), passing: undefined }
}

/** @returns Undefined where no message has come whole yet. */
function takeMessage(bytes: Uint8Array, mostBytes: number): Step | undefined {
  const frame = frameOf(bytes)
  if (frame === undefined) {
    return bytes.length > mostBytes ? { rest: nothing, passing: { kind: 'line' }, isTooLong: true } : undefined
  }
  const { start, end } = frame
  if (end - start > mostBytes) {
    return { rest: bytes, passing: { kind: 'bytes', left: end }, isTooLong: true }
  }
  if (bytes.length < end) return undefined
  return { rest: bytes.subarray(end), passing: undefined, line: asLine(bytes.subarray(start, end)) }
}

type Frame = { readonly start: number; readonly end: number }

/** @returns Undefined where its end cannot be told yet. */
function frameOf(bytes: Uint8Array): Frame | undefined {
  const [, digits] = /^([1-9]\d{0,8}) /.exec(String.fromCharCode(...bytes.subarray(0, 10))) ?? []
  if (digits === undefined) return lineFrame(bytes)
  const start = digits.length + 1
  return { start, end: start + Number(digits) }
}

function lineFrame(bytes: Uint8Array): Frame | undefined {
  const end = bytes.indexOf(lineFeed) + 1
  return end === 0 ? undefined : { start: 0, end }
}

/** One line, whatever newlines stand in the message. */
export function asLine(message: Uint8Array): Uint8Array {
  const end = message.at(-1) === lineFeed ? message.length - 1 : message.length
  const line = new Uint8Array(end + 1)
  line.set(message.subarray(0, end))
  for (let at = line.indexOf(lineFeed); at >= 0; at = line.indexOf(lineFeed, at + 1)) line[at] = space
  line[end] = lineFeed
  return line
}
