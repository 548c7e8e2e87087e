import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Key } from '../../components/marks.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useUtc } from '../../components/use-utc.ts'
import { useCommands, useText } from '../../state/console.ts'
import { barsOf, countTicks, type HourCount } from './hour-bars.ts'
import { queueMessages } from './messages.ts'

const WIDTH = 580
const HEIGHT = 96
const LEFT = 40
const RIGHT = 8
const TOP = 8
const BOTTOM = 22

function Chart(props: { readonly hours: readonly HourCount[] }): JSX.Element {
  const text = useText(queueMessages)
  const utc = useUtc()
  const { bars, fromMs, toMs, most } = barsOf(props.hours)
  const ticks = countTicks(most)
  const top = ticks.at(-1) ?? 1
  const x = (ms: number): number => LEFT + ((ms - fromMs) / (toMs - fromMs)) * (WIDTH - LEFT - RIGHT)
  const y = (count: number): number => HEIGHT - BOTTOM - (count / top) * (HEIGHT - TOP - BOTTOM)
  return (
    <svg class="hits-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text('overTime')}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line class="rule" x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 5} y={y(tick) + 4} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      {bars.map(({ fromMs: at, untilMs, count }) => (
        <rect
          key={at}
          class="bar"
          x={x(at)}
          width={Math.max(1.5, x(untilMs) - x(at) - 0.5)}
          y={y(count)}
          height={y(0) - y(count)}
        >
          <title>{`${utc(at)}: ${count}`}</title>
        </rect>
      ))}
      <text x={LEFT} y={HEIGHT - BOTTOM + 14}>
        {utc(fromMs)}
      </text>
      <text x={WIDTH - RIGHT} y={HEIGHT - BOTTOM + 14} text-anchor="end">
        {utc(toMs)}
      </text>
      <text class="axis-name" x={(LEFT + WIDTH) / 2} y={HEIGHT - BOTTOM + 14} text-anchor="middle">
        {text('hitsPerHour')}, UTC
      </text>
    </svg>
  )
}

/** Hits by hour as bars from zero; hours without any are gaps; a table behind it. */
export function HitsChart(props: { readonly hours: readonly HourCount[] }): JSX.Element {
  const text = useText(queueMessages)
  const [isTable, setTable] = useState(false)
  const turn = () => setTable(!isTable)
  useCommands([{ id: 'queue.table', label: text('asTable'), key: 't', run: turn }])
  return (
    <Panel
      title={text('overTime')}
      level={3}
      aside={
        <button type="button" class="plain" aria-pressed={isTable} onClick={turn}>
          {text(isTable ? 'asChart' : 'asTable')} <Key name="t" />
        </button>
      }
    >
      {props.hours.length === 0 ? null : isTable ? (
        <Scroll label={text('overTime')}>
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">{text('hour')}</th>
                <th scope="col" class="num">
                  {text('hits')}
                </th>
              </tr>
            </thead>
            <tbody>
              {props.hours.map(({ fromUtc, count }) => (
                <tr key={fromUtc}>
                  <td>
                    <UtcTime utc={fromUtc} />
                  </td>
                  <td class="num">{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : (
        <Chart hours={props.hours} />
      )}
    </Panel>
  )
}
