import {
  createElementSetReader,
  createElementSetWriter,
  type ElementSet,
  type ElementSetFormat,
  type RecordProblem,
} from '../src/index.ts'

/** What a reader delivered of one file. */
export type Reading = { readonly sets: ElementSet[]; readonly problems: RecordProblem[] }

/** Reads one file from bytes or text, in pieces of a given number of bytes, into arrays. */
export function readAll(content: string | Uint8Array, pieceBytes: number = 65_536): Reading {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const reading: Reading = { sets: [], problems: [] }
  const reader = createElementSetReader('test', {
    elementSet: (set) => reading.sets.push(set),
    problem: (problem) => reading.problems.push(problem),
  })
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    // A copy that is wiped afterwards: a reader that kept a view of its caller's buffer would be found out.
    const piece = bytes.slice(at, at + pieceBytes)
    reader.write(piece)
    piece.fill(0)
  }
  reader.end()
  return reading
}

/** Writes element sets into one text, with the records that the format refused. */
export function writeAll(
  format: ElementSetFormat,
  sets: readonly ElementSet[],
): { text: string; problems: RecordProblem[] } {
  let text = ''
  const problems: RecordProblem[] = []
  const writer = createElementSetWriter(format, (part) => {
    text += part
  })
  for (const set of sets) {
    const problem = writer.write(set)
    if (problem !== undefined) problems.push(problem)
  }
  writer.end()
  return { text, problems }
}

/** An element set without where it was read. */
export function valuesOf(set: ElementSet): Omit<ElementSet, 'origin'> {
  const { origin: _origin, ...values } = set
  return values
}

/** The one element set that a text holds. */
export function readOne(content: string): ElementSet {
  const { sets, problems } = readAll(content)
  const [set] = sets
  if (set === undefined || sets.length > 1 || problems.length > 0) throw new Error(JSON.stringify(problems))
  return set
}

/** Puts the right checksum into column 69 of an element line that a test has changed. */
export function withChecksum(line: string): string {
  let sum = 0
  for (const character of line.slice(0, 68)) sum += character === '-' ? 1 : Number(character) || 0
  return `${line.slice(0, 68)}${sum % 10}${line.slice(69)}`
}
