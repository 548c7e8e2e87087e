import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  AdministratorOnlyError,
  CrossSiteError,
  HostRefusedError,
  SignInRequiredError,
  UnknownProxyError,
} from './access-errors.ts'
import { InvalidRequestError } from './request-errors.ts'
import type { ServedAddress } from './served-address.ts'
import { areEqualSecrets, csrfTokenOf, type Visitor } from './visitor.ts'

/** Longest path and query that is looked at, characters. */
const longestUrl = 8192
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']
const ownSites = new Set(['same-origin', 'none'])

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** @throws CrossSiteError where the page of another site asks. Source: W3C Fetch Metadata, resource isolation policy. */
function checkSite(request: FastifyRequest, address: ServedAddress): void {
  const site = header(request, 'sec-fetch-site')
  if (request.url.startsWith('/api/') && site !== undefined && !ownSites.has(site)) {
    throw new CrossSiteError('pages of other sites may not ask this node')
  }
  const origin = header(request, 'origin')
  if (origin !== undefined && !address.isOwnOrigin(origin, request.headers.host)) {
    throw new CrossSiteError('pages of other origins may not ask this node')
  }
}

/** @throws CrossSiteError where a change does not carry the token of its session. */
function checkToken(request: FastifyRequest, visitor: Visitor): void {
  const given = header(request, 'x-csrf-token')
  const { token } = visitor
  if (token === undefined || given === undefined || !areEqualSecrets(given, csrfTokenOf(token))) {
    throw new CrossSiteError('a change needs the cookie and the token that GET /api/v1/session gives')
  }
}

function authorize(request: FastifyRequest, visitor: Visitor): void {
  const operation = request.routeOptions.config.operation
  if (operation?.access === 'open') return
  // What does not exist answers like what is not allowed: nobody learns the difference before signing in.
  if (operation === undefined && !request.url.startsWith('/api/')) return
  if (visitor.caller === undefined) throw new SignInRequiredError()
  if (operation?.access === 'administrator' && visitor.caller.role !== 'administrator') {
    throw new AdministratorOnlyError()
  }
}

/** Looks at every request before a byte of its body is read: host, site, session, token, rights. */
export function addGuard(
  app: FastifyInstance,
  address: ServedAddress,
  visitorOf: (request: FastifyRequest) => Visitor,
): void {
  app.decorateRequest('visitor')
  app.addHook('onRequest', async (request) => {
    if (request.url.length > longestUrl) {
      throw new InvalidRequestError(`path and query are longer than ${longestUrl} characters`)
    }
    if (!address.isOwnHost(request.headers.host)) throw new HostRefusedError()
    if (!address.isBeyondLoopback && proxyHeaders.some((name) => name in request.headers)) throw new UnknownProxyError()
    checkSite(request, address)
    const visitor = visitorOf(request)
    request.visitor = visitor
    authorize(request, visitor)
    const needsToken = !visitor.byCommand && request.routeOptions.config.signsInByItself !== true
    if (!readingMethods.has(request.method) && needsToken) checkToken(request, visitor)
  })
}
