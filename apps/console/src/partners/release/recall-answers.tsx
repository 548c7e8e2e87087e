import type { JSX } from 'preact'
import { ListTable } from '../../components/list-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useText } from '../../state/console.ts'
import { recallAnswersMessages } from './recall-answers-messages.ts'

const STATUS = { hidden: 'normal', purged: 'normal', notHeld: 'normal', refused: 'serious' } as const

/**
 * What each partner answered to a recall, and who has not yet.
 * @param props.ask - The recall, by the SHA-256 of its body.
 */
export function RecallAnswers(props: { readonly ask: string }): JSX.Element {
  const text = useText(recallAnswersMessages)
  const asked = useAsk('listRecallAnswers', { params: { id: props.ask } }, ['partner/'])
  const items = asked.answer?.items ?? []
  const counts = {
    answered: number(items.filter(({ done }) => done !== null).length, 0),
    all: number(items.length, 0),
  }
  return (
    <Panel title={text('title')} aside={asked.answer === undefined ? undefined : text('count', counts)}>
      <p class="card-note">{text('promise')}</p>
      <Loaded asked={asked}>
        {(answer) => (
          <ListTable
            label={text('title')}
            heads={[text('partner'), text('answer'), text('when')]}
            items={answer.items}
            empty={text('none')}
          >
            {({ node, party, done, atUtc }) => (
              <tr key={node}>
                <td>
                  {party} <bdi class="muted">{node}</bdi>
                </td>
                <td>
                  <StatusMark status={done === null ? 'caution' : STATUS[done]} word={text(done ?? 'notYet')} />
                </td>
                <td>{atUtc === null ? '–' : <Distance utc={atUtc} />}</td>
              </tr>
            )}
          </ListTable>
        )}
      </Loaded>
    </Panel>
  )
}
