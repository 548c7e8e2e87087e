export { type BundleAnswer, checkBundle, type Finding, rollbackStatement } from './bundle/check-bundle.ts'
export {
  EquivocationBundle,
  EvidenceBundle,
  ForkBundle,
  InclusionBundle,
  RollbackBundle,
  SpillBundle,
} from './bundle/evidence.ts'
export { type PinnedNode, pinCard } from './bundle/pins.ts'
export { canonicalBytes, parseCanonical } from './canonical/canonical.ts'
export { checkJson } from './canonical/check-json.ts'
export { type CanonicalLimits, type JsonValue, recordLimits } from './canonical/json-value.ts'
export type { Signer, VerifyEd25519 } from './crypto.ts'
export { base64Bytes, base64Of, base64UrlBytes, base64UrlOf } from './encoding/base64.ts'
export { clipped } from './encoding/clipped.ts'
export { utf8Bytes, utf8Text } from './encoding/utf8.ts'
export { CaseContent, CasePartTold } from './envelope/case-part.ts'
export { type CheckedRecord, checkBody } from './envelope/check-record.ts'
export { AlertTold, Complaint, coreKinds, DatasetAdd, Mandate, RecallAck, RecallAsk } from './envelope/core-kinds.ts'
export { type DsseEnvelope, fromDsse, toDsse } from './envelope/dsse.ts'
export { preAuthenticationEncoding } from './envelope/pre-authentication-encoding.ts'
export { type RecordAnswer, readRecord } from './envelope/read-record.ts'
export { type Fits, type KindSchemas, RecordBody, recordType, SignedRecord } from './envelope/record-schema.ts'
export { type SignedLine, signRecord } from './envelope/sign-record.ts'
export { verifySignatures } from './envelope/verify-signatures.ts'
export { type Fault, type Faulty, faulty } from './fault.ts'
export { type HistoryAnswer, isAboutKeys } from './keys/fold-key-record.ts'
export { checkMandate, checkScope, judgeEntry } from './keys/judge-entry.ts'
export { type AuthorKey, beginKeyHistory, type KeyHistory, keyAt } from './keys/key-history.ts'
export { fingerprintOf, keyIdOf, keyNameOf, rootKeyIdsOf } from './keys/key-id.ts'
export { bannerOf, type MarkingLanguage, portionOf, shownLevel } from './marking/banner.ts'
export { checkMarking, type MarkingAnswer } from './marking/check-marking.ts'
export { checkDerived } from './marking/derived.ts'
export { dominates, inPolicy, join, joinAll, tlpRank } from './marking/join.ts'
export { logOf, originOf, parseOrigin, type RecordLog } from './marking/log-of.ts'
export { Marking, Mode, Tlp } from './marking/marking.ts'
export { type LeaveAnswer, type LeaveContext, type LeaveRule, mayLeave, type Recipient } from './marking/may-leave.ts'
export { type Policies, Policy, readPolicy } from './marking/policy.ts'
export { shippedPolicies } from './marking/shipped-policies.ts'
export { checkTearLine, commitmentTo, subsetOf, type TearLine, tearLineRelation } from './marking/tear-line.ts'
export { type BuiltProof, consistencyProof, inclusionProof, type ReadHash } from './merkle/build-proof.ts'
export { append, type CompactRange, emptyRange, restoreRange, rootOf } from './merkle/compact-range.ts'
export { decodeEntries, encodeEntries } from './merkle/entry-bundle.ts'
export { emptyRoot, hashBytes, leafHash, nodeHash, sameHash } from './merkle/hashing.ts'
export { entryBundlePath, parseTilePath, type TileAddress, tilePath, tileWidth } from './merkle/tile-path.ts'
export { type HashPlace, hashInTile, placeOfHash, rootOfFull, splitTile } from './merkle/tiles.ts'
export { tilesOfGrowth, widthInTree } from './merkle/tiles-of-tree.ts'
export {
  type ConsistencyClaim,
  type InclusionClaim,
  type ProofVerdict,
  type SubtreeConsistencyClaim,
  type SubtreeInclusionClaim,
  type TreeNumber,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './merkle/verify-proof.ts'
export {
  type Checkpoint,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  type SignedCheckpoint,
} from './note/checkpoint.ts'
export { isKeyName } from './note/key-name.ts'
export { formatNote, largestNoteBytes, type Note, type NoteSignature, parseNote } from './note/note.ts'
export { cosignNote, type NoteAttestation, signNote, verifyNote } from './note/signatures.ts'
export {
  formatVerifierKey,
  makeVerifierKey,
  type NoteKeyType,
  parseVerifierKey,
  type VerifierKey,
} from './note/verifier-key.ts'
