import type { JSX } from 'preact'
import { useText } from '../../state/console.ts'
import { chartMessages } from './messages.ts'
import { linearScale, logScale, type Scale, tickText } from './scale.ts'

const WIDTH = 420
const HEIGHT = 200
const LEFT = 58
const RIGHT = 14
const TOP = 12
const BOTTOM = 38

/** What a line chart draws. */
export type LineChartOptions = {
  readonly title: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly xName: string
  readonly yName: string
  /** By powers of ten, where the numbers span many; else even, from 0. */
  readonly yLog: boolean
  readonly xText?: (x: number) => string
  readonly xTicks?: readonly number[]
  /** Draw the points themselves, as each is a computation of its own. */
  readonly dots: boolean
  /** A place on x that is followed, such as the instant of a slider. */
  readonly markerX?: number
  /** Named thresholds on y. */
  readonly thresholds?: readonly { readonly y: number; readonly name: string }[]
}

function domain(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)]
}

function yScale({ points, yLog, thresholds = [] }: LineChartOptions): Scale {
  const values = [...points.map(({ y }) => y), ...thresholds.map(({ y }) => y)]
  const range = [HEIGHT - BOTTOM, TOP] as const
  if (!yLog) return linearScale([0, Math.max(...values, 1e-9) * 1.05], range, 4)
  const positive = values.filter((value) => value > 0)
  return positive.length === 0 ? logScale([0.1, 1], range) : logScale(domain(positive), range)
}

function Axes(props: { readonly options: LineChartOptions; readonly x: Scale; readonly y: Scale }): JSX.Element {
  const { options, x, y } = props
  const xText = options.xText ?? tickText
  return (
    <g class="axes">
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line class="rule" x1={LEFT} x2={WIDTH - RIGHT} y1={y.at(tick)} y2={y.at(tick)} />
          <text x={LEFT - 6} y={y.at(tick) + 4} text-anchor="end">
            {tickText(tick)}
          </text>
        </g>
      ))}
      {(options.xTicks ?? x.ticks).map((tick) => (
        <text key={tick} x={x.at(tick)} y={HEIGHT - BOTTOM + 15} text-anchor="middle">
          {xText(tick)}
        </text>
      ))}
      <text class="axis-name" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 5} text-anchor="middle">
        {options.xName}
      </text>
      <text
        class="axis-name"
        x={12}
        y={(TOP + HEIGHT - BOTTOM) / 2}
        text-anchor="middle"
        transform={`rotate(-90 12 ${(TOP + HEIGHT - BOTTOM) / 2})`}
      >
        {options.yName}
      </text>
    </g>
  )
}

/** A line over axes with units, drawn as SVG from its options alone. */
export function LineChart(options: LineChartOptions): JSX.Element {
  const text = useText(chartMessages)
  const xs = options.points.map((point) => point.x)
  const [low, high] = xs.length === 0 ? [0, 1] : domain(xs)
  const x = linearScale(low === high ? [low - 1, high + 1] : [low, high], [LEFT + 8, WIDTH - RIGHT - 8], 5)
  const y = yScale(options)
  const path = options.points.map((point) => `${x.at(point.x).toFixed(1)},${y.at(point.y).toFixed(1)}`).join(' ')
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={text('chartOf', { title: options.title })}
    >
      <Axes options={options} x={x} y={y} />
      {(options.thresholds ?? []).map(({ y: value, name }) => (
        <g key={name} class="threshold">
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y.at(value)} y2={y.at(value)} />
          <text x={WIDTH - RIGHT} y={y.at(value) - 4} text-anchor="end">
            {name}
          </text>
        </g>
      ))}
      <polyline class="line" points={path} />
      {options.dots
        ? options.points.map((point) => (
            <circle key={point.x} class="dot" cx={x.at(point.x)} cy={y.at(point.y)} r={3.4} />
          ))
        : null}
      {options.markerX === undefined ? null : (
        <line class="marker" x1={x.at(options.markerX)} x2={x.at(options.markerX)} y1={TOP} y2={HEIGHT - BOTTOM} />
      )}
    </svg>
  )
}
