import { randomUUID } from 'node:crypto'
import { YaguraError } from '@yagura/core'
import {
  acceptsTaxii,
  instantOf,
  isTaxiiContent,
  readTaxiiQuery,
  type TaxiiErrorMessage,
  type TaxiiParameter,
  type TaxiiQuery,
  taxiiMediaType,
} from '@yagura/cyber'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TaxiiAccount } from '../../../api/contract/taxii.ts'
import { statusOf } from '../../../api/status-of.ts'
import type { TaxiiAccounts } from './taxii-accounts.ts'
import { TaxiiRefusal } from './taxii-refusal.ts'
import { longestEnvelopeBytes, manifestRecord, type TaxiiPage, type TaxiiService } from './taxii-service.ts'
import { signIn } from './taxii-sign-in.ts'

declare module 'fastify' {
  interface FastifyRequest {
    taxiiAccount?: TaxiiAccount
  }
}

const prefix = '/taxii2'
const ofObjects: readonly TaxiiParameter[] = [
  ...(['added_after', 'limit', 'next', 'match[id]', 'match[type]', 'match[version]', 'match[spec_version]'] as const),
]
const ofObject = ofObjects.filter((name) => name !== 'match[id]' && name !== 'match[type]')
const ofVersions = ofObject.filter((name) => name !== 'match[version]')
const ofDelete: readonly TaxiiParameter[] = ['match[version]', 'match[spec_version]']

/** The server of TAXII 2.1 as routes of the node’s own server. */
export function createTaxiiRoutes(
  service: TaxiiService,
  accounts: TaxiiAccounts,
): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(
      async (scope) => {
        addEdges(scope, accounts)
        addServerResources(scope, service)
        addCollectionResources(scope, service)
        addObjectResources(scope, service)
      },
      { prefix },
    )
  }
}

/** What is the same for all: signing in, media types, bodies, refusals. */
function addEdges(scope: FastifyInstance, accounts: TaxiiAccounts): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: longestEnvelopeBytes }, (_, body, done) =>
    done(null, body),
  )
  scope.decorateRequest('taxiiAccount')
  scope.addHook('onRequest', async (request, reply) => {
    request.taxiiAccount = await signIn(request, reply, accounts)
    if (!acceptsTaxii(request.headers.accept)) throw new TaxiiRefusal(406, `answers are ${taxiiMediaType}`)
    if (request.method === 'POST' && !isTaxiiContent(request.headers['content-type'])) {
      throw new TaxiiRefusal(415, `the body must be ${taxiiMediaType}`)
    }
  })
  scope.setErrorHandler<FastifyError>(refuse)
  scope.setNotFoundHandler(() => {
    throw new TaxiiRefusal(404, 'there is nothing at this address')
  })
}

function addServerResources(scope: FastifyInstance, service: TaxiiService): void {
  get(scope, '', async (request) => service.discovery(`${request.protocol}://${request.headers.host ?? ''}${prefix}/`))
  get(scope, '/:root', async (request) => service.apiRoot(param(request, 'root')))
  get(scope, '/:root/status/:id', async (request, reply) => {
    service.apiRoot(param(request, 'root'))
    const body = await service.status(accountOf(request), param(request, 'id'))
    return send(reply, body)
  })
}

function addCollectionResources(scope: FastifyInstance, service: TaxiiService): void {
  get(scope, '/:root/collections', async (request) => {
    service.apiRoot(param(request, 'root'))
    return { collections: service.collections(accountOf(request)) }
  })
  get(scope, '/:root/collections/:collection', async (request) => {
    service.apiRoot(param(request, 'root'))
    return service.collection(accountOf(request), param(request, 'collection'))
  })
  get(scope, '/:root/collections/:collection/manifest', async (request, reply) => {
    const page = await read(request, service, ofObjects, { versions: ['last'], withBody: false })
    return send(
      reply,
      pageText(
        reply,
        page,
        'objects',
        page.entries.map((entry) => JSON.stringify(manifestRecord(entry))),
      ),
    )
  })
}

function addObjectResources(scope: FastifyInstance, service: TaxiiService): void {
  const objects = '/:root/collections/:collection/objects'
  const sendObjects = async (request: FastifyRequest, reply: FastifyReply, taken: readonly TaxiiParameter[]) => {
    const page = await read(request, service, taken, { versions: ['last'], withBody: true })
    return send(
      reply,
      pageText(
        reply,
        page,
        'objects',
        page.entries.map(({ body }) => body),
      ),
    )
  }
  get(scope, objects, (request, reply) => sendObjects(request, reply, ofObjects))
  get(scope, `${objects}/:object`, (request, reply) => sendObjects(request, reply, ofObject))
  get(scope, `${objects}/:object/versions`, async (request, reply) => {
    const page = await read(request, service, ofVersions, { versions: ['all'], withBody: false })
    return send(
      reply,
      pageText(
        reply,
        page,
        'versions',
        page.entries.map(({ version }) => JSON.stringify(version)),
      ),
    )
  })
  route(scope, 'POST', objects, async (request, reply) => {
    service.apiRoot(param(request, 'root'))
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array()
    const status = await service.add(accountOf(request), param(request, 'collection'), body)
    return send(reply.code(202), JSON.stringify(status))
  })
  route(scope, 'DELETE', `${objects}/:object`, async (request, reply) => {
    service.apiRoot(param(request, 'root'))
    await service.takeBack({
      ...{ account: accountOf(request), collection: param(request, 'collection'), objectId: param(request, 'object') },
      ...{ query: queryOf(request, ofDelete), versions: ['all'], withBody: false },
    })
    return send(reply, '{}')
  })
}

type Answering = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Addresses of TAXII end in a slash; without it they mean the same, which Fastify sees to for the prefix alone. */
function route(scope: FastifyInstance, method: 'GET' | 'POST' | 'DELETE', path: string, answer: Answering): void {
  for (const url of path === '' ? ['/'] : [path, `${path}/`]) {
    scope.route({ method, url, config: { signsInByItself: true }, schema: { hide: true }, handler: answer })
  }
}

function get(scope: FastifyInstance, path: string, answer: Answering): void {
  route(scope, 'GET', path, async (request, reply) => {
    const resource = await answer(request, reply)
    return reply.sent || resource === reply ? reply : send(reply, JSON.stringify(resource))
  })
}

function send(reply: FastifyReply, body: string): FastifyReply {
  return reply.header('content-type', taxiiMediaType).header('cache-control', 'no-store').send(Buffer.from(body))
}

async function read(
  request: FastifyRequest,
  service: TaxiiService,
  taken: readonly TaxiiParameter[],
  how: { readonly versions: readonly ('last' | 'all')[]; readonly withBody: boolean },
): Promise<TaxiiPage> {
  service.apiRoot(param(request, 'root'))
  const objectId = param(request, 'object')
  return service.read({
    ...{ account: accountOf(request), collection: param(request, 'collection'), query: queryOf(request, taken) },
    ...how,
    ...(objectId === '' ? {} : { objectId }),
  })
}

/** An envelope, a manifest or a list of versions, put together from texts. Source: TAXII 2.1 §3.7, §5.3.1, §5.8.1. */
function pageText(reply: FastifyReply, page: TaxiiPage, member: string, items: readonly string[]): string {
  const [first, last] = [page.entries[0], page.entries.at(-1)]
  if (first === undefined || last === undefined) return '{}'
  reply.header('x-taxii-date-added-first', instantOf(first.shownUs))
  reply.header('x-taxii-date-added-last', instantOf(last.shownUs))
  const more = page.next === undefined ? '' : `"more":true,"next":${JSON.stringify(page.next)},`
  return `{${more}"${member}":[${items.join(',')}]}`
}

function queryOf(request: FastifyRequest, taken: readonly TaxiiParameter[]): TaxiiQuery {
  const at = request.url.indexOf('?')
  const answer = readTaxiiQuery(new URLSearchParams(at < 0 ? '' : request.url.slice(at)), taken)
  if (!answer.ok) throw new TaxiiRefusal(400, answer.reason)
  return answer.query
}

function param(request: FastifyRequest, name: string): string {
  const params: unknown = request.params
  const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined
  return typeof value === 'string' ? value : ''
}

function accountOf({ taxiiAccount }: FastifyRequest): TaxiiAccount {
  if (taxiiAccount === undefined) throw new TaxiiRefusal(401, 'a TAXII account is needed')
  return taxiiAccount
}

/** Answers a refusal as an error message of TAXII; what nobody foresaw is logged and not told. Source: TAXII 2.1 §3.6. */
function refuse(error: FastifyError | YaguraError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, title, description } = told(error)
  if (status >= 500) request.log.error({ err: error }, 'a TAXII request failed')
  const message: TaxiiErrorMessage = {
    ...{ title, description, error_id: randomUUID(), http_status: String(status) },
    ...(error instanceof YaguraError ? { error_code: error.code } : {}),
  }
  if (Number(request.headers['content-length'] ?? 0) > 0 && !request.raw.readableEnded)
    reply.header('connection', 'close')
  return send(reply.code(status), JSON.stringify(message))
}

function told(error: FastifyError | YaguraError): {
  readonly status: number
  readonly title: string
  readonly description: string
} {
  if (error instanceof TaxiiRefusal) return { status: error.status, title: error.title, description: error.message }
  if (error instanceof YaguraError) {
    return { status: statusOf(error.code, error.remedy), title: 'Refused', description: error.message }
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { status: 413, title: 'Content too large', description: `a body has at most ${longestEnvelopeBytes} bytes` }
  }
  const isRequest = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  if (isRequest) return { status: error.statusCode ?? 400, title: 'Bad request', description: error.message }
  return { status: 500, title: 'Internal error', description: 'the node failed; its log says more' }
}
