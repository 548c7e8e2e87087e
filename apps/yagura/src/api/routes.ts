import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema, RouteHandlerMethod } from 'fastify'
import type { AnswerSender } from './answers.ts'
import { readQueryAndParams, refuseUnwantedBody } from './check-request.ts'
import { type Asked, closed, type Operation, Problem } from './contract/common.ts'
import type {
  Caller,
  Handler,
  JsonOperationId,
  operations,
  ServerOperationId,
  StreamAnswer,
  StreamHandler,
  StreamOperationId,
  UploadHandler,
  UploadOperationId,
} from './contract/operations.ts'
import { MediaTypeError, TooLargeError } from './request-errors.ts'
import { MissingHandlerError } from './server-errors.ts'
import { limited, type UploadLimit } from './uploads.ts'
import { callerOf } from './visitor.ts'

/** What answers the operations that take and give JSON. */
export type JsonHandlers = { readonly [Id in JsonOperationId]: Handler<Id> }
/** What answers the operations whose answer is no JSON. */
export type StreamHandlers = { readonly [Id in StreamOperationId]: StreamHandler<Id> }
/** What answers the operations whose body is a file. */
export type UploadHandlers = { readonly [Id in UploadOperationId]: UploadHandler<Id> }

/** What answers the operations that deal with cookies and connections; undefined where it has answered by itself. */
export type OwnHandlers = {
  readonly [Id in ServerOperationId]: (
    asked: Asked<(typeof operations)[Id]>,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<unknown>
}

type AskedLoosely = { readonly params: unknown; readonly query: unknown; readonly body: unknown }

/** Handlers as the server calls them: what they are given has been checked against their schemas, which say its type. */
type Called = {
  json(asked: AskedLoosely, caller: Caller): Promise<unknown>
  stream(asked: AskedLoosely, caller: Caller, signal: AbortSignal): Promise<StreamAnswer>
  upload(asked: AskedLoosely, caller: Caller, signal: AbortSignal): Promise<unknown>
  own(asked: AskedLoosely, request: FastifyRequest, reply: FastifyReply): Promise<unknown>
}

/** Everything that answers operations. */
export type RouteHandlers = {
  readonly operations: Readonly<Record<string, Operation>>
  readonly handlers: Partial<JsonHandlers>
  readonly streams: Partial<StreamHandlers>
  readonly uploads: Partial<UploadHandlers>
  readonly own: OwnHandlers
  /** Called after a handler has answered, before its answer is sent. */
  readonly answered: (id: string, request: FastifyRequest, reply: FastifyReply, asked: AskedLoosely) => Promise<void>
}

const defaultBodyLimitBytes = 64 * 1024

function askedOf(request: FastifyRequest): AskedLoosely {
  return { params: request.params, query: request.query, body: request.body }
}

/** A signal that is aborted when the connection closes before the answer is complete. */
function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  return controller.signal
}

function jsonRoute(id: string, json: Called['json'], parts: RouteHandlers, sender: AnswerSender): RouteHandlerMethod {
  return async (request, reply) => {
    const asked = askedOf(request)
    const answer = await json(asked, callerOf(request))
    await parts.answered(id, request, reply, asked)
    return answer === undefined ? reply.code(204).send() : sender.sendJson(request, reply, answer)
  }
}

function ownRoute(own: Called['own'], sender: AnswerSender): RouteHandlerMethod {
  return async (request, reply) => {
    const answer = await own(askedOf(request), request, reply)
    if (reply.sent) return reply
    return answer === undefined ? reply.code(204).send() : sender.sendJson(request, reply, answer)
  }
}

function streamRoute(stream: Called['stream'], sender: AnswerSender): RouteHandlerMethod {
  return async (request, reply) => {
    const answer = await stream(askedOf(request), callerOf(request), signalOf(reply))
    reply.type(answer.type).headers({ ...answer.headers })
    return answer.body instanceof Readable
      ? sender.sendStream(request, reply, answer.body)
      : sender.sendBytes(request, reply, answer.body)
  }
}

function uploadRoute(upload: Called['upload'], limit: UploadLimit, sender: AnswerSender): RouteHandlerMethod {
  return async (request, reply) => {
    const { body } = request
    if (!(body instanceof Readable)) throw new MediaTypeError('the body is the file, as application/octet-stream')
    const asked = { ...askedOf(request), body: limited(body, limit) }
    const answer = await upload(asked, callerOf(request), signalOf(reply))
    return sender.sendJson(request, reply, answer)
  }
}

function schemaOf(id: string, operation: Operation): FastifySchema & Record<string, unknown> {
  const { summary, tag, answer, answerType } = operation
  const stream = { description: summary, content: { [answerType ?? '']: { schema: {} } } }
  const empty = { type: 'null', description: 'Done.' }
  return {
    operationId: id,
    summary,
    tags: [tag],
    params: operation.params ?? closed({}),
    querystring: operation.query ?? closed({}),
    ...(operation.body === undefined ? {} : { body: operation.body }),
    ...(operation.bodyType === undefined ? {} : { body: { content: { [operation.bodyType]: { schema: {} } } } }),
    ...(operation.access === 'open' ? { security: [] } : {}),
    response: {
      ...(answerType === undefined ? (answer === undefined ? { 204: empty } : { 200: answer }) : { 200: stream }),
      default: { description: 'Refused or failed.', content: { 'application/problem+json': { schema: Problem } } },
    },
  }
}

/** The route of an operation, or undefined where nothing answers it. */
function routeOf(id: string, operation: Operation, parts: RouteHandlers, sender: AnswerSender) {
  const owns: { readonly [id: string]: Called['own'] | undefined } = parts.own
  const handlers: { readonly [id: string]: Called['json'] | undefined } = parts.handlers
  const streams: { readonly [id: string]: Called['stream'] | undefined } = parts.streams
  const uploads: { readonly [id: string]: Called['upload'] | undefined } = parts.uploads
  const [own, json, stream, upload] = [owns[id], handlers[id], streams[id], uploads[id]]
  if (own !== undefined) return ownRoute(own, sender)
  if (stream !== undefined) return streamRoute(stream, sender)
  const { bodyLimitBytes = defaultBodyLimitBytes, ifLarger } = operation
  if (upload !== undefined) return uploadRoute(upload, { bodyLimitBytes, ifLarger }, sender)
  return json === undefined ? undefined : jsonRoute(id, json, parts, sender)
}

/**
 * Makes a route of every operation.
 * @throws MissingHandlerError where nothing answers one of them.
 */
export function addRoutes(app: FastifyInstance, parts: RouteHandlers, sender: AnswerSender): void {
  const routes = Object.entries(parts.operations).map(
    ([id, operation]) => [id, operation, routeOf(id, operation, parts, sender)] as const,
  )
  const missing = routes.filter(([, , handler]) => handler === undefined).map(([id]) => id)
  if (missing.length > 0) throw new MissingHandlerError(missing)
  for (const [id, operation, handler] of routes) {
    if (handler === undefined) continue
    const bodyLimit = operation.bodyLimitBytes ?? defaultBodyLimitBytes
    app.route({
      method: operation.method,
      url: operation.url,
      bodyLimit,
      schema: schemaOf(id, operation),
      config: { operation },
      preParsing: async (request) => {
        if (Number(request.headers['content-length'] ?? 0) > bodyLimit)
          throw new TooLargeError(bodyLimit, operation.ifLarger)
        const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
        if (type !== undefined && type !== (operation.bodyType ?? 'application/json')) {
          throw new MediaTypeError(`the body must be ${operation.bodyType ?? 'application/json'}`)
        }
      },
      preValidation: async (request) => {
        refuseUnwantedBody(request, operation)
        readQueryAndParams(request, operation)
      },
      handler,
    })
  }
}
