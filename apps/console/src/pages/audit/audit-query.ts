import type { Operations } from '../../api/types.ts'

/** What the Audit page asks for. */
export type AuditQuery = Pick<Operations['exportAudit']['query'], 'kind' | 'by' | 'to' | 'sinceUtc' | 'untilUtc'>

/** Kinds by which the audit is narrowed, in the order of their buttons. */
export const AUDIT_KINDS = ['given', 'carried', 'viewed-as', 'read', 'exported'] as const

/** An instant as a person types it, `2026-11-22`, `2026-11-22 03:00` or with seconds and `Z`, as the API takes it. */
function utcOfField(value: string | null): string | undefined {
  const [, day, time = '00:00', seconds = ':00'] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?Z?)?$/.exec(value?.trim() ?? '') ?? []
  const utc = `${day}T${time}${seconds}Z`
  return day === undefined || Number.isNaN(Date.parse(utc)) ? undefined : utc
}

/** The filter that an address says; what it cannot mean is left out. */
export function auditQueryOf(query: URLSearchParams): AuditQuery {
  const kind = AUDIT_KINDS.find((one) => one === query.get('f'))
  const [by, to] = [query.get('by')?.slice(0, 100), query.get('to')?.slice(0, 100)]
  const [sinceUtc, untilUtc] = [utcOfField(query.get('since')), utcOfField(query.get('until'))]
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(by === undefined || by === '' ? {} : { by }),
    ...(to === undefined || to === '' ? {} : { to }),
    ...(sinceUtc === undefined ? {} : { sinceUtc }),
    ...(untilUtc === undefined ? {} : { untilUtc }),
  }
}
