import type { ComponentChildren, JSX } from 'preact'
import { PRIORITIES } from '../../api/models.ts'
import type { Operations } from '../../api/types.ts'
import { ListTable } from '../../components/list-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { NodeText, useNodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { duration, number, percent } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { healthMessages } from './messages.ts'

type Health = Operations['readAlertHealth']['answer']
const PERIODS = [1, 7, 30]

function Figures(props: { readonly health: Health }): JSX.Element {
  const { language } = useConsole()
  const text = useText(healthMessages)
  const { health } = props
  const seconds = health.medianSecondsToAcknowledge
  return (
    <dl class="figures">
      <div>
        <dt>{text('raised')}</dt>
        <dd>{number(health.raised, 0)}</dd>
      </div>
      <div>
        <dt>
          {text('rate')} ({text('rateWanted')})
        </dt>
        <dd>{number(health.perTenMinutes, 2)}</dd>
      </div>
      <div>
        <dt>{text('peak')}</dt>
        <dd>{number(health.peakPerTenMinutes, 0)}</dd>
      </div>
      <div>
        <dt>{text('toAcknowledge')}</dt>
        <dd>{seconds === null ? text('unknown') : duration(seconds, language.value)}</dd>
      </div>
    </dl>
  )
}

function Table(props: {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly ComponentChildren[])[]
}): JSX.Element {
  const text = useText(healthMessages)
  return (
    <ListTable label={props.heads.join(', ')} heads={props.heads} items={props.rows} empty={text('none')}>
      {(row, index) => (
        <tr key={index}>
          {row.map((cell, column) => (
            <td key={column}>{cell}</td>
          ))}
        </tr>
      )}
    </ListTable>
  )
}

function Bar(props: { readonly label: string; readonly share: number }): JSX.Element {
  return (
    <span class="bar-cell">
      <progress aria-label={props.label} value={props.share} max={1} />
      <span class="num">{percent(props.share)}</span>
    </span>
  )
}

function Tables(props: { readonly health: Health }): JSX.Element {
  const text = useText(healthMessages)
  const nodeText = useNodeText()
  const { health } = props
  return (
    <div class="columns">
      <Panel title={text('shares')} aside={<span>{text('wanted', { shares: nodeText(health.wantedShares) })}</span>}>
        <Table
          heads={[text('what'), text('share')]}
          rows={PRIORITIES.map((priority) => [
            <StatusMark key="mark" status={priority} />,
            <Bar key="bar" label={priority} share={health.shares[priority]} />,
          ])}
        />
      </Panel>
      <Panel title={text('noisiest')}>
        <Table
          heads={[text('rule'), text('count'), text('share')]}
          rows={health.noisiest.map((row) => [
            row.ruleId,
            row.count,
            <Bar key="bar" label={row.ruleId} share={row.share} />,
          ])}
        />
      </Panel>
      <Panel title={text('chattering')}>
        <Table
          heads={[text('what'), text('rule'), text('inOneMinute')]}
          rows={health.chattering.map((row) => [row.key, row.ruleId, row.inOneMinute])}
        />
      </Panel>
      <Panel title={text('stale')}>
        <Table
          heads={[text('what'), text('since')]}
          rows={health.stale.map((row) => [
            <a key="link" href={`/a/${row.id}`}>
              <NodeText text={row.title} />
            </a>,
            <Distance key="since" utc={row.sinceUtc} />,
          ])}
        />
      </Panel>
      <Panel title={text('floods')}>
        <Table
          heads={[text('from'), text('to'), text('alerts')]}
          rows={health.floods.map((row) => [
            <UtcTime key="from" utc={row.fromUtc} />,
            row.toUtc === null ? text('goesOn') : <UtcTime key="to" utc={row.toUtc} />,
            row.alerts,
          ])}
        />
      </Panel>
    </div>
  )
}

/** How well the alarms serve: rate, shares, noisiest rules, chattering and stale alerts, floods. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const text = useText(healthMessages)
  const days = PERIODS.find((one) => String(one) === router.place.value.query.get('f')) ?? 7
  const asked = useAsk('readAlertHealth', { query: { days } }, ['alert/'])
  return (
    <div class="page-stack">
      <SettingsTabs />
      <h1 class="sr-only">{text('title')}</h1>
      <Panel
        title={text('title')}
        aside={
          <fieldset class="row" aria-label={text('days')}>
            {PERIODS.map((one) => (
              <button
                type="button"
                class="chip"
                key={one}
                aria-pressed={one === days}
                onClick={() => router.setQuery({ f: String(one) })}
              >
                {text('dayCount', { count: one })}
              </button>
            ))}
          </fieldset>
        }
      >
        <Loaded asked={asked}>
          {(health) => (
            <>
              <Figures health={health} />
              <Tables health={health} />
            </>
          )}
        </Loaded>
      </Panel>
    </div>
  )
}
