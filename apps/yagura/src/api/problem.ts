import type { Remedy, YaguraError } from '@yagura/core'
import type { ProblemAnswer } from './contract/common.ts'
import { InvalidRequestError } from './request-errors.ts'
import { statusOf } from './status-of.ts'

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Nobody is signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'It does not fit the present state',
  413: 'Too large',
  415: 'Wrong media type',
  421: 'Wrong host',
  422: 'It cannot be accepted',
  429: 'Too many requests',
  500: 'The node failed',
  503: 'Not now',
}

/** Longest list of problems that an answer carries. */
const mostProblems = 20

/** What a client is told about an error that has a code. Source: RFC 9457. */
export function problemOf(error: YaguraError): ProblemAnswer {
  const status = statusOf(error.code, error.remedy)
  const problems = error instanceof InvalidRequestError ? error.problems : []
  return {
    title: titles[status] ?? 'Refused',
    status,
    detail: error.message,
    code: error.code,
    remedy: error.remedy satisfies Remedy,
    ...(problems.length === 0 ? {} : { problems: problems.slice(0, mostProblems) }),
  }
}
