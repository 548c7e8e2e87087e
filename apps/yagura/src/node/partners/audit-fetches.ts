import { createHash } from 'node:crypto'
import { canonicalBytes, decodeEntries, Marking, parseTilePath, tileWidth, utf8Text } from '@yagura/record'
import { Check } from 'typebox/value'
import type { CrossingBook } from '../audit/crossing-book.ts'
import type { PartnerReply, PartnerRequest } from './link/partner-listener.ts'

/** A line names the first records of what it tells of. */
const idsNamed = 16

/**
 * Writes down which partner is given which entries and datasets, before they are sent: what cannot be written down is not given.
 *
 * @returns Resolves when it is on stable storage.
 */
export function createFetchAudit(
  crossings: CrossingBook,
): (
  request: Pick<PartnerRequest, 'caller' | 'path'>,
  reply: Pick<PartnerReply, 'status' | 'bytes' | 'given'>,
) => Promise<void> {
  return async ({ caller: { node }, path }, { status, bytes, given }) => {
    if (given !== undefined) {
      const { origin, position, recordId, mark } = given
      // A dataset is given in parts: its record stands for all of them.
      const about = () => ({ id: recordId, mark })
      await crossings.note({
        kind: 'audit/given',
        by: 'node',
        to: node,
        of: `datasets of ${origin}`,
        things: [position],
        about,
      })
    }
    const [, origin, file] = /^\/t\/(.+\/ch\/[A-Z-]+)\/(tile\/.*)$/.exec(path) ?? []
    const parsed = status === 200 && file !== undefined ? parseTilePath(file) : undefined
    if (origin === undefined || parsed?.ok !== true || parsed.address.kind !== 'entries') return
    const { index, width } = parsed.address
    const first = index * tileWidth
    let decoded: ReturnType<typeof decodeEntries> | undefined
    await crossings.note({
      ...{ kind: 'audit/given', by: 'node', to: node, of: origin },
      things: Array.from({ length: width }, (_, offset) => first + offset),
      about: (position) => {
        decoded ??= decodeEntries(bytes)
        const offset = Number(position) - first
        const body = decoded.ok ? bodyIn(decoded.entries[offset]) : undefined
        return { mark: markIn(body), id: offset < idsNamed && body !== undefined ? sha256Of(body) : undefined }
      },
    })
  }
}

/** The marking of an entry; a copy of a partner’s log may hold what is no record. */
export function markOf(entry: Uint8Array): Marking | undefined {
  return markIn(bodyIn(entry))
}

function bodyIn(entry: Uint8Array | undefined): unknown {
  try {
    const { body }: { readonly body?: unknown } = JSON.parse(utf8Text(entry ?? new Uint8Array()) ?? '')
    return body
  } catch {
    return undefined
  }
}

function markIn(body: unknown): Marking | undefined {
  const mark = typeof body === 'object' && body !== null && 'mark' in body ? body.mark : undefined
  return Check(Marking, mark) ? mark : undefined
}

function sha256Of(body: unknown): string {
  return createHash('sha256').update(canonicalBytes(body)).digest('hex')
}
