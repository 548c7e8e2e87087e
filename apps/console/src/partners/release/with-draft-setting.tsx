import type { JSX } from 'preact'
import { Waiting } from '../../components/loaded.tsx'
import { useConsole } from '../../state/console.ts'
import { KeyGuide } from '../key/key-guide.tsx'
import { useMarkingTools } from '../marking/use-marking-tools.ts'
import type { DraftSetting } from './draft-form.tsx'
import { usableKeys, useOwnKeys } from './use-own-keys.ts'

/**
 * Draws what writes a release once all that it needs is there; an officer without a key that counts is led to one.
 * @param props.title - Heading of the page meanwhile.
 */
export function WithDraftSetting(props: {
  readonly title: string
  readonly children: (setting: DraftSetting) => JSX.Element
}): JSX.Element {
  const { ownCard, partners, session, status } = useConsole()
  const tools = useMarkingTools()
  const keys = useOwnKeys()
  const own = ownCard.value?.card.party
  const mode = status.value?.mode
  const known = keys.asked.answer?.items
  if (keys.failure === undefined && (keys.own === undefined || known === undefined)) return <Waiting />
  if (tools === undefined || own === undefined || partners.value === undefined || mode === undefined) return <Waiting />
  const held = keys.own ?? []
  const keyIds = usableKeys(held, session.value?.officer?.name ?? '', 'author').map(({ signer }) => signer.keyId)
  if (keyIds.length === 0)
    return (
      <div class="page-stack">
        <header class="page-head">
          <h1>{props.title}</h1>
        </header>
        <KeyGuide own={held} known={known ?? []} failure={keys.failure} purpose="author" />
      </div>
    )
  const nations = [...new Set(partners.value.map(({ card }) => card.party))].filter((one) => one !== own)
  return props.children({ tools, ownNation: own, nations, mode, keyIds })
}
