import { useEffect, useState } from 'preact/hooks'
import type { OfficerKey } from '../../api/models.ts'
import { type Asked, useAsk } from '../../state/ask.ts'
import { useConsole } from '../../state/console.ts'
import type { HeldKey } from '../key/read-own-keys.ts'

/** A key of this browser with what the node knows of it. */
export type OwnKey = HeldKey & { readonly known: OfficerKey | undefined }

/** Keys that this browser holds, and all that the node knows. */
export function useOwnKeys(): {
  /** Absent until they were read. */
  readonly own: readonly OwnKey[] | undefined
  /** Why the browser gives none. */
  readonly failure: string | undefined
  readonly asked: Asked<{ readonly items: readonly OfficerKey[] }>
  readonly reload: () => void
} {
  const asked = useAsk('listOfficerKeys', {}, ['key/'])
  const { session } = useConsole()
  const [held, setHeld] = useState<readonly HeldKey[] | undefined>(undefined)
  const [failure, setFailure] = useState<string | undefined>(undefined)
  const [turn, setTurn] = useState(0)
  const officer = session.value?.officer?.name
  useEffect(() => {
    let current = true
    const read = async () => (await import('../key/read-own-keys.ts')).readOwnKeys()
    read().then(
      (found) => current && setHeld(found),
      (cause: unknown) => current && setFailure(String(cause)),
    )
    return () => {
      current = false
    }
  }, [turn, officer])
  const items = asked.answer?.items
  const own = held?.map((one) => ({ ...one, known: items?.find(({ keyId }) => keyId === one.signer.keyId) }))
  return {
    own: items === undefined ? undefined : own,
    failure,
    asked,
    reload: () => {
      setTurn((before) => before + 1)
      asked.reload()
    },
  }
}

/**
 * Those with which an officer may sign.
 * @param officer - Name of who is signed in.
 * @param mandate - What the key must be allowed to do.
 */
export function usableKeys(
  own: readonly OwnKey[],
  officer: string,
  mandate: OfficerKey['mandates'][number],
): readonly OwnKey[] {
  return own.filter(
    ({ known }) => known?.state === 'valid' && known.officer === officer && known.mandates.includes(mandate),
  )
}
