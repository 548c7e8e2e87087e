import type { JSX } from 'preact'
import { useConsole, useText } from '../../state/console.ts'
import { DraftForm } from './draft-form.tsx'
import { ElementsChooser } from './elements-chooser.tsx'
import { releaseMessages } from './messages.ts'
import { subjectOf } from './subject.ts'
import { WithDraftSetting } from './with-draft-setting.tsx'

/** What is to be shared, with whom, and what of it is left out: all of it is shown before anything is drafted. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const text = useText(releaseMessages)
  const { query } = router.place.value
  const subject = subjectOf(query)
  if (subject === undefined)
    return (
      <div class="page-stack">
        <h1>{text('draftTitle')}</h1>
        <p class="empty">{text('noSubject')}</p>
        <ElementsChooser />
      </div>
    )
  const start = { subject, tearLineOf: query.get('tear') ?? undefined }
  return (
    <WithDraftSetting title={text('draftTitle')}>
      {(setting) => <DraftForm key={JSON.stringify(start)} start={start} setting={setting} />}
    </WithDraftSetting>
  )
}
