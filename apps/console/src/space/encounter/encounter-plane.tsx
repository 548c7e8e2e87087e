import type { JSX } from 'preact'
import { number } from '../../format/format.ts'
import { useText } from '../../state/console.ts'
import type { Box } from '../charts/box.ts'
import { chartMessages } from '../charts/messages.ts'
import { linearScale, type Scale, tickText } from '../charts/scale.ts'
import { encounterMessages } from './messages.ts'
import type { EncounterPlaneData } from './models.ts'
import { atEllipse, besidePoint, freeCorner, placeLabels } from './plane-labels.ts'

const WIDTH = 420
const HEIGHT = 300
const LEFT = 48
const BOTTOM = 34
const TOP = 10
const RIGHT = 10

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

const INSET_WIDTH = 140
const INSET_HEIGHT = 92
const BOUNDS = { left: LEFT, right: WIDTH - RIGHT, top: TOP + 4, bottom: HEIGHT - BOTTOM }

/** The hard body enlarged, with the beginning of the miss vector. */
function Inset(props: {
  readonly plane: EncounterPlaneData
  readonly kmPerPx: number
  readonly box: Box
}): JSX.Element {
  const text = useText(encounterMessages)
  const { hardBodyRadiusKm, missXKm, missYKm } = props.plane
  const radiusPx = 13
  const scale = radiusPx / hardBodyRadiusKm
  const x = (props.box.left + props.box.right) / 2
  const y = props.box.top + 30
  const lengthKm = Math.hypot(missXKm, missYKm)
  const towards = lengthKm === 0 ? 0 : Math.min(lengthKm, 30 / scale) / lengthKm
  return (
    <g class="inset">
      <rect x={props.box.left} y={props.box.top} width={INSET_WIDTH} height={INSET_HEIGHT} />
      <circle class="hard-body" cx={x} cy={y} r={radiusPx} />
      <line class="miss" x1={x} y1={y} x2={x + missXKm * towards * scale} y2={y - missYKm * towards * scale} />
      <text x={x} y={y + 40} text-anchor="middle">
        {text('hardBodyInset', { times: number(scale * props.kmPerPx, 0) })}
      </text>
      <text x={x} y={y + 54} text-anchor="middle">
        {text('hardBody', { m: number(hardBodyRadiusKm * 1000, 1) })}
      </text>
    </g>
  )
}

type Point = { readonly x: number; readonly y: number }

/** Points of the miss vector on the chart, near enough to one another that no text fits between. */
function missPoints(from: Point, to: Point): readonly Point[] {
  const steps = 24
  return Array.from({ length: steps + 1 }, (_, step) => ({
    x: from.x + ((to.x - from.x) * step) / steps,
    y: from.y + ((to.y - from.y) * step) / steps,
  }))
}

/** What the points and ellipses are, each where it covers nothing. */
function Names(props: {
  readonly plane: EncounterPlaneData
  readonly kmPerPx: number
  readonly primary: Point
  readonly secondary: Point
  readonly inset: Box
}): JSX.Element {
  const text = useText(encounterMessages)
  const { plane, kmPerPx, primary, secondary, inset } = props
  const radii = (sigma: number) => [(sigma * plane.sigmaXKm) / kmPerPx, (sigma * plane.sigmaYKm) / kmPerPx] as const
  const km = number(Math.hypot(plane.missXKm, plane.missYKm), 3)
  const isAbove = secondary.y <= primary.y
  const wanted = [
    {
      id: 'secondary',
      words: text('secondaryHere', { km }),
      places: besidePoint(secondary, isAbove ? 'above' : 'below'),
    },
    { id: 'primary', words: text('primaryHere'), places: besidePoint(primary, isAbove ? 'below' : 'above') },
    { id: 'sigma-1', words: text('ellipse1'), places: atEllipse(secondary, ...radii(1)) },
    { id: 'sigma-3', words: text('ellipse3'), places: atEllipse(secondary, ...radii(3)) },
  ]
  const line = missPoints(primary, secondary).map(({ x, y }) => ({
    left: x - 3,
    right: x + 3,
    top: y - 3,
    bottom: y + 3,
  }))
  return (
    <>
      {placeLabels(wanted, BOUNDS, [inset, ...line]).map(({ id, words, x, y, anchor }) => (
        <text key={id} x={x} y={y} text-anchor={anchor}>
          {words}
        </text>
      ))}
    </>
  )
}

function Axes({ x, y }: { readonly x: Scale; readonly y: Scale }): JSX.Element {
  const text = useText(encounterMessages)
  return (
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
  )
}

/** The plane normal to the relative velocity: primary, miss vector, the ellipse that the bound assumes, and the hard body to scale. */
export function EncounterPlane(props: { readonly plane: EncounterPlaneData }): JSX.Element {
  const text = useText(encounterMessages)
  const chartText = useText(chartMessages)
  const { plane } = props
  const { x, y, kmPerPx } = planeScales(plane)
  const missPx = { x: x.at(plane.missXKm), y: y.at(plane.missYKm) }
  const primaryPx = { x: x.at(0), y: y.at(0) }
  const inset = freeCorner(BOUNDS, INSET_WIDTH, INSET_HEIGHT, missPoints(primaryPx, missPx))
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={chartText('chartOf', { title: text('plane') })}
    >
      <Axes x={x} y={y} />
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
      <Names plane={plane} kmPerPx={kmPerPx} primary={primaryPx} secondary={missPx} inset={inset} />
      <Inset plane={plane} kmPerPx={kmPerPx} box={inset} />
    </svg>
  )
}
