import { judgeReceived } from '@yagura/core'
import { beginKeyHistory, type KeyHistory, logOf, originOf, readRecord, utf8Text } from '@yagura/record'
import type { SharedRecord } from '../../src/api/contract/partners.ts'
import { verifyEd25519 } from '../../src/crypto/verify-ed25519.ts'
import type { OwnParty, ReleasePartner, SharedLogs } from '../../src/node/releases/release-dependencies.ts'
import { recordKinds } from '../../src/node/releases/release-service.ts'

type MemoryLog = { readonly origin: string; history: KeyHistory; readonly lines: Uint8Array[] }

/** Logs in memory that take what a partner would believe, and carry each key's record before its first use. */
export type MemoryLogs = SharedLogs & {
  readonly linesOf: (origin: string) => readonly Uint8Array[]
  /** What came from partners. */
  readonly received: SharedRecord[]
  /** What the next append fails with. */
  failNext: Error | undefined
}

export function memoryLogs(own: OwnParty, partners: readonly ReleasePartner[]): MemoryLogs {
  const logs = new Map<string, MemoryLog>()
  const keyLines = new Map<string, Uint8Array>()
  const received: SharedRecord[] = []
  const logFor = (origin: string): MemoryLog => {
    const begun = beginKeyHistory(own.node, own.roots)
    if (!begun.ok) throw new Error(begun.fault.reason)
    const log = logs.get(origin) ?? { origin, history: begun.history, lines: [] }
    logs.set(origin, log)
    return log
  }
  const everything = (): readonly SharedRecord[] => [
    ...[...logs.values()].flatMap(({ origin, lines }) => held(origin, lines)),
    ...received,
  ]
  const memory: MemoryLogs = {
    own: () => own,
    partners: async () => partners,
    received,
    failNext: undefined,
    linesOf: (origin) => logs.get(origin)?.lines ?? [],
    append: async (line) => {
      if (memory.failNext !== undefined) {
        const error = memory.failNext
        memory.failNext = undefined
        throw error
      }
      const read = readRecord(line, recordKinds)
      if (!read.ok) throw new Error(read.fault.reason)
      const place = logOf(read.record.body.mark)
      if (!place.ok) throw new Error(place.fault.reason)
      const log = logFor(originOf(own.node, place.log))
      const rules = { log: place.log, kinds: recordKinds, verify: verifyEd25519, isKnown: () => false }
      const keys = read.record.sigs.flatMap(({ k }) => (log.history.keys.has(k) ? [] : [keyLines.get(k)]))
      for (const each of [...keys.filter((key) => key !== undefined), line]) {
        const judged = judgeReceived(log.history, log.lines.length, each, rules)
        if (judged.entry.fault !== undefined) throw new Error(judged.entry.fault.reason)
        log.history = judged.history
        log.lines.push(each)
      }
      return { origin: log.origin, position: log.lines.length - 1 }
    },
    takeKeyRecord: async (line) => {
      const read = readRecord(line, recordKinds)
      if (!read.ok) throw new Error(read.fault.reason)
      const { data } = read.record.body as { readonly data: { readonly key: string } }
      if (read.record.body.kind === 'key.add') keyLines.set(data.key, line)
    },
    list: async ({ node, offset, limit }) => {
      const items = everything().filter(({ origin }) => node === undefined || origin.startsWith(`${node}/`))
      return { items: items.slice(offset, offset + limit), total: items.length }
    },
    find: async (bodySha256) => everything().find(({ id }) => id === bodySha256),
  }
  return memory
}

function held(origin: string, lines: readonly Uint8Array[]): readonly SharedRecord[] {
  return lines.flatMap((line, position) => sharedRecord(origin, position, line))
}

/** A believed record as a listing gives it. */
export function sharedRecord(origin: string, position: number, line: Uint8Array): SharedRecord {
  const read = readRecord(line, recordKinds)
  if (!read.ok) throw new Error(read.fault.reason)
  const { by, kind, at } = read.record.body
  const text = utf8Text(line) ?? ''
  const place = { origin, position, receivedUtc: '2026-11-22T03:00:00.000Z' }
  return { ...place, id: read.bodySha256, by, kind, atUtc: at, state: 'believed', complaint: null, line: text }
}
