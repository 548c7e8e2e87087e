import type { JSX } from 'preact'
import { Loaded } from '../../components/loaded.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useAsk } from '../../state/ask.ts'
import { useText } from '../../state/console.ts'
import { DraftForm } from './draft-form.tsx'
import { releaseMessages } from './messages.ts'
import { isWaiting } from './release-state.ts'
import { WithDraftSetting } from './with-draft-setting.tsx'

/** Writes a release anew that has not left. */
export function Page({ params }: PageProps): JSX.Element {
  const text = useText(releaseMessages)
  const id = params['id'] ?? ''
  const asked = useAsk('readRelease', { params: { id } })
  return (
    <Loaded asked={asked}>
      {(release) =>
        isWaiting(release) ? (
          <WithDraftSetting title={text('changeTitle')}>
            {(setting) => (
              <DraftForm start={{ subject: release.request.subject, changed: release }} setting={setting} />
            )}
          </WithDraftSetting>
        ) : (
          <div class="page-stack">
            <h1>{text('changeTitle')}</h1>
            <p class="empty">
              {text('changeTooLate')} <a href={`/release/${id}`}>{text('toRelease')}</a>
            </p>
          </div>
        )
      }
    </Loaded>
  )
}
