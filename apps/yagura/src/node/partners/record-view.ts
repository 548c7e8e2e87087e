import { isAboutKeys, type KeyHistory, type KindSchemas, keyAt, readRecord, utf8Text } from '@yagura/record'
import type { SharedRecord } from '../../api/contract/partners.ts'
import type { NodeContext } from '../context.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import { type HeldLog, quarantineOf, readEntry } from './channels/stored-log.ts'
import { isRecalled } from './recall.ts'

/** What telling of records needs. */
export type RecordParts = {
  readonly context: Pick<NodeContext, 'store'>
  readonly kinds: KindSchemas
  /** Keys of the log as they are known now; undefined where its node is no partner any more. */
  readonly historyOf: (held: HeldLog) => KeyHistory | undefined
}

/** @returns A record by its place; undefined where the log does not reach so far. */
export function viewRecord(
  { context, kinds, historyOf }: RecordParts,
  held: HeldLog,
  position: number,
): SharedRecord | undefined {
  const { number, origin, atMs } = held.head
  const line = position < held.head.size ? readEntry(context.store, number, position) : undefined
  if (line === undefined) return undefined
  const place = { origin, position, receivedUtc: isoOfUnixMs(atMs) }
  const read = readRecord(line, kinds)
  const fault = quarantineOf(context.store, number, position) ?? (read.ok ? undefined : read.fault.code)
  if (fault !== undefined || !read.ok) {
    const unknown = { id: null, by: null, kind: null, atUtc: null, line: null }
    return { ...place, ...unknown, state: 'quarantined', complaint: fault ?? null }
  }
  const { by, kind, at } = read.record.body
  const about = { ...place, id: read.bodySha256, by, kind, atUtc: at }
  if (isRecalled(context.store, origin, read.bodySha256))
    return { ...about, state: 'recalled', complaint: null, line: null }
  const history = historyOf(held)
  // A key that turned out to be compromised takes back what it signed, also what was believed before.
  const isBelieved =
    isAboutKeys(kind) ||
    (history !== undefined && read.record.sigs.every(({ k }) => keyAt(history, k, position) !== undefined))
  if (!isBelieved) return { ...about, state: 'quarantined', complaint: 'record/unknown-key', line: null }
  return { ...about, state: 'believed', complaint: null, line: utf8Text(line) ?? null }
}
