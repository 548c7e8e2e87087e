import type { JSX } from 'preact'
import { number } from '../../format/format.ts'
import { useText } from '../../state/console.ts'
import { chartMessages } from '../charts/messages.ts'
import { linearScale, tickText } from '../charts/scale.ts'
import { encounterMessages } from './messages.ts'
import type { EncounterPlaneData } from './models.ts'

const WIDTH = 420
const HEIGHT = 300
const LEFT = 48
const BOTTOM = 34
const TOP = 10
const RIGHT = 10
const INSET = 60

/** Half the side of the square that holds the 3σ ellipse, the miss vector and the hard body, km, around their middle. */
function planeExtent(plane: EncounterPlaneData): {
  readonly xKm: number
  readonly yKm: number
  readonly halfWidthKm: number
  readonly halfHeightKm: number
} {
  const left = Math.min(-plane.hardBodyRadiusKm, plane.missXKm - 3 * plane.sigmaXKm)
  const right = Math.max(plane.hardBodyRadiusKm, plane.missXKm + 3 * plane.sigmaXKm)
  const low = Math.min(-plane.hardBodyRadiusKm, plane.missYKm - 3 * plane.sigmaYKm)
  const high = Math.max(plane.hardBodyRadiusKm, plane.missYKm + 3 * plane.sigmaYKm)
  return {
    xKm: (left + right) / 2,
    yKm: (low + high) / 2,
    halfWidthKm: ((right - left) / 2) * 1.08,
    halfHeightKm: ((high - low) / 2) * 1.08,
  }
}

function planeScales(plane: EncounterPlaneData) {
  const extent = planeExtent(plane)
  const width = WIDTH - LEFT - RIGHT
  const height = HEIGHT - TOP - BOTTOM
  // One scale for both axes, or a circle would not be one.
  const kmPerPx = Math.max((2 * extent.halfWidthKm) / width, (2 * extent.halfHeightKm) / height)
  const halfX = (kmPerPx * width) / 2
  const halfY = (kmPerPx * height) / 2
  return {
    kmPerPx,
    x: linearScale([extent.xKm - halfX, extent.xKm + halfX], [LEFT, WIDTH - RIGHT], 5),
    y: linearScale([extent.yKm - halfY, extent.yKm + halfY], [HEIGHT - BOTTOM, TOP], 4),
  }
}

function Inset(props: { readonly plane: EncounterPlaneData; readonly kmPerPx: number }): JSX.Element {
  const text = useText(encounterMessages)
  const { hardBodyRadiusKm, missXKm, missYKm } = props.plane
  const radiusPx = 13
  const scale = radiusPx / hardBodyRadiusKm
  const x = WIDTH - RIGHT - INSET - 6
  const y = TOP + 4
  const lengthKm = Math.hypot(missXKm, missYKm)
  const reachKm = Math.min(lengthKm, INSET / 2 / scale)
  const towards = lengthKm === 0 ? 0 : reachKm / lengthKm
  return (
    <g class="inset">
      <rect x={x - 74} y={y} width={INSET + 80} height={INSET + 32} />
      <circle class="hard-body" cx={x + INSET / 2 - 34} cy={y + INSET / 2} r={radiusPx} />
      <line
        class="miss"
        x1={x + INSET / 2 - 34}
        y1={y + INSET / 2}
        x2={x + INSET / 2 - 34 + missXKm * towards * scale}
        y2={y + INSET / 2 - missYKm * towards * scale}
      />
      <text x={x + INSET / 2 - 34} y={y + INSET + 10} text-anchor="middle">
        {text('hardBodyInset', { times: number(scale * props.kmPerPx, 0) })}
      </text>
      <text x={x + INSET / 2 - 34} y={y + INSET + 24} text-anchor="middle">
        {text('hardBody', { m: number(hardBodyRadiusKm * 1000, 1) })}
      </text>
    </g>
  )
}

/** The plane normal to the relative velocity: primary, miss vector, the ellipse that the bound assumes, and the hard body to scale. */
export function EncounterPlane(props: { readonly plane: EncounterPlaneData }): JSX.Element {
  const text = useText(encounterMessages)
  const chartText = useText(chartMessages)
  const { plane } = props
  const { x, y, kmPerPx } = planeScales(plane)
  const missPx = { x: x.at(plane.missXKm), y: y.at(plane.missYKm) }
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={chartText('chartOf', { title: text('plane') })}
    >
      <g class="axes">
        {x.ticks.map((tick) => (
          <text key={tick} x={x.at(tick)} y={HEIGHT - BOTTOM + 14} text-anchor="middle">
            {tickText(tick)}
          </text>
        ))}
        {y.ticks.map((tick) => (
          <text key={tick} x={LEFT - 5} y={y.at(tick) + 4} text-anchor="end">
            {tickText(tick)}
          </text>
        ))}
        <line class="rule" x1={LEFT} x2={WIDTH - RIGHT} y1={y.at(0)} y2={y.at(0)} />
        <line class="rule" x1={x.at(0)} x2={x.at(0)} y1={TOP} y2={HEIGHT - BOTTOM} />
        <text class="axis-name" x={(LEFT + WIDTH) / 2} y={HEIGHT - 4} text-anchor="middle">
          {text('planeAxisX')}
        </text>
        <text class="axis-name" x={10} y={HEIGHT / 2} text-anchor="middle" transform={`rotate(-90 10 ${HEIGHT / 2})`}>
          {text('planeAxisY')}
        </text>
      </g>
      {[3, 1].map((sigma) => (
        <ellipse
          key={sigma}
          class={`sigma sigma-${sigma}`}
          cx={missPx.x}
          cy={missPx.y}
          rx={(sigma * plane.sigmaXKm) / kmPerPx}
          ry={(sigma * plane.sigmaYKm) / kmPerPx}
        />
      ))}
      <line class="miss" x1={x.at(0)} y1={y.at(0)} x2={missPx.x} y2={missPx.y} />
      <circle class="hard-body" cx={x.at(0)} cy={y.at(0)} r={plane.hardBodyRadiusKm / kmPerPx} />
      <path class="cross" d={`M${x.at(0) - 5} ${y.at(0)}h10M${x.at(0)} ${y.at(0) - 5}v10`} />
      <circle class="dot" cx={missPx.x} cy={missPx.y} r={3.4} />
      <text x={x.at(0) + 8} y={y.at(0) + 16}>
        {text('primaryHere')}
      </text>
      <text x={missPx.x + 8} y={missPx.y - 8}>
        {text('secondaryHere', { km: number(Math.hypot(plane.missXKm, plane.missYKm), 3) })}
      </text>
      <text class="sigma-name" x={missPx.x} y={missPx.y + plane.sigmaYKm / kmPerPx + 14} text-anchor="middle">
        {text('ellipse1')}
      </text>
      <text
        class="sigma-name"
        x={missPx.x}
        y={Math.min(HEIGHT - BOTTOM - 4, missPx.y + (3 * plane.sigmaYKm) / kmPerPx - 4)}
        text-anchor="middle"
      >
        {text('ellipse3')}
      </text>
      <Inset plane={plane} kmPerPx={kmPerPx} />
    </svg>
  )
}
