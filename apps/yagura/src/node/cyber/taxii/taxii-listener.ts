import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { join } from 'node:path'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { TooManyRequestsError } from '../../../api/access-errors.ts'
import { CannotListenError } from '../../../api/server-errors.ts'
import { TaxiiTlsError } from './account-errors.ts'

/** Where TAXII is answered over TLS by the node itself. */
export type TaxiiListen = { readonly host: string; readonly port: number }

/** A listener that answers TAXII and nothing else. */
export type TaxiiListener = {
  readonly port: number
  /** When its certificate ends, Unix time, ms. */
  readonly endsMs: number
  readonly close: () => Promise<void>
}

const limits = { handshakeTimeout: 5000, headersTimeout: 10_000, requestTimeout: 300_000, keepAliveTimeout: 15_000 }
const mostConnections = 256
const requestsPerMinute = 6000

/**
 * Listens for TAXII clients over TLS. A client certificate is asked for and not required; whose it is is judged by its fingerprint alone,
 * with each request. Source: TAXII 2.1 §1.6.9, §8.
 *
 * @param folder - Where `tls-key.pem` and `tls-cert.pem` lie.
 * @param addRoutes - Adds the resources of TAXII.
 * @throws TaxiiTlsError, CannotListenError (rejects)
 */
export async function listenForTaxii(
  { host, port }: TaxiiListen,
  folder: string,
  addRoutes: (app: FastifyInstance) => Promise<void>,
  logger: Logger,
): Promise<TaxiiListener> {
  const loggerInstance: FastifyBaseLogger = logger
  const tls = await readServerKey(folder)
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    serverFactory: (handler) => {
      const server = createTlsServer(tls, handler)
      server.maxConnections = mostConnections
      server.on('tlsClientError', (_error, socket) => socket.destroy())
      return server
    },
  })
  await app.register(rateLimit, {
    ...{ max: requestsPerMinute, timeWindow: 60_000 },
    errorResponseBuilder: (_, { ttl }) => new TooManyRequestsError(Math.ceil(ttl / 1000)),
  })
  await addRoutes(app)
  app.setNotFoundHandler((_request, reply) => reply.code(404).send())
  await app.listen({ host, port }).catch((cause: Error) => {
    throw 'syscall' in cause ? new CannotListenError(host, port, cause) : cause
  })
  const bound = app.server.address()
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port
  logger.info({ host, port: boundPort }, 'TAXII is answered over TLS')
  return { port: boundPort, endsMs: Date.parse(new X509Certificate(tls.cert).validTo), close: () => app.close() }
}

type ServerKey = { readonly key: Buffer; readonly cert: Buffer }

async function readServerKey(folder: string): Promise<ServerKey> {
  const read = (name: string): Promise<Buffer> =>
    readFile(join(folder, name)).catch((cause: Error) => {
      throw new TaxiiTlsError(folder, cause)
    })
  return { key: await read('tls-key.pem'), cert: await read('tls-cert.pem') }
}

function createTlsServer(tls: ServerKey, handler: Parameters<typeof createServer>[1]) {
  const client = { requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' } as const
  return createServer({ ...tls, ...client, ...limits, maxHeaderSize: 16_384 }, handler)
}
