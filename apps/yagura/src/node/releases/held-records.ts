import { type KindSchemas, parseOrigin, type RecordBody, readRecord, utf8Bytes } from '@yagura/record'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { SharedRecord } from '../../api/contract/partners.ts'
import { ReleaseRefusedError } from './errors.ts'
import type { SharedLogs } from './release-dependencies.ts'
import type { RestsOn } from './rests-on.ts'

const Approval = Type.Object({
  record: Type.String(),
  to: Type.Array(Type.String()),
  until: Type.Optional(Type.String()),
})
const pageLength = 500

/** The body of a record that is held and believed; undefined where it was recalled or is of a kind that is not known here. */
export function bodyOf({ line, state }: SharedRecord, kinds: KindSchemas): RecordBody | undefined {
  const read = line === null || state !== 'believed' ? undefined : readRecord(utf8Bytes(line), kinds)
  return read?.ok === true ? read.record.body : undefined
}

/** The node whose log holds a record. */
export function nodeOf({ origin }: Pick<SharedRecord, 'origin'>): string {
  const parsed = parseOrigin(origin)
  return parsed.ok ? parsed.node : ''
}

/** Every record that is held of a node's logs, or of all. */
export async function* everyRecord(logs: SharedLogs, node?: string): AsyncGenerator<SharedRecord> {
  for (let offset = 0; ; offset += pageLength) {
    const { items, total } = await logs.list({ ...(node === undefined ? {} : { node }), offset, limit: pageLength })
    yield* items
    if (offset + pageLength >= total) return
  }
}

/**
 * The records of partners that a release rests on, with the nations to which each originator lets its own go on.
 *
 * @param wanted - SHA-256 of their bodies.
 * @param nowMs - Unix time, ms: approvals end.
 * @throws ReleaseRefusedError (rejects) where one is not held, or was recalled.
 */
export async function restingOn(
  wanted: readonly string[],
  logs: SharedLogs,
  kinds: KindSchemas,
  nowMs: number,
): Promise<readonly RestsOn[]> {
  const sources: RestsOn[] = []
  const partners = wanted.length === 0 ? [] : await logs.partners()
  for (const id of wanted) {
    const record = await logs.find(id)
    const body = record && bodyOf(record, kinds)
    const partner = record && partners.find(({ node }) => node === nodeOf(record))
    if (body === undefined || partner === undefined) {
      const reason = `no record ${id} of a partner is held here`
      throw new ReleaseRefusedError({ code: 'release/source-not-held', reason })
    }
    const approvals: string[] = []
    for await (const other of everyRecord(logs, partner.node)) {
      if (other.kind === 'release.approve') approvals.push(...approvedBy(bodyOf(other, kinds), id, nowMs))
    }
    sources.push({ mark: body.mark, originator: partner.party, approvals })
  }
  return sources
}

function approvedBy(body: RecordBody | undefined, id: string, nowMs: number): readonly string[] {
  if (body?.kind !== 'release.approve' || !Check(Approval, body.data) || body.data.record !== id) return []
  const { to, until } = body.data
  return until === undefined || Date.parse(until) > nowMs ? to : []
}
