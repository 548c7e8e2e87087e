import {
  append,
  type Checkpoint,
  type CompactRange,
  emptyRange,
  type Faulty,
  faulty,
  largestNoteBytes,
  leafHash,
  openCheckpoint,
  rootOf,
  sameHash,
  tileWidth,
  type VerifierKey,
} from '@yagura/record'
import { verifyEd25519 } from '../crypto/verify-ed25519.ts'
import { createLevelCheck } from './level-check.ts'
import type { LogSource } from './log-source.ts'
import { readEntries } from './read-entries.ts'

/** What a verification of a log found. */
export type LogAudit = {
  /** The newest checkpoint, where one is signed. */
  readonly head: Checkpoint | undefined
  /** Entries that were read and hashed. */
  readonly entries: number
  /** What is wrong, at most the first twenty; none where the log is what its checkpoints say. */
  readonly problems: readonly string[]
}

/** What a verification is given besides the log. */
export type AuditOptions = {
  readonly key: VerifierKey
  /** A checkpoint that was kept from before, as it was received, and what messages call it. */
  readonly earlier: { readonly name: string; readonly bytes: Uint8Array } | undefined
  readonly onProgress: (entries: number, size: number) => void
  readonly signal: AbortSignal
}

type NamedCheckpoint = { readonly name: string; readonly checkpoint: Checkpoint }

const mostProblems = 20

/**
 * Verifies a log whole: the signature of every checkpoint, the entries against their leaf hashes, every tile, and that the tree
 * had the root of each checkpoint when it had its size. It holds no more than a bundle of entries and a tile a level.
 *
 * @throws what the source throws where it fails otherwise than by a file that is not there.
 */
export async function verifyLog(source: LogSource, options: AuditOptions): Promise<LogAudit> {
  const problems: string[] = []
  const report = (problem: string): void => {
    if (problems.length < mostProblems) problems.push(problem)
  }
  const opened = await openCheckpoints(source, options, report)
  const newest = opened.reduce<NamedCheckpoint | undefined>(
    (largest, each) => (largest === undefined || each.checkpoint.size > largest.checkpoint.size ? each : largest),
    undefined,
  )
  if (newest === undefined) return { head: undefined, entries: 0, problems }
  const known = [...opened, ...openEarlier(options, newest, report)]
  for (const { name, checkpoint } of known) {
    if (checkpoint.origin !== newest.checkpoint.origin) report(`${name} is of another log`)
  }
  const entries = await walk(source, newest.checkpoint, known, { ...options, report })
  return { head: newest.checkpoint, entries, problems }
}

type Report = (problem: string) => void

async function openCheckpoints(
  source: LogSource,
  { key }: AuditOptions,
  report: Report,
): Promise<readonly NamedCheckpoint[]> {
  const opened: NamedCheckpoint[] = []
  for (const name of ['checkpoint', ...(await source.keptCheckpoints())]) {
    const bytes = await source.read(name, largestNoteBytes)
    const answer: { readonly ok: true; readonly checkpoint: Checkpoint } | Faulty =
      bytes === undefined
        ? faulty('record/checkpoint-missing', 'it is missing')
        : openCheckpoint(bytes, [key], verifyEd25519)
    if (answer.ok) opened.push({ name, checkpoint: answer.checkpoint })
    else report(`${name}: ${answer.fault.reason}`)
  }
  return opened
}

function openEarlier(
  { earlier, key }: AuditOptions,
  newest: NamedCheckpoint,
  report: Report,
): readonly NamedCheckpoint[] {
  if (earlier === undefined) return []
  const answer = openCheckpoint(earlier.bytes, [key], verifyEd25519)
  if (!answer.ok) {
    report(`${earlier.name}: ${answer.fault.reason}`)
    return []
  }
  const { checkpoint } = answer
  if (checkpoint.size > newest.checkpoint.size) {
    report(`the log went back from ${checkpoint.size} entries (${earlier.name}) to ${newest.checkpoint.size}`)
  }
  return [{ name: earlier.name, checkpoint }]
}

/** @returns How many entries were read. */
async function walk(
  source: LogSource,
  { size }: Checkpoint,
  known: readonly NamedCheckpoint[],
  { onProgress, signal, report }: AuditOptions & { readonly report: Report },
): Promise<number> {
  const levels = createLevelCheck(source, report)
  const stops = [...new Set([0, ...known.map(({ checkpoint }) => checkpoint.size), size])].filter((at) => at <= size)
  let range: CompactRange = emptyRange
  for (const stop of stops.sort((one, other) => one - other)) {
    while (range.size < stop) {
      signal.throwIfAborted()
      const index = Math.floor(range.size / tileWidth)
      const whole = await readEntries(source, index, Math.min(tileWidth, size - index * tileWidth), report)
      if (whole === undefined) return range.size
      const hashes = whole.slice(range.size % tileWidth, stop - index * tileWidth).map(leafHash)
      range = extend(range, hashes)
      await levels.add(hashes)
      onProgress(range.size, size)
    }
    for (const { name, checkpoint } of known) {
      if (checkpoint.size === stop && !sameHash(rootOf(range), checkpoint.root)) {
        report(`${name}: the entries do not have its root at ${stop} entries`)
      }
    }
    await levels.checkPartial(stop === size)
  }
  return range.size
}

function extend(range: CompactRange, hashes: readonly Uint8Array[]): CompactRange {
  return hashes.reduce((grown, hash) => {
    const answer = append(grown, hash)
    return answer.ok ? answer.range : grown
  }, range)
}
