import type { FastifyReply, FastifyRequest } from 'fastify'
import { LOCAL_OFFICER, type OfficersService } from '../node/officers/service.ts'
import { newToken, type SignedIn } from '../node/officers/sessions.ts'
import type { Answer, Asked } from './contract/common.ts'
import type { nodeOperations } from './contract/node.ts'
import type { Caller } from './contract/operations.ts'
import { csrfTokenOf } from './visitor.ts'

type SessionAnswer = Answer<typeof nodeOperations.readSession>

/** Signing in, out and over: what sets the cookie. */
export type SessionDesk = {
  readonly read: (request: FastifyRequest, reply: FastifyReply) => SessionAnswer
  readonly signIn: (
    request: FastifyRequest,
    reply: FastifyReply,
    body: Asked<typeof nodeOperations.signIn>['body'],
  ) => Promise<SessionAnswer>
  readonly signOut: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  /** Gives the session of a request to another officer, whose password is known to be right. */
  readonly signOver: (request: FastifyRequest, reply: FastifyReply, incoming: SignedIn) => Promise<void>
}

/** Name of the cookie; ports of one host share cookies, so the port is in it where there is no TLS. */
export function cookieNameOf(isSecure: boolean, port: number): string {
  return isSecure ? '__Host-yagura' : `yagura-${port}`
}

/**
 * @param cookieName - As `cookieNameOf` gives it.
 * @param isSecure - Whether the cookie is for TLS only.
 */
export function createSessionDesk(officers: OfficersService, cookieName: string, isSecure: boolean): SessionDesk {
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure } as const
  const answer = (caller: Caller | undefined, token: string): SessionAnswer => ({
    officer: caller === undefined ? null : { name: caller.officer, role: caller.role },
    signInRequired: officers.signInRequired(),
    csrfToken: csrfTokenOf(token),
  })
  const replace = async (request: FastifyRequest, reply: FastifyReply, officer: SignedIn, why: string) => {
    const present = request.visitor?.session
    if (present !== undefined) await officers.sessions.end(present.hash, why)
    // Always a new token: whoever planted or read the old one gains nothing.
    const { token } = await officers.sessions.start(officer)
    reply.setCookie(cookieName, token, cookie)
    return token
  }
  return {
    read: (request, reply) => {
      const known = request.visitor?.token
      const token = known ?? newToken()
      if (known === undefined) reply.setCookie(cookieName, token, cookie)
      return answer(request.visitor?.caller, token)
    },
    signIn: async (request, reply, body) => {
      const officer = await officers.authenticate(body.name, body.password, request.ip)
      const token = await replace(request, reply, officer, `gave the session to ${officer.officer}`)
      const role = officers.roleOf(officer)
      return answer(role === undefined ? undefined : { officer: officer.officer, role }, token)
    },
    signOut: async (request, reply) => {
      const present = request.visitor?.session
      if (present !== undefined) await officers.sessions.end(present.hash, 'signed out')
      reply.clearCookie(cookieName, cookie)
    },
    signOver: async (request, reply, incoming) => {
      if (request.visitor?.byCommand === true) return
      await replace(request, reply, incoming, `handed over to ${incoming.officer || LOCAL_OFFICER}`)
    },
  }
}
