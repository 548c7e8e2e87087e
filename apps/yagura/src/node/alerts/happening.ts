import type { Alert, AlertEvent, AlertGroup, StoredDocument } from '@yagura/core'

/** Something that became of an alert or of all of them, as others than the screen are told. */
export type Happening =
  | {
      readonly kind: AlertEvent['kind']
      /** As it stands after the event. */
      readonly alert: Alert
      readonly atMs: number
      /** Whether a flood of alerts goes on. */
      readonly flood: boolean
    }
  | {
      readonly kind: 'flood-began' | 'flood-ended'
      readonly atMs: number
      readonly alerts: number
      /** What was raised in it and is open, by common cause. */
      readonly groups: readonly AlertGroup[]
    }

/** Who carries happenings further. What it drafts is written in the commit that holds the happenings themselves. */
export type HappeningOutbox = {
  readonly draft: (happenings: readonly Happening[]) => readonly StoredDocument[]
  /** Called after that commit. */
  readonly posted: (documents: readonly StoredDocument[]) => void
}
