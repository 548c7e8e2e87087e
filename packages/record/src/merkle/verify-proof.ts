import { type Faulty, faulty } from '../fault.ts'
import { emptyRoot, hashBytes, nodeHash, sameHash } from './hashing.ts'

/** Number of leaves, or position of one: a safe integer, or a `bigint` below 2⁶⁴ where a file holds one. */
export type TreeNumber = number | bigint

/** What a verification says of a proof. */
export type ProofVerdict = { readonly ok: true } | Faulty

/** The entry whose leaf hash is given is the one at `index` of the tree of `size` leaves. */
export type InclusionClaim = {
  readonly leafHash: Uint8Array
  readonly index: TreeNumber
  readonly size: TreeNumber
  readonly path: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** The tree of `size2` leaves begins with that of `size1`. */
export type ConsistencyClaim = {
  readonly size1: TreeNumber
  readonly root1: Uint8Array
  readonly size2: TreeNumber
  readonly root2: Uint8Array
  readonly path: readonly Uint8Array[]
}

/** The entry whose leaf hash is given stands at `index` of the log, in the subtree of the leaves from `start` to before `end`. */
export type SubtreeInclusionClaim = Omit<InclusionClaim, 'size'> & {
  readonly start: TreeNumber
  readonly end: TreeNumber
}

/** The tree of `size` leaves with `root2` has the subtree of the leaves from `start` to before `end` with `root1`. */
export type SubtreeConsistencyClaim = Omit<ConsistencyClaim, 'size1' | 'size2'> & {
  readonly start: TreeNumber
  readonly end: TreeNumber
  readonly size: TreeNumber
}

const uint64Values = 1n << 64n

/** Whether an entry is in a tree. Source: RFC 9162 §2.1.3. */
export function verifyInclusion({ leafHash, index, size, path, root }: InclusionClaim): ProofVerdict {
  const position = exact(index)
  const leaves = exact(size)
  if (position === undefined || leaves === undefined) return badSize('index and size are whole numbers below 2^64')
  if (position >= leaves) return badSize(`index ${position} is not in a tree of ${leaves} leaves`)
  return verifyPath({ start: position, end: position + 1n, size: leaves }, leafHash, root, path)
}

/**
 * Whether a tree begins with another. Trees of one size are, by an empty path, where they have one root; nothing is said about
 * a tree without leaves and one with leaves, for every tree begins so. Source: RFC 9162 §2.1.4.
 */
export function verifyConsistency({ size1, root1, size2, root2, path }: ConsistencyClaim): ProofVerdict {
  const from = exact(size1)
  const to = exact(size2)
  if (from === undefined || to === undefined) return badSize('sizes are whole numbers below 2^64')
  if (from > to) return badSize(`a tree of ${to} leaves does not begin with one of ${from}`)
  if (from === 0n && to > 0n) return badSize('a proof from a tree without leaves proves nothing')
  if (to === 0n) return verifyEmptyTrees(root1, root2, path)
  return verifyPath({ start: 0n, end: from, size: to }, root1, root2, path)
}

/** Whether an entry is in a subtree. Source: draft-ietf-plants-merkle-tree-certs, “Subtree Inclusion Proofs”. */
export function verifySubtreeInclusion({ index, start, end, ...claim }: SubtreeInclusionClaim): ProofVerdict {
  const subtree = checkSubtree(start, end)
  if (!subtree.ok) return subtree
  const position = exact(index)
  if (position === undefined || position < subtree.start) return badSize('the index lies before the subtree')
  return verifyInclusion({ ...claim, index: position - subtree.start, size: subtree.end - subtree.start })
}

/** Whether a tree has a subtree. Source: draft-ietf-plants-merkle-tree-certs, “Subtree Consistency Proofs”. */
export function verifySubtreeConsistency(claim: SubtreeConsistencyClaim): ProofVerdict {
  const subtree = checkSubtree(claim.start, claim.end)
  if (!subtree.ok) return subtree
  const size = exact(claim.size)
  if (size === undefined || subtree.end > size) return badSize('the subtree reaches beyond the tree')
  return verifyPath({ start: subtree.start, end: subtree.end, size }, claim.root1, claim.root2, claim.path)
}

/** The leaves from `start` to before `end` in a tree of `size` leaves. */
type Window = { readonly start: bigint; readonly end: bigint; readonly size: bigint }

/** What a proof leads to: the root of the leaves spoken of, and that of the tree. */
type Roots = { readonly inner: Uint8Array; readonly outer: Uint8Array }

/**
 * An inclusion proof is the consistency proof of a subtree of one leaf, and a consistency proof that of a subtree which begins
 * at 0; so one walk verifies all.
 */
function verifyPath(window: Window, inner: Uint8Array, outer: Uint8Array, path: readonly Uint8Array[]): ProofVerdict {
  if (![inner, outer, ...path.slice(0, 129)].every((hash) => hash.length === hashBytes)) {
    return faulty('record/proof-hash-length', `a hash of a proof is not ${hashBytes} bytes long`)
  }
  const steps = stepsTo(window)
  if (steps.length !== path.length) {
    return faulty('record/proof-length', `the proof has ${path.length} hashes where ${steps.length} are due`)
  }
  const roots = climb(inner, steps, path)
  if (roots === undefined || !sameHash(roots.inner, inner) || !sameHash(roots.outer, outer)) {
    return faulty('record/proof-root', 'the proof does not lead to the root')
  }
  return { ok: true }
}

/**
 * One hash of a proof: `whole`, the root of leaves that both trees have; `shared`, a left sibling in both; `left` and `right`,
 * siblings in the outer tree alone.
 */
type Step = 'whole' | 'shared' | 'left' | 'right'

/** SUBTREE_SUBPROOF of the draft (SUBPROOF of RFC 9162 where `start` is 0), told from the root down and turned round at the end. */
function stepsTo({ start, end, size }: Window): readonly Step[] {
  const steps: Step[] = []
  let isKnown = true
  let split = uint64Values
  while (start !== 0n || end !== size) {
    while (split >= size) split >>= 1n
    if (end <= split) {
      steps.push('right')
      size = split
      continue
    }
    steps.push(start >= split ? 'left' : 'shared')
    if (start < split) isKnown = false
    start = start >= split ? start - split : 0n
    end -= split
    size -= split
  }
  if (!isKnown) steps.push('whole')
  return steps.reverse()
}

function climb(first: Uint8Array, steps: readonly Step[], path: readonly Uint8Array[]): Roots | undefined {
  let roots: Roots = { inner: first, outer: first }
  for (const [index, step] of steps.entries()) {
    const hash = path[index]
    if (hash === undefined) return undefined
    roots = stepUp(roots, step, hash)
  }
  return roots
}

function stepUp({ inner, outer }: Roots, step: Step, hash: Uint8Array): Roots {
  switch (step) {
    case 'whole':
      return { inner: hash, outer: hash }
    case 'shared':
      return { inner: nodeHash(hash, inner), outer: nodeHash(hash, outer) }
    case 'left':
      return { inner, outer: nodeHash(hash, outer) }
    case 'right':
      return { inner, outer: nodeHash(outer, hash) }
  }
}

function verifyEmptyTrees(root1: Uint8Array, root2: Uint8Array, path: readonly Uint8Array[]): ProofVerdict {
  if (path.length > 0) return faulty('record/proof-length', `the proof has ${path.length} hashes where 0 are due`)
  const isEmpty = [root1, root2].every((root) => sameHash(root, emptyRoot()))
  return isEmpty ? { ok: true } : faulty('record/proof-root', 'the root of a tree without leaves is SHA-256 of nothing')
}

/** A subtree begins at a multiple of the least power of two that its length does not exceed. */
function checkSubtree(start: TreeNumber, end: TreeNumber): { ok: true; start: bigint; end: bigint } | Faulty {
  const first = exact(start)
  const last = exact(end)
  if (first === undefined || last === undefined) return badSize('bounds of a subtree are whole numbers below 2^64')
  if (first >= last) return badSize(`no leaf is from ${first} to before ${last}`)
  let width = 1n
  while (width < last - first) width <<= 1n
  if (first % width !== 0n) return badSize(`the leaves from ${first} to before ${last} are no subtree`)
  return { ok: true, start: first, end: last }
}

function exact(value: TreeNumber): bigint | undefined {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return undefined
  const whole = BigInt(value)
  return whole >= 0n && whole < uint64Values ? whole : undefined
}

function badSize(reason: string): Faulty {
  return faulty('record/proof-size', reason)
}
