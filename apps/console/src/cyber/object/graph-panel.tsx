import type { JSX } from 'preact'
import { Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { number } from '../../format/format.ts'
import { distinctMarks } from '../../partners/marking/distinct-marks.ts'
import { Marked } from '../../partners/marking/marked.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import type { StixGraph } from '../models.ts'
import { typeMessages, typeWord } from '../type-messages.ts'
import { GraphPicture } from './graph-picture.tsx'
import { objectMessages } from './messages.ts'
import { NODE_CLASSES, NodeShape } from './node-shape.tsx'
import { useLayout } from './use-layout.ts'

/** Objects that are drawn one relation away, and two. */
const NODES = { near: 60, wide: 200 } as const
/** Kinds of what was left out that are named; more are summed up. */
const MOST_KINDS = 6

/** What has no room in the picture, in words and numbers. */
function LeftOut(props: { readonly graph: StixGraph }): JSX.Element | null {
  const text = useText(objectMessages)
  const types = useText(typeMessages)
  const { leftOut, unread } = props.graph
  const said = leftOut
    .slice(0, MOST_KINDS)
    .map(({ kind, type, count }) => text('leftOutOne', { kind, type: typeWord(types, type), count: number(count, 0) }))
  const rest = leftOut.slice(MOST_KINDS).reduce((sum, { count }) => sum + count, 0)
  if (leftOut.length === 0 && unread === 0) return null
  return (
    <p class="graph-note">
      {leftOut.length === 0
        ? null
        : text('leftOut', { what: [...said, ...(rest === 0 ? [] : [`+ ${number(rest, 0)}`])].join(', ') })}{' '}
      {unread === 0 ? null : text('unread', { count: unread })}
    </p>
  )
}

function Legend(): JSX.Element {
  const text = useText(objectMessages)
  return (
    <ul class="graph-legend">
      {NODE_CLASSES.map((one) => (
        <li key={one}>
          <svg viewBox="-9 -9 18 18" aria-hidden="true">
            <NodeShape class={one} />
          </svg>
          {text(one)}
        </li>
      ))}
    </ul>
  )
}

function Arranged(props: { readonly graph: StixGraph; readonly name: string }): JSX.Element {
  const text = useText(objectMessages)
  const placed = useLayout(props.graph)
  return (
    <>
      {placed === undefined ? (
        <p class="empty graph-stage" role="status">
          {text('arranging', { count: number(props.graph.nodes.length, 0) })}
        </p>
      ) : (
        <GraphPicture graph={props.graph} placed={placed} name={props.name} />
      )}
      <LeftOut graph={props.graph} />
      <Legend />
    </>
  )
}

/** What lies around an object as a picture; the list beside it says the same. */
export function GraphPanel(props: { readonly id: string; readonly name: string }): JSX.Element {
  const { router } = useConsole()
  const text = useText(objectMessages)
  const isWide = router.place.value.query.get('around') === '2'
  const question = isWide ? { nodes: NODES.wide, distance: 2 } : { nodes: NODES.near, distance: 1 }
  const asked = useAsk('readStixGraph', { params: { id: props.id }, query: question })
  return (
    <Panel
      title={text('graph')}
      class="object-graph"
      aside={
        <button
          type="button"
          aria-pressed={isWide}
          onClick={() => router.setQuery({ around: isWide ? undefined : '2' })}
        >
          {text(isWide ? 'nearer' : 'wider')}
        </button>
      }
    >
      <Loaded asked={asked}>
        {(graph) => (
          <Marked markings={distinctMarks(graph.nodes.flatMap(({ mark }) => (mark === null ? [] : [mark])))}>
            {() => <Arranged graph={graph} name={props.name} />}
          </Marked>
        )}
      </Loaded>
    </Panel>
  )
}
