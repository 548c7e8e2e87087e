import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiMarking } from '../../api/models.ts'
import { RecordMark } from '../../partners/marking/marked.tsx'
import { beginDraft, draftOfMarking, type MarkingDraft, markingOf } from '../../partners/marking/marking-draft.ts'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import { useMarkingTools } from '../../partners/marking/use-marking-tools.ts'
import { MarkingForm } from '../../partners/release/marking-form.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { caseMessages } from '../messages.ts'

function firstPolicy(tools: MarkingTools, nation: string): string {
  return [...tools.policies.values()].find((policy) => policy.nation === nation)?.id ?? 'TLP'
}

/**
 * How a part is marked: this nation alone, unless the officer marks it otherwise.
 *
 * @param props.start - The marking of the part that is corrected.
 * @param props.onChange - Told of each choice; undefined is the node’s own marking.
 */
export function MarkChoice(props: {
  readonly start: ApiMarking | undefined
  readonly onChange: (mark: ApiMarking | undefined) => void
}): JSX.Element | null {
  const { ownCard, partners, status } = useConsole()
  const text = useText(caseMessages)
  const tools = useMarkingTools()
  const [draft, setDraft] = useState<MarkingDraft | undefined>(
    props.start === undefined ? undefined : draftOfMarking(props.start),
  )
  const party = ownCard.value?.card.party
  const mode = status.value?.mode
  if (tools === undefined || mode === undefined) return null
  if (party === undefined) return <p class="muted whole">{text('noPartners')}</p>
  const change = (next: MarkingDraft) => {
    setDraft(next)
    props.onChange(markingOf(next))
  }
  const nations = [...new Set((partners.value ?? []).map(({ card }) => card.party))].sort()
  const shown = draft ?? beginDraft(firstPolicy(tools, party), party, mode)
  return (
    <fieldset class="whole part-marking">
      <legend>
        {text('marking')} <RecordMark words={tools.portionOf(markingOf(shown))} />
      </legend>
      {draft === undefined ? (
        <p>
          {text('ownOnly', { party })}{' '}
          <button type="button" onClick={() => change(shown)}>
            {text('markThis')}
          </button>
        </p>
      ) : (
        <MarkingForm draft={draft} tools={tools} ownNation={party} partners={nations} onChange={change} />
      )}
    </fieldset>
  )
}
