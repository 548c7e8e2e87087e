import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { NodeText } from '../../components/node-text.tsx'
import { type Status, StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { ChangedList } from './changed-list.tsx'
import { AddFeedDialog, RemoveFeedDialog, type TaxiiFeed } from './taxii-dialogs.tsx'
import { taxiiMessages } from './taxii-messages.ts'

const HEADS = ['state', 'name', 'url', 'success', 'gained', 'leftOut', 'next', 'problem', 'acts'] as const

const STATES: { readonly [State in TaxiiFeed['state']]: Status } = {
  ok: 'normal',
  waiting: 'advisory',
  pulling: 'advisory',
  failing: 'serious',
  overdue: 'serious',
  paused: 'off',
}

/** What went wrong last: the pull as a whole, else the first object that could not be taken. */
function LastProblem({ feed: { lastError, lastProblem } }: { readonly feed: TaxiiFeed }): JSX.Element {
  if (lastError === null) return lastProblem === null ? <>–</> : <NodeText text={lastProblem} />
  return (
    <>
      <NodeText text={lastError.message} /> <code>{lastError.code}</code> <UtcTime utc={lastError.atUtc} />
    </>
  )
}

function Acts(props: {
  readonly feed: TaxiiFeed
  readonly reload: () => void
  readonly onRemove: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(taxiiMessages)
  const { id, name, isPaused } = props.feed
  const act = async (operation: 'pullFeed' | 'pauseFeed' | 'resumeFeed', said: string) => {
    const result = await client.ask(operation, { params: { id } })
    toasts.say(result.ok ? said : result.problem.detail)
    props.reload()
  }
  return (
    <span class="row acts">
      {isPaused ? (
        <button type="button" onClick={() => void act('resumeFeed', text('resumedNow', { name }))}>
          {text('resume')}
        </button>
      ) : (
        <>
          <button type="button" onClick={() => void act('pullFeed', text('asked', { name }))}>
            {text('pull')}
          </button>
          <button type="button" onClick={() => void act('pauseFeed', text('pausedNow', { name }))}>
            {text('pause')}
          </button>
        </>
      )}
      <button type="button" onClick={props.onRemove}>
        {text('remove')}
      </button>
    </span>
  )
}

function Row(props: { readonly feed: TaxiiFeed; readonly acts: JSX.Element | null }): JSX.Element {
  const text = useText(taxiiMessages)
  const { feed } = props
  return (
    <tr>
      <td>
        <StatusMark status={STATES[feed.state]} word={text(feed.state)} />
      </td>
      <td>
        <bdi>{feed.name}</bdi>
      </td>
      <td class="where" title={feed.url}>
        {feed.url}
      </td>
      <td class="num">{feed.lastSuccessUtc === null ? text('never') : <Distance utc={feed.lastSuccessUtc} />}</td>
      <td class="num">{number(feed.gained, 0)}</td>
      <td class="num">{number(feed.leftOut, 0)}</td>
      <td class="num">{feed.nextDueUtc === null ? '–' : <Distance utc={feed.nextDueUtc} />}</td>
      <td class="wrap-anywhere">
        <LastProblem feed={feed} />
      </td>
      <td>{props.acts}</td>
    </tr>
  )
}

/** The feeds that are pulled, with their health; administrators add, pull, pause and remove them. */
export function TaxiiPanel(): JSX.Element {
  const { status } = useConsole()
  const text = useText(taxiiMessages)
  const asked = useAsk('listFeeds', {}, ['cyber/feed'])
  const { reload } = asked
  // A pull that brings nothing writes no line, but tells by the status that the feed stands otherwise.
  const told = status.value
  useEffect(() => {
    if (told !== undefined) reload()
  }, [told, reload])
  return (
    <ChangedList
      title={text('title')}
      heads={HEADS.map((head) => text(head))}
      empty={text('none')}
      asked={asked}
      add={text('add')}
      row={(feed, onRemove) => (
        <Row
          key={feed.id}
          feed={feed}
          acts={onRemove === undefined ? null : <Acts feed={feed} reload={reload} onRemove={onRemove} />}
        />
      )}
      addDialog={(ends) => <AddFeedDialog {...ends} />}
      removeDialog={(feed, ends) => <RemoveFeedDialog feed={feed} {...ends} />}
    />
  )
}
