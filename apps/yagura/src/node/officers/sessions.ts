import { createHash, randomBytes } from 'node:crypto'
import type { Clock, LogDraft, Store, StoredDocument } from '@yagura/core'

/** Who a session belongs to. */
export type SignedIn = {
  /** Account; absent while a node has no accounts and a name is enough. */
  readonly officerId: string | undefined
  readonly officer: string
}

/** A session as it is kept: under the hash of its token, so that the store cannot be used to sign in. */
export type Session = SignedIn & { readonly hash: string; readonly createdMs: number; readonly seenMs: number }

/** How long sessions last. */
export type SessionLimits = { readonly idleMs: number; readonly absoluteMs: number }

/** Two hours without a page open, sixteen in all: a watch and its handover. */
const usualLimits: SessionLimits = { idleMs: 2 * 3_600_000, absoluteMs: 16 * 3_600_000 }

/** Sessions of officers. */
export type Sessions = {
  /** The session of a token, unless it has ended; it counts as used now. */
  readonly find: (token: string) => Session | undefined
  /** @returns The token: it goes into the cookie and is kept nowhere. */
  readonly start: (officer: SignedIn) => Promise<{ readonly token: string; readonly session: Session }>
  readonly end: (hash: string, why: string) => Promise<void>
  readonly endWhere: (fits: (session: Session) => boolean, why: string) => Promise<void>
  /** @returns Ends the subscription. */
  readonly onEnded: (listener: (hash: string) => void) => () => void
}

const collection = 'sessions'
const tokenBytes = 32
/** How often the last use is written down. */
const seenStepMs = 5 * 60_000

/** A fresh token: 256 random bits in base64url. */
export function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url')
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function isSession(value: unknown): value is Omit<Session, 'hash'> {
  return typeof value === 'object' && value !== null && 'officer' in value && 'createdMs' in value && 'seenMs' in value
}

function documentOf({ hash, ...body }: Session): StoredDocument {
  return { collection, id: hash, body }
}

/**
 * Sessions, restored from the store.
 * @param onFailure - Told where the time of the last use could not be written; the session goes on.
 */
export function createSessions(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  onFailure: (error: unknown) => void,
  limits: SessionLimits = usualLimits,
): Sessions {
  const sessions = new Map<string, Session>()
  const listeners = new Set<(hash: string) => void>()
  for (const { id, body } of store.list(collection)) {
    if (isSession(body)) sessions.set(id, { ...body, hash: id })
  }
  // As far ahead of the clock counts as far behind: written by a clock that was wrong, it would last until then.
  const isOver = (session: Session, nowMs: number) =>
    Math.abs(nowMs - session.seenMs) > limits.idleMs || Math.abs(nowMs - session.createdMs) > limits.absoluteMs
  const log = (event: string, session: Session, text: string): LogDraft => ({
    atMs: clock.nowMs(),
    kind: `session/${event}`,
    subject: session.officerId ?? session.officer,
    by: session.officer,
    text,
    body: {},
  })
  const drop = async (ended: readonly Session[], why: string) => {
    if (ended.length === 0) return
    for (const { hash } of ended) {
      sessions.delete(hash)
      for (const listener of listeners) listener(hash)
    }
    await store.commit({
      remove: ended.map(({ hash }) => ({ collection, id: hash })),
      append: ended.map((session) => log('ended', session, `${session.officer} ${why}`)),
    })
  }
  const touch = (session: Session, nowMs: number) => {
    const seen = { ...session, seenMs: nowMs }
    sessions.set(session.hash, seen)
    store.commit({ put: [documentOf(seen)] }).catch(onFailure)
  }
  return {
    find: (token) => {
      const session = sessions.get(hashOf(token))
      if (session === undefined) return undefined
      const nowMs = clock.nowMs()
      if (isOver(session, nowMs)) {
        drop([session], 'was signed out by time').catch(onFailure)
        return undefined
      }
      if (nowMs - session.seenMs >= Math.min(seenStepMs, limits.idleMs / 4)) touch(session, nowMs)
      return session
    },
    start: async (officer) => {
      const nowMs = clock.nowMs()
      await drop(
        [...sessions.values()].filter((session) => isOver(session, nowMs)),
        'was signed out by time',
      )
      const token = newToken()
      const session: Session = { ...officer, hash: hashOf(token), createdMs: nowMs, seenMs: nowMs }
      await store.commit({
        put: [documentOf(session)],
        append: [log('started', session, `${officer.officer} signed in`)],
      })
      sessions.set(session.hash, session)
      return { token, session }
    },
    end: (hash, why) =>
      drop(
        [sessions.get(hash)].filter((session) => session !== undefined),
        why,
      ),
    endWhere: (fits, why) => drop([...sessions.values()].filter(fits), why),
    onEnded: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
