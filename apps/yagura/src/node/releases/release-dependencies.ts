import type { Marking, Policies, VerifyEd25519 } from '@yagura/record'
import type { PartnerClearance, SharedRecord } from '../../api/contract/partners.ts'
import type { ReleaseSubject, SharedSubject } from './shared-subject.ts'

/** A partner as releases see it: who it is and what it can handle. */
export type ReleasePartner = {
  readonly node: string
  /** ISO 3166-1 alpha-3. */
  readonly party: string
  readonly clearance: PartnerClearance
  /** Nothing goes to it for now. */
  readonly suspended: boolean
}

/** Who this node is to its partners. */
export type OwnParty = {
  readonly node: string
  readonly party: string
  /** Root keys in the order of the card, 32 bytes each. */
  readonly roots: readonly Uint8Array[]
}

/** The logs that are shared with partners. */
export type SharedLogs = {
  /** Undefined where the node has no keys yet. */
  readonly own: () => OwnParty | undefined
  readonly partners: () => Promise<readonly ReleasePartner[]>
  /** Appends a signed record to the log of its marking; resolves on stable storage. Throws a YaguraError where it may not go there. */
  readonly append: (line: Uint8Array) => Promise<{ readonly origin: string; readonly position: number }>
  /** Takes a record about an officer's key: `key.add` for every log where the key comes to sign, `key.end` for those where it has. */
  readonly takeKeyRecord: (line: Uint8Array) => Promise<void>
  /** A page of the records that are held of a node's logs, or of all, the newest of each log first. */
  readonly list: (page: { readonly node?: string; readonly offset: number; readonly limit: number }) => Promise<{
    readonly items: readonly SharedRecord[]
    readonly total: number
  }>
  /** A record by the SHA-256 of its body; undefined where it is not held. */
  readonly find: (bodySha256: string) => Promise<SharedRecord | undefined>
}

/** What releases need of the other services. */
export type ReleaseDependencies = {
  readonly logs: SharedLogs
  readonly policies: Policies
  readonly verify: VerifyEd25519
  /** What is to be shared, as the watch writes it down; throws a YaguraError where there is no such thing. */
  readonly readSubject: (subject: ReleaseSubject, mark: Marking) => Promise<SharedSubject>
  /** Bytes that nobody can guess. */
  readonly randomBytes: (count: number) => Uint8Array
}
