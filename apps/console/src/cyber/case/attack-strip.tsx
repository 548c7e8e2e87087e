import type { JSX } from 'preact'
import { Empty } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useText } from '../../state/console.ts'
import { heatScale, shadeOf } from '../attack/heat.ts'
import type { Matrix } from '../models.ts'
import type { TechniqueEvent } from './case-techniques.ts'
import { caseAttackMessages } from './messages.ts'
import { tacticsOfCase } from './tactics-of-case.ts'

/** Tactics of the matrix in order, each with the techniques of the case that serve it: number, shade and names. */
function Tactics(props: { readonly matrix: Matrix; readonly events: readonly TechniqueEvent[] }): JSX.Element {
  const text = useText(caseAttackMessages)
  const { matrix, events } = props
  const { tactics, others } = tacticsOfCase(matrix, events)
  const scale = heatScale(tactics.map(({ techniques }) => techniques.length))
  return (
    <Panel title={text('tactics', { matrix: matrix.name })}>
      <ol class="attack-strip">
        {tactics.map(({ id, name, techniques }) => (
          <li key={id} data-shade={shadeOf(techniques.length, scale)}>
            <b lang="en">{name}</b> {techniques.length === 0 ? null : <span>{techniques.length}</span>}
            {techniques.map((one) => (
              <a key={one.attackId} href={`/cyber/search?technique=${one.attackId}`} lang="en">
                {one.attackId} {one.name}
              </a>
            ))}
          </li>
        ))}
      </ol>
      {others.length === 0 ? null : <p class="empty">{text('otherTechniques', { ids: others.join(', ') })}</p>}
    </Panel>
  )
}

/** The techniques of a case in the order of time, and by tactic where ATT&CK is known here. */
export function AttackStrip(props: {
  readonly events: readonly TechniqueEvent[]
  readonly matrix: Matrix | undefined
}): JSX.Element {
  const text = useText(caseAttackMessages)
  const { events, matrix } = props
  if (events.length === 0)
    return (
      <Panel title={text('strip')}>
        <Empty text={text('noTechniques')} />
      </Panel>
    )
  return (
    <>
      {matrix === undefined ? <Empty text={text('noMatrix')} /> : <Tactics matrix={matrix} events={events} />}
      <Panel title={text('strip')}>
        <Scroll label={text('strip')}>
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">{text('when')}</th>
                <th scope="col">{text('event')}</th>
                <th scope="col">{text('techniques')}</th>
              </tr>
            </thead>
            <tbody>
              {events.map(({ key, title, fromUtc, techniques }) => (
                <tr key={key}>
                  <td>
                    <UtcTime utc={fromUtc} />
                  </td>
                  <td>
                    <bdi>{title}</bdi>
                  </td>
                  <td>
                    {techniques.map(({ id, name }) => (
                      <span key={id}>
                        <a href={`/cyber/search?technique=${encodeURIComponent(id)}`}>{id}</a>{' '}
                        <span lang="en">{name}</span>{' '}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </Panel>
    </>
  )
}
