import {
  base64Bytes,
  type Faulty,
  faulty,
  type ProofVerdict,
  sameHash,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'

/** Marks a number that was turned into text, so that none of its digits is lost. */
const numberMark = '#'
const Count = Type.String({ pattern: `^${numberMark}(?:0|[1-9][0-9]{0,19})$` })
const Hash = Type.Union([Type.String({ maxLength: 1024 }), Type.Null()])
const Path = Type.Optional(Type.Union([Type.Array(Hash, { maxItems: 4096 }), Type.Null()]))

const Inclusion = Type.Object({ leafIdx: Count, treeSize: Count, root: Hash, leafHash: Hash, proof: Path })
const Consistency = Type.Object({ size1: Count, size2: Count, root1: Hash, root2: Hash, proof: Path })
const SubtreeInclusion = Type.Object({
  leafIdx: Count,
  start: Count,
  end: Count,
  root: Hash,
  leafHash: Hash,
  proof: Path,
})
const SubtreeConsistency = Type.Object({ start: Count, end: Count, size: Count, root1: Hash, root2: Hash, proof: Path })
const Kind = Type.Object({ kind: Type.String() })

/** What a file of a proof can be about. */
type ProofKind = 'inclusion' | 'consistency' | 'subtreeinclusion' | 'subtreeconsistency'

/**
 * Judges a proof as the test data of transparency-dev/merkle write it: `leafIdx`, `treeSize`, `root`, `leafHash` and `proof`;
 * `size1`, `size2`, `root1`, `root2` and `proof`; of subtrees with `start` and `end`. Numbers go to 2^64 − 1, hashes are base64.
 * `kind` may say which of them it is, else the members do. What the file says of its own outcome is not looked at.
 *
 * @param text - The file.
 */
export function judgeProofFile(text: string): ProofVerdict {
  const content = parseExactly(text)
  if (content === undefined) return faulty('record/proof-file', 'the file is not JSON')
  switch (kindOf(content)) {
    case 'inclusion':
      return Check(Inclusion, content) ? judgeInclusion(content) : malformed('inclusion')
    case 'consistency':
      return Check(Consistency, content) ? judgeConsistency(content) : malformed('consistency')
    case 'subtreeinclusion':
      return Check(SubtreeInclusion, content) ? judgeSubtreeInclusion(content) : malformed('inclusion in a subtree')
    case 'subtreeconsistency':
      return Check(SubtreeConsistency, content)
        ? judgeSubtreeConsistency(content)
        : malformed('consistency of a subtree')
    case undefined:
      return faulty('record/proof-file', 'the file is no proof of inclusion or consistency')
  }
}

function kindOf(content: unknown): ProofKind | undefined {
  if (typeof content !== 'object' || content === null) return undefined
  const isOfSubtree = 'start' in content || 'end' in content
  const word = Check(Kind, content) ? content.kind.toLowerCase().replaceAll(/[^a-z]/g, '') : ''
  const said = word.replace(/^subtree|proof$/g, '')
  const isInclusion = said === '' ? 'leafIdx' in content || 'leafHash' in content : said === 'inclusion'
  const isConsistency = said === '' ? 'root1' in content || 'root2' in content : said === 'consistency'
  if (isInclusion) return isOfSubtree ? 'subtreeinclusion' : 'inclusion'
  if (isConsistency) return isOfSubtree ? 'subtreeconsistency' : 'consistency'
  return undefined
}

function judgeInclusion(content: Static<typeof Inclusion>): ProofVerdict {
  const hashes = hashesOf([content.leafHash, content.root], content.proof)
  if (!hashes.ok) return hashes
  const [leafHash, root] = hashes.named
  return verifyInclusion({
    leafHash,
    root,
    path: hashes.path,
    index: count(content.leafIdx),
    size: count(content.treeSize),
  })
}

/** Trees of one size are consistent where they are one: no hash is computed then, so none need be of any form. */
function judgeConsistency(content: Static<typeof Consistency>): ProofVerdict {
  const hashes = hashesOf([content.root1, content.root2], content.proof)
  if (!hashes.ok) return hashes
  const [root1, root2] = hashes.named
  const size1 = count(content.size1)
  const size2 = count(content.size2)
  if (size1 === size2 && hashes.path.length === 0 && size1 < 1n << 64n && sameHash(root1, root2)) return { ok: true }
  return verifyConsistency({ root1, root2, path: hashes.path, size1, size2 })
}

function judgeSubtreeInclusion(content: Static<typeof SubtreeInclusion>): ProofVerdict {
  const hashes = hashesOf([content.leafHash, content.root], content.proof)
  if (!hashes.ok) return hashes
  const [leafHash, root] = hashes.named
  const bounds = { start: count(content.start), end: count(content.end) }
  return verifySubtreeInclusion({ ...bounds, leafHash, root, path: hashes.path, index: count(content.leafIdx) })
}

function judgeSubtreeConsistency(content: Static<typeof SubtreeConsistency>): ProofVerdict {
  const hashes = hashesOf([content.root1, content.root2], content.proof)
  if (!hashes.ok) return hashes
  const [root1, root2] = hashes.named
  const bounds = { start: count(content.start), end: count(content.end) }
  return verifySubtreeConsistency({ ...bounds, root1, root2, path: hashes.path, size: count(content.size) })
}

type EncodedHash = Static<typeof Hash>
type Hashes = {
  readonly ok: true
  readonly named: readonly [Uint8Array, Uint8Array]
  readonly path: readonly Uint8Array[]
}

/** The two hashes that a proof is about, and its own; an absent one has no bytes. */
function hashesOf(
  named: readonly [EncodedHash, EncodedHash],
  path: readonly EncodedHash[] | null | undefined,
): Hashes | Faulty {
  const [first, second, ...rest] = [...named, ...(path ?? [])].map((text) => base64Bytes(text ?? ''))
  const whole = rest.filter((hash) => hash !== undefined)
  if (first === undefined || second === undefined || whole.length !== rest.length) {
    return faulty('record/proof-file', 'a hash is not base64')
  }
  return { ok: true, named: [first, second], path: whole }
}

function count(text: string): bigint {
  return BigInt(text.slice(numberMark.length))
}

/** JSON whose whole numbers become marked texts: a double would round those beyond 2^53. */
function parseExactly(text: string): unknown {
  try {
    JSON.parse(text)
    const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
      token.startsWith('"') ? token : `"${numberMark}${token}"`,
    )
    return JSON.parse(marked)
  } catch {
    return undefined
  }
}

function malformed(kind: string): Faulty {
  return faulty('record/proof-file', `members of a proof of ${kind} are missing or not of their form`)
}
