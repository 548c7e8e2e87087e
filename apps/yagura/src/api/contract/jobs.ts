import { type Static, Type } from 'typebox'
import { CatalogueNumber, closed, nullable, type Operation, oneOf, page, paging, Utc } from './common.ts'

export const ScreeningRequestBody = closed({
  kind: oneOf(['screening']),
  startUtc: Type.Optional(Utc),
  days: Type.Number({ exclusiveMinimum: 0, maximum: 30 }),
  withinKm: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
  primaries: Type.Optional(Type.Array(CatalogueNumber, { minItems: 1, maxItems: 10_000 })),
  maxAgeDays: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 365 })),
})

/** Work that takes long: it shows progress, can be cancelled and resumed, and survives a restart. */
export const Job = closed({
  id: Type.String(),
  kind: Type.String({ description: 'screening or ingest.' }),
  title: Type.String(),
  state: oneOf(['queued', 'running', 'cancelled', 'finished', 'failed']),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  stage: Type.String(),
  secondsLeft: nullable(Type.Number()),
  startedBy: Type.String(),
  createdUtc: Utc,
  startedUtc: nullable(Utc),
  endedUtc: nullable(Utc),
  error: nullable(closed({ code: Type.String(), message: Type.String() })),
  result: nullable(closed({ summary: Type.String(), link: Type.String({ description: 'Path in the console.' }) })),
  resumable: Type.Boolean(),
})

const job = closed({ id: Type.String({ minLength: 1, maxLength: 40 }) })

export const jobOperations = {
  listJobs: {
    method: 'GET',
    url: '/api/v1/jobs',
    tag: 'jobs',
    access: 'officer',
    summary: 'Jobs, newest first.',
    query: closed({ ...paging }),
    answer: page(Job),
  },
  startJob: {
    method: 'POST',
    url: '/api/v1/jobs',
    tag: 'jobs',
    access: 'officer',
    summary: 'Start a screening.',
    body: ScreeningRequestBody,
    answer: Job,
  },
  readJob: {
    method: 'GET',
    url: '/api/v1/jobs/:id',
    tag: 'jobs',
    access: 'officer',
    summary: 'One job.',
    params: job,
    answer: Job,
  },
  cancelJob: {
    method: 'POST',
    url: '/api/v1/jobs/:id/cancel',
    tag: 'jobs',
    access: 'officer',
    summary: 'Stop a job; what it has finished is kept.',
    params: job,
    answer: Job,
  },
  resumeJob: {
    method: 'POST',
    url: '/api/v1/jobs/:id/resume',
    tag: 'jobs',
    access: 'officer',
    summary: 'Go on with a job that was cancelled or failed, from where it stopped.',
    params: job,
    answer: Job,
  },
} as const satisfies Record<string, Operation>

export type Job = Static<typeof Job>
export type ScreeningRequestBody = Static<typeof ScreeningRequestBody>
