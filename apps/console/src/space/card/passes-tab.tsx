import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Field } from '../../components/field.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { cardMessages } from './messages.ts'
import type { PassView } from './models.ts'

const PASS_DAYS = 3
const FIRST_ELEVATION_DEG = 10
const TYPED = 'typed'

/** A place as the query of passes takes it. */
type PassPlace = { readonly latDeg: number; readonly lonDeg: number; readonly altM: number }

function PassTable(props: { readonly passes: readonly PassView[] }): JSX.Element {
  const text = useText(cardMessages)
  return (
    <table class="small-table">
      <thead>
        <tr>
          <th scope="col">{text('rise')}</th>
          <th scope="col">{text('highest')}</th>
          <th scope="col" class="num">
            {text('elevation')}
          </th>
          <th scope="col" class="num">
            {text('azimuth')}
          </th>
          <th scope="col" class="num">
            {text('range')}
          </th>
          <th scope="col">{text('setting')}</th>
          <th scope="col">{text('passLight')}</th>
        </tr>
      </thead>
      <tbody>
        {props.passes.map(({ rise, culmination, set, sunlit }) => (
          <tr key={rise.utc}>
            <td>
              <UtcTime utc={rise.utc} />
            </td>
            <td>{culmination.utc.slice(11, 19)}Z</td>
            <td class="num">{number(culmination.elevationDeg, 1)}</td>
            <td class="num">{number(culmination.azimuthDeg, 0)}</td>
            <td class="num">{number(culmination.rangeKm, 0)}</td>
            <td>{set.utc.slice(11, 19)}Z</td>
            <td>{text(sunlit ? 'sunlit' : 'shadow')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function TypedPlace(props: { readonly place: PassPlace; readonly onPlace: (place: PassPlace) => void }): JSX.Element {
  const text = useText(cardMessages)
  const members = [
    ['latDeg', 'latitude', -90, 90],
    ['lonDeg', 'longitude', -180, 180],
    ['altM', 'heightM', -500, 10_000],
  ] as const
  return (
    <>
      {members.map(([member, label, min, max]) => (
        <Field key={member} label={text(label)}>
          {(id) => (
            <input
              id={id}
              type="number"
              min={min}
              max={max}
              step="any"
              value={props.place[member]}
              onChange={(event) => {
                if (event.currentTarget.validity.valid && event.currentTarget.value !== '')
                  props.onPlace({ ...props.place, [member]: event.currentTarget.valueAsNumber })
              }}
            />
          )}
        </Field>
      ))}
    </>
  )
}

/** When an object stands above the horizon of one of the node's places, or of typed coordinates, from the shown time on. */
export function PassesTab(props: { readonly id: number }): JSX.Element {
  const { language } = useConsole()
  const text = useText(cardMessages)
  const settings = useAsk('readSettings', {}, ['settings/'])
  const places = settings.answer?.places ?? []
  const [choice, setChoice] = useState('0')
  const [typed, setTyped] = useState<PassPlace>({ latDeg: 35.68, lonDeg: 139.76, altM: 0 })
  const [minElevationDeg, setMinElevationDeg] = useState(FIRST_ELEVATION_DEG)
  const known = places[Number(choice)]
  const chosen: PassPlace | undefined =
    choice === TYPED || known === undefined
      ? settings.answer === undefined
        ? undefined
        : typed
      : { latDeg: known.latDeg, lonDeg: known.lonDeg, altM: known.altM }
  const passes = useAsk(
    'listPasses',
    chosen && { params: { id: props.id }, query: { ...chosen, days: PASS_DAYS, minElevationDeg } },
    ['catalogue/'],
  )
  const isTyped = choice === TYPED || places.length === 0
  return (
    <>
      <div class="card-fields">
        <Field label={text('place')}>
          {(id) => (
            <select id={id} value={isTyped ? TYPED : choice} onChange={(event) => setChoice(event.currentTarget.value)}>
              {places.map((place, index) => (
                <option key={place.name.en} value={String(index)}>
                  {place.name[language.value]}
                </option>
              ))}
              <option value={TYPED}>{text('typedPlace')}</option>
            </select>
          )}
        </Field>
        <Field label={text('minElevation')}>
          {(id) => (
            <input
              id={id}
              type="number"
              min={0}
              max={89}
              value={minElevationDeg}
              onChange={(event) => {
                if (event.currentTarget.validity.valid && event.currentTarget.value !== '')
                  setMinElevationDeg(event.currentTarget.valueAsNumber)
              }}
            />
          )}
        </Field>
        {isTyped ? <TypedPlace place={typed} onPlace={setTyped} /> : null}
      </div>
      <h3 class="card-sub">{text('passesFor', { days: PASS_DAYS })}</h3>
      <Loaded asked={passes}>
        {(answer) => (
          <>
            {answer.passes.length === 0 ? (
              <p class="card-note">{text('noPasses', { deg: minElevationDeg, days: PASS_DAYS })}</p>
            ) : (
              <PassTable passes={answer.passes} />
            )}
            {answer.endedEarly === null ? null : (
              <p class="card-note">⚠ {text('endedEarly', { reason: answer.endedEarly })}</p>
            )}
          </>
        )}
      </Loaded>
    </>
  )
}
