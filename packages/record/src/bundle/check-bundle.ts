import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { parseCanonical } from '../canonical/canonical.ts'
import type { VerifyEd25519 } from '../crypto.ts'
import { base64Bytes, base64Of } from '../encoding/base64.ts'
import { utf8Bytes } from '../encoding/utf8.ts'
import { type Faulty, faulty } from '../fault.ts'
import { logOf, originOf } from '../marking/log-of.ts'
import { Mode } from '../marking/marking.ts'
import { leafHash, sameHash } from '../merkle/hashing.ts'
import { verifyConsistency, verifyInclusion } from '../merkle/verify-proof.ts'
import type { Checkpoint } from '../note/checkpoint.ts'
import { parseNote } from '../note/note.ts'
import { verifyNote } from '../note/signatures.ts'
import { EvidenceBundle } from './evidence.ts'
import type { PinnedNode } from './pins.ts'
import { openSignedTree, type SignedTree, witnessesOf } from './signed-tree.ts'

/** What a bundle proves of a node. */
export type Finding =
  | { readonly kind: 'EQUIVOCATION'; readonly node: string; readonly origin: string; readonly size: number }
  | {
      readonly kind: 'FORK'
      readonly node: string
      readonly origin: string
      readonly fromSize: number
      readonly toSize: number
    }
  | {
      readonly kind: 'ROLLBACK'
      readonly node: string
      readonly origin: string
      readonly fromSize: number
      readonly toSize: number
      /** Whose word it is that the smaller tree came later. */
      readonly witness: string
      /** When the witness cosigned the larger tree, and when it made its statement, Unix time, s. */
      readonly seenAtS: number
      readonly statedAtS: number
    }
  | {
      readonly kind: 'SPILL'
      readonly node: string
      readonly origin: string
      readonly index: number
      /** The log of that node into which the entry's marking belongs; absent where it belongs into none. */
      readonly belongsTo?: string
    }
  | {
      readonly kind: 'INCLUSION'
      readonly node: string
      readonly origin: string
      readonly index: number
      readonly size: number
      readonly cosigned: readonly { readonly node: string; readonly timestampS: number }[]
    }

/** What a bundle proves, or why it proves nothing. */
export type BundleAnswer = { readonly ok: true; readonly finding: Finding } | Faulty

const limits = { sizeLimitBytes: 1 << 20, maxDepth: 3 }

/** Of a record, what alone decides into which log it belongs. */
const MarkedEntry = Type.Object({
  body: Type.Object({
    kind: Type.Optional(Type.String()),
    mark: Type.Object({
      mode: Mode,
      aud: Type.Optional(
        Type.Record(Type.String({ pattern: '^[A-Z]{3}$' }), Type.Union([Type.Literal(1), Type.Literal(2)]), {
          additionalProperties: false,
        }),
      ),
    }),
  }),
})

/**
 * Checks a bundle of evidence; docs/protocol/evidence.md says what each kind proves, and what it does not.
 *
 * @param bytes - The file: canonical JSON, perhaps with a newline at its end, below 1 MiB.
 * @param pins - Cards that were exchanged out of band: of whoever is accused, and of witnesses.
 */
export function checkBundle(bytes: Uint8Array, pins: readonly PinnedNode[], verify: VerifyEd25519): BundleAnswer {
  const parsed = parseCanonical(bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes, limits)
  if (!parsed.ok) return parsed
  const bundle: unknown = parsed.value
  if (!Check(EvidenceBundle, bundle)) return faulty('record/bundle-schema', 'the file is no bundle of evidence')
  switch (bundle.kind) {
    case 'EQUIVOCATION':
      return withTrees(bundle.checkpoints, pins, verify, judgeEquivocation)
    case 'FORK':
      return withTrees(bundle.checkpoints, pins, verify, (smaller, larger) => judgeFork(bundle, smaller, larger))
    case 'ROLLBACK':
      return withTrees(bundle.checkpoints, pins, verify, (larger, smaller) =>
        judgeRollback(larger, smaller, bundle.statement, pins, verify),
      )
    case 'SPILL':
    case 'INCLUSION':
      return judgeEntry(bundle, pins, verify)
  }
}

/**
 * The text that a witness signs, by its key for cosignatures, when a log served it less than it had cosigned before.
 *
 * @param larger - What was cosigned.
 * @param smaller - What was served afterwards.
 */
export function rollbackStatement(larger: Checkpoint, smaller: Checkpoint): string {
  const trees = [larger, smaller].map(({ size, root }) => `${size} ${base64Of(root)}\n`)
  // The origin on the second line keeps it from being a checkpoint, which has a number there.
  return `yagura/rollback/v1\n${larger.origin}\n${trees.join('')}`
}

type JudgeTrees = (first: SignedTree, second: SignedTree) => BundleAnswer

/** Both must be of one log. */
function withTrees(
  [one, other]: readonly [string, string],
  pins: readonly PinnedNode[],
  verify: VerifyEd25519,
  judge: JudgeTrees,
): BundleAnswer {
  const first = openSignedTree(one, pins, verify)
  if (!first.ok) return first
  const second = openSignedTree(other, pins, verify)
  if (!second.ok) return second
  if (first.tree.checkpoint.origin !== second.tree.checkpoint.origin) return unproved('the checkpoints are of two logs')
  return judge(first.tree, second.tree)
}

function judgeEquivocation({ owner, checkpoint }: SignedTree, second: SignedTree): BundleAnswer {
  const { origin, size, root } = checkpoint
  if (size !== second.checkpoint.size) return unproved('the checkpoints are of two sizes')
  if (sameHash(root, second.checkpoint.root)) return unproved('the checkpoints have one root')
  return { ok: true, finding: { kind: 'EQUIVOCATION', node: owner.node, origin, size } }
}

function judgeFork(
  { rootByLarger, path }: Extract<EvidenceBundle, { kind: 'FORK' }>,
  smaller: SignedTree,
  larger: SignedTree,
): BundleAnswer {
  const { origin, size: fromSize, root } = smaller.checkpoint
  const { size: toSize, root: root2 } = larger.checkpoint
  if (fromSize >= toSize) return unproved('the first checkpoint is not the smaller one')
  const [root1, ...hashes] = hashesOf([rootByLarger, ...path]) ?? []
  if (root1 === undefined) return unproved('a hash of the proof is not base64')
  const verdict = verifyConsistency({ size1: fromSize, root1, size2: toSize, root2, path: hashes })
  if (!verdict.ok) return verdict
  if (sameHash(root1, root)) return unproved('the larger tree begins with the smaller one')
  return { ok: true, finding: { kind: 'FORK', node: smaller.owner.node, origin, fromSize, toSize } }
}

function judgeRollback(
  larger: SignedTree,
  smaller: SignedTree,
  statement: string,
  pins: readonly PinnedNode[],
  verify: VerifyEd25519,
): BundleAnswer {
  if (larger.checkpoint.size <= smaller.checkpoint.size) return unproved('the second checkpoint is not the smaller one')
  const note = parseNote(utf8Bytes(statement))
  if (!note.ok) return note
  if (note.note.text !== rollbackStatement(larger.checkpoint, smaller.checkpoint)) {
    return unproved('the statement is not about these checkpoints')
  }
  const others = pins.filter(({ node }) => node !== larger.owner.node)
  const verified = verifyNote(
    note.note,
    others.map(({ cosign }) => cosign),
    verify,
  )
  if (!verified.ok) return verified
  for (const { witness, timestampS: statedAtS } of witnessesOf(verified.signedBy, others)) {
    const seen = larger.cosigned.find((each) => each.witness === witness && each.timestampS <= statedAtS)
    if (seen === undefined) continue
    const sizes = { fromSize: larger.checkpoint.size, toSize: smaller.checkpoint.size }
    const times = { seenAtS: seen.timestampS, statedAtS }
    const log = { node: larger.owner.node, origin: larger.checkpoint.origin }
    return { ok: true, finding: { kind: 'ROLLBACK', ...log, ...sizes, witness: witness.node, ...times } }
  }
  return unproved('nobody who made the statement had cosigned the larger tree before')
}

type EntryBundle = Extract<EvidenceBundle, { kind: 'SPILL' | 'INCLUSION' }>

function judgeEntry(bundle: EntryBundle, pins: readonly PinnedNode[], verify: VerifyEd25519): BundleAnswer {
  const opened = openSignedTree(bundle.checkpoint, pins, verify)
  if (!opened.ok) return opened
  const { owner, checkpoint, cosigned } = opened.tree
  const { index } = bundle
  const entry = utf8Bytes(bundle.entry)
  const path = hashesOf(bundle.path)
  if (path === undefined) return unproved('a hash of the proof is not base64')
  const { size, root, origin } = checkpoint
  const verdict = verifyInclusion({ leafHash: leafHash(entry), index, size, path, root })
  if (!verdict.ok) return verdict
  const record = parseCanonical(entry)
  if (!record.ok) return record
  if (bundle.kind === 'SPILL') return judgeSpill(record.value, owner, origin, index)
  const witnesses = cosigned.map(({ witness, timestampS }) => ({ node: witness.node, timestampS }))
  return { ok: true, finding: { kind: 'INCLUSION', node: owner.node, origin, index, size, cosigned: witnesses } }
}

function judgeSpill(entry: unknown, { node }: PinnedNode, origin: string, index: number): BundleAnswer {
  if (!Check(MarkedEntry, entry)) return unproved('the entry has no marking that names a log')
  const { kind, mark } = entry.body
  // Every log has to hold the keys by which it is judged: what names no nation there is no spill.
  const isAboutKeys = kind === 'key.add' || kind === 'key.end' || kind === 'key.compromised'
  if (isAboutKeys && mark.aud === undefined) return unproved('a record about keys belongs into every log')
  const log = logOf(mark)
  if (!log.ok) return { ok: true, finding: { kind: 'SPILL', node, origin, index } }
  const belongsTo = originOf(node, log.log)
  if (belongsTo === origin) return unproved('the entry belongs into this log')
  return { ok: true, finding: { kind: 'SPILL', node, origin, index, belongsTo } }
}

function hashesOf(texts: readonly string[]): readonly Uint8Array[] | undefined {
  const hashes = texts.map(base64Bytes).filter((hash) => hash !== undefined)
  return hashes.length === texts.length ? hashes : undefined
}

function unproved(reason: string): Faulty {
  return faulty('record/bundle-unproved', reason)
}
