// biome-ignore-all lint/a11y/useSemanticElements: a picture in SVG holds no elements of HTML
import type { JSX } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useConsole, useText } from '../../state/console.ts'
import type { StixGraph } from '../models.ts'
import { typeMessages, typeWord } from '../type-messages.ts'
import { type PlacedLabel, placeLabels } from './graph-labels.ts'
import { boxAround, nodeTowards, type PlacedNode } from './graph-layout.ts'
import { objectMessages } from './messages.ts'
import { classOf, NodeShape } from './node-shape.tsx'

const MARGIN_PX = 60
/** The picture is at least as large as this, so that a few objects are not blown up, px. */
const LEAST_PX = { width: 540, height: 310 }

type Placed = StixGraph['nodes'][number] & PlacedNode

/** The one in the middle first, then those with most relations. */
function byImportance(graph: StixGraph, nodes: readonly Placed[]): readonly Placed[] {
  const degrees = new Map<string, number>()
  for (const { sourceId, targetId } of graph.relations)
    for (const id of [sourceId, targetId]) degrees.set(id, (degrees.get(id) ?? 0) + 1)
  return [...nodes].sort(
    (a, b) =>
      Number(b.distance === 0) - Number(a.distance === 0) || (degrees.get(b.id) ?? 0) - (degrees.get(a.id) ?? 0),
  )
}

function Lines(props: {
  readonly graph: StixGraph
  readonly nodes: ReadonlyMap<string, Placed>
  readonly chosenId: string
}): JSX.Element {
  return (
    <g>
      {props.graph.relations.map(({ id, kind, sourceId, targetId }) => {
        const [from, to] = [props.nodes.get(sourceId), props.nodes.get(targetId)]
        if (from === undefined || to === undefined) return null
        const isChosen = sourceId === props.chosenId || targetId === props.chosenId
        return (
          <line key={id} class={isChosen ? 'relation chosen' : 'relation'} x1={from.x} y1={from.y} x2={to.x} y2={to.y}>
            <title>{kind}</title>
          </line>
        )
      })}
    </g>
  )
}

/** The name of an object; the chosen one is named also where there is no room. */
function Label(props: {
  readonly label: PlacedLabel | undefined
  readonly title: string | undefined
}): JSX.Element | null {
  const { label, title } = props
  if (label === undefined && title === undefined) return null
  return (
    <text x={label?.x ?? 0} y={label?.y ?? 23} text-anchor={label?.anchor ?? 'middle'}>
      {label?.text ?? title}
    </text>
  )
}

/**
 * Objects in their places with their relations. It is one stop of Tab: arrows go from object to object, Enter opens one; which one is
 * chosen stands in the address, so that the list beside it marks the same.
 */
export function GraphPicture(props: {
  readonly graph: StixGraph
  readonly placed: readonly PlacedNode[]
  readonly name: string
}): JSX.Element {
  const { router } = useConsole()
  const text = useText(objectMessages)
  const types = useText(typeMessages)
  const { graph, placed } = props
  const nodes = useMemo(() => {
    const byId = new Map(placed.map((one) => [one.id, one] as const))
    return graph.nodes.flatMap((node) => {
      const at = byId.get(node.id)
      return at === undefined ? [] : [{ ...node, ...at }]
    })
  }, [graph, placed])
  const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node] as const)), [nodes])
  const [left, top, width, height] = boxAround(placed, MARGIN_PX, LEAST_PX)
  // The picture is about as large as its least box on the screen: what is larger is drawn smaller.
  const scale = Math.max(width / LEAST_PX.width, height / LEAST_PX.height)
  const labels = useMemo(
    () => placeLabels(byImportance(graph, nodes), { left, right: left + width, top, bottom: top + height }, scale),
    [graph, nodes, left, top, width, height, scale],
  )
  const asked = router.place.value.query.get('sel') ?? ''
  const chosenId = byId.has(asked) ? asked : (nodes[0]?.id ?? '')
  const chosen = useRef<SVGGElement>(null)
  const byKey = useRef(false)
  useEffect(() => {
    if (byKey.current) chosen.current?.focus()
    byKey.current = false
  })
  const choose = (id: string) => router.setQuery({ sel: id })
  const open = ({ id, isKnown }: Placed) => isKnown && router.go(`/cyber/object/${id}`)
  const onKeyDown = (event: KeyboardEvent) => {
    const node = byId.get(chosenId)
    const next = nodeTowards(placed, chosenId, event.key)
    if (next !== undefined) {
      byKey.current = true
      choose(next)
    } else if (event.key === 'Enter' && node !== undefined) open(node)
    else if (!event.key.startsWith('Arrow')) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <svg
      class="graph-stage"
      viewBox={`${left} ${top} ${width} ${height}`}
      role="group"
      aria-label={text('graphLabel', { name: props.name, count: nodes.length })}
      font-size={12 * scale}
      onKeyDown={onKeyDown}
    >
      <desc>{text('graphKeys')}</desc>
      <Lines graph={graph} nodes={byId} chosenId={chosenId} />
      {nodes.map((node) => {
        const isChosen = node.id === chosenId
        return (
          <g
            key={node.id}
            ref={isChosen ? chosen : null}
            class={isChosen ? 'node chosen' : 'node'}
            transform={`translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`}
            role="link"
            tabIndex={isChosen ? 0 : -1}
            aria-label={`${typeWord(types, node.type)} ${node.title}`}
            aria-current={isChosen ? 'true' : undefined}
            onClick={() => choose(node.id)}
            onDblClick={() => open(node)}
          >
            <title>{`${typeWord(types, node.type)} ${node.title}`}</title>
            <circle class="target" r={13} />
            <NodeShape class={classOf(node.type)} />
            <Label label={labels.get(node.id)} title={isChosen ? node.title : undefined} />
          </g>
        )
      })}
    </svg>
  )
}
