import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import type { Store } from '@yagura/core'
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import manifest from '../../package.json' with { type: 'json' }
import type { Live } from '../node/context.ts'
import { LOCAL_OFFICER, type OfficersService } from '../node/officers/service.ts'
import { TooManyRequestsError } from './access-errors.ts'
import { createAnswerSender } from './answers.ts'
import { addConsoleFiles } from './console-files.ts'
import type { Operation } from './contract/common.ts'
import type { NodeStatus } from './contract/node.ts'
import type { Caller } from './contract/operations.ts'
import { createEventHub, type EventHub } from './event-stream.ts'
import { addGuard } from './guard.ts'
import type { NodeMetrics } from './metrics.ts'
import { addNodePages } from './node-pages.ts'
import { addOpenApi } from './open-api.ts'
import { addNotFound, refuse } from './refuse.ts'
import {
  addRoutes,
  type JsonHandlers,
  type OwnHandlers,
  type RouteHandlers,
  type StreamHandlers,
  type UploadHandlers,
} from './routes.ts'
import { securityHeaders } from './security-headers.ts'
import { isNearby, type ListenOptions, servedAddress } from './served-address.ts'
import { MissingHandlerError, NoAdministratorError } from './server-errors.ts'
import { cookieNameOf, createSessionDesk, type SessionDesk } from './session-routes.ts'
import { callerOf, createReception } from './visitor.ts'

/** What a server is made of. */
export type ServerOptions = {
  readonly operations: Readonly<Record<string, Operation>>
  readonly handlers: Partial<JsonHandlers>
  readonly streams: Partial<StreamHandlers>
  readonly uploads: Partial<UploadHandlers>
  readonly officers: OfficersService
  readonly store: Store
  readonly live: Live
  readonly logger: Logger
  readonly metrics: NodeMetrics
  /** Folder of the bundled console. */
  readonly consoleFolder: string
  readonly listen: ListenOptions
  /** Secret with which commands of the person who runs the node ask, as `Authorization: Bearer`. */
  readonly commandToken?: string
  /** Adds what is answered beside the operations, at addresses and in forms of other standards. */
  readonly addBeside?: (app: FastifyInstance) => Promise<void>
  /** What is missing before the node can do its work. */
  readonly notReady: () => readonly string[]
}

/** How long requests that are under way may take when the node stops. */
const stopMs = 5000
/** Requests a minute from one address: far above a console's, far below a flood. */
const requestsPerMinute = { loopback: 120_000, beyond: 6000 }
const local: Caller = { officer: LOCAL_OFFICER, role: 'administrator' }

function createFastify(options: ServerOptions, isBehindProxy: boolean): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = options.logger
  return Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: isBehindProxy ? (address, hop) => hop === 0 && isNearby(address) : false,
    forceCloseConnections: 'idle',
    requestTimeout: 0,
    frameworkErrors: (error, request, reply) => {
      reply.headers(securityHeaders(false))
      void refuse(error, request, reply)
    },
    ajv: {
      customOptions: {
        removeAdditional: false,
        useDefaults: false,
        coerceTypes: false,
        allErrors: true,
        verbose: true,
      },
    },
  })
}

function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))
  // Left as a stream: its operation counts the bytes while it reads.
  app.addContentTypeParser('application/octet-stream', (_, payload, done) => done(null, payload))
}

function addMeasurements(app: FastifyInstance, metrics: NodeMetrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const id = request.routeOptions.schema?.operationId ?? 'other'
    metrics.requestS(id, reply.statusCode, reply.elapsedTime / 1000)
    const line = { operation: id, method: request.method, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
    if (request.method === 'GET' || request.method === 'HEAD') request.log.debug(line, 'answered')
    else request.log.info({ ...line, by: request.visitor?.caller?.officer }, 'answered')
  })
}

function createOwnHandlers(desk: SessionDesk, hub: EventHub): OwnHandlers {
  return {
    readSession: async (_, request, reply) => desk.read(request, reply),
    signIn: ({ body }, request, reply) => desk.signIn(request, reply, body),
    signOut: (_, request, reply) => desk.signOut(request, reply),
    streamEvents: async ({ query }, request, reply) => {
      const resumed = Number(request.headers['last-event-id'] ?? Number.NaN)
      hub.open(request, reply, callerOf(request), Number.isSafeInteger(resumed) && resumed >= 0 ? resumed : query.after)
    },
  }
}

function createStatusReader(handlers: Partial<JsonHandlers>): (caller: Caller) => Promise<NodeStatus> {
  const { readStatus } = handlers
  if (readStatus === undefined) throw new MissingHandlerError(['readStatus'])
  return (caller) => readStatus({ params: undefined, query: undefined, body: undefined }, caller)
}

/** A handover ends the session of who leaves and starts one of who comes; its handler has checked the password. */
function createAnswered(officers: OfficersService, desk: SessionDesk): RouteHandlers['answered'] {
  return async (id, request, reply) => {
    if (id !== 'handOver') return
    const body: unknown = request.body
    if (typeof body !== 'object' || body === null || !('incoming' in body)) return
    const { incoming } = body
    if (typeof incoming !== 'object' || incoming === null || !('name' in incoming)) return
    await desk.signOver(request, reply, officers.knownOfficer(String(incoming.name)))
  }
}

function stopWell(app: FastifyInstance, hub: EventHub, metrics: NodeMetrics): void {
  app.addHook('preClose', async () => {
    hub.close()
    setTimeout(() => app.server.closeAllConnections(), stopMs).unref()
  })
  app.addHook('onClose', async () => metrics.close())
}

/**
 * The server of a node: every operation of the contract, events, the console, health and measurements.
 * It listens when `listen` of what is returned is called with the same host and port.
 *
 * @throws MissingHandlerError where an operation has nothing that answers it.
 * @throws NoAdministratorError where it is to be reached from beyond this machine and nobody has an account.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { officers, listen, metrics, store, live } = options
  const portOf = (): number => {
    const bound = app.server.address()
    return bound !== null && typeof bound === 'object' ? bound.port : listen.port
  }
  const address = servedAddress(listen, portOf)
  if (address.isBeyondLoopback && !officers.signInRequired()) throw new NoAdministratorError()
  const app = createFastify(options, listen.publicUrl !== undefined)
  const cookieName = cookieNameOf(address.isSecure, listen.port)
  const desk = createSessionDesk(officers, cookieName, address.isSecure)
  const visitorOf = createReception(officers, cookieName, options.commandToken)
  const readStatus = createStatusReader(options.handlers)
  const hub = createEventHub({
    store,
    live,
    logger: app.log,
    readStatus,
    isSignedIn: (request) => visitorOf(request).caller !== undefined,
    onCount: metrics.eventClients,
  })
  officers.sessions.onEnded(hub.endSession)
  stopWell(app, hub, metrics)
  app.setErrorHandler<FastifyError>(refuse)
  addBodyParsers(app)
  addMeasurements(app, metrics)
  const headers = securityHeaders(address.isSecure)
  app.addHook('onRequest', async (_, reply) => {
    reply.headers(headers)
  })
  await app.register(cookie)
  addGuard(app, address, visitorOf)
  await app.register(rateLimit, {
    max: address.isBeyondLoopback ? requestsPerMinute.beyond : requestsPerMinute.loopback,
    timeWindow: 60_000,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_, { ttl }) => new TooManyRequestsError(Math.ceil(ttl / 1000)),
  })
  await addOpenApi(app, manifest.version, cookieName)
  const { operations, handlers, streams, uploads } = options
  const parts = { operations, handlers, streams, uploads, own: createOwnHandlers(desk, hub) }
  addRoutes(app, { ...parts, answered: createAnswered(officers, desk) }, createAnswerSender())
  await options.addBeside?.(app)
  addNodePages(app, { notReady: options.notReady, metrics, readStatus: () => readStatus(local) })
  const files = await addConsoleFiles(app, options.consoleFolder)
  addNotFound(app, files.sendPage)
  files.compress().catch((error: unknown) => app.log.error({ err: error }, 'the console could not be compressed'))
  return app
}
