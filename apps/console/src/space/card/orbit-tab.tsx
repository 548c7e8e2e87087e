import type { ComponentChildren, JSX } from 'preact'
import { Age, UtcTime } from '../../components/time.tsx'
import { ELEMENT_AGE_LIMITS_S, number } from '../../format/format.ts'
import { PartnerElements } from '../../partners/elements/partner-elements.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { kindMessages } from '../picture/kind-messages.ts'
import { cardMessages } from './messages.ts'
import type { ObjectDetail } from './models.ts'

function Fact(props: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

/** Latitude or longitude with its hemisphere in the present language. */
function useSubPoint(state: NonNullable<ObjectDetail['state']>): string {
  const { language } = useConsole()
  const text = useText(cardMessages)
  const ja = language.value === 'ja'
  const longitudeDeg = ((((state.longitudeDeg + 180) % 360) + 360) % 360) - 180
  return text('latLon', {
    lat: Math.abs(state.latitudeDeg).toFixed(2),
    ns: state.latitudeDeg < 0 ? (ja ? '南緯' : 'S') : ja ? '北緯' : 'N',
    lon: Math.abs(longitudeDeg).toFixed(2),
    ew: longitudeDeg < 0 ? (ja ? '西経' : 'W') : ja ? '東経' : 'E',
  })
}

function StateFacts(props: { readonly state: NonNullable<ObjectDetail['state']> }): JSX.Element {
  const text = useText(cardMessages)
  const { state } = props
  return (
    <>
      <Fact name={text('height')}>{number(state.altitudeKm, 1)} km</Fact>
      <Fact name={text('subPoint')}>{useSubPoint(state)}</Fact>
      <Fact name={text('speed')}>{number(state.speedKmPerS, 3)} km/s</Fact>
      <Fact name={text('light')}>{text(state.sunlit ? 'sunlit' : 'shadow')}</Fact>
      <Fact name={text('stateAt')}>
        <UtcTime utc={state.atUtc} />
      </Fact>
    </>
  )
}

function IdentityFacts(props: { readonly detail: ObjectDetail }): JSX.Element {
  const text = useText(cardMessages)
  const kindText = useText(kindMessages)
  const { object, satcat } = props.detail
  const basis = (word: 'satcat' | 'inferred' | 'unknown') => text(word === 'unknown' ? 'basisUnknown' : word)
  return (
    <>
      <Fact name={text('kindIs')}>
        {text('because', { value: kindText(object.objectType), basis: basis(object.objectTypeBasis) })}
      </Fact>
      <Fact name={text('ownerIs')}>
        {object.owner === null ? (
          <UtcTime utc={null} />
        ) : (
          text('because', { value: object.owner, basis: basis(object.ownerBasis) })
        )}
      </Fact>
      <Fact name={text('designator')}>{object.internationalDesignator ?? <UtcTime utc={null} />}</Fact>
      {satcat?.launchDate ? <Fact name={text('launched')}>{satcat.launchDate}</Fact> : null}
      {satcat?.decayDate ? <Fact name={text('decayed')}>{satcat.decayDate}</Fact> : null}
      {satcat?.operationalStatus ? <Fact name={text('status')}>{satcat.operationalStatus}</Fact> : null}
    </>
  )
}

/** Facts of an object's orbit, of its elements and of what it is, each with unit and frame. */
export function OrbitTab(props: { readonly detail: ObjectDetail }): JSX.Element {
  const text = useText(cardMessages)
  const { object, elements, state, findings } = props.detail
  return (
    <>
      <dl class="fact-list">
        {state === null ? null : <StateFacts state={state} />}
        <Fact name={text('perigeeApogee')}>
          {number(object.perigeeKm, 0)} × {number(object.apogeeKm, 0)} km
        </Fact>
        <Fact name={text('inclination')}>{number(object.inclinationDeg, 2)}°</Fact>
        <Fact name={text('period')}>{number(object.periodMin, 1)} min</Fact>
        <Fact name={text('regime')}>{object.regime}</Fact>
        <Fact name={text('elementAge')}>
          <Age sinceUtc={elements.epochUtc} limitsS={ELEMENT_AGE_LIMITS_S} />
        </Fact>
        <Fact name={text('epoch')}>
          <UtcTime utc={elements.epochUtc} />
        </Fact>
        <Fact name={text('uncertainty')}>{text('noCovariance')}</Fact>
        <IdentityFacts detail={props.detail} />
      </dl>
      {state === null ? <p class="card-note">⚠ {text('stateRefused')}</p> : null}
      {object.usable ? null : <p class="card-note">⚠ {text('unusable')}</p>}
      <PartnerElements detail={props.detail} />
      <h3 class="card-sub">{text('findings')}</h3>
      {findings.length === 0 ? (
        <p class="card-note muted">{text('noFindings')}</p>
      ) : (
        <ul class="card-list">
          {findings.map((finding) => (
            <li key={finding.code}>
              <code>{finding.code}</code> {finding.message}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
