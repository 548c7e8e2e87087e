import { createHash } from 'node:crypto'
import type { LogPlace } from './scan-state.ts'

const mostBytes = 1 << 16

/** A log does not go on from where it was left: it is another one, or shorter. Never leaves `scanLog`. */
export class LogReplaced extends Error {}

/** The first bytes of a log as it is read. */
export type LogBeginning = {
  readonly take: (piece: Uint8Array) => void
  /** Bytes that were taken in all. */
  readonly takenBytes: () => number
  /** What it begins with, up to 64 KiB. */
  readonly now: () => LogPlace['beginning']
  readonly isAs: (before: LogPlace['beginning']) => boolean
}

/** Makes the beginning of a log of which nothing was read yet. */
export function createLogBeginning(): LogBeginning {
  let bytes = new Uint8Array(0)
  let takenBytes = 0
  const hashOf = (count: number): string => createHash('sha256').update(bytes.subarray(0, count)).digest('hex')
  return {
    take: (piece) => {
      takenBytes += piece.length
      if (bytes.length < mostBytes) bytes = Buffer.concat([bytes, piece.subarray(0, mostBytes - bytes.length)])
    },
    takenBytes: () => takenBytes,
    now: () => ({ bytes: bytes.length, sha256: hashOf(bytes.length) }),
    isAs: (before) => bytes.length >= before.bytes && hashOf(before.bytes) === before.sha256,
  }
}

/**
 * A log piece by piece; none is given before it is known to be the log that was left.
 *
 * @param place - How far it was read before; undefined for one of which nothing was.
 * @throws LogReplaced where it begins otherwise, or ends before the place where it was left.
 */
export async function* sameLog(
  pieces: AsyncIterable<Uint8Array>,
  place: Pick<LogPlace, 'beginning' | 'offset' | 'openLine'> | undefined,
  beginning: LogBeginning,
): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = []
  let isKnown = place === undefined
  for await (const piece of pieces) {
    beginning.take(piece)
    if (place !== undefined && isUndecided(beginning.takenBytes(), place)) {
      // A copy: whoever reads may use its buffer again.
      held.push(new Uint8Array(piece))
      continue
    }
    if (place !== undefined && !isKnown && !beginning.isAs(place.beginning)) throw new LogReplaced()
    isKnown = true
    yield* held.splice(0)
    yield piece
  }
  if (place === undefined) return
  if (!isKnown && !beginning.isAs(place.beginning)) throw new LogReplaced()
  if (beginning.takenBytes() < place.offset) throw new LogReplaced()
}

/** A last line that had no end is read once more: it is held back until the log is known not to end within it. */
function isUndecided(
  takenBytes: number,
  { beginning, offset, openLine }: Pick<LogPlace, 'beginning' | 'offset' | 'openLine'>,
): boolean {
  return takenBytes < beginning.bytes || (openLine !== undefined && takenBytes > openLine.offset && takenBytes < offset)
}
