import type { LogRecord, Store } from '@yagura/core'
import { shippedPolicies } from '@yagura/record'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import { auditArea } from '../node/audit/audit-line.ts'
import type { Live } from '../node/context.ts'
import { logEntry, maySeeAudit } from '../node/watch-room/watch-log.ts'
import type { NodeStatus } from './contract/node.ts'
import type { Caller } from './contract/operations.ts'
import { createEventClient, type EventClient } from './event-client.ts'

/** The present state is told at most this often while it changes, */
const statusStepMs = 1000
/** and at least this often: a page that hears nothing knows that the link is lost. */
const heartbeatMs = 5000

/** The streams of events of all pages. */
export type EventHub = {
  readonly open: (request: FastifyRequest, reply: FastifyReply, caller: Caller, afterSeq: number | undefined) => void
  /** Ends the streams of a session. */
  readonly endSession: (hash: string) => void
  /** Tells all pages that the node stops, and ends their streams. */
  readonly close: () => void
}

/** What the streams are fed from. */
export type EventSources = {
  readonly store: Store
  readonly live: Live
  readonly logger: FastifyBaseLogger
  readonly readStatus: (caller: Caller) => Promise<NodeStatus>
  /** Whether the session of a stream still holds; asking counts as use. */
  readonly isSignedIn: (request: FastifyRequest) => boolean
  readonly onCount: (clients: number) => void
}

function frame(event: string, data: unknown, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** The frame of a line as somebody of a role is told it; empty where it is not for them. */
function frameFor(role: Caller['role'], record: LogRecord): string {
  return record.kind.startsWith(`${auditArea}/`) && !maySeeAudit(role)
    ? ''
    : frame('log', logEntry(record, policies), record.seq)
}

/** By whose words the markings of lines are said. */
const policies = shippedPolicies()

type Open = { readonly client: EventClient; readonly caller: Caller; readonly request: FastifyRequest }

/** Answers the head of a stream at once, past Fastify, which would wait for its end. */
function openStream(reply: FastifyReply): void {
  reply.hijack()
  reply.raw.writeHead(200, {
    ...Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  reply.raw.write('retry: 2000\n\n')
}

/** Tells the status to all clients, at most once in a step, however often it changes. */
function createStatusTeller(clients: ReadonlySet<Open>, sources: EventSources) {
  let timer: NodeJS.Timeout | undefined
  let isTelling = false
  const tell = async () => {
    const [first] = clients
    if (first === undefined || isTelling) return
    isTelling = true
    try {
      const status = await sources.readStatus(first.caller)
      const frames = new Map<string, string>()
      for (const { client, caller } of clients) {
        const officer = { name: caller.officer, role: caller.role }
        const key = `${officer.role} ${officer.name}`
        const text = frames.get(key) ?? frame('status', { ...status, officer })
        frames.set(key, text)
        client.send(text)
      }
    } catch (error) {
      sources.logger.error({ err: error }, 'the status could not be told')
    } finally {
      isTelling = false
    }
  }
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      void tell()
    }, statusStepMs)
  }
  return { tell, soon, stop: () => clearTimeout(timer) }
}

/** Streams of server-sent events. Source: WHATWG HTML section 9.2. */
export function createEventHub(sources: EventSources): EventHub {
  const clients = new Set<Open>()
  const status = createStatusTeller(clients, sources)
  const stopListening = sources.live.subscribe((event) => {
    if (event.kind === 'status') status.soon()
    if (clients.size === 0 || event.kind === 'status') return
    if (event.kind === 'job') {
      const text = frame('job', event.job)
      for (const { client } of clients) client.send(text)
      return
    }
    const { record } = event
    const frames = { officer: frameFor('officer', record), administrator: frameFor('administrator', record) }
    for (const { client, caller } of clients) client.logged(record, frames[caller.role])
  })
  const beat = setInterval(() => {
    for (const { client, request } of clients) {
      if (sources.isSignedIn(request)) client.send(': ping\n\n')
      else client.end('')
    }
    void status.tell()
  }, heartbeatMs)
  return {
    open: (request, reply, caller, afterSeq) => {
      openStream(reply)
      const client = createEventClient(reply.raw, request.visitor?.session?.hash, sources.store, (record) =>
        frameFor(caller.role, record),
      )
      const opened = { client, caller, request }
      clients.add(opened)
      sources.onCount(clients.size)
      reply.raw.once('close', () => {
        clients.delete(opened)
        sources.onCount(clients.size)
      })
      reply.raw.on('error', () => clients.delete(opened))
      client.follow(afterSeq ?? sources.store.lastSeq()).catch((error: unknown) => {
        sources.logger.error({ err: error }, 'the log could not be read for a stream')
        reply.raw.destroy()
      })
      status.soon()
    },
    endSession: (hash) => {
      for (const { client } of clients) if (client.sessionHash === hash) client.end('')
    },
    close: () => {
      clearInterval(beat)
      status.stop()
      stopListening()
      for (const { client } of clients) client.end('event: stopping\ndata: {}\n\n')
    },
  }
}
