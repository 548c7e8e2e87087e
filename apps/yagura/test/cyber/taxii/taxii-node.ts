import { randomUUID } from 'node:crypto'
import { isMembers, type Members, type StixObject } from '@yagura/cyber'
import type { Marking } from '@yagura/record'
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import type { TaxiiAccount } from '../../../src/api/contract/taxii.ts'
import { type OpenStixStore, openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { createTaxiiServer, type TaxiiServer } from '../../../src/node/cyber/taxii/taxii-server.ts'
import { createLive } from '../../../src/node/live.ts'
import { quickCost } from '../../api/test-server.ts'
import { temporaryFolder, temporaryStore } from '../../store/temporary-store.ts'
import type { ClientKey } from './client-keys.ts'

export const media = 'application/taxii+json;version=2.1'
export const password = 'correct horse battery staple'
export const shared = '/taxii2/api/collections/shared'
export const contributions = '/taxii2/api/collections/contributions'

/** A TAXII server over a real store, as the node has it, and a clock that a test sets. */
export type TaxiiNode = {
  readonly store: OpenStixStore
  readonly app: FastifyInstance
  /** Adds an account, with a password unless there is a certificate. */
  readonly account: (account: Partial<TaxiiAccount> & AccountKey) => Promise<void>
  readonly removeAccount: (name: string) => Promise<void>
  /** Adds objects with a marking for nations. */
  readonly share: (objects: readonly StixObject[], nations: readonly string[], more?: Partial<Marking>) => Promise<void>
  readonly ask: (as: string, path: string, options?: AskOptions) => Promise<LightMyRequestResponse>
  readonly setNow: (nowMs: number) => void
  readonly pin: (name: string, client: ClientKey) => Promise<void>
  readonly unpin: (name: string, client: ClientKey) => Promise<void>
  /** What the health of the node is judged by. */
  readonly certificates: TaxiiServer['certificates']
  /** What administrators ask. */
  readonly handlers: TaxiiServer['handlers']
  /** Listens over TLS, where there is a folder with its key. @returns The port. */
  readonly listenOverTls: () => Promise<number>
}
type AccountKey = { readonly name: string; readonly certificate?: string }
type AskOptions = {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Makes the node of one test. */
export async function taxiiNode(thread: URL, keyFolder?: string): Promise<TaxiiNode> {
  let nowMs = Date.UTC(2026, 0, 1)
  const clock = { nowMs: () => nowMs }
  const logger = pino({ level: 'silent' })
  const context = {
    ...{ store: await temporaryStore(), clock, logger, mode: 'REAL' as const },
    ...{ live: createLive(() => undefined), newId: () => randomUUID() },
  }
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock }, thread)
  onTestFinished(() => store.close())
  const taxii = await createTaxiiServer(context, store, {
    ...{ ownNation: () => 'JPN', passwordCost: quickCost },
    listen: keyFolder === undefined ? undefined : { host: '127.0.0.1', port: 0, keyFolder },
  })
  onTestFinished(taxii.close)
  const app = Fastify()
  await taxii.addRoutes(app)
  onTestFinished(() => app.close())
  const caller = { officer: 'test', role: 'administrator' } as const
  return {
    ...{ store, app, handlers: taxii.handlers, certificates: taxii.certificates },
    listenOverTls: async () => (await taxii.start()) ?? 0,
    account: async (account) => {
      const usual = {
        nation: 'USA',
        policies: ['TLP', 'JP'],
        clearance: null,
        compartments: [],
        marking: null,
      } as const
      const body = { ...usual, policies: ['TLP', 'JP'], compartments: [], mayRead: true, contributes: 'no' as const }
      const credentials = account.certificate === undefined ? { password } : {}
      const asked = { params: undefined, query: undefined, body: { ...body, ...account, ...credentials } }
      await taxii.handlers.addTaxiiAccount(asked, caller)
    },
    pin: async (name, { certificate }) => {
      await taxii.handlers.addTaxiiCertificate({ params: { name }, query: undefined, body: { certificate } }, caller)
    },
    unpin: async (name, { fingerprint }) => {
      const params = { name, fingerprint }
      await taxii.handlers.removeTaxiiCertificate({ params, query: undefined, body: undefined }, caller)
    },
    removeAccount: async (name) => {
      await taxii.handlers.removeTaxiiAccount({ params: { name }, query: undefined, body: undefined }, caller)
    },
    share: async (objects, nations, more = {}) => {
      const aud = Object.fromEntries([...nations].sort().map((nation) => [nation, 2 as const]))
      const marking: Marking = { pol: 'TLP', lvl: 0, mode: 'REAL', aud, ...more }
      await store.add(objects.map((object) => ({ object, marking, originator: '', source: 'test' })))
    },
    ask: (as, path, { method = 'GET', headers = {}, body } = {}) =>
      app.inject({
        method,
        url: path,
        headers: {
          accept: media,
          ...(as === '' ? {} : { authorization: `Basic ${Buffer.from(`${as}:${password}`).toString('base64')}` }),
          ...(body === undefined ? {} : { 'content-type': media }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body }),
      }),
    setNow: (ms) => {
      nowMs = ms
    },
  }
}

const uuid = (no: number): string => `00000000-0000-4000-8000-${String(no).padStart(12, '0')}`
const times = { created: '2024-01-01T00:00:00.000Z', modified: '2024-01-01T00:00:00.000Z' }

/** A valid object; equal numbers are one object. */
export function malware(no: number, more: object = {}): StixObject {
  return { type: 'malware', spec_version: '2.1', id: `malware--${uuid(no)}`, ...times, is_family: false, ...more }
}

/** A valid relationship between two objects. */
export function relationship(no: number, from: StixObject, to: StixObject): StixObject {
  const ends = { relationship_type: 'related-to', source_ref: from.id, target_ref: to.id }
  return { type: 'relationship', spec_version: '2.1', id: `relationship--${uuid(no)}`, ...times, ...ends }
}

/** Members of a JSON answer. */
export function members(response: LightMyRequestResponse): Members {
  const value: unknown = response.json()
  return isMembers(value) ? value : {}
}

/** Ids of what a page of objects or of a manifest holds. */
export function ids(response: LightMyRequestResponse): readonly unknown[] {
  const { objects = [] } = members(response)
  return Array.isArray(objects) ? objects.map((object: Members) => object['id']) : []
}
