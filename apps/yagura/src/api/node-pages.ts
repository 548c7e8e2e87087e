import type { FastifyInstance, FastifyRequest } from 'fastify'
import { SignInRequiredError } from './access-errors.ts'
import type { NodeStatus } from './contract/node.ts'
import type { NodeMetrics } from './metrics.ts'
import { isLoopback } from './served-address.ts'

/** What the pages for machines tell. */
export type NodePages = {
  /** What is missing before the node can do its work; empty where nothing is. */
  readonly notReady: () => readonly string[]
  readonly metrics: NodeMetrics
  readonly readStatus: () => Promise<NodeStatus | undefined>
}

/** Whether a request began on this machine: by what a proxy says, and it is believed only where it stands here too. */
function isOfThisMachine({ ip, raw }: FastifyRequest): boolean {
  return isLoopback(ip) && isLoopback(raw.socket.remoteAddress ?? '')
}

/** Health, measurements and the OpenAPI document. */
export function addNodePages(app: FastifyInstance, pages: NodePages): void {
  const schema = { hide: true }
  app.get('/health/live', { schema }, async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ live: true }),
  )
  app.get('/health/ready', { schema }, async (_, reply) => {
    const missing = pages.notReady()
    return reply
      .code(missing.length === 0 ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready: missing.length === 0, missing })
  })
  app.get('/metrics', { schema }, async (request, reply) => {
    if (request.visitor?.caller === undefined && !isOfThisMachine(request)) throw new SignInRequiredError()
    return reply.type(pages.metrics.type).send(await pages.metrics.text(await pages.readStatus()))
  })
  app.get('/openapi.json', { schema }, async (_, reply) =>
    reply.header('cache-control', 'no-cache').send(app.swagger()),
  )
}
