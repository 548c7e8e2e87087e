import type { VerifyEd25519 } from '../crypto.ts'
import { utf8Bytes } from '../encoding/utf8.ts'
import { type Faulty, faulty } from '../fault.ts'
import { type Checkpoint, parseCheckpoint } from '../note/checkpoint.ts'
import { parseNote } from '../note/note.ts'
import { type NoteAttestation, verifyNote } from '../note/signatures.ts'
import type { PinnedNode } from './pins.ts'

/** A checkpoint that the log of a pinned node signed. */
export type SignedTree = {
  readonly owner: PinnedNode
  readonly checkpoint: Checkpoint
  /** Pinned nodes that cosigned it, and when they say that they saw it. */
  readonly cosigned: readonly { readonly witness: PinnedNode; readonly timestampS: number }[]
}

/**
 * Reads a checkpoint and holds it to the pins: the node whose name its origin begins with must have signed it.
 *
 * @param text - The signed note.
 */
export function openSignedTree(
  text: string,
  pins: readonly PinnedNode[],
  verify: VerifyEd25519,
): { readonly ok: true; readonly tree: SignedTree } | Faulty {
  const parsed = parseNote(utf8Bytes(text))
  if (!parsed.ok) return parsed
  const read = parseCheckpoint(parsed.note.text)
  if (!read.ok) return read
  const { checkpoint } = read
  const owner = pins.find(({ node }) => checkpoint.origin.startsWith(`${node}/`))
  if (owner === undefined) return faulty('record/bundle-unknown-node', `no card is of the node of ${checkpoint.origin}`)
  const verified = verifyNote(parsed.note, [owner.log, ...pins.map(({ cosign }) => cosign)], verify)
  if (!verified.ok) return verified
  if (!verified.signedBy.some(({ key }) => key === owner.log)) {
    return faulty('record/note-unsigned', `the log key of ${owner.node} did not sign the checkpoint`)
  }
  return { ok: true, tree: { owner, checkpoint, cosigned: witnessesOf(verified.signedBy, pins) } }
}

/**
 * Who cosigned a note.
 *
 * @param signedBy - See `verifyNote`.
 */
export function witnessesOf(signedBy: readonly NoteAttestation[], pins: readonly PinnedNode[]): SignedTree['cosigned'] {
  return signedBy.flatMap(({ key, timestampS }) => {
    const witness = pins.find(({ cosign }) => cosign === key)
    return witness === undefined || timestampS === undefined ? [] : [{ witness, timestampS }]
  })
}
