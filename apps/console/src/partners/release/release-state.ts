import type { Release } from '../../api/models.ts'
import type { Status } from '../../components/status-mark.tsx'

/** How a release stands, in the word and shape of the list. */
export function releaseState({ state, recalledUtc }: Release): {
  readonly word: 'draftState' | 'signedState' | 'releasedState' | 'withdrawnState' | 'recalledState'
  readonly status: Status
} {
  if (recalledUtc !== null) return { word: 'recalledState', status: 'caution' }
  switch (state) {
    case 'draft':
      return { word: 'draftState', status: 'advisory' }
    case 'signed':
      return { word: 'signedState', status: 'caution' }
    case 'released':
      return { word: 'releasedState', status: 'normal' }
    case 'withdrawn':
      return { word: 'withdrawnState', status: 'off' }
  }
}

/** Whether it has neither left nor been withdrawn. */
export function isWaiting({ state }: Release): boolean {
  return state === 'draft' || state === 'signed'
}

/** Whether parts of it can be released to wider readers: somebody has signed the whole, and it still stands. */
export function mayBeTorn({ state, signatures, request, recalledUtc }: Release): boolean {
  return signatures.length > 0 && state !== 'withdrawn' && request.tearLineOf === undefined && recalledUtc === null
}
