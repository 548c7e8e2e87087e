import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Loaded } from '../../components/loaded.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { UtcTime } from '../../components/time.tsx'
import { SaidMark } from '../../partners/marking/marked.tsx'
import { WhenMarked } from '../../partners/marking/when-marked.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { logKindMessages, logKindWord } from '../log/kind-messages.ts'
import { watchMessages } from './messages.ts'

const MOST_ENTRIES = 100

/** What the log holds since this officer last said "seen up to here" on this browser. */
export function ChangedPanel(): JSX.Element {
  const { status, preferences } = useConsole()
  const text = useText(watchMessages)
  const kindText = useText(logKindMessages)
  const asked = useAsk('readLog', { query: { limit: MOST_ENTRIES } }, [''])
  const officer = status.value?.officer?.name ?? ''
  const lookedSeq = preferences.value.value.lookedSeq[officer] ?? 0
  const [openedSeq] = useState(lookedSeq)
  const newest = asked.answer?.items[0]?.seq ?? 0
  const look = () => preferences.change({ lookedSeq: { ...preferences.value.peek().lookedSeq, [officer]: newest } })
  const changed = (asked.answer?.items ?? []).filter((entry) => entry.seq > lookedSeq)
  return (
    <Panel
      title={text('changed')}
      class="watch-changed"
      aside={
        <>
          <span>{text('changedSince', { count: changed.length })}</span>
          <button
            type="button"
            onClick={look}
            disabled={changed.length === 0}
            title={text('lookedAt', { seq: openedSeq })}
          >
            {text('looked')}
          </button>
          <a href="/log">{text('wholeLog')}</a>
        </>
      }
    >
      <Loaded asked={asked}>
        {(answer) =>
          changed.length === 0 ? (
            <p class="empty">{text('nothingChanged')}</p>
          ) : (
            <WhenMarked markings={changed.map(({ marking }) => marking)}>
              <Scroll label={text('changed')}>
                <table class="plain-table">
                  <tbody>
                    {changed.map((entry) => (
                      <tr key={entry.seq}>
                        <td>
                          <UtcTime utc={entry.atUtc} />
                        </td>
                        <td>{logKindWord(kindText, entry.kind)}</td>
                        <td>
                          <NodeText text={entry.text} /> <SaidMark marking={entry.marking} />
                        </td>
                        <td>
                          <NodeText text={entry.by} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                {changed.length < answer.items.length || answer.total <= answer.items.length ? null : (
                  <p class="empty">{text('older', { count: answer.total - answer.items.length })}</p>
                )}
              </Scroll>
            </WhenMarked>
          )
        }
      </Loaded>
    </Panel>
  )
}
