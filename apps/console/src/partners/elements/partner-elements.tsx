import type { JSX } from 'preact'
import { Age } from '../../components/time.tsx'
import { ELEMENT_AGE_LIMITS_S, number } from '../../format/format.ts'
import type { ObjectDetail } from '../../space/card/models.ts'
import { useText } from '../../state/console.ts'
import { Marked, RecordMark } from '../marking/marked.tsx'
import { Provenance } from '../provenance.tsx'
import { partnerElementsMessages } from './messages.ts'

type FromPartner = ObjectDetail['fromPartners'][number]

/** How far it is from the set in use; a set that is in use itself is named so. */
function Difference(props: { readonly of: FromPartner; readonly isInUse: boolean }): JSX.Element {
  const text = useText(partnerElementsMessages)
  const { difference } = props.of
  if (difference === null) return <>{text(props.isInUse ? 'inUse' : 'noState')}</>
  const { radialKm, inTrackKm, crossTrackKm } = difference
  const [radial, inTrack, crossTrack] = [radialKm, inTrackKm, crossTrackKm].map((km) => number(km, 3))
  return <>{text('axes', { radial: radial ?? '', inTrack: inTrack ?? '', crossTrack: crossTrack ?? '' })}</>
}

/** What partners sent of an object, each beside the set in use and never in its place; nothing where none did. */
export function PartnerElements(props: { readonly detail: ObjectDetail }): JSX.Element | null {
  const text = useText(partnerElementsMessages)
  const { fromPartners, object } = props.detail
  if (fromPartners.length === 0) return null
  return (
    <Marked markings={fromPartners.map(({ mark }) => mark)}>
      {() => (
        <>
          <h3 class="card-sub">{text('title')}</h3>
          <ul class="card-list">
            {fromPartners.map((one) => (
              <li key={`${one.origin} ${one.index}`}>
                <p class="row">
                  <RecordMark words={one.portion} whole={one.banner} />
                  <Provenance party={one.party} node={one.node} receivedUtc={one.receivedUtc} />
                  <a href={`/r/${one.recordId}`}>{text('raw')}</a>
                </p>
                <dl class="fact-list">
                  <div>
                    <dt>{text('age')}</dt>
                    <dd>
                      <Age sinceUtc={one.elements.epochUtc} limitsS={ELEMENT_AGE_LIMITS_S} />
                    </dd>
                  </div>
                  <div>
                    <dt>{text('difference')}</dt>
                    <dd>
                      <Difference of={one} isInUse={object.source === one.elements.source} />
                    </dd>
                  </div>
                </dl>
                <details>
                  <summary>{text('elements')}</summary>
                  <pre>{one.elements.record}</pre>
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
    </Marked>
  )
}
