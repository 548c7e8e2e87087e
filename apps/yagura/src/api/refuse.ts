import { YaguraError } from '@yagura/core'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TooManyAttemptsError } from '../node/officers/officer-errors.ts'
import { invalidRequest } from './check-request.ts'
import { problemOf } from './problem.ts'
import { DefectError, InvalidRequestError, MediaTypeError, NotFoundError, TooLargeError } from './request-errors.ts'

/** An error as one that a client can be told. */
function tellable(error: FastifyError | YaguraError, request: FastifyRequest): YaguraError {
  if (error instanceof YaguraError) return error
  if (error.validation !== undefined) return invalidRequest(error.validationContext ?? 'body', error.validation, error)
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new TooLargeError(request.routeOptions.bodyLimit ?? 0, undefined)
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new MediaTypeError('a body needs a content-type that is taken here')
  const isRequest = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  return isRequest ? new InvalidRequestError(error.message, [], error) : new DefectError(request.id, error)
}

function hasUnreadBody({ raw }: FastifyRequest): boolean {
  const isBodyAnnounced =
    raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0
  return isBodyAnnounced && !raw.readableEnded
}

/** Answers an error as a problem document; what nobody foresaw is logged and not told. */
export function refuse(error: FastifyError | YaguraError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const told = tellable(error, request)
  const problem = problemOf(told)
  if (problem.status >= 500 && request.raw.destroyed && !request.raw.complete) {
    request.log.debug({ err: error }, 'the client went away')
  } else if (problem.status >= 500) {
    request.log.error({ err: told.cause ?? told, code: told.code }, 'a request failed')
  }
  // A refused body is not read to its end: the connection cannot be used again.
  if (hasUnreadBody(request)) reply.header('connection', 'close')
  if (told instanceof TooManyAttemptsError) reply.header('retry-after', String(told.retryAfterS))
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem))
}

/** Answers what has no route: paths of the page get the page, others a problem. */
export function addNotFound(
  app: FastifyInstance,
  sendPage: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const isOfPage = !/^\/(api|assets|health|metrics|openapi\.json)(\/|$)/.test(path)
    if (isOfPage && (request.method === 'GET' || request.method === 'HEAD')) return sendPage(request, reply)
    throw new NotFoundError('there is nothing at this address')
  })
}
