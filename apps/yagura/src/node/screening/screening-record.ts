import { type Static, Type } from 'typebox'
import { ScreeningRequestBody } from '../../api/contract/jobs.ts'
import type { ScreeningSummary } from '../../api/contract/space-views.ts'
import { isoOfUnixMs } from '../unix-time.ts'

/** A screening as it is kept: what it was asked, from which catalogue, and what came of it. */
export const ScreeningRecord = Type.Object({
  jobId: Type.String(),
  request: ScreeningRequestBody,
  startMs: Type.Number(),
  maxAgeDays: Type.Number(),
  createdMs: Type.Number(),
  catalogueRevision: Type.Integer(),
  /** Known once it is planned. */
  identity: Type.Optional(Type.String()),
  objects: Type.Optional(Type.Integer()),
  leftOut: Type.Optional(Type.Integer()),
  slices: Type.Optional(Type.Integer()),
  /** Known once it is finished. */
  finishedMs: Type.Optional(Type.Number()),
  approaches: Type.Optional(Type.Integer()),
  failedIds: Type.Optional(Type.Array(Type.Integer())),
})
export type ScreeningRecord = Static<typeof ScreeningRecord>

/** Collection of the documents. */
export const SCREENINGS = 'screenings'

/** Collection of the archive in which a screening keeps its element sets and slices. */
export function archiveOf(jobId: string): string {
  return `screening/${jobId}`
}

/** A finished screening as the API shows it. */
export function summaryOf(record: ScreeningRecord): ScreeningSummary {
  return {
    jobId: record.jobId,
    finishedUtc: isoOfUnixMs(record.finishedMs ?? record.createdMs),
    startUtc: isoOfUnixMs(record.startMs),
    days: record.request.days,
    withinKm: record.request.withinKm,
    objects: record.objects ?? 0,
    leftOut: record.leftOut ?? 0,
    approaches: record.approaches ?? 0,
    catalogueRevision: record.catalogueRevision,
  }
}
