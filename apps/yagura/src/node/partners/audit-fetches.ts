import { decodeEntries, Marking, parseTilePath, tileWidth, utf8Text } from '@yagura/record'
import { Check } from 'typebox/value'
import type { CrossingBook } from '../audit/crossing-book.ts'
import type { PartnerReply, PartnerRequest } from './link/partner-listener.ts'

/**
 * Writes down which partner is given which entries, before they are sent: what cannot be written down is not given.
 *
 * @returns Resolves when it is on stable storage.
 */
export function createFetchAudit(
  crossings: CrossingBook,
): (request: Pick<PartnerRequest, 'caller' | 'path'>, reply: Pick<PartnerReply, 'status' | 'bytes'>) => Promise<void> {
  return async ({ caller: { node }, path }, { status, bytes }) => {
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
        return { mark: decoded.ok ? markOf(decoded.entries[Number(position) - first]) : undefined }
      },
    })
  }
}

/** The marking of an entry; a copy of a partner’s log may hold what is no record. */
export function markOf(entry: Uint8Array | undefined): Marking | undefined {
  try {
    const { body }: { readonly body?: { readonly mark?: unknown } } = JSON.parse(
      utf8Text(entry ?? new Uint8Array()) ?? '',
    )
    return Check(Marking, body?.mark) ? body.mark : undefined
  } catch {
    return undefined
  }
}
