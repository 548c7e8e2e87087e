import { isoOfUnixMs } from '../../unix-time.ts'
import type { DetectionEngine, LiveScan } from './detection-engine.ts'
import { mostLineBytes } from './followed-file.ts'
import type { InputTally } from './input-tally.ts'
import type { Intake } from './intake.ts'
import type { StoredInput } from './stored-input.ts'
import type { ArrivedLines, LostDatagrams } from './syslog-listener.ts'

/** Lines that come to a listener, on their way into the store. */
export type Arrivals = {
  /** Takes lines in; what waits for it is read no further. Connections take turns, so that lines have one order. */
  readonly take: (arrived: ArrivedLines) => Promise<void>
  /** Tells of datagrams that were lost, on the page and in the log: at most once a minute, however long a flood lasts. */
  readonly tellLosses: () => Promise<void>
}

/** What arrivals need of their input. */
export type ArrivalsDependencies = {
  readonly engine: DetectionEngine
  readonly intake: Intake
  readonly tally: InputTally
  /** Told why lines cannot be taken in now; undefined when they can again. */
  readonly onRefused: (error: unknown) => void
  readonly nowMs: () => number
}

const toldEveryMs = 60_000
const lineFeed = 10
const nothing: LiveScan = { lines: 0, empty: 0, read: 0, hits: [], problems: [], remembered: [] }

/** Takes in what comes to a listener. */
export function createArrivals(
  { id, name, format }: StoredInput,
  { engine, intake, tally, onRefused, nowMs }: ArrivalsDependencies,
): Arrivals {
  let lines = 0
  let turn: Promise<void> = Promise.resolve()
  let lost: LostDatagrams | undefined
  let toldMs = Number.NEGATIVE_INFINITY

  const takeNow = async ({ bytes, tooLong, lost: before }: ArrivedLines): Promise<void> => {
    if (before !== undefined) lost = joined(lost, before)
    if (tooLong > 0) tally.lose(tooLong, `${tooLong} messages longer than ${mostLineBytes} bytes`)
    const scan = await intake.take({
      scan: () => engine.scan(format, { bytes, log: name, header: undefined, firstLine: lines + 1 }),
      change: () => ({}),
      onRefused,
    })
    lines += scan.lines
    tally.count(name, scan)
    onRefused(undefined)
  }
  return {
    take: (arrived) => {
      turn = turn
        .then(() => takeNow(arrived))
        .catch((error: unknown) => {
          // The store is waited for; what else fails, such as the thread that scans, would fail again.
          tally.lose(
            newlinesIn(arrived.bytes),
            `lines were lost: ${error instanceof Error ? error.message : String(error)}`,
          )
          onRefused(error)
        })
      return turn
    },
    tellLosses: async () => {
      const atMs = nowMs()
      if (lost === undefined || atMs - toldMs < toldEveryMs) return
      const { count, fromMs, toMs } = lost
      const [fromUtc, toUtc] = [isoOfUnixMs(fromMs), isoOfUnixMs(toMs)]
      const text = `${name}: ${count} datagrams were lost from ${fromUtc} to ${toUtc}: they came faster than they could be taken in`
      const line = {
        atMs,
        kind: 'cyber/datagrams-lost',
        subject: id,
        by: 'node',
        text,
        body: { name, count, fromUtc, toUtc },
      }
      lost = undefined
      toldMs = atMs
      await intake.take({ scan: async () => nothing, change: () => ({ append: [line] }), onRefused })
      tally.lose(count, text)
    },
  }
}

function joined(one: LostDatagrams | undefined, other: LostDatagrams): LostDatagrams {
  return { count: other.count + (one?.count ?? 0), fromMs: one?.fromMs ?? other.fromMs, toMs: other.toMs }
}

function newlinesIn(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => (byte === lineFeed ? count + 1 : count), 0)
}
