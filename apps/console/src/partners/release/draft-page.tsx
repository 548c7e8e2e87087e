import type { JSX } from 'preact'
import { Waiting } from '../../components/loaded.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { useMarkingTools } from '../marking/use-marking-tools.ts'
import { DraftForm } from './draft-form.tsx'
import { releaseMessages } from './messages.ts'
import { subjectOf } from './subject.ts'

/** What is to be shared, with whom, and what of it is left out: all of it is shown before anything is drafted. */
export function Page(): JSX.Element {
  const { router, ownCard, partners, status } = useConsole()
  const text = useText(releaseMessages)
  const tools = useMarkingTools()
  const { query } = router.place.value
  const subject = subjectOf(query)
  const mode = status.value?.mode
  if (subject === undefined)
    return (
      <div class="page-stack">
        <h1>{text('draftTitle')}</h1>
        <p class="empty">{text('noSubject')}</p>
      </div>
    )
  const own = ownCard.value
  if (tools === undefined || own === undefined || partners.value === undefined || mode === undefined) return <Waiting />
  return (
    <DraftForm
      key={`${subject.kind} ${subject.id}`}
      subject={subject}
      tearLineOf={query.get('tear') ?? undefined}
      tools={tools}
      ownNation={own.card.party}
      nations={[...new Set(partners.value.map(({ card }) => card.party))].filter((one) => one !== own.card.party)}
      mode={mode}
    />
  )
}
