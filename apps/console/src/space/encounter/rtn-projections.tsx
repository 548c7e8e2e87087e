import type { JSX } from 'preact'
import { useText } from '../../state/console.ts'
import { chartMessages } from '../charts/messages.ts'
import { linearScale, type Scale, tickText } from '../charts/scale.ts'
import { trackAt, trackWithin } from './interpolate-track.ts'
import { encounterMessages } from './messages.ts'
import type { TrackPoint } from './models.ts'

const SIZE = 210
const LEFT = 44
const BOTTOM = 32
const EDGE = 8

type Axis = 0 | 1 | 2

/** Half the side of a square around the primary that holds a track, km. */
function reachKm(track: readonly TrackPoint[]): number {
  return Math.max(0.001, ...track.flatMap(({ rtnKm }) => rtnKm.map(Math.abs))) * 1.05
}

function Projection(props: {
  readonly track: readonly TrackPoint[]
  readonly now: TrackPoint | undefined
  readonly scaleX: Scale
  readonly scaleY: Scale
  readonly axes: readonly [Axis, Axis]
  readonly names: readonly [string, string]
}): JSX.Element {
  const text = useText(chartMessages)
  const { scaleX, scaleY, axes, names, now } = props
  const at = (point: TrackPoint) =>
    [scaleX.at(point.rtnKm[axes[0]] ?? 0), scaleY.at(point.rtnKm[axes[1]] ?? 0)] as const
  const path = props.track
    .map((point) =>
      at(point)
        .map((px) => px.toFixed(1))
        .join(','),
    )
    .join(' ')
  const marker = now === undefined ? undefined : at(now)
  const middle = (SIZE - BOTTOM + EDGE) / 2
  return (
    <svg
      class="chart square"
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      role="img"
      aria-label={text('chartOf', { title: names.join(' / ') })}
    >
      <g class="axes">
        <line class="rule" x1={LEFT} x2={SIZE - EDGE} y1={scaleY.at(0)} y2={scaleY.at(0)} />
        <line class="rule" x1={scaleX.at(0)} x2={scaleX.at(0)} y1={EDGE} y2={SIZE - BOTTOM} />
        {scaleX.ticks.map((tick) => (
          <text key={tick} x={scaleX.at(tick)} y={SIZE - BOTTOM + 13} text-anchor="middle">
            {tickText(tick)}
          </text>
        ))}
        {scaleY.ticks.map((tick) => (
          <text key={tick} x={LEFT - 4} y={scaleY.at(tick) + 4} text-anchor="end">
            {tickText(tick)}
          </text>
        ))}
        <text class="axis-name" x={(LEFT + SIZE) / 2} y={SIZE - 4} text-anchor="middle">
          {names[0]}
        </text>
        <text class="axis-name" x={10} y={middle} text-anchor="middle" transform={`rotate(-90 10 ${middle})`}>
          {names[1]}
        </text>
      </g>
      <polyline class="line" points={path} />
      <path class="cross" d={`M${scaleX.at(0) - 5} ${scaleY.at(0)}h10M${scaleX.at(0)} ${scaleY.at(0) - 5}v10`} />
      {marker === undefined ? null : <circle class="dot" cx={marker[0]} cy={marker[1]} r={4} />}
    </svg>
  )
}

/** The secondary's way past the primary in the primary's RTN, as two projections that share their scale. */
export function RtnProjections(props: {
  readonly track: readonly TrackPoint[]
  readonly spanS: number
  readonly offsetS: number
}): JSX.Element {
  const text = useText(encounterMessages)
  const track = trackWithin(props.track, props.spanS)
  const now = trackAt(props.track, props.offsetS)
  const reach = reachKm(track)
  const scaleX = linearScale([-reach, reach], [LEFT, SIZE - EDGE], 5)
  const scaleY = linearScale([-reach, reach], [SIZE - BOTTOM, EDGE], 5)
  const common = { track, now, scaleX, scaleY }
  return (
    <div class="projections">
      <Projection {...common} axes={[1, 0]} names={[text('rtnTransverse'), text('rtnRadial')]} />
      <Projection {...common} axes={[1, 2]} names={[text('rtnTransverse'), text('rtnNormal')]} />
    </div>
  )
}
