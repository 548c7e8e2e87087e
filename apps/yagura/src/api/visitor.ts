import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { LOCAL_OFFICER, type OfficersService } from '../node/officers/service.ts'
import type { Session } from '../node/officers/sessions.ts'
import { SignInRequiredError } from './access-errors.ts'
import type { Operation } from './contract/common.ts'
import type { Caller } from './contract/operations.ts'
import { isLoopback } from './served-address.ts'

/** What is known of whoever sent a request. */
export type Visitor = {
  /** Token of the cookie, signed in or not. */
  readonly token: string | undefined
  readonly session: Session | undefined
  /** Absent where nobody is signed in and it is required. */
  readonly caller: Caller | undefined
  /** A command of the person who runs the node: it has no cookie that another site could use. */
  readonly byCommand: boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    visitor?: Visitor
  }
  interface FastifyContextConfig {
    operation?: Operation
    /** Whoever asks signs in with each request, by no cookie that another site could use. */
    signsInByItself?: boolean
  }
}

const tokenForm = /^[A-Za-z0-9_-]{43}$/

/** Token that a change must carry: only who knows the cookie or was told by the node can name it. */
export function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('yagura csrf').digest('base64url')
}

/** Whether two secrets are equal, in a time that does not tell where they differ. */
export function areEqualSecrets(a: string, b: string): boolean {
  const [hashA, hashB] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return hashA !== undefined && hashB !== undefined && timingSafeEqual(hashA, hashB)
}

/** Tells who sent a request. */
export function createReception(
  officers: OfficersService,
  cookieName: string,
  commandToken: string | undefined,
): (request: FastifyRequest) => Visitor {
  return (request) => {
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) {
      const isCommand =
        commandToken !== undefined &&
        isLoopback(request.raw.socket.remoteAddress ?? '') &&
        areEqualSecrets(bearer, commandToken)
      const caller = isCommand ? ({ officer: LOCAL_OFFICER, role: 'administrator' } as const) : undefined
      return { token: undefined, session: undefined, caller, byCommand: isCommand }
    }
    const cookie = request.cookies[cookieName]
    const token = cookie !== undefined && tokenForm.test(cookie) ? cookie : undefined
    const session = token === undefined ? undefined : officers.sessions.find(token)
    const role = session === undefined ? undefined : officers.roleOf(session)
    if (session !== undefined && role !== undefined) {
      return { token, session, caller: { officer: session.officer, role }, byCommand: false }
    }
    const caller = officers.signInRequired() ? undefined : ({ officer: LOCAL_OFFICER, role: 'administrator' } as const)
    return { token, session: undefined, caller, byCommand: false }
  }
}

/**
 * Who asks.
 * @throws SignInRequiredError where nobody is signed in.
 */
export function callerOf(request: FastifyRequest): Caller {
  const caller = request.visitor?.caller
  if (caller === undefined) throw new SignInRequiredError()
  return caller
}
