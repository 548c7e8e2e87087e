import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coreKinds, type Marking, type Signer, signRecord } from '@yagura/record'
import { elementsDataset, spaceRecordSchemas } from '@yagura/space'
import pino from 'pino'
import { afterAll, onTestFinished } from 'vitest'
import type { PartnerClearance } from '../../src/api/contract/partners.ts'
import type { NodeContext, VerifyOfficer } from '../../src/node/context.ts'
import { createLive } from '../../src/node/live.ts'
import { makeIdentity } from '../../src/node/partners/identity/make-identity.ts'
import { identityFile } from '../../src/node/partners/identity/own-identity.ts'
import { createPartnersService, type PartnersService } from '../../src/node/partners/partners-service.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { ulid } from '../../src/node/ulid.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { widenNodeKey } from './widen-node-key.ts'

/** A node as far as partners know it: real store, real TLS, real port of 127.0.0.1. */
export type TestPartner = {
  readonly service: PartnersService
  readonly context: NodeContext
  readonly dataFolder: string
  readonly node: string
  readonly party: string
  readonly roots: Awaited<ReturnType<typeof makeIdentity>>['roots']
  readonly card: Awaited<ReturnType<typeof makeIdentity>>['card']
  readonly fingerprint: string
  readonly port: number
  /** Ends the node and starts it again on the same folder. */
  readonly restart: () => Promise<TestPartner>
  readonly stop: () => Promise<void>
}

/** As at a node without accounts. */
export const byNameAlone: VerifyOfficer = async (name) => ({ officer: name, role: 'administrator' })

export const administrator = { officer: 'test', role: 'administrator' } as const

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new TypeError('no port')
  return address.port
}

type Keys = Awaited<ReturnType<typeof makeIdentity>> & { readonly folder: string; readonly port: number }
const keysByNode = new Map<string, Promise<Keys>>()
const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  keysByNode.clear()
})

async function makeKeys(party: string, node: string): Promise<Keys> {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-keys-'))
  folders.push(folder)
  const port = await freePort()
  const plan = { node, party, url: `https://127.0.0.1:${port}`, mode: 'REAL' as const, nowMs: Date.now() }
  const made = await makeIdentity({
    ...plan,
    dataFolder: folder,
    rootsFolder: join(folder, 'roots'),
    random: randomBytes,
  })
  await widenNodeKey(folder, 'REAL', made.roots)
  return { ...made, folder, port }
}

/** Keys of a node in a data folder of the test's own; they are made once a file, for passphrases are slow on purpose. */
export async function keysFor(party: string, node: string): Promise<Keys & { readonly dataFolder: string }> {
  const making = keysByNode.get(node) ?? makeKeys(party, node)
  keysByNode.set(node, making)
  const keys = await making
  const dataFolder = temporaryFolder()
  copyFileSync(identityFile(keys.folder, 'REAL'), identityFile(dataFolder, 'REAL'))
  return { ...keys, dataFolder }
}

/** Makes and starts a node; it ends with the test. */
export async function startPartner(party: string, node: string): Promise<TestPartner> {
  return open({ ...(await keysFor(party, node)), node, party })
}

type Made = Pick<TestPartner, 'roots' | 'card' | 'fingerprint' | 'dataFolder' | 'node' | 'party' | 'port'>

async function open(made: Made): Promise<TestPartner> {
  const store = await openStore({ dataFolder: made.dataFolder, mode: 'REAL' })
  const clock = { nowMs: () => Date.now() }
  const live = createLive((error) => {
    throw error
  })
  const commit: typeof store.commit = async (change) => {
    const committed = await store.commit(change)
    for (const record of committed.records) live.publish({ kind: 'log', record })
    return committed
  }
  const context: NodeContext = {
    store: { ...store, commit },
    clock,
    live,
    logger: pino({ level: 'silent' }),
    mode: 'REAL',
    newId: () => ulid(clock.nowMs(), randomBytes),
  }
  const listen = { host: '127.0.0.1', port: made.port }
  const service = await createPartnersService(
    context,
    { dataFolder: made.dataFolder, listen },
    { kinds: spaceRecordSchemas, verifyOfficer: byNameAlone, readableDatasets: [elementsDataset.what] },
  )
  await service.start()
  let isOpen = true
  const stop = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await service.close()
    await store.close()
  }
  onTestFinished(stop)
  return {
    ...made,
    ...{ service, context, stop },
    restart: async () => {
      await stop()
      return open(made)
    },
  }
}

/** Pins each other's cards. */
export async function befriend(...nodes: readonly TestPartner[]): Promise<void> {
  for (const one of nodes) {
    for (const other of nodes) {
      if (one !== other) await pin(one, other)
    }
  }
}

/** Pins the card of one node at another. */
export async function pin(
  at: TestPartner,
  { card, fingerprint }: Pick<TestPartner, 'card' | 'fingerprint'>,
  clearance?: PartnerClearance,
): Promise<void> {
  const body = { card, fingerprint, second: { name: 'second' }, ...(clearance === undefined ? {} : { clearance }) }
  await at.service.handlers.addPartner({ params: undefined, query: undefined, body }, administrator)
}

/** A marking that releases to nations. */
export function markFor(...nations: readonly string[]): Marking {
  const aud = Object.fromEntries(nations.toSorted().map((nation) => [nation, 2 as const]))
  return { pol: 'TLP', lvl: 0, tlp: 'GREEN', mode: 'REAL', aud }
}

let count = 0

/** A signed record of a kind that nodes may sign. */
export async function recordBy(signer: Signer, mark: Marking, more: Record<string, unknown> = {}): Promise<Uint8Array> {
  count += 1
  const body = {
    at: new Date().toISOString(),
    by: signer.keyId.slice(0, signer.keyId.indexOf('#')),
    data: { blob: String(count).padStart(64, '0'), mediaType: 'text/plain', sizeBytes: 1, what: 'space.test' },
    id: ulid(Date.now(), randomBytes),
    kind: 'dataset.add',
    mark,
    refs: [],
    v: 1,
    ...more,
  }
  const signed = await signRecord(body, [signer], coreKinds)
  if (!signed.ok) throw new TypeError(signed.fault.reason)
  return signed.line
}

/** The key with which a node signs by itself. */
export function authorOf({ service }: TestPartner): Signer {
  if (service.identity === undefined) throw new TypeError('no identity')
  return service.identity.author
}

/** Asks a partner now and waits for what comes of it. */
export function pull(at: TestPartner, from: Pick<TestPartner, 'node'>) {
  const params = { node: from.node }
  return at.service.handlers.pullPartner({ params, query: undefined, body: undefined }, administrator)
}

/** Records that are held at a node of another. */
export async function recordsAt(at: TestPartner, of: Pick<TestPartner, 'node'>) {
  const query = { node: of.node, limit: 1000 }
  return (await at.service.handlers.listPartnerRecords({ params: undefined, query, body: undefined }, administrator))
    .items
}

/** Evidence that a node keeps. */
export async function evidenceAt(at: TestPartner) {
  return (await at.service.handlers.listEvidence({ params: undefined, query: {}, body: undefined }, administrator))
    .items
}
