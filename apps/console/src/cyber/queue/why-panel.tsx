import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { AlertButtons, AlertState } from '../../alerts/alert-card.tsx'
import { AddToCase } from '../../cases/add/add-to-case.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { type Asked, useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { HitsChart } from './hits-chart.tsx'
import { queueMessages } from './messages.ts'
import type { DetectionDetail, DetectionRow } from './models.ts'
import { SuppressDialog } from './suppress-dialog.tsx'

/** Acknowledge and shelve by the alert of the row, and suppress. */
function Acts(props: { readonly row: DetectionRow; readonly onSuppress: () => void }): JSX.Element {
  const { alerts } = useConsole()
  const text = useText(queueMessages)
  const { row } = props
  const alert = alerts.value?.find(({ id }) => id === row.alertId)
  return (
    <>
      {alert === undefined ? null : (
        <>
          <AlertState alert={alert} />
          <AlertButtons alert={alert} current={false} />
          <a class="button" href={`/a/${alert.id}`}>
            {text('alertPage')}
          </a>
        </>
      )}
      <AddToCase thing={{ type: 'detection', id: row.id, title: row.title, path: `/cyber/queue?sel=${row.id}` }} />
      <button type="button" onClick={props.onSuppress}>
        {text('suppress')}
      </button>
    </>
  )
}

function Facts({ row, indicates }: Pick<DetectionDetail, 'row' | 'indicates'>): JSX.Element {
  const text = useText(queueMessages)
  const isObject = row.indicator?.startsWith('indicator--') === true
  return (
    <dl class="facts">
      <dt>{text('rule')}</dt>
      <dd>
        <bdi>{row.title}</bdi> {row.rule === row.title ? null : <code>{row.rule}</code>}
      </dd>
      <dt>{text('indicator')}</dt>
      <dd>
        {row.indicator === null ? (
          text('noIndicator')
        ) : isObject ? (
          <a href={`/cyber/object/${row.indicator}`}>{row.indicator}</a>
        ) : (
          <code class="wrap-anywhere">{row.indicator}</code>
        )}
      </dd>
      {indicates.length === 0 ? null : (
        <>
          <dt>{text('indicates')}</dt>
          <dd>
            {indicates.map(({ id, name }) => (
              <span key={id}>
                <a href={`/cyber/object/${id}`}>
                  <bdi>{name}</bdi>
                </a>{' '}
              </span>
            ))}
          </dd>
        </>
      )}
      <dt>{text('source')}</dt>
      <dd>
        {row.source} · <Distance utc={row.sourceUtc} />
      </dd>
      <dt>{text('asset')}</dt>
      <dd>{row.asset === '' ? text('noAsset') : <bdi>{row.asset}</bdi>}</dd>
      <dt>{text('first')}</dt>
      <dd>
        <UtcTime utc={row.firstUtc} />
      </dd>
      <dt>{text('last')}</dt>
      <dd>
        <UtcTime utc={row.lastUtc} /> · <Distance utc={row.lastUtc} />
      </dd>
      <dt>{text('hits')}</dt>
      <dd>
        {number(row.count, 0)}{' '}
        {row.suppressedCount === 0 ? null : text('suppressedHits', { count: row.suppressedCount })}
      </dd>
      <dt>{text('attack')}</dt>
      <dd>
        {row.techniques.length === 0
          ? '–'
          : row.techniques.map((one) => (
              <span key={one}>
                <a href={`/cyber/search?technique=${one}`}>{one}</a>{' '}
              </span>
            ))}
      </dd>
      <dt>{text('logs')}</dt>
      <dd>{row.logs.join(', ')}</dd>
    </dl>
  )
}

/** Events as they were read, with what in them matched. */
function RawLines(props: { readonly lines: DetectionDetail['lines'] }): JSX.Element {
  const text = useText(queueMessages)
  return (
    <Panel title={text('rawLines')} level={3} class="raw-lines">
      {props.lines.length === 0 ? (
        <Empty text={text('noLines')} />
      ) : (
        <Scroll label={text('rawLines')}>
          <ul>
            {props.lines.map(({ utc, log, line, raw, fields }) => (
              <li key={`${log} ${line}`}>
                <p class="row muted">
                  <UtcTime utc={utc} /> <span>{log}</span> <span>{text('line', { line })}</span>
                  <span>
                    {text('matched')}:{' '}
                    {fields.map(({ name, value }) => (
                      <code key={`${name} ${value}`}>
                        {name} = {value}{' '}
                      </code>
                    ))}
                  </span>
                </p>
                <code class="raw-line">{raw}</code>
              </li>
            ))}
          </ul>
        </Scroll>
      )}
    </Panel>
  )
}

function Detail(props: { readonly asked: Asked<DetectionDetail>; readonly onChanged: () => void }): JSX.Element {
  const text = useText(queueMessages)
  const [isSuppressing, setSuppressing] = useState(false)
  return (
    <Loaded asked={props.asked}>
      {({ row, lines, hours, indicates }) => (
        <>
          <header class="why-head">
            <StatusMark status={row.priority} />
            <h2>
              <bdi>{row.title}</bdi>
            </h2>
            <span class="row end">
              <Acts row={row} onSuppress={() => setSuppressing(true)} />
            </span>
          </header>
          <div class="why-parts">
            <Scroll label={text('why')}>
              <Facts row={row} indicates={indicates} />
            </Scroll>
            <HitsChart hours={hours} />
            <RawLines lines={lines} />
          </div>
          {isSuppressing ? (
            <SuppressDialog row={row} onClose={() => setSuppressing(false)} onDone={props.onChanged} />
          ) : null}
        </>
      )}
    </Loaded>
  )
}

/** Why something stands in the queue: rule, indicator, raw lines, hits over time; and what can be done about it. */
export function WhyPanel(props: { readonly id: string; readonly onChanged: () => void }): JSX.Element {
  const text = useText(queueMessages)
  const asked = useAsk('readDetection', { params: { id: props.id } }, ['alert/', 'cyber/'])
  const changed = () => {
    asked.reload()
    props.onChanged()
  }
  return (
    <section class="why-panel" aria-label={text('why')}>
      <Detail asked={asked} onChanged={changed} />
    </section>
  )
}
