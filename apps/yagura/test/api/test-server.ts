import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '@yagura/core'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import type { Operation } from '../../src/api/contract/common.ts'
import { operations } from '../../src/api/contract/operations.ts'
import { createNodeMetrics } from '../../src/api/metrics.ts'
import { createServer, type ServerOptions } from '../../src/api/server.ts'
import type { NodeContext } from '../../src/node/context.ts'
import { createLive } from '../../src/node/live.ts'
import type { PasswordCost } from '../../src/node/officers/password.ts'
import { createOfficersService, type OfficersService } from '../../src/node/officers/service.ts'
import { createSettingsService } from '../../src/node/settings/service.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { exampleOf } from './example-of.ts'

/** The least that scrypt takes: tests of sessions need no slow hash. */
export const quickCost = { log2N: 4, r: 1, p: 1 }
/** Port that the tests' requests name. */
export const port = 4600
export const host = `localhost:${port}`
export const password = 'correct horse battery staple'

/** A server with real accounts, sessions, settings and store; what else it answers is an example of the schema. */
export type TestServer = {
  readonly app: FastifyInstance
  readonly context: NodeContext
  readonly officers: OfficersService
  /** Lines of the server's own log. */
  readonly lines: string[]
  readonly setNow: (nowMs: number) => void
  readonly nowMs: () => number
  /** Makes an administrator and, by default, an officer of the same password. */
  readonly addAccounts: () => Promise<void>
}

export type TestServerOptions = Partial<Omit<ServerOptions, 'handlers' | 'streams' | 'uploads'>> & {
  readonly handlers?: object
  readonly streams?: object
  readonly uploads?: object
  /** Accounts are made before the server is. */
  readonly withAccounts?: boolean
  readonly passwordCost?: PasswordCost
}

const page = '<!doctype html><title>Yagura</title><div id="root"></div>'

/** A console as esbuild leaves it. */
export function consoleFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-console-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'main.js'), `console.log(${JSON.stringify('a'.repeat(5000))})`)
  writeFileSync(join(folder, 'chunk-ABCD2345.js'), 'export const a = 1')
  return folder
}

/** Handlers that give an example of what their schema says. */
export function exampleHandlers(): Record<string, () => Promise<unknown>> {
  const table: Record<string, Operation> = operations
  return Object.fromEntries(
    Object.entries(table).map(([id, operation]) => [
      id,
      async () => (operation.answer === undefined ? undefined : exampleOf(operation.answer)),
    ]),
  )
}

function operationsWith(member: 'answerType' | 'bodyType'): readonly (readonly [string, Operation])[] {
  const table: Record<string, Operation> = operations
  return Object.entries(table).filter(([, operation]) => operation[member] !== undefined)
}

function exampleStreams(): Record<string, () => Promise<unknown>> {
  const answer = async () => ({ type: 'application/octet-stream', body: new Uint8Array(16) })
  return Object.fromEntries(operationsWith('answerType').map(([id]) => [id, answer]))
}

type UploadAsked = { readonly body: AsyncIterable<Uint8Array> }

/** Handlers that read all of a body, and give an example of what their schema says; `uploadFile` tells how many bytes came. */
function exampleUploads(): Record<string, (asked: UploadAsked) => Promise<unknown>> {
  return Object.fromEntries(
    operationsWith('bodyType').map(([id, { answer }]) => [
      id,
      async ({ body }: UploadAsked) => {
        let bytes = 0
        for await (const piece of body) bytes += piece.byteLength
        const example = exampleOf(answer ?? {})
        return id === 'uploadFile' && typeof example === 'object' ? { ...example, records: bytes } : example
      },
    ]),
  )
}

/** A context on a store of its own, with a clock that a test sets. */
async function testContext() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'yagura-api-'))
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }))
  const opened = await openStore({ dataFolder, mode: 'REAL' })
  onTestFinished(() => opened.close())
  const live = createLive((error) => {
    throw error
  })
  const lines: string[] = []
  let nowMs = Date.parse('2026-11-22T00:00:00Z')
  let ids = 0
  const commit: Store['commit'] = async (change) => {
    const committed = await opened.commit(change)
    for (const record of committed.records) live.publish({ kind: 'log', record })
    return committed
  }
  const context: NodeContext = {
    store: { ...opened, commit },
    clock: { nowMs: () => nowMs },
    live,
    logger: pino({ level: 'debug' }, { write: (line: string) => lines.push(line) }),
    mode: 'REAL',
    newId: () => `01TEST${String(++ids).padStart(20, '0')}`,
  }
  const setNow = (next: number) => {
    nowMs = next
  }
  return { context, lines, setNow, nowMs: () => nowMs }
}

/** Makes an administrator and an officer. */
async function makeAccounts({ handlers }: OfficersService): Promise<void> {
  const caller = { officer: 'test', role: 'administrator' } as const
  const bodies = [
    { name: 'Sato', role: 'administrator', password },
    { name: 'Suzuki', role: 'officer', password },
  ] as const
  for (const body of bodies) await handlers.addOfficer({ params: undefined, query: undefined, body }, caller)
}

export async function testServer(given: TestServerOptions = {}): Promise<TestServer> {
  const node = await testContext()
  const { context } = node
  const { handlers, streams, uploads, withAccounts, passwordCost = quickCost, ...rest } = given
  const officers = createOfficersService(context, { passwordCost })
  const settings = createSettingsService(context)
  if (withAccounts === true) await makeAccounts(officers)
  const all = { ...exampleHandlers(), ...officers.handlers, ...settings.handlers, ...handlers }
  const app = await createServer({
    operations,
    handlers: all as ServerOptions['handlers'],
    streams: { ...exampleStreams(), ...streams } as ServerOptions['streams'],
    uploads: { ...exampleUploads(), ...uploads } as ServerOptions['uploads'],
    officers,
    store: context.store,
    live: context.live,
    logger: context.logger,
    metrics: createNodeMetrics(),
    consoleFolder: consoleFolder(),
    listen: { host: '127.0.0.1', port },
    notReady: () => [],
    ...rest,
  })
  onTestFinished(() => app.close())
  return { ...node, app, officers, addAccounts: () => makeAccounts(officers) }
}

/** A browser, as far as cookies and the token of changes go. */
export type Visit = {
  readonly ask: (options: InjectOptions) => Promise<LightMyRequestResponse>
  readonly cookies: Record<string, string>
  token: string
}

export function visit(app: FastifyInstance, hostName: string = host): Visit {
  const cookies: Record<string, string> = {}
  const made: Visit = {
    cookies,
    token: '',
    ask: async (options) => {
      const headers = {
        host: hostName,
        ...(made.token === '' ? {} : { 'x-csrf-token': made.token }),
        ...options.headers,
      }
      const answer = await app.inject({ ...options, cookies: { ...cookies }, headers })
      for (const { name, value } of answer.cookies) cookies[name] = value
      return answer
    },
  }
  return made
}

/** A visit that knows its token. */
export async function enter(app: FastifyInstance, hostName?: string): Promise<Visit> {
  const made = visit(app, hostName)
  made.token = (await made.ask({ url: '/api/v1/session' })).json().csrfToken
  return made
}

/** A visit of somebody who has signed in. */
export async function signedIn(app: FastifyInstance, name = 'Sato', hostName?: string): Promise<Visit> {
  const made = await enter(app, hostName)
  const answer = await made.ask({ method: 'POST', url: '/api/v1/session', payload: { name, password } })
  made.token = answer.json().csrfToken
  return made
}
