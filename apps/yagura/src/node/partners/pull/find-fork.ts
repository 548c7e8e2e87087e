import {
  base64Of,
  type CompactRange,
  consistencyProof,
  parseCheckpoint,
  type ReadHash,
  rootOf,
  type SignedCheckpoint,
  sameHash,
  utf8Text,
  verifyConsistency,
} from '@yagura/record'
import type { HeldLog } from '../channels/stored-log.ts'
import type { RemoteLog } from './remote-log.ts'

/** What a node signed that no honest one signs. */
export type Found = {
  readonly kind: 'rollback' | 'equivocation' | 'withheld'
  /** The signed checkpoint that is held. */
  readonly held: string
  /** The signed checkpoint that stands against it. */
  readonly offered: string
  /** Where the two are of different sizes: what shows that the larger does not begin with the smaller. */
  readonly proof: { readonly path: readonly string[]; readonly rootByLarger: string } | undefined
}

/** Most full subtrees of a log of 2^53 entries. */
const mostLevels = 53

/** The compact range of the first `size` entries of a larger log, read out of its hashes. */
async function rangeOfFirst(size: number, readHash: ReadHash): Promise<CompactRange | undefined> {
  const roots: Uint8Array[] = []
  let begun = 0
  for (let level = mostLevels; level >= 0; level -= 1) {
    const leaves = 2 ** level
    if (Math.floor(size / leaves) % 2 === 0) continue
    const root = await readHash(level, begun / leaves)
    if (root === undefined) return undefined
    roots.push(root)
    begun += leaves
  }
  return { size, roots }
}

/**
 * Looks whether the larger of two checkpoints contradicts the smaller by its own hashes: a fork that proves itself.
 *
 * @param held - Its newest whole checkpoint is the smaller.
 * @returns Undefined where the other side's hashes do not lead to the root that it signed: then it hides what it has.
 */
export async function findFork(
  { head }: Pick<HeldLog, 'head'>,
  remote: Pick<RemoteLog, 'hashes'>,
  offered: SignedCheckpoint & { readonly bytes: Uint8Array },
): Promise<Found | undefined> {
  const heldNote = head.checkpoint
  const parsed = heldNote === undefined ? undefined : parseCheckpoint(`${heldNote.split('\n\n')[0]}\n`)
  if (heldNote === undefined || parsed?.ok !== true) return undefined
  const contradiction = await contradictionOf(
    parsed.checkpoint,
    offered.checkpoint,
    remote.hashes(offered.checkpoint.size),
  )
  if (contradiction === undefined) return undefined
  return { kind: 'equivocation', held: heldNote, offered: utf8Text(offered.bytes) ?? '', proof: contradiction }
}

/** @returns What shows that the tree of `larger` begins with another root than `smaller` names. */
export async function contradictionOf(
  smaller: { readonly size: number; readonly root: Uint8Array },
  larger: { readonly size: number; readonly root: Uint8Array },
  readHash: ReadHash,
): Promise<NonNullable<Found['proof']> | undefined> {
  if (smaller.size === 0) return undefined
  const range = await rangeOfFirst(smaller.size, readHash)
  if (range === undefined || sameHash(rootOf(range), smaller.root)) return undefined
  const proof = await consistencyProof(smaller.size, larger.size, readHash)
  if (!proof.ok) return undefined
  const claim = { size1: smaller.size, root1: rootOf(range), size2: larger.size, root2: larger.root, path: proof.path }
  if (!verifyConsistency(claim).ok) return undefined
  return { path: proof.path.map((hash) => base64Of(hash)), rootByLarger: base64Of(rootOf(range)) }
}
