import type { JSX } from 'preact'
import { ListPanel } from '../../components/list-panel.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { Marked, RecordMark } from '../marking/marked.tsx'
import { ShareTabs } from '../share-tabs.tsx'
import { elementsMessages } from './elements-messages.ts'
import { releaseMessages } from './messages.ts'
import { markOf } from './preview-panels.tsx'
import { releaseState } from './release-state.ts'

const HEADS = ['state', 'title', 'mark', 'to', 'by', 'at'] as const
const MOST = 200
const STATES = ['all', 'signed', 'draft', 'released', 'withdrawn'] as const
const WORDS = {
  all: 'all',
  signed: 'signedState',
  draft: 'draftState',
  released: 'releasedState',
  withdrawn: 'withdrawnState',
} as const

/** What leaves this node: drafts, what waits for a second officer, what has left, what was taken back. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const text = useText(releaseMessages)
  const elementsText = useText(elementsMessages)
  const state = STATES.find((one) => one === router.place.value.query.get('state')) ?? 'all'
  const query = { limit: MOST, ...(state === 'all' ? {} : { state }) }
  const asked = useAsk('listReleases', { query }, ['release/'])
  return (
    <div class="page-stack">
      <ShareTabs />
      <h1 class="sr-only">{text('releases')}</h1>
      <Marked markings={(asked.answer?.items ?? []).map(({ preview }) => markOf(preview.body))}>
        {() => (
          <ListPanel
            title={text('releases')}
            aside={
              <>
                <a class="button" href="/release/new">
                  {elementsText('share')}
                </a>
                <fieldset class="choices" aria-label={text('filter')}>
                  {STATES.map((one) => (
                    <button
                      key={one}
                      type="button"
                      class="chip"
                      aria-pressed={one === state}
                      onClick={() => router.setQuery({ state: one === 'all' ? undefined : one })}
                    >
                      {text(WORDS[one])}
                    </button>
                  ))}
                </fieldset>
              </>
            }
            asked={asked}
            heads={HEADS.map((head) => text(head))}
            empty={text('noReleases')}
          >
            {(release) => {
              const { word, status } = releaseState(release)
              const { preview } = release
              const names = preview.recipients.filter(({ leaves }) => leaves).map(({ party }) => party)
              return (
                <tr key={release.id}>
                  <td>
                    <StatusMark status={status} word={text(word)} />
                  </td>
                  <td>
                    <a href={`/release/${release.id}`}>
                      <NodeText text={release.title} />
                    </a>{' '}
                    <small class="muted">{release.kind}</small>
                  </td>
                  <td>
                    <RecordMark words={preview.portion} whole={preview.banner} />
                  </td>
                  <td>{names.length === 0 ? text('nobody') : [...new Set(names)].join(', ')}</td>
                  <td>
                    <bdi>{release.draftedBy}</bdi>
                  </td>
                  <td>
                    <UtcTime utc={release.releasedUtc ?? release.draftedUtc} />
                  </td>
                </tr>
              )
            }}
          </ListPanel>
        )}
      </Marked>
    </div>
  )
}
