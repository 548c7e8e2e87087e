import { createServer } from 'node:https'
import { emptyTree, growTree, type LogTree } from '@yagura/core'
import { encodeEntries, leafHash, parseTilePath, rootOf, type Signer } from '@yagura/record'
import { onTestFinished } from 'vitest'
import { signedCheckpoint } from '../../src/node/partners/channels/judge-group.ts'
import { type OwnIdentity, readIdentity } from '../../src/node/partners/identity/own-identity.ts'
import { tlsOptions } from '../../src/node/partners/link/tls-pin.ts'
import { keysFor, type TestPartner } from './partner-nodes.ts'

/** What a liar shows: entries, and the checkpoint that it signs over them. */
type Shown = { readonly entries: readonly Uint8Array[]; readonly checkpoint: string }

/** A node that owns valid keys and serves whatever the test wants. */
export type LyingNode = Pick<TestPartner, 'node' | 'party' | 'card' | 'fingerprint' | 'roots'> & {
  readonly identity: OwnIdentity
  readonly author: Signer
  readonly keyAdd: Uint8Array
  /** Signs a tree of entries as its log. */
  readonly sign: (origin: string, entries: readonly Uint8Array[]) => Promise<Shown>
  /** Shows a log to everybody, or to one nation's node by its certificate's pin. */
  readonly show: (origin: string, shown: Shown, onlyTo?: string) => void
  /** Answers a path by other bytes. */
  readonly answer: (path: string, bytes: Uint8Array | 'never', headers?: Readonly<Record<string, string>>) => void
}

/** The tree of entries. */
function treeOf(entries: readonly Uint8Array[]): LogTree {
  const grown = growTree(
    emptyTree,
    entries.map((entry) => leafHash(entry)),
  )
  if (!grown.ok) throw new TypeError(grown.fault.reason)
  return grown.tree
}

function fileOf({ entries, checkpoint }: Shown, path: string): Uint8Array | undefined {
  if (path === 'checkpoint') return Buffer.from(checkpoint)
  const parsed = parseTilePath(path)
  if (!parsed.ok) return undefined
  const { address } = parsed
  const part = entries.slice(address.index * 256, address.index * 256 + address.width)
  if (address.kind === 'hashes') return Buffer.concat(part.map((entry) => leafHash(entry)))
  const encoded = encodeEntries(part)
  return encoded.ok ? encoded.bundle : undefined
}

/** Starts a liar; its logs have fewer than 256 entries. */
export async function startLyingNode(party: string, node: string): Promise<LyingNode> {
  const made = await keysFor(party, node)
  const { port } = made
  const identity = await readIdentity(made.dataFolder, 'REAL')
  if (identity === undefined) throw new TypeError('no identity')
  const logs = new Map<string, Map<string, Shown>>()
  const answers = new Map<string, { bytes: Uint8Array | 'never'; headers: Readonly<Record<string, string>> }>()
  const server = createServer({ ...tlsOptions(identity), requestCert: true }, (request, response) => {
    const path = request.url ?? ''
    const own = answers.get(path)
    if (own?.bytes === 'never') return
    if (own !== undefined) return void response.writeHead(200, own.headers).end(own.bytes)
    if (path === `/t/${node}/ch`) return void response.end(JSON.stringify({ logs: [...logs.keys()] }))
    const origin = [...logs.keys()].find((one) => path.startsWith(`/t/${one}/`)) ?? ''
    const socket = request.socket as import('node:tls').TLSSocket
    const caller = socket.getPeerCertificate().subject?.CN ?? ''
    const views = logs.get(origin)
    const shown = views?.get(String(caller)) ?? views?.get('')
    const bytes = shown === undefined ? undefined : fileOf(shown, path.slice(origin.length + 4))
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return {
    ...{ ...made, node, party, identity, author: identity.author },
    keyAdd: Buffer.from(identity.keyRecords[0] ?? ''),
    sign: async (origin, entries) => {
      const { range } = treeOf(entries)
      return { entries, checkpoint: await signedCheckpoint(identity, origin, range.size, rootOf(range)) }
    },
    show: (origin, shown, onlyTo = '') => {
      const views = logs.get(origin) ?? new Map<string, Shown>()
      logs.set(origin, views.set(onlyTo, shown))
    },
    answer: (path, bytes, headers = {}) => answers.set(path, { bytes, headers }),
  }
}
