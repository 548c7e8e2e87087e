import { type Static, Type } from 'typebox'
import { Job } from '../../api/contract/jobs.ts'
import { isoOfUnixMs } from '../unix-time.ts'

/** A job as it is kept. */
export const JobRecord = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  title: Type.String(),
  request: Type.Unknown(),
  state: Job.properties.state,
  progress: Type.Number(),
  stage: Type.String(),
  startedBy: Type.String(),
  createdMs: Type.Number(),
  startedMs: Type.Optional(Type.Number()),
  endedMs: Type.Optional(Type.Number()),
  error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
  result: Type.Optional(Type.Object({ summary: Type.String(), link: Type.String() })),
})
export type JobRecord = Static<typeof JobRecord>

/** How fast a job that runs has gone on, since the process began with it. */
export type Pace = { readonly sinceMs: number; readonly fromProgress: number }

/** A job as the API shows it. */
export function jobView(record: JobRecord, nowMs: number, pace: Pace | undefined): Job {
  const { request: _request, createdMs, startedMs, endedMs, error, result, ...shown } = record
  return {
    ...shown,
    secondsLeft: record.state === 'running' ? secondsLeft(record.progress, nowMs, pace) : null,
    createdUtc: isoOfUnixMs(createdMs),
    startedUtc: startedMs === undefined ? null : isoOfUnixMs(startedMs),
    endedUtc: endedMs === undefined ? null : isoOfUnixMs(endedMs),
    error: error ?? null,
    result: result ?? null,
    resumable: isResumable(record),
  }
}

/** Whether a job has stopped before its end and may go on. */
export function isResumable({ state }: JobRecord): boolean {
  return state === 'cancelled' || state === 'failed'
}

/** Whether a job will not change by itself any more. */
export function isEnded({ state }: JobRecord): boolean {
  return state === 'cancelled' || state === 'failed' || state === 'finished'
}

function secondsLeft(progress: number, nowMs: number, pace: Pace | undefined): number | null {
  const made = progress - (pace?.fromProgress ?? 0)
  if (pace === undefined || made <= 0) return null
  return (((nowMs - pace.sinceMs) / 1000) * (1 - progress)) / made
}
