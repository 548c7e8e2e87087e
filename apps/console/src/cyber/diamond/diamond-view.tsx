import type { JSX } from 'preact'
import type { Operations } from '../../api/types.ts'
import { Panel } from '../../components/panel.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useText } from '../../state/console.ts'
import { NamedLink } from '../named-link.tsx'
import { diamondMessages } from './messages.ts'

/** An intrusion as a diamond. */
type Diamond = Operations['readStixDiamond']['answer']

const CORNERS = ['adversary', 'capability', 'infrastructure', 'victim'] as const
/** Things of a corner that are named at once, and edges that are listed at once. */
const MOST = 8
const META = ['phases', 'results', 'methods', 'resources', 'motives'] as const

/** What is said of the intrusion besides its corners. */
function Meta(props: { readonly meta: Diamond['meta'] }): JSX.Element {
  const text = useText(diamondMessages)
  const { meta } = props
  return (
    <dl class="facts">
      <dt>{text('span')}</dt>
      <dd>
        <UtcTime utc={meta.firstUtc} /> – <UtcTime utc={meta.lastUtc} />
      </dd>
      {META.filter((name) => meta[name].length > 0).map((name) => (
        <div class="fact" key={name}>
          <dt>{text(name)}</dt>
          <dd>{meta[name].join(', ')}</dd>
        </div>
      ))}
    </dl>
  )
}

function Things(props: { readonly things: Diamond['vertices']['victim'] }): JSX.Element {
  return (
    <ul>
      {props.things.map((thing) => (
        <li key={thing.id}>{thing.isKnown ? <NamedLink named={thing} /> : <bdi>{thing.title}</bdi>}</li>
      ))}
    </ul>
  )
}

/** The four corners of the diamond; of what nothing is said, it says so. The lines between them are listed below. */
export function DiamondView(props: { readonly diamond: Diamond }): JSX.Element {
  const text = useText(diamondMessages)
  const { vertices, edges, meta, isWhole } = props.diamond
  const titles = new Map(CORNERS.flatMap((corner) => vertices[corner].map(({ id, title }) => [id, title] as const)))
  return (
    <Panel title={text('diamond')}>
      <div class="diamond">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path d="M50 12 84 50 50 88 16 50zM50 12V88M16 50H84" />
        </svg>
        {CORNERS.map((corner) => (
          <section key={corner} class={`corner ${corner}`} aria-label={text(corner)}>
            <h3>{text(corner)}</h3>
            {vertices[corner].length === 0 ? <p class="unknown">{text('unknown')}</p> : null}
            <Things things={vertices[corner].slice(0, MOST)} />
            {vertices[corner].length > MOST ? (
              <details>
                <summary>{text('more', { count: vertices[corner].length - MOST })}</summary>
                <Things things={vertices[corner].slice(MOST)} />
              </details>
            ) : null}
          </section>
        ))}
      </div>
      <Meta meta={meta} />
      {edges.length === 0 ? null : (
        <details class="diamond-edges" open={edges.length <= MOST}>
          <summary>{text('edges', { count: edges.length })}</summary>
          <ul>
            {edges.map(({ kind, source, target }) => (
              <li key={`${source} ${kind} ${target}`}>
                <bdi>{titles.get(source) ?? source}</bdi> → <b lang="en">{kind}</b> →{' '}
                <bdi>{titles.get(target) ?? target}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="graph-note">
        {isWhole ? null : text('notWhole')} {text('diamondSource')}
      </p>
    </Panel>
  )
}
