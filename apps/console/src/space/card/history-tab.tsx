import type { JSX } from 'preact'
import { Loaded } from '../../components/loaded.tsx'
import { UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useText } from '../../state/console.ts'
import { cardMessages } from './messages.ts'

const SETS_SHOWN = 30

/** The element sets that are kept of an object, newest first, each with its record as it was received. */
export function HistoryTab(props: { readonly id: number }): JSX.Element {
  const text = useText(cardMessages)
  const sets = useAsk('listElementSets', { params: { id: props.id }, query: { limit: SETS_SHOWN } }, ['catalogue/'])
  return (
    <Loaded asked={sets}>
      {({ items, total }) => (
        <>
          <h3 class="card-sub">
            {text('historyFor')} · {total}
          </h3>
          <ul class="card-list">
            {items.map((set) => (
              <li key={`${set.epochUtc} ${set.receivedUtc}`}>
                <div class="row">
                  <UtcTime utc={set.epochUtc} />
                  <span>
                    {number(set.meanMotionRevPerDay, 5)} {text('meanMotion')}
                  </span>
                  <span>{number(set.inclinationDeg, 3)}°</span>
                  <span class="muted">{set.source}</span>
                </div>
                <details>
                  <summary>{text('showRecord')}</summary>
                  <pre>{set.record}</pre>
                  <p class="muted">{text('source', { source: set.source, file: set.file, line: set.line })}</p>
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
    </Loaded>
  )
}
