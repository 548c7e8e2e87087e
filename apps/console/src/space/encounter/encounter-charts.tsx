import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Field } from '../../components/field.tsx'
import { useUtc } from '../../components/use-utc.ts'
import { number, probability } from '../../format/format.ts'
import { useText } from '../../state/console.ts'
import { ChartPanel } from '../charts/chart-panel.tsx'
import { LineChart } from '../charts/line-chart.tsx'
import { EncounterPlane } from './encounter-plane.tsx'
import { trackAt, trackWithin } from './interpolate-track.ts'
import { encounterMessages } from './messages.ts'
import type { Encounter } from './models.ts'
import { RtnProjections } from './rtn-projections.tsx'

/** Spans around TCA that can be drawn, s. */
const SPANS_S = [600, 120, 30] as const

type ChartProps = { readonly encounter: Encounter; readonly asTables: boolean; readonly source: string }

function PlaneChart({ encounter, asTables, source }: ChartProps): JSX.Element {
  const text = useText(encounterMessages)
  const { plane } = encounter
  const table = {
    columns: ['', 'x', 'y'],
    rows: [
      [text('miss'), `${number(plane.missXKm, 4)} km`, `${number(plane.missYKm, 4)} km`],
      [text('ellipse1'), `${number(plane.sigmaXKm, 4)} km`, `${number(plane.sigmaYKm, 4)} km`],
      [text('hardBody', { m: number(plane.hardBodyRadiusKm * 1000, 1) }), '', ''],
    ],
  }
  return (
    <ChartPanel
      title={text('plane')}
      table={table}
      asTables={asTables}
      source={`${plane.description} · ${text('assumed')} · ${source}`}
    >
      <EncounterPlane plane={plane} />
    </ChartPanel>
  )
}

function TrackCharts({ encounter, asTables, source }: ChartProps): JSX.Element {
  const text = useText(encounterMessages)
  const [spanS, setSpanS] = useState<number>(SPANS_S[0])
  const [chosenOffsetS, setOffsetS] = useState(0)
  const offsetS = Math.max(-spanS, Math.min(spanS, chosenOffsetS))
  const track = trackWithin(encounter.track, spanS)
  const now = trackAt(encounter.track, offsetS)
  const table = {
    columns: [text('fromTca'), 'R km', 'T km', 'N km', text('rangeKm')],
    rows: track.map(({ offsetS: s, rtnKm, rangeKm }) => [s, ...rtnKm.map((km) => number(km, 3)), number(rangeKm, 3)]),
  }
  const signed = `${offsetS > 0 ? '+' : ''}${offsetS}`.replace('-', '−')
  return (
    <>
      <ChartPanel title={text('rtn')} table={table} asTables={asTables} source={source}>
        <RtnProjections track={encounter.track} spanS={spanS} offsetS={offsetS} />
        <div class="chart-controls">
          <Field label={text('offset')}>
            {(id) => (
              <input
                id={id}
                type="range"
                min={-spanS}
                max={spanS}
                step={spanS / 60}
                value={offsetS}
                aria-valuetext={text('offsetValue', { s: signed })}
                onInput={(event) => setOffsetS(event.currentTarget.valueAsNumber)}
              />
            )}
          </Field>
          <Field label={text('window')}>
            {(id) => (
              <select id={id} value={spanS} onChange={(event) => setSpanS(Number(event.currentTarget.value))}>
                {SPANS_S.map((s) => (
                  <option key={s} value={s}>
                    {text('windowS', { s })}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <output>
            {text('offsetValue', { s: signed })}
            {now === undefined ? '' : ` · ${number(now.rangeKm, 3)} km`}
          </output>
        </div>
      </ChartPanel>
      <ChartPanel title={text('range')} table={table} asTables={asTables} source={source}>
        <LineChart
          title={text('range')}
          points={track.map((point) => ({ x: point.offsetS, y: point.rangeKm }))}
          xName={text('fromTca')}
          yName={text('rangeKm')}
          yLog
          dots={false}
          markerX={offsetS}
          thresholds={[{ y: encounter.screening.withinKm, name: `${encounter.screening.withinKm} km` }]}
        />
      </ChartPanel>
    </>
  )
}

function UpdateCharts({ encounter, asTables, source }: ChartProps): JSX.Element {
  const utc = useUtc()
  const text = useText(encounterMessages)
  const updates = [...encounter.updates].sort((one, other) => one.computedUtc.localeCompare(other.computedUtc))
  const at = updates.map((update) => Date.parse(update.computedUtc))
  const minuteOf = (ms: number) => utc(ms).slice(0, -4)
  const ends = [...new Set([at[0], at.at(-1)])].flatMap((ms) => (ms === undefined ? [] : [ms]))
  const table = {
    columns: [text('computed'), text('tca'), text('missAxis'), text('pcAxis'), text('oldest')],
    rows: updates.map((update) => [
      utc(update.computedUtc),
      utc(update.tcaUtc),
      number(update.missKm, 3),
      `≤ ${probability(update.maxPc)}`,
      text('days', { days: number(update.oldestElementsDays, 1) }),
    ]),
  }
  const note = updates.length === 1 ? `${text('oneUpdate')} ${source}` : source
  const points = (value: 'maxPc' | 'missKm') =>
    updates.map((update) => ({ x: Date.parse(update.computedUtc), y: update[value] }))
  const common = { xName: text('computed'), xText: minuteOf, xTicks: ends, dots: true }
  return (
    <>
      <ChartPanel title={text('updatesPc')} table={table} asTables={asTables} source={note}>
        <LineChart {...common} title={text('updatesPc')} points={points('maxPc')} yName={text('pcAxis')} yLog />
      </ChartPanel>
      <ChartPanel title={text('updatesMiss')} table={table} asTables={asTables} source={note}>
        <LineChart
          {...common}
          title={text('updatesMiss')}
          points={points('missKm')}
          yName={text('missAxis')}
          yLog={false}
        />
      </ChartPanel>
    </>
  )
}

/** All charts of an encounter, each with the table behind it. */
export function EncounterCharts(props: ChartProps): JSX.Element {
  return (
    <div class="encounter-charts">
      <PlaneChart {...props} />
      <TrackCharts {...props} />
      <UpdateCharts {...props} />
    </div>
  )
}
