import { emptyTree, growTree } from '@yagura/core'
import { encodeEntries, leafHash, parseTilePath, rootOf, rootOfFull } from '@yagura/record'
import { signedCheckpoint } from '../../../src/node/partners/channels/judge-group.ts'
import type { OwnIdentity } from '../../../src/node/partners/identity/own-identity.ts'
import type { FileSource } from '../../../src/node/partners/pull/remote-log.ts'

const width = 256
const absent = { status: 404, body: new Uint8Array(0) }

/** Serves one log of a node, signed over just these entries: fewer than 65,536. */
export async function shownLog(
  identity: OwnIdentity,
  origin: string,
  entries: readonly Uint8Array[],
): Promise<FileSource> {
  const leaves = entries.map((entry) => leafHash(entry))
  const grown = growTree(emptyTree, leaves)
  if (!grown.ok) throw new TypeError(grown.fault.reason)
  const checkpoint = await signedCheckpoint(identity, origin, entries.length, rootOf(grown.tree.range))
  const hashesOf = (level: number, from: number, to: number): readonly Uint8Array[] => {
    if (level === 0) return leaves.slice(from, to)
    return Array.from({ length: to - from }, (_, at) => {
      const root = rootOfFull(leaves.slice((from + at) * width, (from + at + 1) * width))
      if (root === undefined) throw new TypeError('no full tile')
      return root
    })
  }
  const fileOf = (path: string): Uint8Array | undefined => {
    if (path === 'checkpoint') return Buffer.from(checkpoint)
    const parsed = parseTilePath(path)
    if (!parsed.ok) return undefined
    const { address } = parsed
    const from = address.index * width
    if (address.kind === 'hashes') return Buffer.concat(hashesOf(address.level, from, from + address.width))
    const encoded = encodeEntries(entries.slice(from, from + address.width))
    return encoded.ok ? encoded.bundle : undefined
  }
  return {
    get: async (path) => {
      if (path === `/t/${identity.card.node}/ch`)
        return { status: 200, body: Buffer.from(JSON.stringify({ logs: [origin] })) }
      const body = path.startsWith(`/t/${origin}/`) ? fileOf(path.slice(origin.length + 4)) : undefined
      return body === undefined ? absent : { status: 200, body }
    },
  }
}
