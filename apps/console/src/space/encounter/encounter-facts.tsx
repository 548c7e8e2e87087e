import type { ComponentChildren, JSX } from 'preact'
import { NodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { number, probability } from '../../format/format.ts'
import { useText } from '../../state/console.ts'
import { kindMessages } from '../picture/kind-messages.ts'
import { encounterMessages } from './messages.ts'
import type { Encounter } from './models.ts'

function Fact(props: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

function Parties(props: { readonly encounter: Encounter }): JSX.Element {
  const text = useText(encounterMessages)
  const kindText = useText(kindMessages)
  const { approach, statesAtTca } = props.encounter
  const kindName = (type: string) =>
    type === 'payload' || type === 'rocket-body' || type === 'debris' ? kindText(type) : kindText('unknown')
  const vector = (numbers: readonly number[] | undefined, digits: number) =>
    (numbers ?? []).map((one) => number(one, digits)).join(' / ')
  const rows = (['primary', 'secondary'] as const).map((role) => {
    const party = approach[role]
    return { role, party, state: statesAtTca.find((one) => one.id === party.id) }
  })
  return (
    <Panel title={text('parties')} class="parties">
      <table class="small-table">
        <thead>
          <tr>
            {(['role', 'object', 'kind', 'owner', 'epoch', 'ageAtTca', 'position', 'velocity'] as const).map((id) => (
              <th scope="col" key={id}>
                {text(id)}
                {id === 'position' || id === 'velocity' ? ' (TEME)' : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ role, party, state }) => (
            <tr key={role}>
              <th scope="row">{text(role)}</th>
              <td>
                <a href={`/space?sel=${party.id}&at=${approach.tcaUtc}`}>
                  <bdi>{party.name ?? party.id}</bdi>
                </a>{' '}
                {party.id}
              </td>
              <td>{kindName(party.objectType)}</td>
              <td>{party.owner ?? <UtcTime utc={null} />}</td>
              <td>
                <UtcTime utc={party.epochUtc} />
              </td>
              <td>{text('days', { days: number(party.ageAtTcaDays, 1) })}</td>
              <td>{vector(state?.positionTemeKm, 3)}</td>
              <td>{vector(state?.velocityTemeKmPerS, 5)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

/** The numbers of an encounter, each with unit, frame and method, and both objects with the age of their elements. */
export function EncounterFacts(props: { readonly encounter: Encounter }): JSX.Element {
  const text = useText(encounterMessages)
  const { approach, approachAngleDeg, method } = props.encounter
  const rtn = [approach.radialKm, approach.transverseKm, approach.normalKm].map((km) => number(km, 3)).join(' / ')
  return (
    <>
      <Panel
        title={text('facts')}
        aside={approach.priority === null ? undefined : <StatusMark status={approach.priority} />}
      >
        <dl class="fact-list wide">
          <Fact name={text('tca')}>
            <UtcTime utc={approach.tcaUtc} />
          </Fact>
          <Fact name={text('in')}>
            <Distance utc={approach.tcaUtc} />
          </Fact>
          <Fact name={text('miss')}>
            <strong>{number(approach.missKm, 3)} km</strong>
          </Fact>
          <Fact name={text('rtnAtTca')}>{rtn} km</Fact>
          <Fact name={text('relativeSpeed')}>{number(approach.relativeSpeedKmPerS, 3)} km/s</Fact>
          <Fact name={text('angle')}>{number(approachAngleDeg, 1)}°</Fact>
          <Fact name={text('maxPc')}>{text('noCovariance', { pc: probability(approach.maxPc) })}</Fact>
          <Fact name={text('dilution')}>{number(approach.dilutionKm, 3)} km</Fact>
          <Fact name={text('oldest')}>{text('days', { days: number(approach.oldestElementsDays, 1) })}</Fact>
        </dl>
        <p class="card-note muted">
          {text('method')}: <NodeText text={method} />
        </p>
      </Panel>
      <Parties encounter={props.encounter} />
    </>
  )
}
