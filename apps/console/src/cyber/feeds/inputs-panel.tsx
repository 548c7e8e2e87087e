import type { JSX } from 'preact'
import { NodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { type Status, StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useText } from '../../state/console.ts'
import type { LogInputs } from '../queue/models.ts'
import { ChangedList } from './changed-list.tsx'
import { AddInputDialog, type LogInput, RemoveInputDialog } from './input-dialogs.tsx'
import { feedsMessages } from './messages.ts'

const HEADS = [
  ...['state', 'name', 'kind', 'format', 'location', 'lastEvent', 'events', 'badLines', 'hits', 'problem', 'acts'],
] as const satisfies readonly (keyof (typeof feedsMessages)['en'])[]

const STATES: { readonly [State in LogInput['state']]: Status } = {
  following: 'normal',
  waiting: 'off',
  failing: 'serious',
  overdue: 'serious',
}

function InputRow(props: { readonly input: LogInput; readonly onRemove: (() => void) | undefined }): JSX.Element {
  const text = useText(feedsMessages)
  const { input } = props
  return (
    <tr>
      <td>
        <StatusMark status={STATES[input.state]} word={text(input.state)} />
      </td>
      <td>
        <bdi>{input.name}</bdi>
      </td>
      <td>{text(input.kind)}</td>
      <td>{text(input.format)}</td>
      <td class="where" title={input.location}>
        {input.location}
      </td>
      <td class="num">
        <Distance utc={input.lastEventUtc} />
      </td>
      <td class="num">{number(input.events, 0)}</td>
      <td class="num">{number(input.badLines, 0)}</td>
      <td class="num">{number(input.hits, 0)}</td>
      <td class="wrap-anywhere">
        <NodeText text={input.error ?? input.lastProblem ?? '–'} />
      </td>
      <td>
        {props.onRemove === undefined ? null : (
          <button type="button" onClick={props.onRemove}>
            {text('remove')}
          </button>
        )}
      </td>
    </tr>
  )
}

/** What is looked for in the logs, and why some of it is not used. */
function Sought(props: { readonly rules: LogInputs['rules'] }): JSX.Element {
  const text = useText(feedsMessages)
  const { indicators, sigmaRules, leftOut, loadedUtc, problems } = props.rules
  return (
    <Panel title={text('sought')}>
      <dl class="figures">
        <div>
          <dt>{text('indicators')}</dt>
          <dd>{number(indicators, 0)}</dd>
        </div>
        <div>
          <dt>{text('sigmaRules')}</dt>
          <dd>{number(sigmaRules, 0)}</dd>
        </div>
        <div>
          <dt>{text('leftOut')}</dt>
          <dd>{number(leftOut, 0)}</dd>
        </div>
        <div>
          <dt>{text('loaded')}</dt>
          <dd>{loadedUtc === null ? text('notLoaded') : <UtcTime utc={loadedUtc} />}</dd>
        </div>
      </dl>
      {problems.length === 0 ? null : (
        <details class="earlier">
          <summary>{text('why')}</summary>
          <ul>
            {problems.map((problem) => (
              <li key={problem} class="wrap-anywhere">
                <NodeText text={problem} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
}

/** The logs that are followed, with their health, and what is looked for in them. */
export function InputsPanel(): JSX.Element {
  const text = useText(feedsMessages)
  const asked = useAsk('listLogInputs', {}, ['cyber/', 'alert/'])
  return (
    <>
      <ChangedList
        title={text('inputs')}
        heads={HEADS.map((head) => text(head))}
        empty={text('noInputs')}
        asked={asked}
        add={text('add')}
        isMain
        row={(input, onRemove) => <InputRow key={input.id} input={input} onRemove={onRemove} />}
        addDialog={(ends) => <AddInputDialog {...ends} />}
        removeDialog={(input, ends) => <RemoveInputDialog input={input} {...ends} />}
      />
      {asked.answer === undefined ? null : <Sought rules={asked.answer.rules} />}
    </>
  )
}
